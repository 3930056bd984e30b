import type { Onward, State } from '../../aws/state-machines/definition';

/** Some states of a machine, and the first of them. What they go on to stands in their fields. */
export interface Fragment {
  readonly start: string;
  readonly states: readonly (readonly [name: string, state: State])[];
}

/** What comes after a fragment: the state, or nothing. */
export type Next = string | undefined;

export function onward(next: Next): Onward {
  return next === undefined ? { End: true } : { Next: next };
}

/** The name of a state that belongs to a step. No step's name has a space, so that no two of them are the same. */
export function stateName(what: string, stepName: string | undefined): string {
  return stepName === undefined ? what : `${what} ${stepName}`;
}

const runTaskWord = 'RunTask';

/** The name of the state that runs a step's task. */
export function runTaskState(stepName: string | undefined): string {
  return stateName(runTaskWord, stepName);
}

/** The name of the step whose task the state runs; `undefined` in a job that has a single command. */
export function stepOfState(state: string): string | undefined {
  return state.startsWith(`${runTaskWord} `) ? state.slice(runTaskWord.length + 1) : undefined;
}
