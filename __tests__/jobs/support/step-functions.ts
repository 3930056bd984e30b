import { jest } from '@jest/globals';
import type { StateMachineDefinition } from '../../../lib/aws/state-machines/definition';

/** As much of aws-local-stepfunctions as is used; its own types can't be imported from CommonJS. */
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
  // It wants what Node has from 22 on.
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

/** Stands for ECS: gets the parameters, answers or throws. */
export type RunTask = (parameters: unknown) => unknown;

/** Executes a definition with aws-local-stepfunctions; no retry waits. */
export async function execute(
  definition: StateMachineDefinition,
  input: unknown,
  runTask: RunTask,
): Promise<unknown> {
  // Its check of expressions refuses escapes that AWS documents, and it evaluates nothing inside lists.
  const options = { validationOptions: { noValidate: true } };
  const names = Object.entries(definition.States).flatMap(([name, { Type }]) =>
    Type === 'Task' ? [name] : [],
  );
  const overrides = {
    taskResourceLocalHandlers: Object.fromEntries(
      names.map((name) => [
        name,
        async (parameters: unknown) => Promise.resolve(runTask(relisted(parameters))),
      ]),
    ),
    retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
  };
  const States = Object.fromEntries(
    Object.entries(definition.States).map(([name, state]) => [
      name,
      state.Type === 'Task' ? { ...state, Parameters: unlisted(state.Parameters) } : state,
    ]),
  );
  return new StateMachine({ ...definition, States }, options).run(input, { overrides }).result;
}

/** Lists of maps as maps, whose keys say so. */
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
