import { parseScheduleExpression } from '../../aws/schedule-expressions/parse-schedule-expression';
import type { ScheduledAction } from '../../aws/scaling';
import type { QueueWorkerJob } from '../../jobs/job';
import { durationWords } from '../durations';
import { scheduleWords } from './schedule-words';

type Limits = Pick<ScheduledAction, 'minimumCapacity' | 'maximumCapacity'>;

/** How many tasks there are, and what becomes of a message: a line each. */
export function workerWords({ queue, scaling, deadLetterQueue }: QueueWorkerJob): readonly string[] {
  const { scheduledActions } = scaling;
  const times = queue.maxReceiveCount === 1 ? 'once' : `${queue.maxReceiveCount} times`;
  const first = scheduledActions.length === 0 ? '' : ', at first';
  return [
    `${limitsWords(scaling)}${whichWords(scaling)}${first}`,
    ...scheduledActions.map((action) => `${whenWords(action)}: ${limitsWords(action)} from then on`),
    `a message is hidden for ${durationWords(queue.visibilityTimeoutSeconds)} while it is worked on; received ${times}, it goes to ${deadLetterQueue.name}`,
  ];
}

/** `2 to 10 tasks` */
export function limitsWords({ minimumCapacity: fewest, maximumCapacity: most }: Limits): string {
  if (most === 0) return 'no task';
  return fewest === most ? `${most} ${most === 1 ? 'task' : 'tasks'}` : `${fewest} to ${most} tasks`;
}

function whichWords({ minimumCapacity: fewest, maximumCapacity: most }: Limits): string {
  if (most === 0) return '';
  return fewest === most ? ', however many messages there are' : ', as the messages are work for';
}

function whenWords({ expression, timezone }: ScheduledAction): string {
  const parsed = parseScheduleExpression(expression);
  return parsed.kind === 'refusal' ? expression : scheduleWords(parsed, timezone);
}
