import type { Check } from '../check';
import { enabledUploads } from '../job-paths';

export const multipartUploads: Check = {
  code: 'multipart-uploads',
  why: 'The AWS CLI, the SDKs and the console upload large files in parts: by default above 8 MB (CLI) or 16 MB (console). The reason of such an upload is CompleteMultipartUpload and not PutObject. A large copy is also made in parts.',
  fix: 'add CompleteMultipartUpload to reasons, or remove reasons',
  find: (environment) =>
    enabledUploads(environment).flatMap(({ rule: { source }, path }) => {
      const { reasons } = source.filter;
      const single = reasons.filter((reason) => reason === 'PutObject' || reason === 'CopyObject');
      if (single.length === 0 || reasons.includes('CompleteMultipartUpload')) return [];
      const message = `with reasons ${reasons.join(', ')}, an object that a program writes in parts starts nothing`;
      return [{ path: [...path, 'reasons'], at: 'key' as const, message }];
    }),
};
