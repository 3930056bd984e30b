import type { Issue, SourcePosition } from './issues';

/** The issues of one environment. */
export interface EnvironmentIssues {
  /** Name of the environment. */
  readonly environment: string;
  /** Issues of the environment, including those in defaults.yml. */
  readonly issues: readonly Issue[];
}

/**
 * Returns the issues of all environments without duplicates, because a mistake in defaults.yml is an issue of every
 * environment. Messages of duplicates can differ, because they contain values of an environment such as its name. Keeps
 * the message of the first environment, and adds the names of environments with other messages.
 */
export function deduplicate(found: readonly EnvironmentIssues[]): readonly Issue[] {
  const kept = new Map<
    string,
    { readonly environment: string; readonly issues: Issue[]; readonly also: Set<string> }
  >();
  for (const { environment, issues } of found) {
    for (const [location, here] of groupBy(issues, locationOf)) {
      const before = kept.get(location);
      if (before === undefined) {
        kept.set(location, { environment, issues: [...here], also: new Set() });
        continue;
      }
      if (before.environment === environment) {
        before.issues.push(...here);
        continue;
      }
      const known = new Set(before.issues.map(({ message }) => message));
      if (here.some(({ message }) => !known.has(message))) before.also.add(environment);
    }
  }
  return [...kept.values()].flatMap(({ issues: [first, ...others], also }) =>
    first === undefined ? [] : [{ ...first, message: first.message + alsoIn([...also]) }, ...others],
  );
}

/**
 * Moves the issue of a top-level field that is missing in every environment to defaults.yml. With one environment, the file
 * that should have the field is unknown.
 *
 * @param position - start of defaults.yml; `undefined` if there is none
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

function isMissingAtTop({ code, path }: Issue): boolean {
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

function alsoIn(environments: readonly string[]): string {
  if (environments.length === 0) return '';
  const named = environments.slice(0, 5);
  const more = environments.length - named.length;
  return ` (also in ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}
