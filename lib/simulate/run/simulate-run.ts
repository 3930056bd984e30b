/** Interprets the generated definition of a job with assumed task outcomes: its attempts, waits and end. */
import { fieldOf } from '../../values/json';
import { renderInput } from '../../aws/events/render-input-template';
import type { PathRoots } from '../../aws/state-machines/interpreter/paths-io';
import {
  runMachine,
  type CallResult,
  type ParallelBoundary,
  type ExecutionEvent,
  type Wait,
  type ServiceCall,
} from '../../aws/state-machines/interpreter/run-machine';
import { stepOfState, waitingStates, reasonStateWaits } from '../../jobs/run/definition/fragments';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { EcsClusterTarget } from '../../jobs/run/targets';
import type { RunJob } from '../../jobs/job';
import { stepsOf } from '../../jobs/run/run-plan';
import { withoutLookups } from '../../values/deferred-values';
import { isRunTask, sampleContext } from './sample-context';
import { sampleInput } from './sample-input';
import { callResultOf, outcomeOf, allSucceed, type TaskOutcomes, type TaskOutcome } from './task-outcomes';
import { readOverrides, type ContainerOverride } from './container-override';

/** Assumptions of a simulated run. */
export interface RunAssumptions {
  /** Outcomes by the name of the step. The step of a job with a single command has the job's name. */
  readonly steps: ReadonlyMap<string, TaskOutcomes>;
  /** Whether a previous run is active when this one starts. */
  readonly isPreviousRunActive: boolean;
  /** The scheduled time of the run, as an ISO 8601 instant in UTC. */
  readonly scheduledTime: string;
}

/** An event of a simulated run. */
export type TraceEvent =
  | {
      readonly kind: 'task';
      readonly step: string;
      /** The number of the step's attempt, from 1. A rejected launch is not an attempt. */
      readonly attempt: number;
      readonly maximumAttempts: number;
      /** Seconds since the start. Tasks take no time, except for their timeouts. */
      readonly atSeconds: number;
      /** Whether the attempt runs on Spot capacity. */
      readonly isOnSpot: boolean;
      readonly override: ContainerOverride;
      readonly ending: TaskOutcome;
    }
  | { readonly kind: 'wait'; readonly seconds: number; readonly isRandom: boolean; readonly why: string }
  /** Start and end of parallel steps. */
  | { readonly kind: 'fork'; readonly at: 'start' | 'end' }
  /** An action on the lock that prevents overlapping runs. */
  | { readonly kind: 'lock'; readonly what: string };

/** Status of a simulated run. */
export type TraceEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string | undefined }
  | { readonly status: 'TIMED_OUT' }
  /** An EventBridge rule starts the task, and nothing checks how the task ends. */
  | { readonly status: 'NOT_WATCHED' };

/** A simulated run of a job. */
export interface SimulatedTrace {
  /** Environment of the job. */
  readonly environment: EnvironmentJobs;
  /** Job that runs. */
  readonly job: RunJob;
  /** Events in the order of their times. */
  readonly events: readonly TraceEvent[];
  /** Status of the run. */
  readonly end: TraceEnd;
  /** Seconds from the start to the end of the run. */
  readonly seconds: number;
}

/** Simulates a run of a job. */
export function simulateRun(
  environment: EnvironmentJobs,
  job: RunJob,
  assumptions: RunAssumptions,
): SimulatedTrace {
  const { target } = job;
  const input = sampleInput(environment, job, assumptions.scheduledTime);
  const definition =
    target.kind === 'ecs_cluster' ? undefined : withoutLookups(target.stateMachine.definition);
  const trace = new Trace(job, assumptions, timeoutOf(definition));
  const end =
    target.kind === 'ecs_cluster'
      ? startFromRule(trace, job, target, input)
      : runStateMachine(trace, definition, { input, context: sampleContext(target) });
  return { environment, job, events: trace.events, end, seconds: trace.seconds };
}

function startFromRule(trace: Trace, job: RunJob, target: EcsClusterTarget, event: unknown): TraceEnd {
  trace.launch(job.name, {
    override: readOverrides(renderInput(target.inputTransformer, event)),
    timeoutSeconds: undefined,
    isOnSpot: 'capacityProvider' in target.task.launch,
  });
  return { status: 'NOT_WATCHED' };
}

/** Returns the timeout of the whole run in seconds. */
function timeoutOf(definition: unknown): number {
  const seconds = fieldOf(definition, 'TimeoutSeconds');
  return typeof seconds === 'number' ? seconds : Infinity;
}

function runStateMachine(trace: Trace, definition: unknown, roots: PathRoots): TraceEnd {
  const run = runMachine(definition, roots);
  let step = run.next();
  while (step.done !== true) {
    const result = trace.handle(step.value);
    if (trace.isOver) return { status: 'TIMED_OUT' };
    step = run.next(result);
  }
  return step.value;
}

/** The launch of a task. */
interface Launch {
  readonly override: ContainerOverride;
  readonly timeoutSeconds: number | undefined;
  readonly isOnSpot: boolean;
}

/** Records the events of an execution, and decides the results of its calls. */
class Trace {
  readonly events: TraceEvent[] = [];
  seconds = 0;
  /** The number of launches by step, including rejected launches. */
  private readonly launches = new Map<string, number>();
  private readonly rejections = new Map<string, number>();
  private readonly interruptions = new Map<string, number>();
  private lockAttempts = 0;
  private forked = { start: 0, longest: 0 };
  private isForked = false;

  constructor(
    private readonly job: RunJob,
    private readonly assumptions: RunAssumptions,
    private readonly timeoutSeconds: number,
  ) {}

  /**
   * Whether the run has reached its timeout. Always false in a parallel step: the simulation runs its branches one
   * after the other, each of them up to the timeout.
   */
  get isOver(): boolean {
    return !this.isForked && this.seconds >= this.timeoutSeconds;
  }

  /** Advances the time, at most to the run's timeout. */
  private pass(seconds: number): void {
    this.seconds = Math.min(this.seconds + seconds, this.timeoutSeconds);
  }

  /** Handles an event of the execution; returns the result of a call. */
  handle(event: ExecutionEvent): CallResult | undefined {
    switch (event.kind) {
      case 'call':
        return this.call(event);
      case 'pause':
        this.pause(event);
        return undefined;
      case 'fork':
        this.fork(event);
        return undefined;
    }
  }

  /** Starts every branch at the time of the first one, and continues at the end of the longest one. */
  private fork({ at }: ParallelBoundary): void {
    if (at === 'start') this.forked = { start: this.seconds, longest: this.seconds };
    this.forked = { ...this.forked, longest: Math.max(this.forked.longest, this.seconds) };
    this.seconds = at === 'end' ? this.forked.longest : this.forked.start;
    this.isForked = at !== 'end';
    if (at !== 'branch') this.events.push({ kind: 'fork', at });
  }

  private call({ state, resource, parameters, timeoutSeconds }: ServiceCall): CallResult {
    if (!isRunTask(resource)) return this.lock(resource.split(':').slice(5).join(':'));
    const override = readOverrides(fieldOf(parameters, 'Overrides'));
    const isOnSpot = fieldOf(parameters, 'CapacityProviderStrategy') !== undefined;
    const outcome = this.launch(stepOfState(state) ?? this.job.name, { override, timeoutSeconds, isOnSpot });
    if (outcome.kind === 'timeout') this.pass(outcome.seconds);
    return callResultOf(outcome, override.container);
  }

  /** Records a launch of a step's task; returns its outcome. */
  launch(step: string, { override, timeoutSeconds, isOnSpot }: Launch): TaskOutcome {
    const launches = this.launches.get(step) ?? 0;
    this.launches.set(step, launches + 1);
    const remaining = this.timeoutSeconds - this.seconds;
    const time = timeoutSeconds === undefined ? undefined : Math.min(timeoutSeconds, remaining);
    const outcomes = this.assumptions.steps.get(step) ?? allSucceed;
    const interruptions = this.interruptions.get(step) ?? 0;
    const ending = outcomeOf(outcomes, launches, time, isOnSpot ? outcomes.spotInterruptions : interruptions);
    if (ending.kind === 'spot-interruption') this.interruptions.set(step, interruptions + 1);
    const rejections = this.rejections.get(step) ?? 0;
    if (ending.kind === 'rejected') this.rejections.set(step, rejections + 1);
    const { retry } = stepsOf(this.job.run).find(({ name }) => (name ?? this.job.name) === step) ?? {};
    this.events.push({
      kind: 'task',
      step,
      attempt: launches - rejections + 1,
      maximumAttempts: (retry?.maxAttempts ?? 0) + 1,
      atSeconds: this.seconds,
      isOnSpot,
      override,
      ending,
    });
    return ending;
  }

  private pause({ state, seconds, isRandom }: Wait): void {
    this.pass(seconds);
    const why = reasonStateWaits(state) ?? waitingStates.WaitToRetry;
    this.events.push({ kind: 'wait', seconds, isRandom, why });
  }

  /**
   * Simulates an AWS call that is part of acquiring the lock. At first, either the previous run holds the lock, or no
   * run holds it.
   */
  private lock(operation: string): CallResult {
    const { isPreviousRunActive } = this.assumptions;
    const record = (what: string): void => {
      this.events.push({ kind: 'lock', what });
    };
    switch (operation) {
      case 'dynamodb:putItem':
        this.lockAttempts += 1;
        if (isPreviousRunActive && this.lockAttempts === 1)
          return { kind: 'error', error: 'DynamoDB.ConditionalCheckFailedException', cause: 'held' };
        record(this.lockAttempts === 1 ? 'acquires the lock; no other run holds it' : 'takes over the lock');
        return { kind: 'result', value: {} };
      case 'dynamodb:getItem':
        return { kind: 'result', value: { Item: { holder: { S: otherRun } } } };
      case 'dynamodb:updateItem':
        record('counts the skipped run; the third one in a row fails');
        return { kind: 'result', value: { Attributes: { skipped: { SS: [otherRun] } } } };
      case 'aws-sdk:sfn:describeExecution':
        record('the previous run holds the lock and is still active');
        return { kind: 'result', value: { Status: 'RUNNING', StartDate: '2000-01-01T00:00:00.000Z' } };
      case 'aws-sdk:sfn:stopExecution':
        record('stops the previous run');
        return { kind: 'result', value: {} };
      default:
        throw new TypeError(`no simulation of ${operation}`);
    }
  }
}

const otherRun = 'previous run';
