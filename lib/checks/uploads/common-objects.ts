import { commonKey } from '../../aws/s3/common-key';
import type { Check, Finding } from '../check';
import { enabledUploads, type Uploads } from '../job-paths';
import { conditionsOf, eventStreamOf, nestings } from './nested-prefixes';

export const commonObjects: Check = {
  code: 'common-objects',
  why: 'Every rule that matches an object fires. If one job selects objects by a prefix, and another by a suffix, a pattern, a size or a reason, an object can match both. It then starts both jobs.',
  fix: 'use filters that exclude each other, or ignore this check with ignore_checks if both jobs must run',
  find(environment) {
    const uploads = enabledUploads(environment);
    // The check nested-prefixes reports these pairs.
    const nested = new Set(
      nestings(uploads).flatMap(({ job, outer }) =>
        outer.flatMap(({ name }) => [`${job.name} ${name}`, `${name} ${job.name}`]),
      ),
    );
    return uploads.flatMap((later, index): readonly Finding[] => {
      for (const earlier of uploads.slice(0, index)) {
        if (nested.has(`${earlier.job.name} ${later.job.name}`)) continue;
        const key = keyOfBoth(earlier, later);
        if (key === undefined) continue;
        const what =
          key === '' ? 'an object that starts this job' : `an object such as ${JSON.stringify(key)}`;
        const message = `${what} can also start ${earlier.job.name}`;
        return [{ path: later.path, at: 'key', message }];
      }
      return [];
    });
  },
};

/** Returns a key that starts both jobs, unless both rules have only prefixes, which the check nested-prefixes compares. */
function keyOfBoth(first: Uploads, second: Uploads): string | undefined {
  if (eventStreamOf(first) !== eventStreamOf(second)) return undefined;
  if (conditionsOf(first) === '' && conditionsOf(second) === '') return undefined;
  return commonKey(first.rule.source.filter, second.rule.source.filter);
}
