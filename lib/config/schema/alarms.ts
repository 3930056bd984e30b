import { z } from 'zod';
import { falseOr, field, snsTopicArn } from './values';

/** The severities of alarms. Each severity can have its own SNS topic. */
export const severities = ['critical', 'warning'] as const;
/** The severity of an alarm. */
export type Severity = (typeof severities)[number];

const topicExample = 'arn:aws:sns:us-east-1:123456789012:jobs';

/** The SNS topics of an environment's alarms. */
export const alarmsOfEnvironment = field(
  falseOr(
    z.strictObject({
      sns_topic_arn: field(
        snsTopicArn.optional(),
        'SNS topic, in this account and region, that alarms of every severity notify. Its policy must allow cloudwatch.amazonaws.com and events.amazonaws.com to publish. If a KMS key encrypts the topic, the policy of the key must allow these services to use the key. docs/alarms.md has the policy.',
        topicExample,
      ),
      topics: field(
        z
          .strictObject({
            critical: field(
              snsTopicArn,
              'SNS topic for critical alarms. Its policy must meet the requirements of sns_topic_arn. Required.',
              `${topicExample}-critical`,
            ),
            warning: field(
              snsTopicArn,
              'SNS topic for alarms with the severity warning. Its policy must meet the requirements of sns_topic_arn. Required.',
              `${topicExample}-warning`,
            ),
          })
          .optional(),
        'An SNS topic for each severity, instead of sns_topic_arn. alarms.severity of a job selects the topic.',
        { critical: `${topicExample}-critical`, warning: `${topicExample}-warning` },
      ),
      dashboard: field(
        z.boolean().default(false),
        'Whether the environment has a CloudWatch dashboard with the states of its alarms, its runs and its queue workers. A dashboard costs USD 3 a month. Default: false. docs/alarms.md#dashboard',
        true,
      ),
    }),
    'must be false, or a map such as { sns_topic_arn: … }',
  ).optional(),
  'SNS topics for alarms. With a topic, each failed run sends a notification. Alarms watch the queues of queue_worker_jobs, and deliveries of events and scheduled runs. Without a topic, nobody is notified. docs/alarms.md describes each notification. false: no alarms, because another tool watches the jobs. Requires exactly one of sns_topic_arn and topics.',
  { sns_topic_arn: topicExample },
  { topics: { critical: `${topicExample}-critical`, warning: `${topicExample}-warning` } },
  false,
);

/** The alarms of one job. */
export const alarmsOfJob = field(
  falseOr(
    z.strictObject({
      severity: field(
        z.enum(severities).default('critical'),
        'Severity of the job’s alarms, critical or warning. It selects one of the topics of the environment’s alarms. Default: critical.',
        'warning',
      ),
    }),
    'must be false, or a map such as { severity: warning }',
  ).optional(),
  'Alarms of the job: their severity, or false for no alarms. A disabled job notifies nobody. Default: critical alarms, if the environment has alarms.',
  { severity: 'warning' },
  false,
);
/** The alarms of one job, with their defaults. */
export type AlarmsOfJob = z.output<typeof alarmsOfJob>;
