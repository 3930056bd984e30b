import type { Check } from '../check';
import { enabledUploads } from '../job-paths';

export const multipartUploads: Check = {
  code: 'multipart-uploads',
  why: 'The AWS CLI, the SDKs and the console upload large files in parts: by default above 8 MB (CLI) or 16 MB (console). The event of such an upload has the reason CompleteMultipartUpload and not PutObject. The same applies to large copies.',
  fix: 'add CompleteMultipartUpload to reasons, or remove reasons',
  find: (environment) =>
    enabledUploads(environment).flatMap(({ rule: { source }, path }) => {
      const { reasons } = source.filter;
      const single = reasons.filter((reason) => reason === 'PutObject' || reason === 'CopyObject');
      if (single.length === 0 || reasons.includes('CompleteMultipartUpload')) return [];
      const message = `with reasons ${reasons.join(', ')}, an object that a program writes in parts does not start the job`;
      return [{ path: [...path, 'reasons'], at: 'key' as const, message }];
    }),
};
