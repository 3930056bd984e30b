import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const subscribedToOwnAlarms: Check = {
  code: 'subscribed-to-own-alarms',
  why: 'A worker that fails raises an alarm. The message about the alarm is then another message that the worker must process, and people may never see it.',
  fix: 'subscribe the queue to another topic, or ignore this check with ignore_checks if the worker processes the messages of alarms',
  find: ({ jobs }) =>
    workersOf(jobs).flatMap((job) => {
      const notified = new Set(
        job.alarms.flatMap(({ action }) => (action.kind === 'notify_topic' ? [action.topic.arn] : [])),
      );
      return job.subscriptions.flatMap(({ topicArn }) => {
        if (!notified.has(topicArn)) return [];
        const message = `the queue receives the messages of ${topicArn}, which the alarms of this worker notify`;
        return [{ path: pathOf(job, 'queue', 'subscribe_topic_arns'), at: 'key' as const, message }];
      });
    }),
};
