import type { Check } from './check';
import { enabledUploadJobs } from './jobs';

export const folderPlaceholders: Check = {
  code: 'folder-placeholders',
  why: 'S3 has no folders: the console’s “Create folder” makes an object of zero bytes whose key ends in a slash, and that object starts the jobs of the prefix like any other.',
  fix: 'have them end well for an empty object, and say so in ignore_checks',
  find(environment) {
    const prefixes = enabledUploadJobs(environment).flatMap(({ rule: { keyPrefix } }) =>
      keyPrefix?.endsWith('/') === true ? [keyPrefix] : [],
    );
    const [first] = prefixes;
    if (first === undefined) return [];
    const more = prefixes.length === 1 ? '' : `, and ${prefixes.length - 1} more like it`;
    const message = `the console makes an empty object ${first} for a folder${more}, which starts the jobs of its prefix`;
    return [{ path: ['file_upload_jobs'], at: 'key', message }];
  },
};
