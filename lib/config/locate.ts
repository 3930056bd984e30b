import { renderPath, type Issue, type Path, type Position, type Problem } from './issues';
import type { ConfigNode, MapEntry, MapNode } from './yaml/tree';

/** Where in the files a problem is: at its key or value, or at the nearest key above it that is there. */
export function locate({ path, at, code, message }: Problem, tree: MapNode): Issue {
  return { ...positionOf(tree, path, at), path: renderPath(path), code, severity: 'error', message };
}

function positionOf(tree: MapNode, path: Path, at: 'key' | 'value'): Position {
  let node: ConfigNode = tree;
  let key: Position = tree.position;
  for (const [index, step] of path.entries()) {
    const entry: MapEntry | undefined = node.kind === 'map' ? node.entries.get(String(step)) : undefined;
    const next: ConfigNode | undefined = node.kind === 'list' ? node.items[Number(step)] : entry?.value;
    if (next === undefined) return key;
    key = entry?.key ?? next.position;
    node = next;
    if (index === path.length - 1 && at === 'value' && node.kind !== 'map') return node.position;
  }
  return key;
}
