import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

/**
 * Smallest `max_receive_count` that gets no advice. With a smaller count, a valid message becomes a dead letter after one
 * or two tasks stopped.
 */
const minimumReceiveCount = 3;

export const lowReceiveCount: Check = {
  code: 'low-receive-count',
  why: 'SQS counts each receive of a message, even if the task stops before it has processed the message. AWS can stop any task on FARGATE_SPOT. With a low max_receive_count, a valid message then becomes a dead letter.',
  fix: 'set queue.max_receive_count to at least 3',
  find: ({ jobs }) =>
    workersOf(jobs).flatMap((job) => {
      if (job.queue.maxReceiveCount >= minimumReceiveCount) return [];
      const isSpot = 'capacityProvider' in job.service.launch;
      const task = isSpot ? 'a Spot task' : 'a task';
      const receives =
        job.queue.maxReceiveCount === 1 ? 'the only receive' : `1 of ${job.queue.maxReceiveCount} receives`;
      const message = `${task} that stops before it finishes a message uses up ${receives}`;
      return [{ path: pathOf(job, 'queue', 'max_receive_count'), at: 'value', message }];
    }),
};
