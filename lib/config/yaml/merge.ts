import type { SourcePosition } from '../issues';
import { isEmpty, isRemoval, type ConfigNode, type MapEntry, type MapNode } from './tree';

/** Told of a key with nothing behind it: it neither says `null` nor gives a value. */
export type ReportEmpty = (path: readonly string[], position: SourcePosition) => void;

/**
 * `over` laid over `base`: maps merge key by key, everything else replaces. A `null` stays: it goes on to remove what
 * job_defaults would add, and {@link withoutRemovals} takes it out at the end.
 */
export function mergeMaps(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = base.entries.get(key);
    const value =
      below?.value.kind === 'map' && entry.value.kind === 'map'
        ? mergeMaps(below.value, entry.value)
        : entry.value;
    entries.set(key, { key: entry.key, value });
  }
  return { ...over, entries };
}

/** The map without what a `null` removed. */
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
 * The map without keys that have nothing behind them. A section whose every line is commented out is harmless where
 * nothing is below it; anywhere else nobody can tell whether it means "remove" or "leave".
 */
export function stripEmptyValues(map: MapNode, base: MapNode | undefined, report: ReportEmpty): MapNode {
  return prune(map, []);

  function prune(node: MapNode, path: readonly string[]): MapNode {
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of node.entries) {
      const here = [...path, key];
      if (isEmpty(entry.value)) {
        if (path.length > 0 || base?.entries.has(key) === true) report(here, entry.key);
      } else {
        entries.set(key, entry.value.kind === 'map' ? { ...entry, value: prune(entry.value, here) } : entry);
      }
    }
    return { ...node, entries };
  }
}
