import { isObject, type JsonObject } from '../json-values';
import { evaluateTemplate } from './evaluate-expression';

import { writePath, type PathRoots } from './read-path';

/** A task that a run came to: its state, and the parameters that the service is called with. */
export interface StartedTask {
  readonly state: string;
  readonly parameters: unknown;
}

/**
 * The tasks of a run in which every task succeeds, in their order, of a definition as it is synthesised. It knows the
 * types of states that we make, and that a task ends the run.
 *
 * @throws StatesError where Step Functions would end the run.
 */
export function runMachine(definition: unknown, { input, context }: PathRoots): readonly StartedTask[] {
  const started: StartedTask[] = [];
  let current = input;
  let name = textField(definition, 'StartAt');
  while (name !== undefined) {
    const state = stateOf(definition, name);
    const roots = { input: current, context };
    if (state['Type'] === 'Task') {
      started.push({ state: name, parameters: evaluateTemplate(state['Parameters'], roots) });
    } else if (state['Type'] === 'Pass') {
      const { Parameters: parameters, Result: result, ResultPath: path } = state;
      const value = parameters === undefined ? result : evaluateTemplate(parameters, roots);
      current = writePath(typeof path === 'string' ? path : null, current, value);
    } else {
      throw new TypeError(`${name} is of the type ${String(state['Type'])}`);
    }
    name = textField(state, 'Next');
  }
  return started;
}

function stateOf(definition: unknown, name: string): JsonObject {
  const states = isObject(definition) ? definition['States'] : undefined;
  const state = isObject(states) && Object.hasOwn(states, name) ? states[name] : undefined;
  if (!isObject(state)) throw new TypeError(`there is no state ${name}`);
  return state;
}

function textField(object: unknown, field: string): string | undefined {
  const value = isObject(object) ? object[field] : undefined;
  return typeof value === 'string' ? value : undefined;
}
