/**
 * Interprets state machine definitions. The caller provides the results of service calls.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
import { fieldOf, isList, isObject, type JsonObject } from '../../../values/json';
import { choose } from './evaluate-choice';
import { evaluateTemplate, requirePath, StatesError } from './evaluate-expression';
import { readPath, writePath, type PathRoots } from './paths-io';
import { catcherOf, Retries } from './retries';

/** A call of a service. The caller provides its result. */
export interface ServiceCall {
  readonly kind: 'call';
  /** The name of the state. */
  readonly state: string;
  /** The ARN of the integration. */
  readonly resource: string;
  /** The evaluated parameters. */
  readonly parameters: unknown;
  /** The timeout of the state; `undefined` if it has none. */
  readonly timeoutSeconds: number | undefined;
}

/** A wait. */
export interface Wait {
  readonly kind: 'pause';
  /** The name of the Wait state, or of the state that is retried. */
  readonly state: string;
  /** The duration. */
  readonly seconds: number;
  /** Whether the duration is random, up to `seconds`. */
  readonly isRandom: boolean;
  /** The reason for the wait. */
  readonly why: 'wait' | 'retry';
}

/**
 * The start of a Parallel state, the start of one of its branches, or the end of all branches. A Parallel state with a
 * single branch has no such events, because nothing runs in parallel.
 */
export interface ParallelBoundary {
  readonly kind: 'fork';
  /** The name of the Parallel state. */
  readonly state: string;
  /** The boundary. */
  readonly at: 'start' | 'branch' | 'end';
}

/** An event of an execution. */
export type ExecutionEvent = ServiceCall | Wait | ParallelBoundary;

/** The result of a service call. */
export type CallResult =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: string; readonly cause: string | undefined };

/** The end of an execution. A timeout has no cause. */
export type ExecutionEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string | undefined };

/** An execution as a generator of events. `next` takes the result of a call. Branches run one after the other. */
export type Execution<End> = Generator<ExecutionEvent, End, CallResult | undefined>;

/**
 * Runs a definition that this program generated.
 *
 * @param definition - The definition, without lookups.
 * @param roots - The input of the execution and the context object.
 */
export function* runMachine(definition: unknown, roots: PathRoots): Execution<ExecutionEnd> {
  const { input, context } = roots;
  try {
    return { status: 'SUCCEEDED', output: yield* runStates(definition, input, context) };
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    return { status: 'FAILED', error: error.error, cause: error.causeText };
  }
}

/** Runs a machine or branch, and returns its output. Throws the error that fails it. */
function* runStates(machine: unknown, input: unknown, context: unknown): Execution<unknown> {
  let current = input;
  let name = stringField(machine, 'StartAt');
  while (name !== undefined) {
    const outcome: Outcome = yield* runState(machine, name, { input: current, context });
    current = outcome.output;
    name = outcome.next;
  }
  return current;
}

interface Outcome {
  readonly output: unknown;
  readonly next: string | undefined;
}

function* runState(machine: unknown, name: string, roots: PathRoots): Execution<Outcome> {
  const state = stateOf(machine, name);
  const next = stringField(state, 'Next');
  const put = (value: unknown): Outcome => ({ output: putResult(state, roots.input, value), next });
  switch (state['Type']) {
    case 'Task':
      return yield* runTask(name, state, roots);
    case 'Pass': {
      const { InputPath: path, Parameters: parameters, Result: result } = state;
      const input = typeof path === 'string' ? requirePath(path, roots) : roots.input;
      return put(
        parameters === undefined ? (result ?? input) : evaluateTemplate(parameters, { ...roots, input }),
      );
    }
    case 'Choice':
      return { output: roots.input, next: choose(state, roots) };
    case 'Wait': {
      const path = stringField(state, 'SecondsPath');
      const seconds = Number(path === undefined ? state['Seconds'] : requirePath(path, roots));
      const isRandom = path !== undefined && isRandomAt(machine, path);
      yield { kind: 'pause', state: name, seconds, isRandom, why: 'wait' };
      return { output: roots.input, next };
    }
    case 'Parallel':
      try {
        return put(yield* runBranches(name, state, roots));
      } catch (error) {
        return catchError(error, state, roots);
      }
    case 'Fail':
      throw new StatesError(failText(state, 'Error', roots), failText(state, 'Cause', roots));
    default:
      throw new TypeError(`${name}: the type ${String(state['Type'])} is not supported`);
  }
}

/** Runs the branches of a Parallel state, and returns their outputs. */
function* runBranches(
  name: string,
  { Branches }: JsonObject,
  { input, context }: PathRoots,
): Execution<readonly unknown[]> {
  const branches = isList(Branches) ? Branches : [];
  const outputs: unknown[] = [];
  const isParallel = branches.length > 1;
  if (isParallel) yield { kind: 'fork', state: name, at: 'start' };
  for (const branch of branches) {
    if (isParallel) yield { kind: 'fork', state: name, at: 'branch' };
    outputs.push(yield* runStates(branch, input, context));
  }
  if (isParallel) yield { kind: 'fork', state: name, at: 'end' };
  return outputs;
}

/**
 * Returns the outcome of the state's catcher for an error.
 *
 * @throws The error, if no catcher matches it.
 */
function catchError(error: unknown, state: JsonObject, roots: PathRoots): Outcome {
  if (!(error instanceof StatesError)) throw error;
  const catcher = catcherOf(state['Catch'], error.error);
  if (catcher === undefined) throw error;
  const errorOutput = {
    Error: error.error,
    ...(error.causeText === undefined ? {} : { Cause: error.causeText }),
  };
  return { output: writePath(catcher.resultPath, roots.input, errorOutput), next: catcher.next };
}

/** Whether a state of the machine writes a random number to the path. */
function isRandomAt(machine: unknown, path: string): boolean {
  const states = fieldOf(machine, 'States');
  return Object.values(isObject(states) ? states : {}).some((state) => {
    const parameters = fieldOf(state, 'Parameters');
    return Object.entries(isObject(parameters) ? parameters : {}).some(
      ([field, value]) =>
        path === `${String(fieldOf(state, 'ResultPath'))}.${field.replace(/\.\$$/, '')}` &&
        String(value).includes('States.MathRandom('),
    );
  });
}

/** Calls the service, and retries the call as the state defines. If all attempts fail, a catcher handles the error. */
function* runTask(name: string, state: JsonObject, roots: PathRoots): Execution<Outcome> {
  const retries = new Retries(state['Retry']);
  for (;;) {
    try {
      const value = yield* call(name, state, roots);
      const selector = state['ResultSelector'];
      const selected =
        selector === undefined ? value : evaluateTemplate(selector, { ...roots, input: value });
      return { output: putResult(state, roots.input, selected), next: stringField(state, 'Next') };
    } catch (error) {
      const retryWait = error instanceof StatesError ? retries.after(error.error) : undefined;
      if (retryWait === undefined) return catchError(error, state, roots);
      yield { kind: 'pause', state: name, ...retryWait, why: 'retry' };
    }
  }
}

function* call(name: string, state: JsonObject, roots: PathRoots): Execution<unknown> {
  const timeout = state['TimeoutSeconds'];
  const result = yield {
    kind: 'call',
    state: name,
    resource: stringField(state, 'Resource') ?? '',
    parameters: evaluateTemplate(state['Parameters'], roots),
    timeoutSeconds: typeof timeout === 'number' ? timeout : undefined,
  };
  if (result === undefined) throw new TypeError(`the result of ${name} is missing`);
  if (result.kind === 'error') throw new StatesError(result.error, result.cause);
  return result.value;
}

function putResult(state: JsonObject, input: unknown, value: unknown): unknown {
  const path = state['ResultPath'];
  return writePath(path === null ? null : typeof path === 'string' ? path : '$', input, value);
}

function stateOf(machine: unknown, name: string): JsonObject {
  const state = fieldOf(fieldOf(machine, 'States'), name);
  if (!isObject(state)) throw new TypeError(`there is no state ${name}`);
  return state;
}

function stringField(object: unknown, field: string): string | undefined {
  const value = fieldOf(object, field);
  return typeof value === 'string' ? value : undefined;
}

/** Returns the error or cause of a Fail state: a constant, or the text at a path. */
function failText(state: JsonObject, field: 'Error' | 'Cause', roots: PathRoots): string {
  const path = stringField(state, `${field}Path`);
  const found = path === undefined ? state[field] : readPath(path, roots);
  if (typeof found === 'string') return found;
  throw new StatesError('States.Runtime', `${field} has no string value`);
}
