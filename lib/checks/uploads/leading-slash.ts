import type { Check, Finding } from '../check';
import { enabledUploads, pathOfPrefix } from '../job-paths';

export const leadingSlash: Check = {
  code: 'leading-slash',
  why: 'A key of S3 is no path: s3://bucket/in/a.csv has the key in/a.csv. A prefix that begins with a slash matches only keys that really begin with one, which hardly any program writes.',
  fix: 'remove the slash',
  find: (environment) =>
    enabledUploads(environment).flatMap((uploads) => {
      const { prefixes, wildcards } = uploads.rule.source.filter;
      return [
        ...prefixes.map((prefix) => [prefix, pathOfPrefix(uploads, prefix)] as const),
        ...wildcards.map((wildcard) => [wildcard, [...uploads.path, 'path_pattern']] as const),
      ].flatMap(([beginning, path]): readonly Finding[] => {
        if (!beginning.startsWith('/')) return [];
        const message = `${beginning}: keys hardly ever begin with a slash, and this matches no other`;
        return [{ path, at: 'value', message }];
      });
    }),
};
