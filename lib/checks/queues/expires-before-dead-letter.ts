import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const expiresBeforeDeadLetter: Check = {
  code: 'expires-before-dead-letter',
  why: 'After each failed receive, a message is hidden for the visibility timeout. SQS deletes a message at the end of its retention, even before its last receive. A deleted message never becomes a dead letter, and no alarm reports it.',
  fix: 'raise queue.message_retention_seconds, or lower queue.max_receive_count or queue.visibility_timeout_seconds',
  find: ({ jobs }) =>
    workersOf(jobs).flatMap((job) => {
      const {
        retentionSeconds: retention,
        visibilityTimeoutSeconds: visibility,
        maxReceiveCount,
        delaySeconds,
      } = job.queue;
      const needed = delaySeconds + maxReceiveCount * visibility;
      if (retention >= needed) return [];
      const receives = maxReceiveCount === 1 ? '1 receive' : `${maxReceiveCount} receives`;
      const message = `SQS deletes a message after ${retention} seconds, but ${receives} of a message that fails can take ${needed} seconds`;
      return [{ path: pathOf(job, 'queue', 'message_retention_seconds'), at: 'value', message }];
    }),
};
