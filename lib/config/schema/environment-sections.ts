import { eventJob } from './event-job';
import { fileUploadJob } from './file-upload-job';
import { queueWorkerJob } from './queue-worker-job';
import { scheduledJob } from './scheduled-job';

/** Schemas of the kinds of jobs, by the name of the section that contains jobs of that kind. */
export const jobSections = {
  file_upload_jobs: fileUploadJob,
  scheduled_jobs: scheduledJob,
  queue_worker_jobs: queueWorkerJob,
  event_jobs: eventJob,
} as const;
export type JobSection = keyof typeof jobSections;
export const jobSectionNames = [
  'file_upload_jobs',
  'scheduled_jobs',
  'queue_worker_jobs',
  'event_jobs',
] as const satisfies readonly JobSection[];
