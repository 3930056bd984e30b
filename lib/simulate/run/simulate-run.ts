/** What the generated definition of a job makes of tasks that fail: which are tried again, after how long, and how it ends. */
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
import { isRunTask, sampleContext, withoutLookups } from './sample-context';
import { sampleInput } from './sample-input';
import { callResultOf, outcomeOf, allSucceed, type TaskOutcomes, type TaskOutcome } from './task-outcomes';
import { readOverrides, type ContainerOverride } from './container-override';

export interface TaskOutcomesByState {
  /** By the names of steps; of a job with a single command, by the job's. */
  readonly steps: ReadonlyMap<string, TaskOutcomes>;
  /** Whether the run before is still running. */
  readonly isRunning: boolean;
  readonly scheduledTime: string;
}

export type TraceEvent =
  | {
      readonly kind: 'task';
      readonly step: string;
      /** Which of the step's tasks, from 1 on; a launch that was refused is none. */
      readonly run: number;
      /** The most that it has. */
      readonly maximumRuns: number;
      /** Seconds since the start, in which tasks take no time but what they time out after. */
      readonly atSeconds: number;
      readonly start: ContainerOverride;
      readonly ending: TaskOutcome;
    }
  | { readonly kind: 'wait'; readonly seconds: number; readonly isRandom: boolean; readonly why: string }
  /** Where steps begin that run side by side, and where all of them are over. */
  | { readonly kind: 'fork'; readonly at: 'start' | 'end' }
  /** What the run does about others of its job. */
  | { readonly kind: 'lock'; readonly what: string };

export type TraceEnd =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string | undefined }
  | { readonly status: 'TIMED_OUT' }
  /** A rule starts the task, and nobody learns how it ends. */
  | { readonly status: 'NOT_WATCHED' };

export interface SimulatedTrace {
  readonly environment: EnvironmentJobs;
  readonly job: RunJob;
  readonly events: readonly TraceEvent[];
  readonly end: TraceEnd;
  readonly seconds: number;
}

/** A run of a job whose tasks end as is wished. */
export function simulateRun(
  environment: EnvironmentJobs,
  job: RunJob,
  wishes: TaskOutcomesByState,
): SimulatedTrace {
  const { target } = job;
  const input = sampleInput(environment, job, wishes.scheduledTime);
  const definition =
    target.kind === 'ecs_cluster' ? undefined : withoutLookups(target.stateMachine.definition);
  const trace = new Trace(job, wishes, timeoutOf(definition));
  const end =
    target.kind === 'ecs_cluster'
      ? startAlone(trace, job, target, input)
      : runWatched(trace, definition, { input, context: sampleContext(target) });
  return { environment, job, events: trace.events, end, seconds: trace.seconds };
}

function startAlone(trace: Trace, job: RunJob, target: EcsClusterTarget, event: unknown): TraceEnd {
  trace.task(job.name, readOverrides(renderInput(target.inputTransformer, event)), undefined);
  return { status: 'NOT_WATCHED' };
}

/** Seconds after which Step Functions ends the whole run. */
function timeoutOf(definition: unknown): number {
  const seconds = fieldOf(definition, 'TimeoutSeconds');
  return typeof seconds === 'number' ? seconds : Infinity;
}

function runWatched(trace: Trace, definition: unknown, roots: PathRoots): TraceEnd {
  const run = runMachine(definition, roots);
  let step = run.next();
  while (step.done !== true) {
    const happening = step.value;
    const answer = trace.happen(happening);
    if (trace.isOver) return { status: 'TIMED_OUT' };
    step = run.next(answer);
  }
  return step.value;
}

/** Writes down what happens, and says what calls come to. */
class Trace {
  readonly events: TraceEvent[] = [];
  seconds = 0;
  private readonly asked = new Map<string, number>();
  private readonly refused = new Map<string, number>();
  private locksTried = 0;
  private forked = { start: 0, longest: 0 };
  private isForked = false;

  constructor(
    private readonly job: RunJob,
    private readonly wishes: TaskOutcomesByState,
    private readonly timeoutSeconds: number,
  ) {}

  /** Whether the run's own time is over. Side by side, the others go on until that time, and none of them further. */
  get isOver(): boolean {
    return !this.isForked && this.seconds >= this.timeoutSeconds;
  }

  /** Time goes on, at the most to the end of the run's own. */
  private pass(seconds: number): void {
    this.seconds = Math.min(this.seconds + seconds, this.timeoutSeconds);
  }

  happen(happening: ExecutionEvent): CallResult | undefined {
    switch (happening.kind) {
      case 'call':
        return this.call(happening);
      case 'pause':
        this.pause(happening);
        return undefined;
      case 'fork':
        this.fork(happening);
        return undefined;
    }
  }

  /** Each branch begins when the first does; what follows, when the last one is over. */
  private fork({ at }: ParallelBoundary): void {
    if (at === 'start') this.forked = { start: this.seconds, longest: this.seconds };
    this.forked = { ...this.forked, longest: Math.max(this.forked.longest, this.seconds) };
    this.seconds = at === 'end' ? this.forked.longest : this.forked.start;
    this.isForked = at !== 'end';
    if (at !== 'branch') this.events.push({ kind: 'fork', at });
  }

  private call({ state, resource, parameters, timeoutSeconds }: ServiceCall): CallResult {
    if (!isRunTask(resource)) return this.lock(resource.split(':').slice(5).join(':'));
    const start = readOverrides(fieldOf(parameters, 'Overrides'));
    const ending = this.task(stepOfState(state) ?? this.job.name, start, timeoutSeconds);
    if (ending.kind === 'timeout') this.pass(ending.seconds);
    return callResultOf(ending, start.container);
  }

  task(step: string, start: ContainerOverride, timeoutSeconds: number | undefined): TaskOutcome {
    const asked = this.asked.get(step) ?? 0;
    this.asked.set(step, asked + 1);
    const left = this.timeoutSeconds - this.seconds;
    const time = timeoutSeconds === undefined ? undefined : Math.min(timeoutSeconds, left);
    const ending = outcomeOf(this.wishes.steps.get(step) ?? allSucceed, asked, time);
    const refused = this.refused.get(step) ?? 0;
    if (ending.kind === 'refused') this.refused.set(step, refused + 1);
    const { retry } = stepsOf(this.job.run).find(({ name }) => (name ?? this.job.name) === step) ?? {};
    this.events.push({
      kind: 'task',
      step,
      run: asked - refused + 1,
      maximumRuns: (retry?.maxAttempts ?? 0) + 1,
      atSeconds: this.seconds,
      start,
      ending,
    });
    return ending;
  }

  private pause({ state, seconds, isRandom }: Wait): void {
    this.pass(seconds);
    const why = reasonStateWaits(state) ?? waitingStates.WaitToRetry;
    this.events.push({ kind: 'wait', seconds, isRandom, why });
  }

  /** The table has the run before, or nothing. */
  private lock(operation: string): CallResult {
    const { isRunning } = this.wishes;
    const say = (what: string): void => {
      this.events.push({ kind: 'lock', what });
    };
    switch (operation) {
      case 'dynamodb:putItem':
        this.locksTried += 1;
        if (isRunning && this.locksTried === 1)
          return { kind: 'error', error: 'DynamoDB.ConditionalCheckFailedException', cause: 'held' };
        say(this.locksTried === 1 ? 'no other run holds the lock: it is taken' : 'the lock is taken over');
        return { kind: 'result', value: {} };
      case 'dynamodb:getItem':
        return { kind: 'result', value: { Item: { holder: { S: otherRun } } } };
      case 'aws-sdk:sfn:describeExecution':
        say('the run before holds the lock, and is still running');
        return { kind: 'result', value: { Status: 'RUNNING', StartDate: '2000-01-01T00:00:00.000Z' } };
      case 'aws-sdk:sfn:stopExecution':
        say('the run before is stopped');
        return { kind: 'result', value: {} };
      default:
        throw new TypeError(`no simulation of ${operation}`);
    }
  }
}

const otherRun = 'the run before';
