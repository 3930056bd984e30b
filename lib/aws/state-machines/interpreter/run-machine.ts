/**
 * What Step Functions makes of a definition, without calling anything: whoever runs it is asked what each call comes to.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
import { fieldOf, isList, isObject, type JsonObject } from '../../../values/json';
import { choose } from './evaluate-choice';
import { evaluateTemplate, StatesError } from './evaluate-expression';
import { readPath, writePath, type PathRoots } from './paths-io';
import { catcherOf, Retries } from './retries';

/** A service that a run calls: what runs the machine says what it comes to. */
export interface ServiceCall {
  readonly kind: 'call';
  readonly state: string;
  readonly resource: string;
  readonly parameters: unknown;
  /** Seconds after which the state gives up. */
  readonly timeoutSeconds: number | undefined;
}

/** A time in which nothing happens but that it passes. */
export interface Wait {
  readonly kind: 'pause';
  /** The state that waits, or that is tried again after it. */
  readonly state: string;
  readonly seconds: number;
  /** Whether it may be any part of those seconds. */
  readonly isRandom: boolean;
  readonly why: 'wait' | 'retry';
}

/** Where branches begin that run side by side, each of them, and where all of them are over. */
export interface ParallelBoundary {
  readonly kind: 'fork';
  readonly state: string;
  readonly at: 'start' | 'branch' | 'end';
}

export type ExecutionEvent = ServiceCall | Wait | ParallelBoundary;

export type CallResult =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: string; readonly cause: string };

/** How a run ended. Of a timeout there is no cause. */
export type ExecutionEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string | undefined };

/** A run, one happening after the other: `next` takes the answer to a call. Branches come one after the other. */
export type Execution<End> = Generator<ExecutionEvent, End, CallResult | undefined>;

/** A run of a definition as it is synthesised, with the types of states that we make. */
export function* runMachine(definition: unknown, { input, context }: PathRoots): Execution<ExecutionEnd> {
  try {
    return { status: 'SUCCEEDED', output: yield* runStates(definition, input, context) };
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    return { status: 'FAILED', error: error.error, cause: error.message === '' ? undefined : error.message };
  }
}

/** Runs a machine or a branch: returns its output, or throws what fails it. */
function* runStates(machine: unknown, input: unknown, context: unknown): Execution<unknown> {
  let current = input;
  let name = textField(machine, 'StartAt');
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
  const next = textField(state, 'Next');
  const put = (value: unknown): Outcome => ({ output: putResult(state, roots.input, value), next });
  switch (state['Type']) {
    case 'Task':
      return yield* runTask(name, state, roots);
    case 'Pass':
      return put(
        state['Parameters'] === undefined ? state['Result'] : evaluateTemplate(state['Parameters'], roots),
      );
    case 'Choice':
      return { output: roots.input, next: choose(state, roots) };
    case 'Wait': {
      const path = textField(state, 'SecondsPath');
      const seconds = Number(path === undefined ? state['Seconds'] : readPath(path, roots));
      const isRandom = path !== undefined && isRandomAt(machine, path);
      yield { kind: 'pause', state: name, seconds, isRandom, why: 'wait' };
      return { output: roots.input, next };
    }
    case 'Parallel': {
      const branches = isList(state['Branches']) ? state['Branches'] : [];
      const outputs: unknown[] = [];
      yield { kind: 'fork', state: name, at: 'start' };
      for (const branch of branches) {
        yield { kind: 'fork', state: name, at: 'branch' };
        outputs.push(yield* runStates(branch, roots.input, roots.context));
      }
      yield { kind: 'fork', state: name, at: 'end' };
      return put(outputs);
    }
    case 'Fail':
      throw new StatesError(textAt(state, 'ErrorPath', roots), textAt(state, 'CausePath', roots));
    default:
      throw new TypeError(`${name} is of the type ${String(state['Type'])}`);
  }
}

/** Whether a state of the machine puts a random number there: what is told of it is the largest. */
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

/** The state's call, again and again as its retriers say; what they give up on goes where a catcher says. */
function* runTask(name: string, state: JsonObject, roots: PathRoots): Execution<Outcome> {
  const retries = new Retries(state['Retry']);
  for (;;) {
    try {
      const value = yield* call(name, state, roots);
      const selector = state['ResultSelector'];
      const selected =
        selector === undefined ? value : evaluateTemplate(selector, { ...roots, input: value });
      return { output: putResult(state, roots.input, selected), next: textField(state, 'Next') };
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const again = retries.after(error.error);
      if (again !== undefined) {
        yield { kind: 'pause', state: name, ...again, why: 'retry' };
        continue;
      }
      const catcher = catcherOf(state['Catch'], error.error);
      if (catcher === undefined) throw error;
      const caught = { Error: error.error, ...(error.message === '' ? {} : { Cause: error.message }) };
      return { output: writePath(catcher.resultPath, roots.input, caught), next: catcher.next };
    }
  }
}

function* call(name: string, state: JsonObject, roots: PathRoots): Execution<unknown> {
  const timeout = state['TimeoutSeconds'];
  const answer = yield {
    kind: 'call',
    state: name,
    resource: textField(state, 'Resource') ?? '',
    parameters: evaluateTemplate(state['Parameters'], roots),
    timeoutSeconds: typeof timeout === 'number' ? timeout : undefined,
  };
  if (answer === undefined) throw new TypeError(`nobody said what ${name} comes to`);
  if (answer.kind === 'error') throw new StatesError(answer.error, answer.cause);
  return answer.value;
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

function textField(object: unknown, field: string): string | undefined {
  const value = fieldOf(object, field);
  return typeof value === 'string' ? value : undefined;
}

function textAt(state: JsonObject, field: string, roots: PathRoots): string {
  const found = readPath(textField(state, field) ?? '', roots);
  if (typeof found === 'string') return found;
  throw new StatesError('States.Runtime', `${field} leads to no text`);
}
