import type { Check, Finding } from '../check';
import { enabledUploads, pathOfPrefix } from '../job-paths';

export const prefixWithoutSlash: Check = {
  code: 'prefix-without-slash',
  why: 'A prefix is the beginning of a key, not a folder: the prefix "claims" also matches the key "claims-archive/a.csv".',
  fix: 'add a slash at the end if the prefix is a folder',
  find: (environment) =>
    enabledUploads(environment).flatMap((uploads) => {
      const { prefixes, suffixes } = uploads.rule.source.filter;
      return prefixes.flatMap((prefix): readonly Finding[] => {
        // A prefix that ends with a dot, a hyphen or a similar character is probably an intended beginning of names.
        if (!/[\p{L}\p{N}]$/u.test(prefix)) return [];
        const message = `${prefix} also matches ${prefix}-old/a${suffixes[0] ?? '.csv'}`;
        return [{ path: pathOfPrefix(uploads, prefix), at: 'value', message }];
      });
    }),
};
