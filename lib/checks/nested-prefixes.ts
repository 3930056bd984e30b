import type { FileUploadJob } from '../jobs/job';
import type { Check, Finding } from './check';
import { enabledUploadJobs, pathOf } from './jobs';

export const nestedPrefixes: Check = {
  code: 'nested-prefixes',
  why: 'Every rule that matches an object fires. Where one job’s prefix lies within another’s, an object below the longer one starts both.',
  fix: 'keep the prefixes apart, or say in ignore_checks that both are to run',
  find(environment) {
    const jobs = enabledUploadJobs(environment);
    return jobs.flatMap((job): readonly Finding[] => {
      const outer = jobs.filter((other) => other !== job && contains(other, job));
      if (outer.length === 0) return [];
      const prefix = job.rule.keyPrefix;
      const what = prefix === undefined ? 'every object' : `an object below ${prefix}`;
      const names = outer.map(({ name }) => name).join(', ');
      const path = pathOf(job, ...(prefix === undefined ? [] : ['path_prefix']));
      return [
        { path, at: prefix === undefined ? 'key' : 'value', message: `${what} starts ${names} as well` },
      ];
    });
  },
};

/** Of two jobs with the same prefix, the first in the order of names is said to contain the other. */
function contains(outer: FileUploadJob, inner: FileUploadJob): boolean {
  if (outer.rule.bucketName !== inner.rule.bucketName) return false;
  const [a = '', b = ''] = [outer.rule.keyPrefix, inner.rule.keyPrefix];
  return b.startsWith(a) && (a !== b || outer.name < inner.name);
}
