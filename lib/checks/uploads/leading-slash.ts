import type { Check, Finding } from '../check';
import { enabledUploads, pathOfPrefix } from '../job-paths';

export const leadingSlash: Check = {
  code: 'leading-slash',
  why: 'An S3 key is not a path: the key of s3://bucket/in/a.csv is in/a.csv. A prefix with a leading slash matches only keys with a leading slash, which few programs write.',
  fix: 'remove the slash',
  find: (environment) =>
    enabledUploads(environment).flatMap((uploads) => {
      const { prefixes, wildcards } = uploads.rule.source.filter;
      return [
        ...prefixes.map((prefix) => [prefix, pathOfPrefix(uploads, prefix)] as const),
        ...wildcards.map((wildcard) => [wildcard, [...uploads.path, 'path_pattern']] as const),
      ].flatMap(([beginning, path]): readonly Finding[] => {
        if (!beginning.startsWith('/')) return [];
        const message = `${beginning} matches only keys with a leading slash, which are rare`;
        return [{ path, at: 'value', message }];
      });
    }),
};
