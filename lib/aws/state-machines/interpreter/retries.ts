/**
 * Retries and catches errors as Step Functions does.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
import { fieldOf, isList } from '../../../values/json';
import { retrierDefaults } from '../limits';

/** Counts the retries of a state. */
export class Retries {
  private readonly used = new Map<unknown, number>();

  /**
   * Creates a counter.
   *
   * @param retriers - The `Retry` field of the state.
   */
  constructor(private readonly retriers: unknown) {}

  /**
   * Returns the wait before the next attempt. The first retrier that matches the error applies.
   *
   * @param error - The name of the error.
   * @returns `undefined` if there is no further attempt.
   */
  after(error: string): { readonly seconds: number; readonly isRandom: boolean } | undefined {
    const retrier = handlerOf(this.retriers, error);
    if (retrier === undefined) return undefined;
    const count = this.used.get(retrier) ?? 0;
    if (count >= numberField(retrier, 'MaxAttempts', retrierDefaults.maxAttempts)) return undefined;
    this.used.set(retrier, count + 1);
    const wait =
      numberField(retrier, 'IntervalSeconds', retrierDefaults.intervalSeconds) *
      numberField(retrier, 'BackoffRate', retrierDefaults.backoffRate) ** count;
    return {
      seconds: Math.round(Math.min(wait, numberField(retrier, 'MaxDelaySeconds', Infinity))),
      isRandom: fieldOf(retrier, 'JitterStrategy') === 'FULL',
    };
  }
}

/**
 * Returns the next state after an error, and the path to which the error is written.
 *
 * @param catchers - The `Catch` field of the state.
 * @param error - The name of the error.
 * @returns `undefined` if no catcher matches the error.
 */
export function catcherOf(
  catchers: unknown,
  error: string,
): { readonly next: string; readonly resultPath: string | null } | undefined {
  const catcher = handlerOf(catchers, error);
  if (catcher === undefined) return undefined;
  const path = fieldOf(catcher, 'ResultPath');
  return {
    next: String(fieldOf(catcher, 'Next')),
    resultPath: path === null ? null : typeof path === 'string' ? path : '$',
  };
}

function handlerOf(handlers: unknown, error: string): unknown {
  return (isList(handlers) ? handlers : []).find((handler) => {
    const names = fieldOf(handler, 'ErrorEquals');
    return isList(names) && names.some((name) => handles(name, error));
  });
}

/**
 * Whether a name in `ErrorEquals` matches an error. `States.TaskFailed` matches each error except a timeout. A state can't
 * handle `States.Runtime` and `States.DataLimitExceeded`.
 */
function handles(name: unknown, error: string): boolean {
  if (error === 'States.Runtime' || error === 'States.DataLimitExceeded') return false;
  return (
    name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout')
  );
}

function numberField(object: unknown, field: string, defaultValue: number): number {
  const value = fieldOf(object, field);
  return typeof value === 'number' ? value : defaultValue;
}
