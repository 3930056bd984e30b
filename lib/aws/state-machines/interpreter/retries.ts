/**
 * Which errors are tried again, after how long, and where the others go.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
import { fieldOf, isList } from '../../../values/json';
import { retrierDefaults } from '../definition';

/** The retriers of one state, each with how often it was used. */
export class Retries {
  private readonly used = new Map<unknown, number>();

  constructor(private readonly retriers: unknown) {}

  /** How long to wait before the next try, or `undefined` when there is none. The first retrier of the error decides. */
  after(error: string): { readonly seconds: number; readonly isRandom: boolean } | undefined {
    const retrier = handlerOf(this.retriers, error);
    if (retrier === undefined) return undefined;
    const count = this.used.get(retrier) ?? 0;
    if (count >= numberField(retrier, 'MaxAttempts', 3)) return undefined;
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

/** Where an error goes on, and where it is put. */
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

/** `States.TaskFailed` is every error but a timeout. What a machine can't go on from, nothing handles. */
function handles(name: unknown, error: string): boolean {
  if (error === 'States.Runtime' || error === 'States.DataLimitExceeded') return false;
  return (
    name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout')
  );
}

function numberField(object: unknown, field: string, byDefault: number): number {
  const value = fieldOf(object, field);
  return typeof value === 'number' ? value : byDefault;
}
