import type { Check } from './check';
import { enabledUploadJobs, pathOf } from './jobs';

export const leadingSlash: Check = {
  code: 'leading-slash',
  why: 'A key of S3 is no path: s3://bucket/in/a.csv has the key in/a.csv. A prefix that begins with a slash matches only keys that really begin with one, which hardly any program writes.',
  fix: 'remove the slash',
  find: (environment) =>
    enabledUploadJobs(environment).flatMap((job) => {
      const prefix = job.rule.keyPrefix;
      if (prefix?.startsWith('/') !== true) return [];
      const message = `${prefix}: keys hardly ever begin with a slash, and this matches no other`;
      return [{ path: pathOf(job, 'path_prefix'), at: 'value', message }];
    }),
};
