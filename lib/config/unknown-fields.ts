import { closest, distance } from 'fastest-levenshtein';
import type { Path, Problem } from './issues';
import { jobSectionNames } from './schema/environment';
import { schemaAt } from './schema/json-schema';
import type { ConfigNode } from './yaml/tree';

/** A key that no schema knows. */
export interface UnknownField extends Problem {
  /** The field that was probably meant, and those that it would hold. */
  readonly meant: readonly Path[];
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
        message: `unknown field${elsewhere(path, key) ?? suggest(key, known)}`,
        meant: likely === undefined ? [] : withFields([...path, likely], entry.value),
      });
    }
  }
}

/** The kind of job that has the field which this one does not. */
function elsewhere([section, ...rest]: Path, key: string): string | undefined {
  if (rest.length !== 1) return undefined;
  const other = jobSectionNames.find(
    (name) => name !== section && Object.hasOwn(schemaAt([name, 'any'])?.properties ?? {}, key),
  );
  return other === undefined || !jobSectionNames.some((name) => name === section)
    ? undefined
    : ` here; jobs in ${other} have it`;
}

function withFields(path: Path, node: ConfigNode): readonly Path[] {
  return [path, ...(node.kind === 'map' ? [...node.entries.keys()].map((key) => [...path, key]) : [])];
}

/** `; did you mean path_prefix?`, the whole list where it is short, or nothing. */
export function suggest(given: string, known: readonly string[]): string {
  const likely = likelyMeant(given, known);
  if (likely !== undefined) return `; did you mean ${likely}?`;
  return known.length > 0 && known.length <= 12 ? `; allowed are ${known.join(', ')}` : '';
}

/** The known word that is at most a third of its letters away, or has two letters the other way round, or `undefined`. */
export function likelyMeant(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const normal = given.toLowerCase().replace(/[-\s]/g, '_');
  const words = new Map(known.map((word) => [word.toLowerCase(), word]));
  const same = (word: string) => word.replaceAll('_', '') === normal.replaceAll('_', '');
  const sure = [...words.keys()].find((word) => same(word) || isSwapOf(normal, word));
  if (sure !== undefined) return words.get(sure);
  const nearest = closest(normal, [...words.keys()]);
  return distance(normal, nearest) <= Math.max(1, Math.floor(nearest.length / 3))
    ? words.get(nearest)
    : undefined;
}

/** Whether one word is the other with two neighbouring letters the other way round. */
function isSwapOf(given: string, word: string): boolean {
  if (given.length !== word.length) return false;
  let first = 0;
  while (first < word.length && given.charAt(first) === word.charAt(first)) first += 1;
  const swapped = given.charAt(first + 1) + given.charAt(first);
  return given.slice(0, first) + swapped + given.slice(first + 2) === word;
}
