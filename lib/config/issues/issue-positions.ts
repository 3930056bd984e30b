import {
  renderPath,
  type Issue,
  type SourceLocation,
  type Path,
  type ConfigPath,
  type SourcePosition,
  type Problem,
} from './issues';
import { redactSecrets } from '../secrets/redact';
import type { ConfigNode, MapEntry, MapNode } from '../yaml/tree';

/** Converts a problem to an issue, which has a source location. */
export function toIssue(problem: Problem, tree: MapNode): Issue {
  const { code, path } = problem;
  const message = redactSecrets(problem.message, tree, path);
  return { ...locate(problem, tree), code, severity: 'error', message };
}

/** Returns the source location of a key or value, or of the nearest existing key above it. */
export function locate({ path, alternatives = [], at }: ConfigPath, tree: MapNode): SourceLocation {
  const candidates = [path, ...alternatives].map((candidate) => ({
    candidate,
    position: positionOf(tree, candidate, at),
  }));
  // `tree.position` is in the environment's own file; other positions can be in defaults.yml.
  const own = candidates.find(({ position }) => position.file === tree.position.file) ?? candidates[0];
  const { candidate, position } = own ?? { candidate: path, position: tree.position };
  return { ...position, path: renderPath(candidate) };
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
