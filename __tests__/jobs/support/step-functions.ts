import { jest } from '@jest/globals';
import type { Branch, State, StateMachineDefinition } from '../../../lib/aws/state-machines/definition';

/** The used parts of aws-local-stepfunctions, whose own types can't be imported from CommonJS. */
interface Library {
  readonly StateMachine: new (
    definition: unknown,
    options: unknown,
  ) => {
    readonly run: (input: unknown, options: unknown) => { readonly result: Promise<unknown> };
  };
}

function isLibrary(value: unknown): value is Library {
  return typeof value === 'object' && value !== null && 'StateMachine' in value;
}

function loadLibrary(): Library {
  // The library requires Node 22.
  if (!Object.hasOwn(Promise, 'withResolvers')) {
    const withResolvers = () => {
      const settle: { resolve?: unknown; reject?: unknown } = {};
      const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
      return { promise, ...settle };
    };
    Object.defineProperty(Promise, 'withResolvers', { value: withResolvers, configurable: true });
  }
  const library: unknown = jest.requireActual('aws-local-stepfunctions');
  if (!isLibrary(library)) throw new TypeError('aws-local-stepfunctions exports something else');
  return library;
}

const { StateMachine } = loadLibrary();

/** A substitute for ECS: gets the parameters, and returns or throws. */
export type RunTask = (parameters: unknown) => unknown;

/** Executes a definition with aws-local-stepfunctions. Only tasks have an effect, and no state waits. */
export async function execute(
  definition: StateMachineDefinition,
  input: unknown,
  runTask: RunTask,
): Promise<unknown> {
  return executeCalls(definition, { input, answer: (_, parameters) => runTask(parameters) });
}

export interface Execution {
  readonly input: unknown;
  readonly context?: unknown;
  /** A substitute for the service that the state calls. */
  readonly answer: (state: string, parameters: unknown) => unknown;
}

/** An error of Step Functions, which Retry and Catch match by its name. */
export function serviceError(error: string, cause: string | undefined): Error {
  return Object.assign(new Error(cause), { name: error });
}

/** Executes a definition with a substitute for each call of a service. */
export async function executeCalls(
  definition: StateMachineDefinition,
  { input, context = {}, answer }: Execution,
): Promise<unknown> {
  // The library rejects escapes that AWS documents, and does not evaluate expressions inside lists.
  const options = { validationOptions: { noValidate: true } };
  const states = statesOf(definition);
  const handlerOf = (name: string) => async (parameters: unknown) =>
    Promise.resolve(answer(name, relisted(parameters)));
  const namesOf = (type: State['Type']) =>
    states.flatMap(([name, { Type }]) => (Type === type ? [name] : []));
  const overrides = {
    taskResourceLocalHandlers: Object.fromEntries(namesOf('Task').map((name) => [name, handlerOf(name)])),
    retryIntervalOverrides: Object.fromEntries(namesOf('Task').map((name) => [name, 0])),
    waitTimeOverrides: Object.fromEntries(namesOf('Wait').map((name) => [name, 0])),
  };
  return new StateMachine(forLibrary(definition), options).run(input, { overrides, context }).result;
}

/** Returns every state, with those of branches. */
function statesOf({ States }: Branch): readonly (readonly [string, State])[] {
  return Object.entries(States).flatMap(([name, state]): readonly (readonly [string, State])[] => [
    [name, state],
    ...(state.Type === 'Parallel' ? state.Branches.flatMap(statesOf) : []),
  ]);
}

function forLibrary(machine: Branch): unknown {
  const States = Object.fromEntries(
    Object.entries(machine.States).map(([name, state]): readonly [string, unknown] => {
      if (state.Type === 'Parallel') return [name, { ...state, Branches: state.Branches.map(forLibrary) }];
      return [name, state.Type === 'Task' ? { ...state, Parameters: unlisted(state.Parameters) } : state];
    }),
  );
  return { ...machine, States };
}

/** Returns a value with maps instead of lists of maps. The keys are `item 0`, `item 1`, …. */
function unlisted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  if (isList && value.every((item) => typeof item === 'string')) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      isList ? `item ${key}` : key,
      unlisted(inner),
    ]),
  );
}

function relisted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(
    ([key, inner]: [string, unknown]) => [key, relisted(inner)] as const,
  );
  return entries.length > 0 && entries.every(([key]) => key.startsWith('item '))
    ? entries.map(([, inner]) => inner)
    : Object.fromEntries(entries);
}
