import type { EnvironmentJobs } from '../../jobs/environment';
import type { Job } from '../../jobs/job';
import type { UploadRule } from '../../jobs/triggers/triggers';
import type { Check } from '../check';
import { enabledUploads, pathOf, configOf } from '../job-paths';

export const triggersItself: Check = {
  code: 'triggers-itself',
  why: 'A job that writes an object below its own prefix starts itself, which starts itself: each run costs, and nothing ends it.',
  fix: 'give it a prefix that only those who upload write below',
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
    return 'without a path_prefix, whatever the application itself writes into its bucket starts the job';
  }
  const { task_command: command = [], environment_variables: variables = {} } = configOf(environment, job);
  if (suffixes.length > 0 || wildcards.length > 0) return undefined;
  const own = (isOfEveryKey ? [''] : prefixes).map((prefix) => `s3://${bucketName}/${prefix}`);
  // Where the job is told of the uploaded object itself, it is told what to read.
  const written = [...command, ...Object.values(variables)]
    .map((text) => text.replaceAll('<bucket_name>', bucketName))
    .find((text) => own.some((place) => text.includes(place)) && !text.includes('<object_key>'));
  return written === undefined ? undefined : `it is told of ${written}, which lies below its own prefix`;
}
