import type { ScheduledAction } from '../../../aws/scaling/scaling';
import type { QueueWorkerJob } from '../../../jobs/queue-worker/queue-worker';
import { describeDuration } from '../../../text/durations';
import { describeSchedule } from './schedule-words';

type Limits = Pick<ScheduledAction, 'minimumCapacity' | 'maximumCapacity'>;

/** How many tasks there are, and what becomes of a message: a line each. */
export function describeWorker(job: QueueWorkerJob): readonly string[] {
  const { queue, scaling, deadLetterQueue } = job;
  const { scheduledActions } = scaling;
  const times = queue.maxReceiveCount === 1 ? 'once' : `${queue.maxReceiveCount} times`;
  const first = scheduledActions.length === 0 ? '' : ', at first';
  return [
    `${describeBounds(scaling)}${whichWords(scaling)}${first}`,
    ...scheduledActions.map(
      (action) =>
        `${describeSchedule(action.parsedExpression, action.timezone)}: ${describeBounds(action)} from then on`,
    ),
    ...orderWords(job),
    `a message is hidden for ${describeDuration(queue.visibilityTimeoutSeconds)} while it is worked on; received ${times}, it goes to ${deadLetterQueue.name}`,
  ];
}

/** What of a FIFO queue is worked on side by side. */
function orderWords({ queue: { messageGroupId: group }, upload }: QueueWorkerJob): readonly string[] {
  if (group === undefined) return [];
  const others = 'messages of one group one after the other';
  if (upload?.isGroupedByKey === true) return [`${others}; uploads of one key are a group`];
  return [
    `${others}; ${upload === undefined ? 'whoever sends them names it' : `those of uploads are all the group ${group}`}`,
  ];
}

/** `2 to 10 tasks` */
export function describeBounds({ minimumCapacity: fewest, maximumCapacity: most }: Limits): string {
  if (most === 0) return 'no task';
  return fewest === most ? `${most} ${most === 1 ? 'task' : 'tasks'}` : `${fewest} to ${most} tasks`;
}

function whichWords({ minimumCapacity: fewest, maximumCapacity: most }: Limits): string {
  if (most === 0) return '';
  return fewest === most ? ', however many messages there are' : ', as the messages are work for';
}
