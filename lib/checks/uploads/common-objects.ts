import { commonKey } from '../../aws/s3/common-key';
import type { Check, Finding } from '../check';
import { enabledUploads, type Uploads } from '../job-paths';
import { conditionsOf, eventStreamOf, nestings } from './nested-prefixes';

export const commonObjects: Check = {
  code: 'common-objects',
  why: 'Every rule that matches an object fires. One job can select objects by a prefix, and another job by a suffix, a pattern, a size or a reason. An object that matches both filters starts both jobs.',
  fix: 'use filters that exclude each other, or ignore this check with ignore_checks if both jobs must run',
  find(environment) {
    const uploads = enabledUploads(environment);
    // The check nested-prefixes reports these pairs.
    const nested = new Set(
      nestings(uploads).flatMap(({ job, outer }) =>
        outer.flatMap(({ name }) => [`${job.name} ${name}`, `${name} ${job.name}`]),
      ),
    );
    const compared = new Map<string, Compared>();
    return uploads.flatMap((later): readonly Finding[] => {
      const stream = eventStreamOf(later);
      const conditions = conditionsOf(later);
      const { all, conditioned } = compared.get(stream) ?? { all: [], conditioned: [] };
      const earlier = conditions === '' ? conditioned : all;
      compared.set(stream, {
        all: all.length < maximumCompared ? [...all, later] : all,
        conditioned:
          conditions !== '' && conditioned.length < maximumCompared ? [...conditioned, later] : conditioned,
      });
      for (const other of earlier) {
        if (nested.has(`${other.job.name} ${later.job.name}`)) continue;
        const key = commonKey(other.rule.source.filter, later.rule.source.filter);
        if (key === undefined) continue;
        const what =
          key === '' ? 'an object that starts this job' : `an object such as ${JSON.stringify(key)}`;
        const message = `${what} can also start ${other.job.name}`;
        return [{ path: later.path, at: 'key', message }];
      }
      return [];
    });
  },
};

/** The maximum number of jobs with which each job is compared, because it would be too slow to compare all pairs. */
const maximumCompared = 10;

/**
 * The jobs of a bucket with which each later job is compared. A job that has only prefixes is compared with
 * `conditioned`, because the check nested-prefixes compares prefixes.
 */
interface Compared {
  readonly all: readonly Uploads[];
  /** The first jobs that have a condition besides their prefixes, such as a suffix or a size. */
  readonly conditioned: readonly Uploads[];
}
