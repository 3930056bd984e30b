import type { Transition, State } from '../../../aws/state-machines/definition';

/** A state and its name. */
export type NamedState = readonly [name: string, state: State];

/** A group of states that a definition contains together. */
export interface Fragment {
  /** The name of the first state. */
  readonly start: string;
  /** The states with their names, in the order of the definition. */
  readonly states: readonly NamedState[];
}

/**
 * Returns the states of a state machine or branch by name.
 *
 * @throws TypeError if two states have the same name, because one of them would be lost.
 */
export function statesByName(states: readonly NamedState[]): Readonly<Record<string, State>> {
  const byName = Object.fromEntries(states);
  if (Object.keys(byName).length < states.length) throw new TypeError('two states have the same name');
  return byName;
}

/** The name of the state after a fragment; `undefined` for the end of the run. */
export type Next = string | undefined;

/** Returns the field of a state that names the next state, or that ends the execution. */
export function onward(next: Next): Transition {
  return next === undefined ? { End: true } : { Next: next };
}

/** Returns the name of a step's state. A step's name has no space, so two states never have the same name. */
export function stateName(what: string, stepName: string | undefined): string {
  return stepName === undefined ? what : `${what} ${stepName}`;
}

const runTaskWord = 'RunTask';
const runTaskOnDemandWord = 'RunTaskOnDemand';

/** Returns the name of the state that runs a step's task. */
export function runTaskState(stepName: string | undefined): string {
  return stateName(runTaskWord, stepName);
}

/** Returns the name of the state that runs the step's task on FARGATE after an attempt on FARGATE_SPOT. */
export function runTaskOnDemandState(stepName: string | undefined): string {
  return stateName(runTaskOnDemandWord, stepName);
}

/** Returns the name of the step whose task the state runs; `undefined` for a job with a single command. */
export function stepOfState(state: string): string | undefined {
  const [word = '', ...name] = state.split(' ');
  return name.length > 0 && [runTaskWord, runTaskOnDemandWord].includes(word) ? name.join(' ') : undefined;
}

/** The Wait states, with the reason or the end of each wait. */
export const waitingStates = {
  WaitToRetry: 'before the next attempt',
  WaitForTaskStopBeforeRetry: 'until the task that timed out has stopped',
  WaitForTaskStop: 'until a task that may still run has stopped',
  WaitForPreviousTaskStop: 'until the task of the previous run has stopped',
} as const;
/** The first word of the name of a Wait state. The name of a step may follow it. */
export type WaitingState = keyof typeof waitingStates;

/** Returns the name of a Wait state. The lock's Wait state has no step name. */
export function waitState(what: WaitingState, stepName?: string): string {
  return stateName(what, stepName);
}

/** Returns the reason why a Wait state waits; `undefined` for states of other types. */
export function reasonStateWaits(state: string): string | undefined {
  const [what = ''] = state.split(' ');
  return isWaitingState(what) ? waitingStates[what] : undefined;
}

function isWaitingState(what: string): what is WaitingState {
  return Object.hasOwn(waitingStates, what);
}
