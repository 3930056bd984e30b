import type { Path } from '../issues/issues';
import { nodeAt, type MapEntry, type MapNode } from './tree';

/**
 * Returns whether a field is written in the same map of a file as another field, or in a map inside it. Returns `false` if
 * one of the fields comes from another map, through defaults.yml, `job_defaults` or a merge key.
 */
export function isWrittenBeside(tree: MapNode, path: Path, other: Path): boolean {
  const inner = entryAt(tree, path)?.writtenIn;
  const outer = entryAt(tree, other)?.writtenIn;
  if (inner === undefined || outer === undefined || inner.position.file !== outer.position.file) return false;
  const [first, start] = [inner.position, outer.position];
  if (path.length === other.length) return first.line === start.line && first.column === start.column;
  const isBehindStart = first.line > start.line || (first.line === start.line && first.column > start.column);
  return isBehindStart && inner.lastLine <= outer.lastLine;
}

function entryAt(tree: MapNode, path: Path): MapEntry | undefined {
  const map = nodeAt(tree, path.slice(0, -1));
  return map?.kind === 'map' ? map.entries.get(String(path.at(-1))) : undefined;
}
