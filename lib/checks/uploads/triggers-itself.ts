import type { EnvironmentJobs } from '../../jobs/environment';
import type { Job } from '../../jobs/job';
import type { UploadRule } from '../../jobs/triggers/triggers';
import type { Check } from '../check';
import { enabledUploads, pathOf, configOf } from '../job-paths';

export const triggersItself: Check = {
  code: 'triggers-itself',
  why: 'A job that writes an object below its own prefix starts itself again and again. Each run costs money, and nothing stops the loop.',
  fix: 'use a prefix to which the job itself does not write',
  find: (environment) =>
    enabledUploads(environment).flatMap(({ job, rule }) => {
      const message = reason(environment, job, rule);
      return message === undefined ? [] : [{ path: pathOf(job), at: 'key', message }];
    }),
};

function reason(environment: EnvironmentJobs, job: Job, rule: UploadRule): string | undefined {
  const { bucketName, prefixes, suffixes, wildcards } = rule.source.filter;
  const isOfEveryKey = [prefixes, suffixes, wildcards].every((conditions) => conditions.length === 0);
  if (isOfEveryKey && bucketName === environment.config.bucketName) {
    return 'the job has no path_prefix, so every object that the application writes to its bucket starts it';
  }
  const { task_command: command = [], environment_variables: variables = {} } = configOf(environment, job);
  if (suffixes.length > 0 || wildcards.length > 0) return undefined;
  const own = (isOfEveryKey ? [''] : prefixes).map((prefix) => `s3://${bucketName}/${prefix}`);
  // A value with <object_key> is the object that the job reads, not one that it writes.
  const written = [...command, ...Object.values(variables)]
    .map((text) => text.replaceAll('<bucket_name>', bucketName))
    .find((text) => own.some((location) => text.includes(location)) && !text.includes('<object_key>'));
  return written === undefined
    ? undefined
    : `the command or its environment contains ${written}, which is below the job’s own prefix`;
}
