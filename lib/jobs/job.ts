import type { JobSection } from '../config/schema/environment';
import type { JobAlarm } from './alarms/alarms';
import type { RunPlan } from './run/run-plan';
import type { EcsClusterTarget, StateMachineTarget } from './run/targets';
import type { UploadRule, Schedule, Enablement } from './triggers/triggers';
import type { QueueWorkerJob } from './queue-worker/queue-worker';

/** A job as AWS sees it: what starts it, and what it runs. Everything that constructs place and reports show. */
export type Job = RunJob | QueueWorkerJob;
export type JobType = Job['type'];

/** A job whose runs begin and end. */
export type RunJob = ScheduledJob | FileUploadJob;

/** Whether the job's runs begin and end; a worker's task waits for work. */
export function isRunJob(job: Job): job is RunJob {
  return job.type !== 'queue_worker_job';
}

/** The jobs among these whose runs begin and end. */
export function runJobsOf(jobs: readonly Job[]): readonly RunJob[] {
  return jobs.filter(isRunJob);
}

/** Those that take their work from a queue. */
export function workersOf(jobs: readonly Job[]): readonly QueueWorkerJob[] {
  return jobs.filter((job) => job.type === 'queue_worker_job');
}

/** What runs a job's tasks. */
export function targetKindOf(job: Job): RunJob['target']['kind'] | 'ecs_service' {
  return isRunJob(job) ? job.target.kind : 'ecs_service';
}

/** The state machine that a job has, which runs its tasks or puts messages into its queue. */
export function stateMachineOf(job: Job): StateMachineTarget | undefined {
  const target = isRunJob(job) ? job.target : job.upload?.target;
  return target?.kind === 'state_machine' ? target : undefined;
}

/** The rules of all jobs that an upload starts, or fills the queue of. */
export function rulesOf(jobs: readonly Job[]): readonly UploadRule[] {
  return jobs.flatMap((job) => {
    const rule = job.type === 'queue_worker_job' ? job.upload?.rule : ruleOf(job);
    return rule === undefined ? [] : [rule];
  });
}

function ruleOf(job: RunJob): UploadRule | undefined {
  return job.type === 'file_upload_job' ? job.rule : undefined;
}

interface JobBase {
  /** The key in the configuration, unique in an environment. */
  readonly name: string;
  readonly run: RunPlan;
  /** Alarms on the job's resources. */
  readonly alarms: readonly JobAlarm[];
}

/** Schedules start a state machine, which runs the task. */
export interface ScheduledJob extends JobBase {
  readonly type: 'scheduled_job';
  /** One for each expression, in the order of the configuration. They differ in name and expression alone. */
  readonly schedules: readonly [Schedule, ...Schedule[]];
  readonly target: StateMachineTarget;
}

/** A rule on a bucket's new objects starts the task, or a state machine that runs it. */
export interface FileUploadJob extends JobBase {
  readonly type: 'file_upload_job';
  readonly rule: UploadRule;
  readonly target: EcsClusterTarget | StateMachineTarget;
}

/** The section of the configuration that a type of job stands in. */
export const sectionOfType = {
  scheduled_job: 'scheduled_jobs',
  file_upload_job: 'file_upload_jobs',
  queue_worker_job: 'queue_worker_jobs',
} as const satisfies Record<JobType, JobSection>;

/** Whether a job starts by itself: its schedules are all on, or all off. */
export function stateOf(job: Job): Enablement {
  switch (job.type) {
    case 'scheduled_job':
      return job.schedules[0].state;
    case 'file_upload_job':
      return job.rule.state;
    case 'queue_worker_job':
      return job.state;
  }
}
