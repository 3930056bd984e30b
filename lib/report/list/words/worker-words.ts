import {
  maximumExcessPercent,
  type ScheduledAction,
  type ServiceScaling,
} from '../../../aws/scaling/scaling';
import type { QueueWorkerJob } from '../../../jobs/queue-worker/queue-worker';
import { describeDuration } from '../../../text/durations';
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
    ...describeOrder(job),
    `visibility timeout ${describeDuration(queue.visibilityTimeoutSeconds)}; after ${receives}, a message moves to ${deadLetterQueue.name}`,
  ];
}

/** Describes the order of messages in a FIFO queue. Returns no line for a standard queue. */
function describeOrder({ queue: { messageGroupId: group }, upload }: QueueWorkerJob): readonly string[] {
  if (group === undefined) return [];
  const order = 'one message of a group at a time';
  if (upload?.isGroupedByKey === true) return [`${order}; each object key is a group`];
  return [
    `${order}; ${upload === undefined ? 'the sender sets the group' : `all uploads have the group ${group}`}`,
  ];
}

/** Describes task limits: `2 to 10 tasks`. */
export function describeBounds({ minimumCapacity: minimum, maximumCapacity: maximum }: Limits): string {
  if (maximum === 0) return 'no tasks';
  return minimum === maximum
    ? `${maximum} ${maximum === 1 ? 'task' : 'tasks'}`
    : `${minimum} to ${maximum} tasks`;
}

/** Describes wide steps: a policy has fewer steps than the service can have tasks. */
function describeExcess(scaling: ServiceScaling): string {
  const percent = maximumExcessPercent(scaling);
  return percent === 0 ? '' : `, at most ${percent}% more than needed`;
}

function describeScaling({ minimumCapacity: minimum, maximumCapacity: maximum }: Limits): string {
  if (maximum === 0) return '';
  return minimum === maximum ? ', whatever the backlog' : ', scaled by the backlog';
}
