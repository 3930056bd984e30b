import { closest, distance } from 'fastest-levenshtein';
import type { Path, Problem } from './issues';
import { schemaAt } from './schema/json-schema';
import type { ConfigNode } from './yaml/tree';

/** A key that no schema knows, and the path of the field that was probably meant. */
export interface UnknownField extends Problem {
  readonly meant: Path | undefined;
}

/** Keys that no schema knows. */
export function findUnknownFields(root: ConfigNode): readonly UnknownField[] {
  const problems: UnknownField[] = [];
  visit(root, []);
  return problems;

  function visit(node: ConfigNode, path: Path): void {
    if (node.kind === 'list') {
      node.items.forEach((item, index) => {
        visit(item, [...path, index]);
      });
    }
    if (node.kind !== 'map') return;
    const schema = schemaAt(path);
    const known = Object.keys(schema?.properties ?? {});
    const open = schema?.properties === undefined;
    for (const [key, entry] of node.entries) {
      const here = [...path, key];
      if (open || known.includes(key)) {
        visit(entry.value, here);
        continue;
      }
      const likely = likelyMeant(key, known);
      problems.push({
        path: here,
        code: 'unknown-field',
        at: 'key',
        message: `unknown field${suggest(key, known)}`,
        meant: likely === undefined ? undefined : [...path, likely],
      });
    }
  }
}

/** `; did you mean path_prefix?`, the whole list where it is short, or nothing. */
export function suggest(given: string, known: readonly string[]): string {
  const likely = likelyMeant(given, known);
  if (likely !== undefined) return `; did you mean ${likely}?`;
  return known.length > 0 && known.length <= 12 ? `; allowed are ${known.join(', ')}` : '';
}

/** The known word that is at most a third of its letters away, or `undefined`. */
export function likelyMeant(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const normal = given.toLowerCase().replace(/[-\s]/g, '_');
  const words = new Map(known.map((word) => [word.toLowerCase(), word]));
  const exact = [...words.keys()].find((word) => word.replaceAll('_', '') === normal.replaceAll('_', ''));
  const nearest = exact ?? closest(normal, [...words.keys()]);
  const allowed = Math.max(1, Math.floor(nearest.length / 3));
  return nearest === exact || distance(normal, nearest) <= allowed ? words.get(nearest) : undefined;
}
