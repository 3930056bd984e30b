import type { EnvironmentJobs } from '../jobs/environment';
import type { FileUploadJob } from '../jobs/job';
import type { Check } from './check';
import { configOf, enabledUploadJobs, pathOf } from './jobs';

export const triggersItself: Check = {
  code: 'triggers-itself',
  why: 'A job that writes an object below its own prefix starts itself, which starts itself: each run costs, and nothing ends it.',
  fix: 'give it a prefix that only those who upload write below',
  find: (environment) =>
    enabledUploadJobs(environment).flatMap((job) => {
      const message = reason(environment, job);
      return message === undefined ? [] : [{ path: pathOf(job), at: 'key', message }];
    }),
};

function reason(environment: EnvironmentJobs, job: FileUploadJob): string | undefined {
  const { rule } = job;
  if (rule.keyPrefix === undefined && rule.bucketName === environment.config.bucketName) {
    return 'without a path_prefix, whatever the application itself writes into its bucket starts the job';
  }
  const { task_command: command = [], environment_variables: variables = {} } = configOf(environment, job);
  const own = `s3://${rule.bucketName}/${rule.keyPrefix ?? ''}`;
  // Where the job is told of the uploaded object itself, it is told what to read.
  const written = [...command, ...Object.values(variables)]
    .map((text) => text.replaceAll('<bucket_name>', rule.bucketName))
    .find((text) => text.includes(own) && !text.includes('<object_key>'));
  return written === undefined ? undefined : `it is told of ${written}, which lies below its own prefix`;
}
