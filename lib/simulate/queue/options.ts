import type { ServiceScaling } from '../../aws/scaling/scaling';
import type { QueueSimulationOptions } from './queue-simulation';

/** Maximum length of a simulation: 48 hours. */
export const maximumSimulationSeconds = 48 * 3600;

/** The options that are numbers, with the minimum and maximum of each. */
const numbers = [
  // The maximum visibility timeout of SQS is 12 hours.
  ['secondsPerMessage', 1, 43_200],
  ['concurrency', 1, 10_000],
  ['startSeconds', 0, 3600],
  ['metricDelaySeconds', 0, 3600],
  ['visibilityTimeoutSeconds', 1, 43_200],
  ['durationSeconds', 60, maximumSimulationSeconds],
  ['deployAt', 0, maximumSimulationSeconds],
  ['stopTimeoutSeconds', 0, 120],
  ['maxReceiveCount', 1, 1000],
] as const satisfies readonly (readonly [keyof QueueSimulationOptions, number, number])[];

/** The name of an option that is a number. */
export type QueueNumber = (typeof numbers)[number][0];

/** An invalid number. */
export interface QueueOptionProblem {
  /** The name of the option in `QueueSimulationOptions`. */
  readonly option: QueueNumber;
  /** The violated rule, as the end of a message: `must be …`. */
  readonly reason: string;
}

/** Explains every invalid number. */
export function explainInvalidQueueOptions(
  options: Readonly<Partial<Record<QueueNumber, number>>>,
): readonly QueueOptionProblem[] {
  return numbers.flatMap(([option, minimum, maximum]) => {
    const value = options[option];
    if (value === undefined || (Number.isInteger(value) && value >= minimum && value <= maximum)) return [];
    const instead =
      option === 'secondsPerMessage' && value > 0 && value < 1
        ? `; instead of ${value} seconds, use 1 second and a concurrency of ${Math.round(1 / value)}`
        : '';
    return [{ option, reason: `must be a whole number from ${minimum} to ${maximum}${instead}` }];
  });
}

/** Describes the assumptions and omissions of a simulation. */
export function queueNotes(scaling: ServiceScaling, options: QueueSimulationOptions): readonly string[] {
  const { secondsPerMessage, visibilityTimeoutSeconds = 30, from, isIdleAtStart = false } = options;
  const actions = scaling.scheduledActions;
  const notes: string[] = [];
  if (secondsPerMessage >= visibilityTimeoutSeconds)
    notes.push(
      `a task processes a message in ${secondsPerMessage} seconds, but the visibility timeout is ${visibilityTimeoutSeconds} seconds; the simulation assumes that tasks extend this timeout, because otherwise another task receives the message again`,
    );
  if (options.deployAt !== undefined && options.isProtected === true)
    notes.push(
      'the simulation assumes that tasks protect themselves while they process messages; ECS stops a task whose protection is missing or has expired',
    );
  if (from === undefined && actions.length > 0)
    notes.push(
      `${actions.length === 1 ? 'the scheduled action is' : `the ${actions.length} scheduled actions are`} not simulated, because the start time is unknown`,
    );
  if (from !== undefined && actions.some(({ parsedExpression }) => parsedExpression.kind === 'rate'))
    notes.push(
      'the simulation counts the intervals of rate(…) from its own start; AWS counts them from the creation of the scheduled action',
    );
  if (isIdleAtStart && scaling.minimumCapacity > 0 && from === undefined)
    notes.push(
      "the queue can't be idle at the start, because the service always runs tasks that receive messages",
    );
  if (options.isFifo === true)
    notes.push(
      'the simulation assumes that each message has its own group; in one group, tasks process one message after the other',
    );
  return notes;
}
