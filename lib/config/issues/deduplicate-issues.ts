import { basename } from 'node:path';
import { defaultsFile } from '../reading/config-folder';
import type { Issue, SourcePosition } from './issues';

/** The issues of one environment. */
export interface EnvironmentIssues {
  /** The name of the environment. */
  readonly environment: string;
  /** Issues of the environment, including those in defaults.yml. */
  readonly issues: readonly Issue[];
}

/**
 * Returns the issues of all environments without duplicates, because a mistake in defaults.yml is an issue of every
 * environment. Messages of duplicates can differ, because they contain values of an environment such as its name. Keeps
 * the message of the first environment. If the message of another environment differs, it adds the environment's name.
 */
export function deduplicate(found: readonly EnvironmentIssues[]): readonly Issue[] {
  const kept = new Map<string, KeptIssues>();
  const all = new Set(found.map(({ environment }) => environment));
  for (const { environment, issues } of found) {
    for (const [location, here] of groupBy(issues, locationOf)) {
      const before = kept.get(location);
      if (before === undefined) {
        kept.set(location, { issues: [...here], environments: new Set([environment]), also: new Set() });
        continue;
      }
      if (before.environments.size === 1 && before.environments.has(environment)) {
        before.issues.push(...here);
        continue;
      }
      before.environments.add(environment);
      const known = new Set(before.issues.map(({ message }) => message));
      if (here.some(({ message }) => !known.has(message))) before.also.add(environment);
    }
  }
  return [...kept.values()].flatMap(({ issues: [first, ...others], environments, also }) => {
    if (first === undefined) return [];
    const [environment = ''] = environments;
    const isPartial = environments.size < all.size && basename(first.file) === defaultsFile;
    const names = isPartial && !first.message.includes(environment) ? listed('in', [...environments]) : '';
    return [
      { ...first, message: first.message + (names === '' ? listed('also in', [...also]) : names) },
      ...others,
    ];
  });
}

/** The issues of one source location. */
interface KeptIssues {
  /** Issues of the first environment. */
  readonly issues: Issue[];
  /** Environments that have an issue at this source location. The first environment comes first. */
  readonly environments: Set<string>;
  /** Environments whose messages at this source location differ from the messages of the first environment. */
  readonly also: Set<string>;
}

/**
 * Moves the issue about a missing top-level field to defaults.yml, if every environment lacks the field. If there is
 * only one environment, the issue stays: the user may want the field in defaults.yml or in the environment's file.
 *
 * @param position - The start of defaults.yml; `undefined` if there is none.
 */
export function missingInDefaults(
  found: readonly EnvironmentIssues[],
  position: SourcePosition | undefined,
): readonly EnvironmentIssues[] {
  if (position === undefined || found.length < 2) return found;
  const missing = found.map(({ issues }) => new Set(issues.filter(isMissingAtTop).map(({ path }) => path)));
  return found.map(({ environment, issues }) => ({
    environment,
    issues: issues.map((issue) =>
      isMissingAtTop(issue) && missing.every((paths) => paths.has(issue.path))
        ? { ...issue, ...position }
        : issue,
    ),
  }));
}

/** Returns whether an issue is about a missing field at the top of an environment. */
export function isMissingAtTop({ code, path }: Issue): boolean {
  return code === 'required' && /^\w+$/.test(path);
}

function locationOf({ file, line, column, code, path }: Issue): string {
  return JSON.stringify([file, line, column, code, path]);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function listed(preposition: string, environments: readonly string[]): string {
  if (environments.length === 0) return '';
  const named = environments.slice(0, 5);
  const more = environments.length - named.length;
  return ` (${preposition} ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}
