import type { ScheduledAction } from '../aws/scaling/scaling';
import type { Path } from '../config/issues';
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

/** The path of a job, or of one of its fields. */
export function pathOf(job: Job, ...field: readonly string[]): Path {
  return pathOfJob(job, ...field);
}

/** What the configuration says of a job. */
export function configOf({ config }: EnvironmentJobs, { type, name }: Job): RunJobConfig {
  return jobKinds[type].configs(config)[name] ?? {};
}

/** The upload jobs whose rules are on. */
export function enabledUploadJobs({ jobs }: EnvironmentJobs): readonly FileUploadJob[] {
  return jobsOfType(jobs, 'file_upload_job').filter((job) => stateOf(job) === 'ENABLED');
}

/** The scheduled jobs whose schedules are on. */
export function enabledScheduledJobs({ jobs }: EnvironmentJobs): readonly ScheduledJob[] {
  return jobsOfType(jobs, 'scheduled_job').filter((job) => stateOf(job) === 'ENABLED');
}

/** Where the configuration says one of a job's expressions: of a list, the place in it. */
export function pathOfSchedule({ config }: EnvironmentJobs, job: ScheduledJob, schedule: Schedule): Path {
  const path = pathOf(job, 'schedule_expression');
  const isList = Array.isArray(config.scheduledJobs[job.name]?.schedule_expression);
  return isList ? [...path, job.schedules.indexOf(schedule)] : path;
}

/** A rule on uploads, of a job that it starts or of a worker whose queue it fills. */
export interface Uploads {
  readonly job: Job;
  readonly rule: UploadRule;
  /** Where the configuration says which objects are meant. */
  readonly path: Path;
  /** The same fields. */
  readonly configured: Pick<UploadConfig, 'path_prefix'> | undefined;
}

/** The rules on uploads that are on. */
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
        return [];
    }
  });
}

/** Where the configuration says one of the prefixes: of a list, the place in it. */
export function pathOfPrefix({ path, configured: fields }: Uploads, prefix: string): Path {
  const configured = fields?.path_prefix;
  const here = [...path, 'path_prefix'];
  if (configured === undefined || typeof configured === 'string') return here;
  return [...here, configured.indexOf(prefix)];
}

/** A schedule, of a job that it starts or of a worker whose queue it fills. */
export interface ScheduleEntry {
  readonly job: Job;
  readonly schedule: Schedule;
  /** Where the configuration says its times. */
  readonly path: Path;
  readonly expressionPath: Path;
  readonly isFirst: boolean;
}

/** The schedules of all jobs. */
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
        return [];
    }
  });
}

/** What changes the number of a worker's tasks at a time, and where the configuration says when. */
export interface ScheduledActionEntry {
  readonly action: ScheduledAction;
  readonly expressionPath: Path;
}

/** The scheduled scaling of the workers that are on; of others, nothing is generated. */
export function scheduledActionsOf({ jobs }: EnvironmentJobs): readonly ScheduledActionEntry[] {
  return workersOf(jobs).flatMap((job) =>
    job.scaling.scheduledActions.map((action, index) => ({
      action,
      expressionPath: [...pathOf(job, 'scheduled_scaling'), index, 'schedule_expression'],
    })),
  );
}

/** Their names, up to five of them. */
export function joinNames(jobs: readonly Job[]): string {
  const names = jobs.slice(0, 5).map(({ name }) => name);
  return [...names, ...(jobs.length > names.length ? [`${jobs.length - names.length} more`] : [])].join(', ');
}
