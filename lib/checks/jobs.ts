import type { Path } from '../config/issues';
import type { AnyJobConfig } from '../config/schema/job';
import type { EnvironmentJobs } from '../jobs/environment';
import {
  sectionOfType,
  stateOf,
  type FileUploadJob,
  type Job,
  type Schedule,
  type ScheduledJob,
} from '../jobs/job';

/** The path of a job, or of one of its fields. */
export function pathOf(job: Job, ...field: readonly string[]): Path {
  return [sectionOfType[job.type], job.name, ...field];
}

/** What the configuration says of a job. */
export function configOf({ config }: EnvironmentJobs, { type, name }: Job): AnyJobConfig {
  const jobs: Readonly<Record<string, AnyJobConfig>> = {
    scheduled_job: config.scheduledJobs,
    file_upload_job: config.fileUploadJobs,
    queue_worker_job: config.queueWorkerJobs,
  }[type];
  return jobs[name] ?? {};
}

/** The upload jobs whose rules are on. */
export function enabledUploadJobs({ jobs }: EnvironmentJobs): readonly FileUploadJob[] {
  return jobs.flatMap((job) => (job.type === 'file_upload_job' && stateOf(job) === 'ENABLED' ? [job] : []));
}

/** The scheduled jobs whose schedules are on. */
export function enabledScheduledJobs({ jobs }: EnvironmentJobs): readonly ScheduledJob[] {
  return jobs.flatMap((job) => (job.type === 'scheduled_job' && stateOf(job) === 'ENABLED' ? [job] : []));
}

/** Where the configuration says one of a job's expressions: of a list, the place in it. */
export function pathOfSchedule({ config }: EnvironmentJobs, job: ScheduledJob, schedule: Schedule): Path {
  const path = pathOf(job, 'schedule_expression');
  const isList = Array.isArray(config.scheduledJobs[job.name]?.schedule_expression);
  return isList ? [...path, job.schedules.indexOf(schedule)] : path;
}

/** Where the configuration says one of a job's prefixes: of a list, the place in it. */
export function pathOfPrefix(environment: EnvironmentJobs, job: FileUploadJob, prefix: string): Path {
  const configured = environment.config.fileUploadJobs[job.name]?.path_prefix;
  if (configured === undefined || typeof configured === 'string') return pathOf(job, 'path_prefix');
  return [...pathOf(job, 'path_prefix'), configured.indexOf(prefix)];
}

/** Their names, up to five of them. */
export function listed(jobs: readonly Job[]): string {
  const names = jobs.slice(0, 5).map(({ name }) => name);
  return [...names, ...(jobs.length > names.length ? [`${jobs.length - names.length} more`] : [])].join(', ');
}
