import {
  renderPath,
  type Issue,
  type SourceLocation,
  type Path,
  type ConfigPath,
  type SourcePosition,
  type Problem,
} from './issues';
import type { ConfigNode, MapEntry, MapNode } from './yaml/tree';

/** A problem, and where in the files it is. */
export function toIssue(problem: Problem, tree: MapNode): Issue {
  const { code, message } = problem;
  return { ...locate(problem, tree), code, severity: 'error', message };
}

/** Where in the files a place is: at its key or value, or at the nearest key above it that is there. */
export function locate({ path, alternatives: or = [], at }: ConfigPath, tree: MapNode): SourceLocation {
  const places = [path, ...or].map((place) => ({ place, position: positionOf(tree, place, at) }));
  // The whole tree stands where the environment's own file does.
  const own = places.find(({ position }) => position.file === tree.position.file) ?? places[0];
  const { place, position } = own ?? { place: path, position: tree.position };
  return { ...position, path: renderPath(place) };
}

function positionOf(tree: MapNode, path: Path, at: 'key' | 'value'): SourcePosition {
  let node: ConfigNode = tree;
  let key: SourcePosition = tree.position;
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
