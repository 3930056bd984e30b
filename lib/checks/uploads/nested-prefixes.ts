import { type Path } from '../../config/issues';
import type { Job } from '../../jobs/job';
import type { Check, Finding } from '../check';
import { enabledUploads, pathOf, pathOfPrefix, joinNames, type Uploads } from '../job-paths';
import { compare } from '../../text/compare';

export const nestedPrefixes: Check = {
  code: 'nested-prefixes',
  why: 'Every rule that matches an object fires. Where one job’s prefix lies within another’s, an object below the longer one starts both.',
  fix: 'keep the prefixes apart, or say in ignore_checks that both are to run',
  find: (environment) =>
    nestings(enabledUploads(environment)).map((nesting): Finding => {
      const { job, prefix, outer } = nesting;
      const what = prefix === '' ? 'every object that starts it' : `an object below ${prefix}`;
      const message = `${what} starts ${joinNames(outer)} as well`;
      const path: Path = prefix === '' ? pathOf(job) : pathOfPrefix(nesting, prefix);
      return { path, at: prefix === '' ? 'key' : 'value', message };
    }),
};

/** One of a job's prefixes: the empty one of a job that has none. */
interface Prefixed extends Uploads {
  readonly prefix: string;
  /** What else has to hold, as text: empty when nothing has. */
  readonly conditions: string;
}

interface Nesting extends Prefixed {
  /** The jobs within whose prefixes it lies. Of two with the same prefix, the first by name is the outer one. */
  readonly outer: readonly Job[];
}

/** In the order of prefixes, those that contain one come before it, and what they contain follows at once. */
function nestings(uploads: readonly Uploads[]): readonly Nesting[] {
  const sorted = uploads
    .flatMap(prefixesOf)
    .sort(
      (a, b) =>
        compare(placeOf(a), placeOf(b)) || compare(a.prefix, b.prefix) || compare(a.job.name, b.job.name),
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

/** Without those of patterns, which are no prefixes. */
function prefixesOf(uploads: Uploads): readonly Prefixed[] {
  const { prefixes, suffixes, wildcards, minimumSize, maximumSize, reasons } = uploads.rule.source.filter;
  if (wildcards.length > 0) return [];
  const others = [suffixes, minimumSize, maximumSize, reasons];
  const isAny = others.every((value) => value === undefined || (Array.isArray(value) && value.length === 0));
  const conditions = isAny ? '' : JSON.stringify(others);
  return (prefixes.length === 0 ? [''] : prefixes).map((prefix) => ({
    ...uploads,
    prefix,
    conditions,
  }));
}

/** The same object makes an event of each kind: a job that waits for the scan starts beside one that does not on purpose. */
function placeOf({ rule: { eventBusName, source } }: Prefixed): string {
  return `${source.event} ${eventBusName} ${source.filter.bucketName}`;
}

function contains(outer: Prefixed | undefined, inner: Prefixed): boolean {
  return outer !== undefined && placeOf(outer) === placeOf(inner) && inner.prefix.startsWith(outer.prefix);
}
