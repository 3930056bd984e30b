/**
 * What the generated rules, templates and definitions make of an event. Nothing here reads the configuration: what is
 * shown is what was made of it.
 */
import { explainMismatch, type Mismatch } from '../../aws/events/explain-mismatch';
import { fieldOf } from '../../values/json';
import { matchesPattern } from '../../aws/events/match-event-pattern';
import { renderInput } from '../../aws/events/render-input-template';
import { runSuccessfully } from '../../aws/state-machines/interpreter/run-successfully';
import { maximumOverridesCharacters } from '../../aws/ecs/tasks';
import { stepOfState } from '../../jobs/run/definition/fragments';
import type { EnvironmentJobs } from '../../jobs/environment';
import { jobsOfType, workersOf, type FileUploadJob } from '../../jobs/job';
import type { QueueTarget, QueueWorkerJob, UploadToQueue } from '../../jobs/queue-worker/queue-worker';
import type { UploadRule } from '../../jobs/triggers/triggers';
import type { StateMachineTarget } from '../../jobs/run/targets';
import { isRunTask, sampleContext, withoutLookups } from '../run/sample-context';
import { readOverrides, type ContainerOverride } from '../run/container-override';

/** A job that an event starts, and what each of its tasks is started with. */
export interface SimulatedRun {
  readonly job: FileUploadJob;
  readonly event: Readonly<Record<string, unknown>>;
  readonly steps: readonly SimulatedStep[];
  /** Why nothing comes of it after all, or why less does. */
  readonly failure: string | undefined;
}

export interface SimulatedStep extends ContainerOverride {
  /** The step; of a job with a single command the state, and of a rule alone the action that it has ECS do. */
  readonly name: string;
}

/** A message that an event puts into the queue of a worker. */
export interface SimulatedMessage {
  readonly job: QueueWorkerJob;
  /** Its body: JSON, as EventBridge writes it. */
  readonly body: string | undefined;
  /** There in a FIFO queue. */
  readonly messageGroupId: string | undefined;
  /** Why no message comes of it after all. */
  readonly failure: string | undefined;
}

/** A job that the event does not start, and what of the event is otherwise. */
export interface UnmatchedJob {
  readonly job: FileUploadJob | QueueWorkerJob;
  readonly mismatches: readonly Mismatch[];
}

export interface SimulatedUpload {
  readonly environment: EnvironmentJobs;
  readonly runs: readonly SimulatedRun[];
  readonly messages: readonly SimulatedMessage[];
  /** Jobs that would start, were they not disabled. */
  readonly disabled: readonly FileUploadJob[];
  /** The nearest first: those of whose conditions the fewest don't hold. */
  readonly misses: readonly UnmatchedJob[];
}

/** What these events, which tell of one object, start in an environment. */
export function simulateUpload(
  environment: EnvironmentJobs,
  events: readonly Readonly<Record<string, unknown>>[],
): SimulatedUpload {
  const jobs = jobsOfType(environment.jobs, 'file_upload_job');
  const found = jobs.map((job) => ({ job, rule: job.rule, event: eventFor(job.rule, events) }));
  const filled = workersOf(environment.jobs).flatMap((job) =>
    job.upload === undefined
      ? []
      : [{ job, rule: job.upload.rule, upload: job.upload, event: eventFor(job.upload.rule, events) }],
  );
  const started = found.flatMap(({ job, event }) => (event === undefined ? [] : [{ job, event }]));
  return {
    environment,
    runs: started
      .filter(({ job }) => job.rule.state === 'ENABLED')
      .map(({ job, event }) => ({ job, event, ...simulateRun(job, event) })),
    messages: filled.flatMap(({ job, upload, event }) =>
      event === undefined ? [] : [{ job, ...messageOf(upload, event) }],
    ),
    disabled: started.flatMap(({ job }) => (job.rule.state === 'DISABLED' ? [job] : [])),
    misses: [...found, ...filled]
      .filter(({ event }) => event === undefined)
      .map(({ job, rule }) => ({ job, mismatches: nearest(rule, events) }))
      .sort((a, b) => a.mismatches.length - b.mismatches.length),
  };
}

function eventFor<Event>(rule: UploadRule, events: readonly Event[]): Event | undefined {
  return events.find((event) => matchesPattern(rule.eventPattern, event));
}

function messageOf({ target }: UploadToQueue, event: unknown): Omit<SimulatedMessage, 'job'> {
  return target.kind === 'queue' ? messageOfRule(target, event) : messageOfMachine(target, event);
}

function messageOfRule({ inputTransformer, messageGroupId }: QueueTarget, event: unknown) {
  const message = inputTransformer === undefined ? event : renderInput(inputTransformer, event);
  if (message === undefined) return noMessage('the message is no JSON, and EventBridge drops the event');
  return { body: JSON.stringify(message), messageGroupId, failure: undefined };
}

function messageOfMachine(target: StateMachineTarget, event: unknown): Omit<SimulatedMessage, 'job'> {
  const { calls, end } = runMachineFor(target, event);
  if (end.status === 'FAILED') return noMessage(`the run fails with ${end.error}: ${end.cause ?? ''}`);
  const [sent] = calls;
  const group = fieldOf(sent?.parameters, 'MessageGroupId');
  return {
    // Step Functions writes out what is no text.
    body: JSON.stringify(fieldOf(sent?.parameters, 'MessageBody')),
    messageGroupId: typeof group === 'string' ? group : undefined,
    failure: undefined,
  };
}

function noMessage(failure: string): Omit<SimulatedMessage, 'job'> {
  return { body: undefined, messageGroupId: undefined, failure };
}

/** What the job's machine does for an event. */
function runMachineFor(target: StateMachineTarget, event: unknown) {
  const roots = { input: event, context: sampleContext(target) };
  return runSuccessfully(withoutLookups(target.stateMachine.definition), roots);
}

/** Of what the events lack, that of the event which lacks the least. */
function nearest(rule: UploadRule, events: readonly unknown[]): readonly Mismatch[] {
  const [fewest = []] = events
    .map((event) => explainMismatch(rule.eventPattern, event))
    .sort((a, b) => a.length - b.length);
  return fewest;
}

function simulateRun(job: FileUploadJob, event: unknown): Pick<SimulatedRun, 'steps' | 'failure'> {
  const { target } = job;
  if (target.kind === 'ecs_cluster') {
    const rendered = renderInput(target.inputTransformer, event);
    if (rendered === undefined)
      return { steps: [], failure: 'the input is no JSON, and EventBridge drops the event' };
    return checked([{ name: 'RunTask', ...readOverrides(rendered) }]);
  }
  const { calls, end } = runMachineFor(target, event);
  if (end.status === 'FAILED')
    return { steps: [], failure: `the run fails with ${end.error}: ${end.cause ?? ''}` };
  return checked(
    calls
      .filter(({ resource }) => isRunTask(resource))
      .map(({ state, parameters }) => ({
        name: stepOfState(state) ?? state,
        ...readOverrides(fieldOf(parameters, 'Overrides')),
      })),
  );
}

/** ECS counts what it is sent. */
function checked(steps: readonly SimulatedStep[]): Pick<SimulatedRun, 'steps' | 'failure'> {
  const tooLarge = steps.find(({ size }) => size > maximumOverridesCharacters);
  return {
    steps,
    failure:
      tooLarge === undefined
        ? undefined
        : `ECS refuses the task ${tooLarge.name}: its override has ${tooLarge.size} characters, and ${maximumOverridesCharacters} are taken`,
  };
}
