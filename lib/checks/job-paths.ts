import type { ScheduledAction } from '../aws/scaling/scaling';
import type { Path } from '../config/issues/issues';
import type { RunJobConfig } from '../config/schema/job';
import type { EnvironmentJobs } from '../jobs/environment';
import type { UploadConfig } from '../jobs/file-upload/object-source';
import {
  jobsOfType,
  pathOfJob,
  stateOf,
  workersOf,
  type FileUploadJob,
  type Job,
  type ScheduledJob,
} from '../jobs/job';
import { jobKinds } from '../jobs/kinds';
import type { UploadRule, Schedule } from '../jobs/triggers/triggers';

/** Returns the path of a job, or of one of its fields. */
export function pathOf(job: Job, ...field: readonly string[]): Path {
  return pathOfJob(job, ...field);
}

/** Returns the configuration of a job. */
export function configOf({ config }: EnvironmentJobs, { type, name }: Job): RunJobConfig {
  return jobKinds[type].configs(config)[name] ?? {};
}

/** Returns the file upload jobs that are enabled. */
export function enabledUploadJobs({ jobs }: EnvironmentJobs): readonly FileUploadJob[] {
  return jobsOfType(jobs, 'file_upload_job').filter((job) => stateOf(job) === 'ENABLED');
}

/** Returns the scheduled jobs that are enabled. */
export function enabledScheduledJobs({ jobs }: EnvironmentJobs): readonly ScheduledJob[] {
  return jobsOfType(jobs, 'scheduled_job').filter((job) => stateOf(job) === 'ENABLED');
}

/** Returns the path of a schedule's expression, with its index if it is in a list. */
export function pathOfSchedule({ config }: EnvironmentJobs, job: ScheduledJob, schedule: Schedule): Path {
  const path = pathOf(job, 'schedule_expression');
  const isList = Array.isArray(config.scheduledJobs[job.name]?.schedule_expression);
  return isList ? [...path, job.schedules.indexOf(schedule)] : path;
}

/** An EventBridge rule for uploads, with the job that it triggers. */
export interface Uploads {
  /** Job that the EventBridge rule starts, or worker whose queue receives the rule's messages. */
  readonly job: Job;
  /** EventBridge rule that matches the events of new objects. */
  readonly rule: UploadRule;
  /** The path of the fields that select the objects. */
  readonly path: Path;
  /** The fields at `path`, as they are configured. */
  readonly configured: Pick<UploadConfig, 'path_prefix'> | undefined;
}

/** Returns the enabled EventBridge rules that match uploads. */
export function enabledUploads({ config, jobs }: EnvironmentJobs): readonly Uploads[] {
  return jobs.flatMap((job): readonly Uploads[] => {
    switch (job.type) {
      case 'file_upload_job':
        return stateOf(job) === 'ENABLED'
          ? [{ job, rule: job.rule, path: pathOf(job), configured: config.fileUploadJobs[job.name] }]
          : [];
      case 'queue_worker_job':
        return job.upload === undefined
          ? []
          : [
              {
                job,
                rule: job.upload.rule,
                path: pathOf(job, 'file_upload'),
                configured: config.queueWorkerJobs[job.name]?.file_upload,
              },
            ];
      case 'scheduled_job':
      case 'event_job':
        return [];
    }
  });
}

/** Returns the path of a prefix, with its index if it is in a list. */
export function pathOfPrefix({ path, configured: fields }: Uploads, prefix: string): Path {
  const configured = fields?.path_prefix;
  const here = [...path, 'path_prefix'];
  if (configured === undefined || typeof configured === 'string') return here;
  return [...here, configured.indexOf(prefix)];
}

/** A schedule, with the job that it triggers. */
export interface ScheduleEntry {
  /** Job that the schedule starts, or worker whose queue receives the schedule's messages. */
  readonly job: Job;
  /** Schedule with its parsed expression. */
  readonly schedule: Schedule;
  /** The path of the schedule's fields. */
  readonly path: Path;
  /** The path of `schedule_expression`, with its index if it is in a list. */
  readonly expressionPath: Path;
  /** Whether this is the job's first schedule. Advice about fields that its schedules share is given for the first only. */
  readonly isFirst: boolean;
}

/** Returns the schedules of all jobs. */
export function schedulesOf(environment: EnvironmentJobs): readonly ScheduleEntry[] {
  return environment.jobs.flatMap((job): readonly ScheduleEntry[] => {
    switch (job.type) {
      case 'scheduled_job':
        return job.schedules.map((schedule, index) => ({
          job,
          schedule,
          path: pathOf(job),
          expressionPath: pathOfSchedule(environment, job, schedule),
          isFirst: index === 0,
        }));
      case 'queue_worker_job': {
        if (job.schedule === undefined) return [];
        const path = pathOf(job, 'schedule');
        const expressionPath = [...path, 'schedule_expression'];
        return [{ job, schedule: job.schedule, path, expressionPath, isFirst: true }];
      }
      case 'file_upload_job':
      case 'event_job':
        return [];
    }
  });
}

/** A scheduled action of a worker, and the path of its expression. */
export interface ScheduledActionEntry {
  /** Scheduled action of Application Auto Scaling. */
  readonly action: ScheduledAction;
  /** The path of `schedule_expression` in `scheduled_scaling`. */
  readonly expressionPath: Path;
}

/** Returns the scheduled actions of enabled workers. Disabled workers have none. */
export function scheduledActionsOf({ jobs }: EnvironmentJobs): readonly ScheduledActionEntry[] {
  return workersOf(jobs).flatMap((job) =>
    job.scaling.scheduledActions.map((action, index) => ({
      action,
      expressionPath: [...pathOf(job, 'scheduled_scaling'), index, 'schedule_expression'],
    })),
  );
}

/** Joins up to five names of jobs, and counts the other jobs. */
export function joinNames(jobs: readonly Job[]): string {
  const names = jobs.slice(0, 5).map(({ name }) => name);
  return [...names, ...(jobs.length > names.length ? [`${jobs.length - names.length} more`] : [])].join(', ');
}
