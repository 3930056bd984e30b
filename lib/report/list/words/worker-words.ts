import {
  maximumExcessPercent,
  type ScheduledAction,
  type ServiceScaling,
} from '../../../aws/scaling/scaling';
import type { QueueWorkerJob, TopicSubscription } from '../../../jobs/queue-worker/queue-worker';
import { describeDuration } from '../../../text/durations';
import { describePattern } from '../../event-patterns';
import { describeSchedule } from './schedule-words';

type Limits = Pick<ScheduledAction, 'minimumCapacity' | 'maximumCapacity'>;

/** Describes the number of tasks and the handling of messages, in lines. */
export function describeWorker(job: QueueWorkerJob): readonly string[] {
  const { queue, scaling, deadLetterQueue } = job;
  const { scheduledActions } = scaling;
  const receives = queue.maxReceiveCount === 1 ? '1 receive' : `${queue.maxReceiveCount} receives`;
  const initially = scheduledActions.length === 0 ? '' : 'initially ';
  return [
    `${initially}${describeBounds(scaling)}${describeScaling(scaling)}${describeExcess(scaling)}`,
    ...scheduledActions.map(
      (action) =>
        `${describeSchedule(action.parsedExpression, action.timezone)}: ${describeBounds(action)} from then on`,
    ),
    ...(job.state === 'DISABLED'
      ? [`a message that waits is deleted after ${describeDuration(queue.retentionSeconds)}`]
      : []),
    ...describeSenders(job),
    ...job.subscriptions.map(describeSubscription),
    ...describeOrder(job),
    ...describeStops(job),
    `visibility timeout ${describeDuration(queue.visibilityTimeoutSeconds)}; after ${receives}, a message moves to ${deadLetterQueue.name}`,
  ];
}

/** Describes the roles and the accounts that may send messages. */
function describeSenders({ senders: { roleArns, accountIds } }: QueueWorkerJob): readonly string[] {
  return [
    ...roleArns.toSorted().map((roleArn) => `${roleArn} can send messages`),
    ...accountIds.toSorted().map((accountId) => `the account ${accountId} can send messages`),
  ];
}

/** Describes a subscription: `receives messages of arn:aws:sns:…:orders whose attribute kind is "paid"`. */
function describeSubscription({ topicArn, filter, isRaw }: TopicSubscription): string {
  const form = isRaw ? ', only the published text' : '';
  if (filter === undefined) return `receives every message of ${topicArn}${form}`;
  const which = filter.scope === 'MessageBody' ? 'in whose body' : 'whose attribute';
  return `receives messages of ${topicArn} ${which} ${describePattern(filter.policy).join(' and ')}${form}`;
}

/** Describes the message groups: their order in a FIFO queue, and their fairness in a standard queue. */
function describeOrder({ queue, upload }: QueueWorkerJob): readonly string[] {
  const { messageGroupId: group, isFifo, hasHighThroughput } = queue;
  const groups =
    upload?.isGroupedByKey === true
      ? 'each object key is a group'
      : upload === undefined
        ? 'the sender sets the group'
        : `all uploads have the group ${group ?? ''}`;
  if (isFifo)
    return [
      `one message of a group at a time; ${groups}`,
      ...(hasHighThroughput ? ['high throughput: quota and deduplication apply to each message group'] : []),
    ];
  const hasGroups = group !== undefined || upload?.isGroupedByKey === true;
  return hasGroups ? [`fair queue: a group with many messages does not delay others; ${groups}`] : [];
}

/** Describes the causes that can stop a task before it has finished a message. Returns no line if there is none. */
function describeStops(job: QueueWorkerJob): readonly string[] {
  const { maximumProcessingSeconds: processing, service, protection, taskDefinition } = job;
  const { stopTimeoutSeconds: stop } = taskDefinition;
  if (job.state === 'DISABLED' || processing <= stop) return [];
  const causes = [
    ...(protection === undefined ? ['a deployment'] : []),
    ...(protection === undefined && canScaleIn(job.scaling) ? ['a scale-in'] : []),
    ...(protection === undefined && service.canRebalance ? ['zone rebalancing'] : []),
    ...('capacityProvider' in service.launch ? ['a Spot interruption'] : []),
  ];
  return causes.length === 0
    ? []
    : [
        `a message that takes more than ${describeDuration(stop)} can be interrupted by ${describeAlternatives(causes)}, and is then received again`,
      ];
}

/** Joins alternatives: `a deployment, a scale-in or zone rebalancing`. */
function describeAlternatives(alternatives: readonly string[]): string {
  const others = alternatives.slice(0, -1).join(', ');
  return [...(others === '' ? [] : [others]), ...alternatives.slice(-1)].join(' or ');
}

/** Returns whether the number of tasks can fall: a minimum is below the highest maximum. */
function canScaleIn({ scheduledActions, ...initial }: ServiceScaling): boolean {
  const bounds: readonly Limits[] = [initial, ...scheduledActions];
  const maximum = Math.max(...bounds.map(({ maximumCapacity }) => maximumCapacity));
  return bounds.some(({ minimumCapacity }) => minimumCapacity < maximum);
}

/** Describes task limits: `2 to 10 tasks`. */
export function describeBounds({ minimumCapacity: minimum, maximumCapacity: maximum }: Limits): string {
  if (maximum === 0) return 'no tasks';
  return minimum === maximum
    ? `${maximum} ${maximum === 1 ? 'task' : 'tasks'}`
    : `${minimum} to ${maximum} tasks`;
}

/**
 * Describes by how many percent scaling can exceed the needed tasks; empty for 0. A scaling policy has a limited number of
 * steps, so with many tasks, a step covers several numbers of tasks.
 */
function describeExcess(scaling: ServiceScaling): string {
  const percent = maximumExcessPercent(scaling);
  return percent === 0 ? '' : `, at most ${percent}% more than needed`;
}

function describeScaling({ minimumCapacity: minimum, maximumCapacity: maximum }: Limits): string {
  if (maximum === 0) return '';
  return minimum === maximum ? ', whatever the backlog' : ', scaled by the backlog';
}
