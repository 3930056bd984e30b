import type { Issue, SourcePosition } from './issues';

/** What was found in one environment. */
export interface EnvironmentIssues {
  /** The environment's name. */
  readonly environment: string;
  readonly issues: readonly Issue[];
}

/**
 * The issues of all environments, each mistake once: what defaults.yml says wrong is wrong in every environment, and the
 * words may differ by what each has of its own, such as its name. The first environment's words are kept, and those that
 * would have other ones are named behind them.
 */
export function deduplicate(found: readonly EnvironmentIssues[]): readonly Issue[] {
  const kept = new Map<
    string,
    { readonly environment: string; readonly issues: Issue[]; readonly also: Set<string> }
  >();
  for (const { environment, issues } of found) {
    for (const [place, here] of groupBy(issues, placeOf)) {
      const before = kept.get(place);
      if (before === undefined) {
        kept.set(place, { environment, issues: [...here], also: new Set() });
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
 * The issues with what is missing at the top of every environment told once, where it belongs: in defaults.yml. With one
 * environment, nobody knows which file was meant to have it.
 *
 * @param position Where defaults.yml begins; `undefined` without one.
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

function placeOf({ file, line, column, code, path }: Issue): string {
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
