import { mapByName } from '../by-name';
import type { JobKind } from '../job-kind';
import { buildFileUploadJob, type FileUploadJob } from './file-upload-job';
import { fileUploadPlaceholders } from './object-source';

/** Jobs that start for each new object in a bucket. */
export const fileUploadKind: JobKind<FileUploadJob> = {
  type: 'file_upload_job',
  section: 'file_upload_jobs',
  label: 'file upload',
  namedResources: ['rule'],
  placeholders: ({ file_upload_jobs: jobs }, name) => fileUploadPlaceholders(jobs?.[name] ?? {}),
  untrusted: { author: 'a person who names a file', placeholder: 'object_key' },
  rulePath: [],
  schedulePath: [],
  configs: (config) => config.fileUploadJobs,
  build: (context) =>
    mapByName(context.config.fileUploadJobs, (name, job) => buildFileUploadJob(context, name, job)),
  traits: ({ rule, target, alarms }) => ({
    state: rule.state,
    targetKind: target.kind,
    stateMachine: target.kind === 'state_machine' ? target : undefined,
    rule,
    schedules: [],
    queueNames: [],
    alarms,
  }),
};
