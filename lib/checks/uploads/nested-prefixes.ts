import { type Path } from '../../config/issues/issues';
import type { Job } from '../../jobs/job';
import type { Check, Finding } from '../check';
import { enabledUploads, pathOf, pathOfPrefix, joinNames, type Uploads } from '../job-paths';
import { compare } from '../../text/compare';

export const nestedPrefixes: Check = {
  code: 'nested-prefixes',
  why: 'Every rule that matches an object fires. If the prefix of a job begins with the prefix of another job, an object with the longer prefix starts both jobs.',
  fix: 'use different prefixes, or ignore this check with ignore_checks if both jobs must run',
  find: (environment) =>
    nestings(enabledUploads(environment)).map((nesting): Finding => {
      const { job, prefix, outer } = nesting;
      const what = prefix === '' ? 'every object that starts this job' : `an object below ${prefix}`;
      const message = `${what} also starts ${joinNames(outer)}`;
      const path: Path = prefix === '' ? pathOf(job) : pathOfPrefix(nesting, prefix);
      return { path, at: prefix === '' ? 'key' : 'value', message };
    }),
};

/** A prefix of a job; empty for a job without prefixes. */
interface Prefixed extends Uploads {
  readonly prefix: string;
  /** Conditions of the EventBridge rule besides its prefixes, as text; empty if there are none. */
  readonly conditions: string;
}

interface Nesting extends Prefixed {
  /**
   * The other jobs that an object with this prefix also starts, because this prefix begins with their prefix. If two jobs
   * have the same prefix, only the job with the later name lists the other one.
   */
  readonly outer: readonly Job[];
}

/** Returns the prefixes that begin with a prefix of another job, in sorted order: a shorter prefix comes first. */
export function nestings(uploads: readonly Uploads[]): readonly Nesting[] {
  const sorted = uploads
    .flatMap(prefixesOf)
    .sort(
      (a, b) =>
        compare(eventStreamOf(a), eventStreamOf(b)) ||
        compare(a.prefix, b.prefix) ||
        compare(a.job.name, b.job.name),
    );
  const open: Prefixed[] = [];
  return sorted.flatMap((inner) => {
    while (open.length > 0 && !contains(open.at(-1), inner)) open.pop();
    const outer = new Set(
      open
        .filter(({ job, conditions }) => job !== inner.job && ['', inner.conditions].includes(conditions))
        .map(({ job }) => job),
    );
    open.push(inner);
    return outer.size === 0 ? [] : [{ ...inner, outer: [...outer] }];
  });
}

/** Returns the prefixes of an EventBridge rule; an empty list if the rule has wildcards. */
function prefixesOf(uploads: Uploads): readonly Prefixed[] {
  const { prefixes, wildcards } = uploads.rule.source.filter;
  if (wildcards.length > 0) return [];
  const conditions = conditionsOf(uploads);
  return (prefixes.length === 0 ? [''] : prefixes).map((prefix) => ({
    ...uploads,
    prefix,
    conditions,
  }));
}

/** Returns the conditions of an EventBridge rule besides its prefixes, as text; empty if there are none. */
export function conditionsOf({ rule }: Uploads): string {
  const { suffixes, wildcards, minimumSize, maximumSize, reasons } = rule.source.filter;
  const others = [suffixes, wildcards, minimumSize, maximumSize, reasons];
  const isAny = others.every((value) => value === undefined || (Array.isArray(value) && value.length === 0));
  return isAny ? '' : JSON.stringify(others);
}

/**
 * Returns text that identifies the events that a rule receives. An upload and its scan are different events, so a job
 * for uploads and a job for scans can have the same prefix.
 */
export function eventStreamOf({ rule: { eventBusName, source } }: Uploads): string {
  return `${source.event} ${eventBusName} ${source.filter.bucketName}`;
}

function contains(outer: Prefixed | undefined, inner: Prefixed): boolean {
  return (
    outer !== undefined &&
    eventStreamOf(outer) === eventStreamOf(inner) &&
    inner.prefix.startsWith(outer.prefix)
  );
}
