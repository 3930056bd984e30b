import type { Check } from './check';
import { enabledUploadJobs, pathOf } from './jobs';

export const prefixWithoutSlash: Check = {
  code: 'prefix-without-slash',
  why: 'A prefix is the beginning of a key and no folder: claims also matches claims-archive/a.csv.',
  fix: 'end it with a slash if it is meant as a folder',
  find: (environment) =>
    enabledUploadJobs(environment).flatMap((job) => {
      const prefix = job.rule.keyPrefix;
      // What ends in a dot, a hyphen or the like is the beginning of names on purpose.
      if (prefix === undefined || !/[\p{L}\p{N}]$/u.test(prefix)) return [];
      const message = `${prefix} also matches ${prefix}-old/a.csv`;
      return [{ path: pathOf(job, 'path_prefix'), at: 'value', message }];
    }),
};
