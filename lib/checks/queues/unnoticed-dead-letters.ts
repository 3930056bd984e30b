import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const unnoticedDeadLetters: Check = {
  code: 'unnoticed-dead-letters',
  why: 'Only an alarm reports that a message failed too often, or that messages wait too long. Without alarms.sns_topic_arn, a worker has no such alarm. SQS deletes a dead letter 14 days after the message was sent, or in a FIFO queue 14 days after it became a dead letter.',
  fix: 'set alarms.sns_topic_arn to a topic that your team reads',
  find: ({ config, jobs }) => {
    const [first, ...others] = workersOf(jobs);
    if (first === undefined || config.alarms !== undefined) return [];
    const more = others.length === 0 ? '' : ` (and of ${others.length} more)`;
    const message = `nobody is notified of a dead letter of ${first.name}${more}`;
    return [{ path: pathOf(first), at: 'key', message }];
  },
};
