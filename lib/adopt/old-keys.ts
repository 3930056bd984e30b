/** The keys of `for_each` under which an old configuration has its jobs. */
import { parseJson } from '../values/json';
import type { StateResource } from './state';

/** A key of a resource, or of a module around it. */
export interface OldKey {
  /** A text that is equal for all resources of the key. */
  readonly scope: string;
  /** The key. */
  readonly key: string;
}

/**
 * Returns the key of the job that a resource belongs to: its own key, or the key of its module if this is the name of a
 * job. `undefined` if the resource has neither.
 *
 * @param resource - A resource of the old state.
 * @param jobNames - The names of the jobs in env-config.
 */
export function oldKeyOf(
  { moduleAddress, index }: StateResource,
  jobNames: ReadonlySet<string>,
): OldKey | undefined {
  if (typeof index === 'string') return { scope: JSON.stringify([moduleAddress, index]), key: index };
  for (const match of moduleAddress.matchAll(/\[("(?:[^"\\]|\\.)*")\]/g)) {
    const key = parseJson(match[1] ?? '');
    if (typeof key === 'string' && jobNames.has(key.replaceAll('_', '-')))
      return { scope: moduleAddress.slice(0, match.index + match[0].length), key };
  }
  return undefined;
}
