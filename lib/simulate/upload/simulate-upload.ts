/**
 * Simulates an upload: applies the generated rules, templates and definitions to its events. The simulation does not read the
 * configuration, so that it shows what the generated resources do.
 */
import { explainMismatch, type Mismatch } from '../../aws/events/explain-mismatch';
import { fieldOf } from '../../values/json';
import { matchesPattern } from '../../aws/events/match-event-pattern';
import { renderInput } from '../../aws/events/render-input-template';
import { runSuccessfully } from '../../aws/state-machines/interpreter/run-successfully';
import { maximumOverridesCharacters } from '../../aws/ecs/limits';
import { stepOfState } from '../../jobs/run/definition/fragments';
import type { EnvironmentJobs } from '../../jobs/environment';
import { jobsOfType, workersOf, type FileUploadJob } from '../../jobs/job';
import type { QueueTarget, QueueWorkerJob, UploadToQueue } from '../../jobs/queue-worker/queue-worker';
import type { UploadRule } from '../../jobs/triggers/triggers';
import type { StateMachineTarget } from '../../jobs/run/targets';
import { withoutLookups } from '../../values/deferred-values';
import { isRunTask, sampleContext } from '../run/sample-context';
import { readOverrides, type ContainerOverride } from '../run/container-override';

/** A job that an event starts, and the override of each task. */
export interface SimulatedRun {
  /** Job that the event starts. */
  readonly job: FileUploadJob;
  /** EventBridge event that matches the job's rule. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Tasks of the run, in the order of their launches. Empty if the run fails before a launch. */
  readonly steps: readonly SimulatedStep[];
  /** Reason why the run fails; `undefined` if it does not. */
  readonly failure: string | undefined;
}

/** A task that a run launches. */
export interface SimulatedStep extends ContainerOverride {
  /**
   * The name of the step. For a job with a single command, it is the name of the state. For a task that a rule starts
   * directly, it is `RunTask`.
   */
  readonly name: string;
}

/** A message that an event sends to the queue of a worker. */
export interface SimulatedMessage {
  /** Queue worker that gets the message. */
  readonly job: QueueWorkerJob;
  /** Body of the message, as JSON; `undefined` if there is a failure. */
  readonly body: string | undefined;
  /** Message group; `undefined` for a standard queue. */
  readonly messageGroupId: string | undefined;
  /** Reason why no message is sent; `undefined` if a message is sent. */
  readonly failure: string | undefined;
}

/** A job that the event does not start, and the fields of the event that do not match its rule. */
export interface UnmatchedJob {
  /** Job that the event does not start. */
  readonly job: FileUploadJob | QueueWorkerJob;
  /** Differences between the event and the rule's pattern. */
  readonly mismatches: readonly Mismatch[];
}

/** Runs and messages that an upload starts in an environment. */
export interface SimulatedUpload {
  /** Environment whose rules are applied. */
  readonly environment: EnvironmentJobs;
  /** Runs of enabled jobs that the event starts. */
  readonly runs: readonly SimulatedRun[];
  /** Messages that the event sends. */
  readonly messages: readonly SimulatedMessage[];
  /** Jobs that match but are disabled. */
  readonly disabled: readonly FileUploadJob[];
  /** Jobs that do not match, fewest mismatches first. */
  readonly unmatched: readonly UnmatchedJob[];
}

/** Simulates an upload to an environment. `events` are the events of one object. */
export function simulateUpload(
  environment: EnvironmentJobs,
  events: readonly Readonly<Record<string, unknown>>[],
): SimulatedUpload {
  const jobs = jobsOfType(environment.jobs, 'file_upload_job');
  const found = jobs.map((job) => ({ job, rule: job.rule, event: eventFor(job.rule, events) }));
  const workerUploads = workersOf(environment.jobs).flatMap((job) =>
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
    messages: workerUploads.flatMap(({ job, upload, event }) =>
      event === undefined ? [] : [{ job, ...messageOf(upload, event) }],
    ),
    disabled: started.flatMap(({ job }) => (job.rule.state === 'DISABLED' ? [job] : [])),
    unmatched: [...found, ...workerUploads]
      .filter(({ event }) => event === undefined)
      .map(({ job, rule }) => ({ job, mismatches: fewestMismatches(rule, events) }))
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
  if (message === undefined)
    return noMessage('the message is not valid JSON, so EventBridge drops the event');
  return { body: JSON.stringify(message), messageGroupId, failure: undefined };
}

function messageOfMachine(target: StateMachineTarget, event: unknown): Omit<SimulatedMessage, 'job'> {
  const { calls, end } = runMachineFor(target, event);
  if (end.status === 'FAILED') return noMessage(`the run fails with ${end.error}: ${end.cause ?? ''}`);
  const [sent] = calls;
  const group = fieldOf(sent?.parameters, 'MessageGroupId');
  return {
    // Step Functions serializes a body that is not a string.
    body: JSON.stringify(fieldOf(sent?.parameters, 'MessageBody')),
    messageGroupId: typeof group === 'string' ? group : undefined,
    failure: undefined,
  };
}

function noMessage(failure: string): Omit<SimulatedMessage, 'job'> {
  return { body: undefined, messageGroupId: undefined, failure };
}

/** Runs a state machine with an event. All its service calls succeed. */
function runMachineFor(target: StateMachineTarget, event: unknown) {
  const roots = { input: event, context: sampleContext(target) };
  return runSuccessfully(withoutLookups(target.stateMachine.definition), roots);
}

/** Compares each event with the rule, and returns the mismatches of the event with the fewest mismatches. */
function fewestMismatches(rule: UploadRule, events: readonly unknown[]): readonly Mismatch[] {
  const [mismatches = []] = events
    .map((event) => explainMismatch(rule.eventPattern, event))
    .sort((a, b) => a.length - b.length);
  return mismatches;
}

/** Simulates the start of a job by an event that its rule matches. */
export function simulateRun(
  job: Pick<FileUploadJob, 'target'>,
  event: unknown,
): Pick<SimulatedRun, 'steps' | 'failure'> {
  const { target } = job;
  if (target.kind === 'ecs_cluster') {
    const rendered = renderInput(target.inputTransformer, event);
    if (rendered === undefined)
      return { steps: [], failure: 'the input is not valid JSON, so EventBridge drops the event' };
    return checkSize([{ name: 'RunTask', ...readOverrides(rendered) }]);
  }
  const { calls, end } = runMachineFor(target, event);
  if (end.status === 'FAILED')
    return { steps: [], failure: `the run fails with ${end.error}: ${end.cause ?? ''}` };
  return checkSize(
    calls
      .filter(({ resource }) => isRunTask(resource))
      .map(({ state, parameters }) => ({
        name: stepOfState(state) ?? state,
        ...readOverrides(fieldOf(parameters, 'Overrides')),
      })),
  );
}

/** Returns the steps, and a failure if an override exceeds the maximum length that ECS accepts. */
function checkSize(steps: readonly SimulatedStep[]): Pick<SimulatedRun, 'steps' | 'failure'> {
  const tooLarge = steps.find(({ size }) => size > maximumOverridesCharacters);
  return {
    steps,
    failure:
      tooLarge === undefined
        ? undefined
        : `ECS rejects the task ${tooLarge.name}: its override has ${tooLarge.size} characters; the maximum is ${maximumOverridesCharacters}`,
  };
}
