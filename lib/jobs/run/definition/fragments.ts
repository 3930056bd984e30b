import type { Transition, State } from '../../../aws/state-machines/definition';

export type NamedState = readonly [name: string, state: State];

/** Some states of a machine, and the first of them. What they go on to stands in their fields. */
export interface Fragment {
  readonly start: string;
  readonly states: readonly NamedState[];
}

/** The states of a machine or branch. One of the name of another would silently stand in its place. */
export function statesByName(states: readonly NamedState[]): Readonly<Record<string, State>> {
  const byName = Object.fromEntries(states);
  if (Object.keys(byName).length < states.length) throw new TypeError('two states of one name');
  return byName;
}

/** What comes after a fragment: the state, or nothing. */
export type Next = string | undefined;

export function onward(next: Next): Transition {
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

/** The states that wait, and for what. */
export const waitingStates = {
  WaitToRetry: 'before the next attempt',
  WaitForTaskStopBeforeRetry: 'until the task that timed out has stopped',
  WaitForTaskStop: 'until the task that timed out has stopped',
  WaitForPreviousTaskStop: 'until the task of the previous run has stopped',
} as const;
export type WaitingState = keyof typeof waitingStates;

/** The name of a state that waits; of a lock’s, without a step. */
export function waitState(what: WaitingState, stepName?: string): string {
  return stateName(what, stepName);
}

/** What a state waits for; `undefined` of one that does not wait by itself. */
export function reasonStateWaits(state: string): string | undefined {
  const [what = ''] = state.split(' ');
  return isWaitingState(what) ? waitingStates[what] : undefined;
}

function isWaitingState(what: string): what is WaitingState {
  return Object.hasOwn(waitingStates, what);
}
