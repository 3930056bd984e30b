import type { SourcePosition } from '../issues/issues';
import { isEmpty, isRemoval, type ConfigNode, type MapEntry, type MapNode } from './tree';

/** Reports a key that has no value, not even `null`. */
export type ReportEmpty = (path: readonly string[], position: SourcePosition) => void;

/**
 * Merges `over` into `base`: maps merge by key, and each other value in `over` replaces the value in `base`. A `null` remains,
 * because it also removes values of job_defaults. {@link withoutRemovals} removes it at the end.
 */
export function mergeMaps(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = base.entries.get(key);
    const value =
      below?.value.kind === 'map' && entry.value.kind === 'map'
        ? mergeMaps(below.value, entry.value)
        : entry.value;
    entries.set(key, { ...entry, value });
  }
  return { ...over, entries };
}

/** Returns the map without the fields whose value is `null`. */
export function withoutRemovals(map: MapNode): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of map.entries) {
    if (isRemoval(entry.value)) continue;
    entries.set(key, { ...entry, value: withoutRemovalsIn(entry.value) });
  }
  return { ...map, entries };
}

function withoutRemovalsIn(node: ConfigNode): ConfigNode {
  return node.kind === 'map' ? withoutRemovals(node) : node;
}

/**
 * Returns the map without the keys that have no value, and reports these keys, because they are ambiguous. Such a key
 * can mean "remove the inherited value" or "keep the inherited value".
 *
 * Does not report an empty top-level section if `base` has no such section. There is nothing to inherit, and the user
 * may have commented out all lines of the section.
 *
 * @param base - The defaults that the map inherits from; `undefined` if there are none.
 * @param isSection - Returns whether a top-level key is a field. The map keeps unknown top-level keys, which another
 *   check reports.
 */
export function stripEmptyValues(
  map: MapNode,
  base: MapNode | undefined,
  report: ReportEmpty,
  isSection: (key: string) => boolean,
): MapNode {
  return prune(map, []);

  function prune(node: MapNode, path: readonly string[]): MapNode {
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of node.entries) {
      const here = [...path, key];
      if (isEmpty(entry.value) && (path.length > 0 || isSection(key))) {
        if (path.length > 0 || base?.entries.has(key) === true) report(here, entry.key);
      } else {
        entries.set(key, entry.value.kind === 'map' ? { ...entry, value: prune(entry.value, here) } : entry);
      }
    }
    return { ...node, entries };
  }
}
