import type { Path } from '../../config/issues/issues';
import { toArray } from '../../config/schema/values';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Check } from '../check';

export const unlikelyKey: Check = {
  code: 'unlikely-key',
  why: 'A prefix and a suffix are literal, and in path_pattern only * is special. S3’s events have keys as they are, without URL encoding. Other syntax matches only a key that contains the same characters. Such keys are rare, so the job would never start.',
  fix: 'write the literal text that the keys contain; if the keys really contain these characters, give the reason in ignore_checks',
  find: (environment) =>
    keyTexts(environment).flatMap(({ field, text, path }) => {
      const reason = reasons.find(
        ({ pattern, isPattern = true }) => pattern.test(text) && (isPattern || field !== 'path_pattern'),
      );
      return reason === undefined ? [] : [{ path, at: 'value' as const, message: `${text}: ${reason.what}` }];
    }),
};

interface Reason {
  readonly pattern: RegExp;
  readonly what: string;
  /**
   * Whether the reason applies to `path_pattern` too.
   *
   * @default true
   */
  readonly isPattern?: boolean;
}

/** Texts that are rarely part of a key, the most specific first. */
const reasons: readonly Reason[] = [
  { pattern: /^[a-z][a-z0-9+.-]*:\/\//i, what: 'a key is not a URL; the bucket is in source_bucket' },
  { pattern: /^arn:/, what: 'a key is not an ARN; the bucket is in source_bucket' },
  {
    pattern: /\$\{?[A-Za-z_]\w*\}?|\{\{.*\}\}/,
    what: 'variables and templates are not replaced here',
  },
  { pattern: /<[A-Za-z_][\w.-]*>/, what: 'placeholders have no value here' },
  { pattern: /%[0-9A-Fa-f]{2}/, what: 'events have keys without URL encoding; %20 is a space in them' },
  { pattern: /%[YymdHMSjU]/, what: 'dates are not replaced here' },
  { pattern: /(^|\/)(yyyy|YYYY)([-/_]?)(MM|mm)/, what: 'dates are not replaced here' },
  {
    pattern: /^\^|\$$|\.\*|\\[dws.]|\(\?|\[\^/,
    what: 'this is the syntax of regular expressions, which S3’s events do not match',
  },
  { pattern: /\[[^\]/]+\]|\{[^}/]*,[^}/]*\}/, what: 'only * is special; write a list of alternatives' },
  { pattern: /\?/, what: '? matches only a question mark; * matches any text' },
  {
    pattern: /[\p{L}\p{N}]\+[\p{L}\p{N}]/u,
    what: 'events have keys without URL encoding; write a space if + is an encoded space',
  },
  { pattern: /^[^/]*\\[^*\\]|^[A-Za-z]:\\/, what: 'keys have / between folders', isPattern: false },
  { pattern: /^\.{1,2}\//, what: 'a key begins with the name of its first folder, without ./' },
  { pattern: /^\s|\s$/, what: 'the text begins or ends with a space' },
];

interface KeyText {
  readonly field: 'path_prefix' | 'path_suffix' | 'path_pattern';
  readonly text: string;
  readonly path: Path;
}

function keyTexts({ config }: EnvironmentJobs): readonly KeyText[] {
  const uploads = [
    ...Object.entries(config.fileUploadJobs).map(([name, upload]) => ({
      path: ['file_upload_jobs', name],
      upload,
    })),
    ...Object.entries(config.queueWorkerJobs).flatMap(([name, { file_upload: upload }]) =>
      upload === undefined ? [] : [{ path: ['queue_worker_jobs', name, 'file_upload'], upload }],
    ),
  ];
  return uploads.flatMap(({ path, upload }) =>
    (['path_prefix', 'path_suffix', 'path_pattern'] as const).flatMap((field) => {
      const configured = upload[field];
      return toArray(configured).map((text, index) => ({
        field,
        text,
        path: [...path, field, ...(typeof configured === 'string' ? [] : [index])],
      }));
    }),
  );
}
