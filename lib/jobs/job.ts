import type { EnvConfig } from '../config/env-config';
import type { Path } from '../config/issues/issues';
import type { DeferredString } from '../values/deferred-values';
import type { JobAlarm } from './alarms/job-alarm';
import { topicOf, type AlarmedJob } from './alarms/topics';
import type { JobTraits } from './job-kind';
import { jobKinds, sectionOfType, type JobsByType, type JobType } from './kinds';
import type { QueueWorkerJob } from './queue-worker/queue-worker';
import type { RunPlan } from './run/run-plan';
import type { StateMachineTarget } from './run/targets';
import type { DeadLetterQueue, Enablement, EventRule, Schedule } from './triggers/triggers';

export type { FileUploadJob } from './file-upload/file-upload-job';
export type { ScheduledJob } from './scheduled/scheduled-job';
export { sectionOfType, type JobType } from './kinds';

/** A job with its triggers and its target. Constructs create its resources, and reports print its values. */
export type Job = JobOfType<JobType>;

/** The jobs of one type, or of several. */
export type JobOfType<Type extends JobType> = {
  [One in Type]: { readonly type: One } & JobsByType[One];
}[Type];

/** A job that has runs: every kind of job except a queue worker. */
export type RunJob = Extract<Job, { readonly run: RunPlan }>;

/** Whether each start of the job is a run that ends. The tasks of a queue worker run all the time. */
export function isRunJob(job: Job): job is RunJob {
  return 'run' in job;
}

/** Returns the jobs that have runs: all jobs except queue workers. */
export function runJobsOf(jobs: readonly Job[]): readonly RunJob[] {
  return jobs.filter(isRunJob);
}

/** Returns the jobs of one type. */
export function jobsOfType<Type extends JobType>(
  jobs: readonly Job[],
  type: Type,
): readonly JobOfType<Type>[] {
  return jobs.filter((job): job is JobOfType<Type> & Job => job.type === type);
}

/** Returns the queue workers. */
export function workersOf(jobs: readonly Job[]): readonly QueueWorkerJob[] {
  return jobsOfType(jobs, 'queue_worker_job');
}

function traitsOf<Type extends JobType>(job: JobOfType<Type>): JobTraits {
  return jobKinds[job.type].traits(job);
}

/** Whether the job's triggers are on. */
export function stateOf(job: Job): Enablement {
  return traitsOf(job).state;
}

/** Returns the kind of the target that runs the job's tasks. */
export function targetKindOf(job: Job): JobTraits['targetKind'] {
  return traitsOf(job).targetKind;
}

/** Returns the job's own state machine, which runs its tasks or sends messages to its queue. */
export function stateMachineOf(job: Job): StateMachineTarget | undefined {
  return traitsOf(job).stateMachine;
}

/** Returns the rule that starts the job or fills its queue. */
export function ruleOf(job: Job): EventRule | undefined {
  return traitsOf(job).rule;
}

/** Returns the rules that start these jobs or fill their queues. */
export function rulesOf(jobs: readonly Job[]): readonly EventRule[] {
  return jobs.flatMap((job) => ruleOf(job) ?? []);
}

/** Returns the schedules that start the job or fill its queue. */
export function schedulesOf(job: Job): readonly Schedule[] {
  return traitsOf(job).schedules;
}

/**
 * Returns the queue of the deliveries that failed; `undefined` if such deliveries are lost. A worker's rule and schedule
 * share this queue. The queue of the rule comes first, because its policy must allow the rule.
 */
export function deadLetterQueueOf(job: Job): DeadLetterQueue | undefined {
  const { rule, schedules } = traitsOf(job);
  return [rule, ...schedules].flatMap((trigger) => trigger?.delivery?.deadLetterQueue ?? [])[0];
}

/** Returns the names of the job's queues, with the dead-letter queue of its rule and schedules. */
export function queueNamesOf(job: Job): readonly string[] {
  const queue = deadLetterQueueOf(job);
  return [...traitsOf(job).queueNames, ...(queue === undefined ? [] : [queue.name])];
}

/** Returns all alarms of a job: those that apply scaling policies, and those that notify an SNS topic. */
export function alarmsOf(job: Job): readonly JobAlarm[] {
  return traitsOf(job).alarms;
}

/** Returns the fields of a job's configuration that decide whom its alarms notify. */
export function alarmedJobOf(config: EnvConfig, { type, name }: Job): AlarmedJob {
  return jobKinds[type].configs(config)[name] ?? {};
}

/** Returns the SNS topic that the alarms of a job notify: see {@link topicOf}. */
export function topicOfJob(config: EnvConfig, job: Job): DeferredString | undefined {
  return topicOf(config, alarmedJobOf(config, job));
}

/** Returns the path of a job in the configuration, or of one of its fields. */
export function pathOfJob(job: Job, ...field: Path): Path {
  return [sectionOfType[job.type], job.name, ...field];
}
