import { matchesPattern } from '../../aws/events/match-event-pattern';
import { objectEvent } from '../../aws/s3/sample-events';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Check } from '../check';
import { enabledUploads } from '../job-paths';

export const folderPlaceholders: Check = {
  code: 'folder-placeholders',
  why: 'S3 has no folders. “Create folder” in the console creates an empty object whose key ends with a slash. Like any other object, it starts the jobs whose prefix matches its key.',
  fix: 'exclude empty objects with minimum_size_bytes: 1, or let the command succeed for them and ignore this check with ignore_checks',
  find(environment) {
    const prefixes = enabledUploads(environment).flatMap(({ rule: { eventPattern, source }, path }) =>
      source.filter.prefixes
        .filter(
          (prefix) =>
            prefix.endsWith('/') &&
            matchesPattern(eventPattern, folderCreated(environment, source.filter.bucketName, prefix)),
        )
        .map((prefix) => ({ prefix, path })),
    );
    const [first] = prefixes;
    if (first === undefined) return [];
    const more = prefixes.length === 1 ? '' : ` (and ${prefixes.length - 1} more)`;
    const message = `the S3 console creates the folder ${first.prefix}${more} as an empty object, which starts the jobs whose prefix it matches`;
    return [{ path: first.path.slice(0, 1), at: 'key', message }];
  },
};

function folderCreated({ location }: EnvironmentJobs, bucketName: string, key: string): unknown {
  const folder = { bucketName, key, size: 0, reason: 'PutObject' } as const;
  return objectEvent(
    'created',
    { ...folder, versionId: undefined, etag: undefined, sequencer: undefined },
    location,
  );
}
