/** Every kind of jobs. The compiler reports each table and `switch` that lacks a section of the configuration. */
import type { JobSection } from '../config/schema/environment-sections';
import { eventKind } from './event/kind';
import type { EventJob } from './event/event-job';
import { fileUploadKind } from './file-upload/kind';
import type { FileUploadJob } from './file-upload/file-upload-job';
import type { JobKind } from './job-kind';
import { queueWorkerKind } from './queue-worker/kind';
import type { QueueWorkerJob } from './queue-worker/queue-worker';
import { scheduledKind } from './scheduled/kind';
import type { ScheduledJob } from './scheduled/scheduled-job';

/** The type of a job: the singular of its section, such as `file_upload_job` for `file_upload_jobs`. */
export type JobType = JobSection extends `${infer Type}s` ? Type : never;

/** The jobs by type. */
export interface JobsByType {
  /** Jobs that start for each new object in a bucket. */
  readonly file_upload_job: FileUploadJob;
  /** Jobs that schedules start. */
  readonly scheduled_job: ScheduledJob;
  /** Services whose tasks receive messages from a queue. */
  readonly queue_worker_job: QueueWorkerJob;
  /** Jobs that events of a bus start. */
  readonly event_job: EventJob;
}

/** The sections of the configuration by type of job. */
export const sectionOfType = {
  file_upload_job: fileUploadKind.section,
  scheduled_job: scheduledKind.section,
  queue_worker_job: queueWorkerKind.section,
  event_job: eventKind.section,
} as const satisfies { readonly [Type in JobType]: `${Type}s` };

/** The kinds by type of job, in the order in which jobs are built and listed. */
export const jobKinds: { readonly [Type in JobType]: JobKind<JobsByType[Type]> } = {
  file_upload_job: fileUploadKind,
  scheduled_job: scheduledKind,
  queue_worker_job: queueWorkerKind,
  event_job: eventKind,
};

/** The kinds of jobs, by section of the configuration. */
export const kindOfSection: {
  readonly [Type in JobType as `${Type}s`]: JobKind<JobsByType[Type]>;
} = {
  file_upload_jobs: fileUploadKind,
  scheduled_jobs: scheduledKind,
  queue_worker_jobs: queueWorkerKind,
  event_jobs: eventKind,
};
