import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

/** Below it, two stops of a task make a dead letter of a message that nothing is wrong with. */
const fewest = 3;

export const fewReceives: Check = {
  code: 'low-receive-count',
  why: 'A message counts as received when a task takes it, whatever becomes of the task: one that ends in the middle, as on FARGATE_SPOT any task may, has used up one of max_receive_count, and a good message becomes a dead letter.',
  fix: 'give queue.max_receive_count at least 3',
  find: ({ jobs }) =>
    workersOf(jobs).flatMap((job) => {
      if (job.queue.maxReceiveCount >= fewest) return [];
      const isSpot = 'capacityProvider' in job.service.launch;
      const when = isSpot ? 'a Spot task' : 'a task';
      const message = `${when} that is stopped in the middle of a message has used up one of ${job.queue.maxReceiveCount}`;
      return [{ path: pathOf(job, 'queue', 'max_receive_count'), at: 'value', message }];
    }),
};
