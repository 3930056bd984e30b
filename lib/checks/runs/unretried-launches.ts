import { isRunJob, ruleOf, stateOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const unretriedLaunches: Check = {
  code: 'unretried-launches',
  why: 'RunTask reports missing capacity in a response with status 200, so EventBridge considers the event delivered. It does not retry the event, and does not send it to the dead-letter queue. The task never runs. A burst of uploads or events is the usual cause.',
  fix: 'set target: state_machine, which retries the launch for hours, or use a queue worker',
  find: ({ jobs }) =>
    jobs.filter(isRunJob).flatMap((job) => {
      if (job.target.kind !== 'ecs_cluster' || stateOf(job) === 'DISABLED') return [];
      if (ruleOf(job)?.delivery === undefined) return [];
      const message = 'the settings in delivery have no effect if ECS rejects a launch for lack of capacity';
      return [{ path: pathOf(job, 'delivery'), at: 'key', message }];
    }),
};
