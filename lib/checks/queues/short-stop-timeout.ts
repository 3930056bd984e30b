import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const shortStopTimeout: Check = {
  code: 'short-stop-timeout',
  why: 'A deployment stops every task, and a scale-in stops some tasks. Each stopped task gets SIGTERM, and SIGKILL after stop_timeout_seconds. A message that takes longer than this time is received again after the visibility timeout, and another task processes it from the start. Each interruption counts as a receive, and too many receives make the message a dead letter. Scale-in protection prevents the interruption: ECS waits until the task has finished.',
  fix: 'raise stop_timeout_seconds (at most 120), or set scale_in_protection: true and let the program protect its task',
  find: ({ jobs }) =>
    workersOf(jobs).flatMap((job) => {
      const { maximumProcessingSeconds: processing, protection, queue, taskDefinition } = job;
      const { stopTimeoutSeconds: stop } = taskDefinition;
      if (protection !== undefined || processing <= stop) return [];
      const receives =
        queue.maxReceiveCount === 1 ? 'its only receive' : `1 of ${queue.maxReceiveCount} receives`;
      const message = `a deployment kills a task ${stop} seconds after SIGTERM, but a message can take ${processing} seconds; an interrupted message uses up ${receives}`;
      return [{ path: pathOf(job, 'stop_timeout_seconds'), at: 'value', message }];
    }),
};
