import { z } from 'zod';
import { maximumServiceTasks, stopTimeoutSeconds } from '../../aws/ecs/limits';
import { maximumScheduledActions } from '../../aws/scaling/scaling';
import { maximumVisibilityTimeoutSeconds, retentionSeconds } from '../../aws/queues';
import { logFields, sharedFields } from './job';
import { queue, queueFileUpload, queueSchedule, scheduleExpression } from './queue';
import { scheduledJobFields } from './scheduled-job';
import { overrideFields, taskCommand } from './task';
import { accountId, field, integer, listOf, name, roleArn, seconds } from './values';

/** Bounds of the numbers in generated metric math. CloudWatch does not parse `1e+21` or `Infinity`. */
const maximumMessagesPerTask = 1_000_000;
const minimumSecondsPerMessage = 0.001;

function taskCount(minimum: number) {
  return integer({ minimum, maximum: maximumServiceTasks, unit: 'tasks', maximumNote: 'the default quota of a service' });
}

const scheduledScaling = z.strictObject({
  schedule_expression: scheduleExpression,
  schedule_expression_timezone: scheduledJobFields.schedule_expression_timezone,
  min_tasks: field(taskCount(0), 'Minimum number of tasks from this time on. Required.', 2),
  max_tasks: field(taskCount(0), 'Maximum number of tasks from this time on. 0 stops all tasks. Required.', 10),
});

/** Fields of queue workers, besides `sharedFields`, `overrideFields` and the command. */
export const queueWorkerJobFields = {
  max_processing_seconds: field(
    seconds(maximumVisibilityTimeoutSeconds),
    'Maximum time to process one message, in seconds, 1 to 43200. If the task has not deleted the message by then, a second task can receive it too. Required.',
    120,
  ),
  stop_timeout_seconds: field(
    integer({
      minimum: stopTimeoutSeconds.minimum,
      maximum: stopTimeoutSeconds.maximum,
      unit: 'seconds',
      maximumNote: 'the maximum of Fargate',
    }).optional(),
    'Time in seconds, 2 to 120, between SIGTERM and SIGKILL when a task is stopped. In this time, the task must finish or release its message. Default: max_processing_seconds, but at least 30, at most 120, and at most the difference between a configured queue.visibility_timeout_seconds and max_processing_seconds. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    120,
  ),
  min_tasks: field(
    taskCount(0).default(1),
    'Minimum number of tasks. With 0, no task runs while the queue is empty, and the first message waits until a task has started. Default: 1.',
    0,
  ),
  max_tasks: field(
    taskCount(1),
    'Maximum number of tasks. Databases and other services that the tasks use must support this number. Required.',
    10,
  ),
  backlog_per_task: field(
    integer({ minimum: 1, maximum: maximumMessagesPerTask, unit: 'messages' }).optional(),
    'Number of messages per task, 1 to 1000000, both waiting and in flight. With 10, 35 messages need four tasks. Default: target_latency_seconds divided by seconds_per_message, or 1 without these fields.',
    10,
  ),
  target_latency_seconds: field(
    seconds(maximumVisibilityTimeoutSeconds).optional(),
    'Maximum time in seconds, 1 to 43200, that a message should wait while tasks are running. Together with seconds_per_message, it replaces backlog_per_task.',
    60,
  ),
  seconds_per_message: field(
    z
      .number('must be a number of seconds')
      .min(minimumSecondsPerMessage, `must be at least ${minimumSecondsPerMessage} seconds`)
      .max(
        maximumVisibilityTimeoutSeconds,
        `must be at most ${maximumVisibilityTimeoutSeconds} seconds (12 hours)`,
      )
      .optional(),
    'Average time to process one message, in seconds, 0.001 to 43200. Requires target_latency_seconds.',
    1.5,
  ),
  scale_in_protection: field(
    z.boolean().default(false),
    'Whether tasks use ECS task scale-in protection while they process a message. Idle tasks can then be stopped at any time. The program must request the protection; the task role gets the permission. Default: false, so the number of tasks does not fall while the alarms count messages. The metrics of messages and new tasks are some minutes late, so a scale-in can still stop a busy task. This task has stop_timeout_seconds to finish its message. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html',
    true,
  ),
  scheduled_scaling: field(
    z
      .array(scheduledScaling)
      .min(1, 'must have at least one item; remove the field to keep min_tasks and max_tasks at all times')
      .max(maximumScheduledActions, `must have at most ${maximumScheduledActions} items, because a service can have no more scheduled actions`)
      .optional(),
    'Changes of the minimum and maximum number of tasks by schedule, 1 to 200. Each change applies until the next one. Before the first change, min_tasks and max_tasks of the job apply.',
    [
      {
        schedule_expression: 'cron(0 8 ? * MON-FRI *)',
        schedule_expression_timezone: 'America/New_York',
        min_tasks: 2,
        max_tasks: 10,
      },
      {
        schedule_expression: 'cron(0 18 ? * MON-FRI *)',
        schedule_expression_timezone: 'America/New_York',
        min_tasks: 0,
        max_tasks: 2,
      },
    ],
  ),
  task_definition_family: field(
    name.optional(),
    'Family of the task definition on which the worker’s own task definition is based. The base must have a container named service.container_name. Default: service.task_definition_family.',
    'app-dev-worker-base',
  ),
  availability_zone_rebalancing: field(
    z.boolean().optional(),
    'Whether ECS moves tasks between availability zones to balance them. ECS can then stop a task that is processing a message. Requires a maximum_percent above 100. Default: true with scale_in_protection, if maximum_percent is above 100; otherwise false. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html',
    true,
  ),
  enable_execute_command: field(
    z.boolean().default(false),
    'Whether ECS Exec can open a shell in the tasks. The task role must allow it. Default: false. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    true,
  ),
  minimum_healthy_percent: field(
    integer({ minimum: 0, maximum: 100 }).optional(),
    'Minimum percentage of tasks that run during a deployment, 0 to 100, rounded up. Default: 100, or 0 for a worker that never has more than one task. With 0, the old task ends before the new one starts.',
    50,
  ),
  maximum_percent: field(
    integer({ minimum: 100, maximum: 200 }).optional(),
    'Maximum percentage of old and new tasks that run during a deployment, 100 to 200, rounded down. Default: 100 for a worker that never has more than one task, 200 if the minimum number of tasks is below 2, otherwise 150.',
    150,
  ),
  queue: field(queue.prefault({}), 'Settings of the queue and its dead-letter queue.', {
    max_receive_count: 3,
    message_retention_seconds: 1_209_600,
  }),
  file_upload: field(
    queueFileUpload.optional(),
    'New objects that send a message to the queue, selected with the fields of file_upload_jobs.',
    { path_prefix: 'claims/', path_suffix: '.pdf' },
  ),
  schedule: field(queueSchedule.optional(), 'Schedule that sends messages to the queue.', {
    schedule_expression: 'rate(1 hour)',
    message: { import: 'all' },
  }),
  send_from_role_arns: field(
    listOf(roleArn, { minimum: 1, maximum: 20, items: 'roles' }).optional(),
    'Roles that can send messages to the queue, such as the application’s role, 1 to 20. A role can be in another account. For other roles of this account, attach the policy in the output queue_worker_jobs_<job>_send_message_policy_arn.',
    ['arn:aws:iam::123456789012:role/app-dev-app'],
  ),
  send_from_account_ids: field(
    listOf(accountId, { minimum: 1, maximum: 20, items: 'accounts' }).optional(),
    'Other accounts that can send messages to the queue, 1 to 20. The owners of these accounts decide which of their roles can send. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
    ['210987654321'],
  ),
  maximum_message_age_seconds: field(
    seconds(retentionSeconds.maximum).default(3600),
    'Maximum age of the oldest message in seconds, 1 to 1209600. Above this age, an alarm notifies alarms.sns_topic_arn, if this field is set. Default: 3600 (one hour).',
    900,
  ),
  ...logFields,
} as const;

/**
 * An ECS service whose tasks run all the time and process the messages of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html
 */
export const queueWorkerJob = z.strictObject({
  task_command: field(
    taskCommand,
    'Command of the tasks, as a list of arguments, instead of the image’s own command. The program must receive messages from QUEUE_URL until it is stopped. Required.',
    ['bin/worker'],
  ),
  ...sharedFields,
  ...overrideFields,
  ...queueWorkerJobFields,
});
export type QueueWorkerJobConfig = z.output<typeof queueWorkerJob>;
