/** The losses if Terraform deletes a resource, by the type of the resource. */
import { isKnownTimeZone } from '../../../aws/schedules/local-time';
import { scalingAlarmKeys } from '../../../jobs/alarms/job-alarm';
import { parseText } from '../../../review/parse-text';
import type {
  PlannedEnvironment,
  PlanObject,
  PlanValue,
  ResourceChange,
} from '../../../review/planned-environment';
import { isObject, itemsOf } from '../../../values/json';
import { localText } from '../../list/times';
import { parseExpression, runsFrom } from '../known-schedules';
import { words, type Words } from '../words';
import { indexOf } from './environment-index';

/** A type of resource whose deletion loses something. */
export interface LostType {
  /** The type in words: `the queue`. */
  readonly what: string;
  /** The argument with the name. */
  readonly name: string;
  /** Whether the deletion is a risk of the kind `destroy`: the resource has data, or other resources, or runs. */
  readonly isDestroyed: boolean;
  /**
   * Returns the loss as the end of a sentence; `undefined` if nothing is lost.
   *
   * @param before - The arguments of the deleted resource.
   */
  readonly lost: (before: PlanObject, context: LossContext) => Words | undefined;
}

/** The values that a loss depends on, besides the arguments of the deleted resource. */
export interface LossContext {
  /** The change of the resource. */
  readonly change: ResourceChange;
  /** The changes of the whole environment. */
  readonly environment: PlannedEnvironment;
  /** Whether another resource replaces the deleted one. */
  readonly isReplaced: boolean;
}

/**
 * The types, in the order of the risk: first data that can't be restored, then work that stops, then missing
 * notifications.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export const lostTypes: ReadonlyMap<string, LostType> = new Map<string, LostType>([
  ['aws_sqs_queue', { what: 'queue', name: 'name', isDestroyed: true, lost: messagesLost }],
  [
    'aws_s3_bucket_notification',
    {
      what: 'notification settings of the bucket',
      name: 'bucket',
      isDestroyed: true,
      lost: () =>
        words`S3 then sends no notifications for this bucket, not even those that other programs have set`,
    },
  ],
  [
    'aws_cloudwatch_log_group',
    {
      what: 'log group',
      name: 'name',
      isDestroyed: true,
      lost: (before) => (isKeptByProvider(before) ? undefined : words`all its log events are lost`),
    },
  ],
  [
    'aws_dynamodb_table',
    {
      what: 'table',
      name: 'name',
      isDestroyed: true,
      lost: (_, { change }) =>
        change.owner?.part === 'lock_table'
          ? words`the locks of running jobs are lost, so a second run of a job can start while the first run is active`
          : words`all its items are lost`,
    },
  ],
  [
    'aws_sfn_state_machine',
    {
      what: 'state machine',
      name: 'name',
      isDestroyed: true,
      lost: () => words`active runs stop at their next state, and the history of its runs (90 days) is lost`,
    },
  ],
  ['aws_ecs_service', { what: 'service', name: 'name', isDestroyed: true, lost: tasksLost }],
  [
    'aws_scheduler_schedule_group',
    {
      what: 'schedule group',
      name: 'name',
      isDestroyed: true,
      lost: () => words`all schedules in it are deleted too`,
    },
  ],
  ['aws_scheduler_schedule', { what: 'schedule', name: 'name', isDestroyed: false, lost: runLost }],
  ['aws_cloudwatch_event_rule', { what: 'rule', name: 'name', isDestroyed: false, lost: eventsLost }],
  [
    'aws_cloudwatch_event_target',
    {
      what: 'target of the rule',
      name: 'rule',
      isDestroyed: false,
      // The sentence about a rule is enough for its target.
      lost: (before, context) =>
        indexOf(context.environment).isRuleLost(before['rule']) ? undefined : eventsLost(before, context),
    },
  ],
  [
    'aws_sns_topic_subscription',
    { what: 'subscription to the topic', name: 'topic_arn', isDestroyed: false, lost: topicMessagesLost },
  ],
  [
    'aws_appautoscaling_target',
    {
      what: 'scaling of the service',
      name: 'resource_id',
      isDestroyed: false,
      lost: (_, { isReplaced }) =>
        isReplaced ? words`the number of tasks does not change until the scaling exists again` : undefined,
    },
  ],
  [
    'aws_cloudwatch_metric_alarm',
    {
      what: 'alarm',
      name: 'alarm_name',
      isDestroyed: false,
      lost: alarmLost,
    },
  ],
]);

/** Whether the provider only removes the resource from the state: the job sets `keep_logs_after_deletion`. */
export function isKeptByProvider(before: PlanObject | undefined): boolean {
  return before?.['skip_destroy'] === true;
}

function messagesLost(before: PlanObject, { change, isReplaced }: LossContext): Words {
  const isDeadLetters =
    change.owner?.part === 'dead_letter_queue' || change.owner?.part === 'undelivered_queue';
  const messages = isDeadLetters
    ? words`all messages in it are lost, which are the dead letters of ${change.owner.jobName}`
    : words`all messages in it are lost`;
  if (!isReplaced) return messages;
  const hasSameName = before['name'] === change.after?.['name'];
  return hasSameName
    ? words`${messages}, and no queue with this name exists for at least ${60} seconds`
    : words`${messages}, and senders must use the name of the new queue`;
}

/** Returns the loss of an alarm. An alarm that only scales, or whose job is deleted too, is not a loss. */
function alarmLost(
  _: PlanObject,
  { change: { owner }, environment, isReplaced }: LossContext,
): Words | undefined {
  if (
    owner?.kind === 'job' &&
    (scalingAlarms.has(owner.key) || indexOf(environment).isJobGone(owner.jobName))
  )
    return undefined;
  return isReplaced
    ? words`the new alarm has no state, so it can notify again of the same problem; CloudWatch keeps the history`
    : words`nobody is notified of this problem any more; CloudWatch keeps the history`;
}

const scalingAlarms: ReadonlySet<string | undefined> = new Set(scalingAlarmKeys);

/**
 * Returns the loss of a service. ECS sends SIGTERM to its tasks, and SIGKILL after the stop timeout of the container,
 * which is 30 seconds by default.
 */
function tasksLost(_: PlanObject, { environment, change }: LossContext): Words {
  const seconds = stopTimeout(environment, change) ?? 30;
  return words`its tasks get ${'SIGTERM'}, and ${'SIGKILL'} after ${seconds} seconds`;
}

function stopTimeout(environment: PlannedEnvironment, { owner }: ResourceChange): number | undefined {
  if (owner?.kind !== 'job') return undefined;
  const text = indexOf(environment).taskDefinitionOf(owner.jobName)?.before?.['container_definitions'];
  if (typeof text !== 'string') return undefined;
  const timeouts = itemsOf(parseText(text)).flatMap((container) => {
    const timeout = isObject(container) ? container['stopTimeout'] : undefined;
    return typeof timeout === 'number' ? [timeout] : [];
  });
  return timeouts.length === 0 ? undefined : Math.max(...timeouts);
}

function runLost(
  before: PlanObject,
  { change: { owner }, environment, isReplaced }: LossContext,
): Words | undefined {
  // A schedule that checks for missed runs starts no run of a job. A row of the job shows that the check is missing.
  if (before['state'] === 'DISABLED' || owner?.part === 'check_schedule') return undefined;
  if (isReplaced) return words`a run that is due between the two steps does not start`;
  // A created schedule with the same times shows that the job was renamed.
  const successor = textOf(indexOf(environment).createdWithTimesOf(before)?.after?.['name']);
  if (successor !== undefined) return words`the new schedule ${successor} has the same times`;
  const run = nextRun(before, environment.at);
  if (run === undefined) return undefined;
  return owner?.kind === 'job' && indexOf(environment).isWorkerKept(owner.jobName)
    ? words`no time starts ${owner.jobName} any more; messages start its work instead; the next run was due on ${[run]}`
    : words`no run starts any more; the next run was due on ${[run]}`;
}

/** Returns the next run of a schedule in its time zone; `undefined` if it has none, or if its times are not known. */
function nextRun(schedule: PlanObject, at: Date): string | undefined {
  const timezone = textOf(schedule['schedule_expression_timezone']) ?? 'UTC';
  const expression = parseExpression(textOf(schedule['schedule_expression']) ?? '');
  if (!expression.ok || !isKnownTimeZone(timezone)) return undefined;
  const [startDate, endDate] = [textOf(schedule['start_date']), textOf(schedule['end_date'])];
  const [run] = runsFrom({ expression: expression.value, timezone, startDate, endDate }, at, 1);
  return run === undefined ? undefined : localText(run, timezone);
}

function eventsLost(before: PlanObject, { change, environment, isReplaced }: LossContext): Words | undefined {
  if (change.owner?.part === 'failure_rule' && !isReplaced && hasJob(environment))
    return words`failed runs are not reported to its topic any more`;
  if (before['state'] === 'DISABLED' || change.owner?.kind !== 'job') return undefined;
  return isReplaced
    ? words`uploads and events that arrive between the two steps do not start ${change.owner.jobName}`
    : words`uploads and events do not start ${change.owner.jobName} any more`;
}

function topicMessagesLost(_: PlanObject, { change: { owner }, isReplaced }: LossContext): Words | undefined {
  if (owner?.kind !== 'job') return undefined;
  return isReplaced
    ? words`messages that are published in between do not reach ${owner.jobName}`
    : words`the messages of the topic do not reach ${owner.jobName} any more`;
}

/** Whether a job exists after the change. */
function hasJob({ changes }: PlannedEnvironment): boolean {
  return changes.some(({ owner, after }) => owner?.kind === 'job' && after !== undefined);
}

function textOf(value: PlanValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
