import type { ServiceScaling } from '../../aws/scaling/scaling';
import type { QueueSimulationOptions } from './queue-simulation';

/** Seconds after which a simulation that comes to no rest is ended. */
export const maximumSimulationSeconds = 48 * 3600;

/** The options that are numbers, in their order, with what each may be. */
const numbers = [
  // SQS keeps a message in flight for 12 hours at the most.
  ['secondsPerMessage', 1, 43_200],
  ['concurrency', 1, 10_000],
  ['startSeconds', 0, 3600],
  ['metricDelaySeconds', 0, 3600],
  ['visibilityTimeoutSeconds', 1, 43_200],
  ['durationSeconds', 60, maximumSimulationSeconds],
] as const satisfies readonly (readonly [keyof QueueSimulationOptions, number, number])[];

export type QueueNumber = (typeof numbers)[number][0];

export interface QueueOptionProblem {
  readonly option: QueueNumber;
  /** What is allowed. */
  readonly reason: string;
}

/** Everything that is wrong with the numbers. */
export function explainInvalidQueueOptions(
  options: Readonly<Partial<Record<QueueNumber, number>>>,
): readonly QueueOptionProblem[] {
  return numbers.flatMap(([option, minimum, maximum]) => {
    const value = options[option];
    if (value === undefined || (Number.isInteger(value) && value >= minimum && value <= maximum)) return [];
    const instead =
      option === 'secondsPerMessage' && value > 0 && value < 1
        ? `; for ${value} seconds, give 1 and a concurrency of ${Math.round(1 / value)}`
        : '';
    return [{ option, reason: `it is a whole number from ${minimum} to ${maximum}${instead}` }];
  });
}

/** What is assumed or left out, in words. */
export function queueNotes(scaling: ServiceScaling, options: QueueSimulationOptions): readonly string[] {
  const { secondsPerMessage, visibilityTimeoutSeconds = 30, from, isAsleep = false } = options;
  const actions = scaling.scheduledActions;
  const notes: string[] = [];
  if (secondsPerMessage >= visibilityTimeoutSeconds)
    notes.push(
      `a message takes ${secondsPerMessage} seconds and comes back after ${visibilityTimeoutSeconds}: here tasks extend its visibility timeout; one that does not works for nothing`,
    );
  if (from === undefined && actions.length > 0)
    notes.push(
      `${actions.length === 1 ? 'the scheduled action is' : `the ${actions.length} scheduled actions are`} left out, as no time is given from when on`,
    );
  if (from !== undefined && actions.some(({ parsedExpression }) => parsedExpression.kind === 'rate'))
    notes.push('a rate is counted from the start here, and by AWS from when the scheduled action was made');
  if (isAsleep && scaling.minimumCapacity > 0 && from === undefined)
    notes.push('the queue is not asleep: the tasks that are always there ask it for messages');
  if (options.isFifo === true)
    notes.push(
      'each message is taken for a message group of its own; those of one group are worked on one after the other, whatever the number of tasks',
    );
  return notes;
}
