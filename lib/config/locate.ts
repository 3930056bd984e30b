import { renderPath, type Issue, type Path, type Position, type Problem } from './issues';
import type { ConfigNode, MapEntry, MapNode } from './yaml/tree';

/** Where in the files a problem is: at its key or value, or at the nearest key above it that is there. */
export function locate({ path, or = [], at, code, message }: Problem, tree: MapNode): Issue {
  const places = [path, ...or].map((place) => ({ place, position: positionOf(tree, place, at) }));
  // The whole tree stands where the environment's own file does.
  const own = places.find(({ position }) => position.file === tree.position.file) ?? places[0];
  const { place, position } = own ?? { place: path, position: tree.position };
  return { ...position, path: renderPath(place), code, severity: 'error', message };
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
