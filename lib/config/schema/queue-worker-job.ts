import { z } from 'zod';
import {
  maximumDelaySeconds,
  maximumVisibilityTimeoutSeconds,
  messageGroupIdPattern,
  maxReceiveCountRange,
  retentionSeconds,
} from '../../aws/queues';
import { stopTimeoutSeconds } from '../../aws/ecs/tasks';
import { uploadFields } from './file-upload-job';
import { sharedFields, logRetentionDays } from './job';
import { seconds } from './retry';
import { explainInvalidScheduleExpression, scheduledJobFields } from './scheduled-job';
import { overrideFields, taskCommand } from './task';
import { field, kmsKeyArn, listOf, name, roleArn } from './values';

const { schedule_expression_timezone, start_date, end_date, flexible_time_window_minutes } = scheduledJobFields;

/** More tasks than a service has by default. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const maximumTasks = 5000;

/** What follows of these stands in a formula of CloudWatch's, which reads digits alone: nothing as 1e+21 or Infinity. */
const maximumMessagesPerTask = 1_000_000;
const minimumSecondsPerMessage = 0.001;

function taskCount(minimum: number) {
  return z
    .int('a whole number of tasks')
    .min(minimum, `at least ${minimum}`)
    .max(maximumTasks, `at most ${maximumTasks}: a service has no more by default`);
}

const message = z.record(z.string().min(1, 'at least 1 character'), z.string());

const expression = field(
  z.string(),
  'When: cron(minutes hours day-of-month month day-of-week year), rate(number unit) or at(yyyy-mm-ddThh:mm:ss). https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
  'cron(0 8 ? * MON-FRI *)',
).check(({ value, issues }) => {
  const reason = explainInvalidScheduleExpression(value);
  if (reason !== undefined) issues.push({ code: 'custom', message: reason, input: value });
});

const queue = z.strictObject({
  visibility_timeout_seconds: field(
    z
      .int('a whole number of seconds')
      .min(0, 'at least 0 seconds')
      .max(maximumVisibilityTimeoutSeconds, `at most ${maximumVisibilityTimeoutSeconds} seconds: 12 hours`)
      .optional(),
    'How long a message that a task received is hidden from the others; then it is received again. At least max_processing_seconds and stop_timeout_seconds together, which is the default. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html',
    300,
  ),
  message_retention_seconds: field(
    z
      .int('a whole number of seconds')
      .min(retentionSeconds.minimum, `at least ${retentionSeconds.minimum} seconds`)
      .max(retentionSeconds.maximum, `at most ${retentionSeconds.maximum} seconds: 14 days`)
      .default(retentionSeconds.default),
    'How long a message waits before it is lost, 60 to 1209600 seconds. Default 345600: four days. Dead letters are kept for 14 days, counted from when the message was sent.',
    1_209_600,
  ),
  max_receive_count: field(
    z
      .int('a whole number')
      .min(maxReceiveCountRange.minimum, `at least ${maxReceiveCountRange.minimum}`)
      .max(maxReceiveCountRange.maximum, `at most ${maxReceiveCountRange.maximum}`)
      .default(maxReceiveCountRange.default),
    'How often a message is received, and not deleted, before it is put into the dead-letter queue. Default 5.',
    3,
  ),
  fifo: field(
    z.boolean().default(false),
    'true: messages of one group come one after the other, in order, and a message of the same content is dropped for five minutes. Both queues get names that end with .fifo. A queue can’t be changed from one kind to the other: it is made anew. Default false.',
    true,
  ),
  message_group_id: field(
    z
      .string()
      .regex(messageGroupIdPattern, 'a message group has 1 to 128 letters, digits and punctuation, no spaces')
      .optional(),
    'The message group of what file_upload and schedule put into a FIFO queue: one after the other. <object_key>: one group for each key (its hash), so that different keys are worked on side by side; a state machine between rule and queue sees to it. Default: the job’s name, which a schedule’s message has in any case that has no key. Whoever sends messages by himself names their groups.',
    'claims',
    '<object_key>',
  ),
  delay_seconds: field(
    z
      .int('a whole number of seconds')
      .min(0, 'at least 0 seconds')
      .max(maximumDelaySeconds, `at most ${maximumDelaySeconds} seconds`)
      .default(0),
    'How long a new message is held back, 0 to 900 seconds. Default 0.',
    30,
  ),
  kms_key_arn: field(
    kmsKeyArn.optional(),
    'A KMS key that encrypts both queues. Its policy must let the worker’s and the senders’ roles use it (kms:Decrypt, and kms:GenerateDataKey for who sends) and, where file_upload fills the queue, events.amazonaws.com. Default: the environment’s kms_key_arn, or SQS’s own encryption. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html',
    'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ),
});

const upload = z.strictObject({
  ...uploadFields,
  message: field(
    message.optional(),
    'The body of the message, a JSON object of texts, with the placeholders of file upload jobs. Where one is part of a longer text, or not in every event, a state machine between rule and queue puts it together. Default: S3’s event as it is. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html',
    { bucket: '<bucket_name>', key: '<object_key>' },
  ),
});

const schedule = z.strictObject({
  schedule_expression: expression,
  schedule_expression_timezone,
  start_date,
  end_date,
  flexible_time_window_minutes,
  message: field(
    message.optional(),
    'The body of the message, a JSON object of texts, which may hold <scheduled_time>. Default { scheduled_time: <scheduled_time> }.',
    { import: 'all', of: '<scheduled_time>' },
  ),
});

const scheduledScaling = z.strictObject({
  schedule_expression: expression,
  schedule_expression_timezone,
  min_tasks: field(taskCount(0), 'The fewest tasks from then on.', 2),
  max_tasks: field(taskCount(0), 'The most tasks from then on; 0 stops all of them.', 10),
});

/** What a queue worker job has beside the fields of every job. */
export const queueWorkerJobFields = {
  max_processing_seconds: field(
    seconds(maximumVisibilityTimeoutSeconds),
    'How long the work on one message takes at most. Required: a message that is not deleted by then is received again, by another task beside the first.',
    120,
  ),
  stop_timeout_seconds: field(
    z
      .int('a whole number of seconds')
      .min(stopTimeoutSeconds.minimum, `at least ${stopTimeoutSeconds.minimum} seconds`)
      .max(stopTimeoutSeconds.maximum, `at most ${stopTimeoutSeconds.maximum} seconds: Fargate waits no longer`)
      .default(stopTimeoutSeconds.default),
    'Seconds between the signal TERM to a task that is to stop and its end, in which it finishes or gives up its message. Default 30, at most 120. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    120,
  ),
  min_tasks: field(
    taskCount(0).default(1),
    'The fewest tasks. 0: none runs while the queue is empty, and the first message waits until one has started. Default 1.',
    0,
  ),
  max_tasks: field(taskCount(1), 'The most tasks. Required: what the tasks work with has to bear so many.', 10),
  backlog_per_task: field(
    z
      .int('a whole number of messages')
      .min(1, 'at least 1 message')
      .max(maximumMessagesPerTask, `at most ${maximumMessagesPerTask} messages`)
      .optional(),
    'Messages, waiting or being worked on, for which there is to be one task, up to 1000000: with 10, 35 messages are four tasks. Default: what target_latency_seconds and seconds_per_message make, or 1.',
    10,
  ),
  target_latency_seconds: field(
    seconds(maximumVisibilityTimeoutSeconds).optional(),
    'Instead of backlog_per_task: how long a message may wait while tasks are there, from which and seconds_per_message the backlog of one task follows.',
    60,
  ),
  seconds_per_message: field(
    z
      .number('a number of seconds')
      .min(minimumSecondsPerMessage, `at least ${minimumSecondsPerMessage} seconds`)
      .max(maximumVisibilityTimeoutSeconds, `at most ${maximumVisibilityTimeoutSeconds} seconds: 12 hours`)
      .optional(),
    'How long one message takes on average, 0.001 seconds or more; goes with target_latency_seconds.',
    1.5,
  ),
  scale_in_protection: field(
    z.boolean().default(false),
    'true: tasks protect themselves while they work on a message (ECS’s task protection, which the program asks for and for which the task role gets the permission), so that others may be stopped at any time. Default false: no task is stopped while a message is being worked on. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html',
    true,
  ),
  scheduled_scaling: field(
    z.array(scheduledScaling).min(1, 'at least one; leave it out for the same minimum and maximum at all times').optional(),
    'Other minimums and maximums from a time on, until the next of these. min_tasks and max_tasks hold until the first.',
    [
      { schedule_expression: 'cron(0 8 ? * MON-FRI *)', schedule_expression_timezone: 'America/New_York', min_tasks: 2, max_tasks: 10 },
      { schedule_expression: 'cron(0 18 ? * MON-FRI *)', schedule_expression_timezone: 'America/New_York', min_tasks: 0, max_tasks: 2 },
    ],
  ),
  task_definition_family: field(
    name.optional(),
    'The task definition that the worker’s is made from. Default: service.task_definition_family. It has a container of the name service.container_name.',
    'app-dev-worker-base',
  ),
  enable_execute_command: field(
    z.boolean().default(false),
    'true: people may open a shell in the tasks. The task role must allow it. Default false. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    true,
  ),
  minimum_healthy_percent: field(
    z.int('a whole number').min(0, 'at least 0').max(100, 'at most 100').optional(),
    'Per cent of the tasks that run at all times of a deployment, rounded up. Default 100, or 0 where there is never more than one task: the old one ends before the new one starts.',
    50,
  ),
  maximum_percent: field(
    z.int('a whole number').min(100, 'at least 100').max(200, 'at most 200').optional(),
    'Per cent of the tasks that run at most during a deployment, old and new ones together, rounded down. Default 150, or 200 where there may be a single task, or 100 where there is never more than one.',
    150,
  ),
  queue: field(queue.prefault({}), 'The queue.', { max_receive_count: 3, message_retention_seconds: 1_209_600 }),
  file_upload: field(
    upload.optional(),
    'New objects in a bucket put a message into the queue: the fields of a file upload job that say which.',
    { path_prefix: 'claims/', path_suffix: '.pdf' },
  ),
  schedule: field(schedule.optional(), 'A schedule puts a message into the queue.', {
    schedule_expression: 'rate(1 hour)',
    message: { import: 'all' },
  }),
  send_from_role_arns: field(
    listOf(roleArn, 1, 20).optional(),
    'Roles that may send messages, as the application’s own. Others get the policy of the output queue_worker_jobs_<job>_send_message_policy_arn.',
    ['arn:aws:iam::123456789012:role/app-dev-app'],
  ),
  maximum_message_age_seconds: field(
    seconds(retentionSeconds.maximum).default(3600),
    'With alarms.sns_topic_arn: how old the oldest message gets before somebody is told. Default 3600: an hour.',
    900,
  ),
  log_retention_days: logRetentionDays,
} as const;

/**
 * A service whose tasks run all the time and take their work from a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html
 */
export const queueWorkerJob = z.strictObject({
  task_command: field(
    taskCommand,
    'The command, as a list of arguments, that replaces the image’s own. It reads QUEUE_URL until it is stopped. Required.',
    ['bin/worker'],
  ),
  ...sharedFields,
  ...overrideFields,
  ...queueWorkerJobFields,
});
export type QueueWorkerJobConfig = z.output<typeof queueWorkerJob>;
