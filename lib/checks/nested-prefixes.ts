import { compare } from '../config/issues';
import type { FileUploadJob } from '../jobs/job';
import type { Check, Finding } from './check';
import { enabledUploadJobs, listed, pathOf } from './jobs';

export const nestedPrefixes: Check = {
  code: 'nested-prefixes',
  why: 'Every rule that matches an object fires. Where one job’s prefix lies within another’s, an object below the longer one starts both.',
  fix: 'keep the prefixes apart, or say in ignore_checks that both are to run',
  find: (environment) =>
    nestings(enabledUploadJobs(environment)).map(({ job, outer }): Finding => {
      const prefix = job.rule.keyPrefix;
      const what = prefix === undefined ? 'every object' : `an object below ${prefix}`;
      const message = `${what} starts ${listed(outer)} as well`;
      return prefix === undefined
        ? { path: pathOf(job), at: 'key', message }
        : { path: pathOf(job, 'path_prefix'), at: 'value', message };
    }),
};

interface Nesting {
  readonly job: FileUploadJob;
  /** The jobs within whose prefixes it lies. Of two with the same prefix, the first by name is the outer one. */
  readonly outer: readonly FileUploadJob[];
}

/** In the order of prefixes, those that contain one come before it, and what they contain follows at once. */
function nestings(jobs: readonly FileUploadJob[]): readonly Nesting[] {
  const sorted = [...jobs].sort(
    (a, b) =>
      compare(a.rule.bucketName, b.rule.bucketName) ||
      compare(a.rule.keyPrefix ?? '', b.rule.keyPrefix ?? '') ||
      compare(a.name, b.name),
  );
  const open: FileUploadJob[] = [];
  return sorted.flatMap((job) => {
    while (open.length > 0 && !contains(open.at(-1), job)) open.pop();
    const outer = [...open];
    open.push(job);
    return outer.length === 0 ? [] : [{ job, outer }];
  });
}

function contains(outer: FileUploadJob | undefined, { rule }: FileUploadJob): boolean {
  if (outer?.rule.bucketName !== rule.bucketName) return false;
  return (rule.keyPrefix ?? '').startsWith(outer.rule.keyPrefix ?? '');
}
