/** The steps of a state machine: the tasks that it starts, their retries and their timeouts. */
import { stepOfState } from '../../jobs/run/definition/fragments';
import { onFailureName, type Overlap, type Retry, type SidecarFailure } from '../../jobs/run/run-plan';
import type { Cursor } from './cursor';
import type { PlanValue } from '../planned-environment';
import { eventPathsOf, type EventPaths } from './run-texts';
import { TaskOfState } from './task-of-state';
import type { ReviewedTask } from './task';

/** A step of a state machine. */
export interface ReviewedStep {
  /** The name; `undefined` for a job with a single command. */
  readonly name: string | undefined;
  /** The number of the stage, from 1. Steps that run in parallel have the same number. */
  readonly stage: number;
  /** Whether other steps run at the same time. */
  readonly isParallel: boolean;
  /** Whether the step runs only after the last attempt of a failed step. */
  readonly isAfterFailure: boolean;
  /** The task. */
  readonly task: ReviewedTask;
  /** The values of the task, by the paths of the state that starts the first attempt. */
  readonly source: TaskSource;
  /** The states of the step, by the first word of their names. */
  readonly states: ReadonlyMap<string, Cursor>;
}

/** Returns the steps of a definition, in their order. */
export function stepsOfDefinition(definition: Cursor): readonly ReviewedStep[] {
  let stage = 0;
  const byState = definition.at('States').fields();
  const eventPaths = eventPathsOf(byState.map(([, state]) => state));
  const outside = new Map(stepsOf(byState, eventPaths).map((step) => [step.first, step]));
  return byState.flatMap(([, state]): readonly ReviewedStep[] => {
    const own = outside.get(state.path.join('.'));
    const branches = state.peek('Branches') === undefined ? [] : state.at('Branches').items();
    const inBranches = branches.flatMap((branch) => stepsOf(branch.at('States').fields(), eventPaths));
    const steps = own === undefined ? inBranches : [own];
    if (steps.length === 0) return [];
    stage += 1;
    return steps.map(({ name, states, task, source }) => ({
      name,
      stage,
      isParallel: own === undefined,
      isAfterFailure: name === onFailureName,
      task,
      source,
      states,
    }));
  });
}

/** The values that a task is read from. Two tasks with equal values are equal. */
export interface TaskSource {
  /** The parameters of the state that starts the task. */
  readonly parameters: PlanValue;
  /** The paths of optional values in the event. */
  readonly eventPaths: PlanValue;
}

type NamedStates = readonly (readonly [name: string, state: Cursor])[];

interface FoundStep extends Pick<ReviewedStep, 'name' | 'task' | 'source' | 'states'> {
  /** The path of the state that starts the first attempt. */
  readonly first: string;
}

function stepsOf(states: NamedStates, eventPaths: EventPaths): readonly FoundStep[] {
  const byStep = new Map<string | undefined, Cursor[]>();
  for (const [name, state] of states)
    if (startsTask(state)) {
      const step = stepOfState(name);
      const known = byStep.get(step);
      if (known === undefined) byStep.set(step, [state]);
      else known.push(state);
    }
  return [...byStep].map(([name, starts]) => ({
    name,
    first: starts[0]?.path.join('.') ?? '',
    task: new TaskOfState(starts, eventPaths),
    source: {
      parameters: starts[0]?.peek('Parameters') ?? null,
      eventPaths: [...eventPaths],
    },
    states: new Map(states.flatMap(([stateName, state]) => wordOfStep(stateName, state, name))),
  }));
}

/**
 * Returns the state with the first word of its name; no entry for a state of another step. The name of the step follows
 * the word.
 */
function wordOfStep(
  stateName: string,
  state: Cursor,
  step: string | undefined,
): readonly (readonly [string, Cursor])[] {
  const [word = '', ...rest] = stateName.split(' ');
  const name = rest.length === 0 ? undefined : rest.join(' ');
  return name === step ? [[word, state]] : [];
}

function startsTask(state: Cursor): boolean {
  const resource = state.peek('Resource');
  return typeof resource === 'string' && resource.endsWith(':ecs:runTask.sync');
}

/**
 * Reads the retries of a step, without their waits; `undefined` if it has none. {@link waitsOfRetry} returns the waits.
 */
export function retryOf({ states }: ReviewedStep): Retry | undefined {
  const left = states.get('CheckRetriesLeft');
  states.get('CheckRetriesAfterTimeout')?.value();
  const maximum = left?.at('Choices', 0, 'NumericLessThanEquals').number();
  if (maximum === undefined) return undefined;
  states.get('FirstAttempt')?.at('Result').value();
  return {
    maxAttempts: maximum,
    intervalSeconds: undefined,
    backoffRate: undefined,
    maxDelaySeconds: undefined,
    jitter: isRandom(states),
    exitCodes: exitCodesOf(states),
    onStartFailure: isStartFailureRetried(states.get('CheckTaskStarted')),
    onDemandAfterSpot: states.has('RunTaskOnDemand'),
  };
}

/** Returns the waits before the retries of a step, in seconds. */
export function waitsOfRetry({ states }: ReviewedStep): readonly number[] {
  return (
    states
      .get('FirstAttempt')
      ?.at('Result', 'waits')
      .items()
      .flatMap((wait) => wait.number() ?? []) ?? []
  );
}

function isRandom(states: ReviewedStep['states']): boolean {
  return states.get('NextAttempt')?.at('Parameters', 'wait.$').text()?.includes('MathRandom') === true;
}

/** Whether a task that never started is retried: then the retry is the default of the choice. */
function isStartFailureRetried(state: Cursor | undefined): boolean {
  return state?.at('Default').text()?.startsWith('CheckRetriesLeft') === true;
}

function exitCodesOf(states: ReviewedStep['states']): Retry['exitCodes'] {
  const choices = states.get('CheckExitCode')?.at('Choices').items() ?? [];
  for (const choice of choices) {
    const codes = choice
      .at('And', 1, 'Or')
      .items()
      .flatMap((each) => each.at('NumericEquals').number() ?? []);
    if (codes.length === 0) continue;
    const isRetried = choice.at('Next').text()?.startsWith('CheckRetriesLeft') === true;
    return { rule: isRetried ? 'on' : 'unless', codes };
  }
  return undefined;
}

/** Reads the timeout of each attempt of a step, in seconds; `undefined` if it has none. */
export function timeoutOf({ states }: ReviewedStep): number | undefined {
  states.get('TaskTimedOut')?.value();
  states.get('RunTaskOnDemand')?.at('TimeoutSeconds').value();
  return states.get('RunTask')?.at('TimeoutSeconds').number();
}

/** Reads the maximum number of retries of a rejected launch; `undefined` if the launch has no retries. */
export function launchRetriesOf({ states }: ReviewedStep): number | undefined {
  const retriers = [...states]
    .filter(([word]) => word === 'RunTask' || word === 'RunTaskOnDemand')
    .map(([, state]) => state.at('Retry'));
  for (const retrier of retriers) retrier.value();
  return retriers.at(-1)?.at(0, 'MaxAttempts').number();
}

/** Reads the rule for a run that starts while another run is active. */
export function overlapOf(definition: Cursor): Overlap {
  const states = definition.at('States');
  if (!states.at('AcquireLock').exists()) return 'allow';
  states.at('CheckLockHolderStatus').value();
  return states.at('StopLockHolder').exists() ? 'replace' : 'skip';
}

/** Reads whether a failed sidecar fails the step. */
export function sidecarFailureOf({ states }: ReviewedStep): SidecarFailure {
  const check = states.get('CheckExitCode');
  const record = states.get('RecordSidecarFailure');
  if (record === undefined) return 'fail';
  const choices = check?.at('Choices').items() ?? [];
  const hasStartedRule = choices.some(
    (choice) => choice.at('And', 2, 'Variable').text()?.endsWith('.failed[1]') === true,
  );
  return hasStartedRule ? 'fail-if-started' : 'ignore';
}
