import { renderPath, type Path, type Problem } from './issues';
import { jobSectionNames } from './schema/environment';
import { schemaAt } from './schema/json-schema';
import type { ConfigNode } from './yaml/tree';
import { closestMatch } from '../text/closest-match';

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
      const places = matchingMaps(path, key);
      const likely = suggestField(key, known);
      const sameHere = likely === undefined ? [] : [[...path, likely]];
      const meant = places.length === 0 ? sameHere : places.map((place) => [...place, key]);
      problems.push({
        path: here,
        code: 'unknown-field',
        at: 'key',
        message: `unknown field${sameJobHint(places, path) ?? otherKindHint(path, key) ?? suggest(key, known)}`,
        meant: meant.flatMap((field) => withFields(field, entry.value)),
      });
    }
  }
}

/** The maps of the same job that have the field which this one does not: those within it, or one that it is in. */
function matchingMaps(path: Path, key: string): readonly Path[] {
  const [top = ''] = path;
  const isInJob = top === 'job_defaults' || (jobSectionNames.some((name) => name === top) && path.length > 1);
  if (!isInJob) return [];
  const around = path
    .map((_, index) => path.slice(0, index))
    .filter(({ length }) => length >= lengthOfJob(path))
    .toReversed();
  const [places = []] = [mapsWithin(path), ...around.map((map) => [map])]
    .map((maps) => maps.filter((map) => Object.hasOwn(schemaAt(map)?.properties ?? {}, key)))
    .filter(({ length }) => length > 0);
  // Of a retry of the job and one of what runs after a failure, the job's.
  const shortest = Math.min(...places.map(({ length }) => length));
  return places.filter(({ length }) => length === shortest);
}

/** Steps of the path of the job that a path is in, or of `job_defaults`. */
function lengthOfJob([top]: Path): number {
  return top === 'job_defaults' ? 1 : 2;
}

/** The maps whose fields have names, without those in lists: nobody knows which of a list is meant. */
function mapsWithin(path: Path): readonly Path[] {
  return Object.keys(schemaAt(path)?.properties ?? {})
    .map((name) => [...path, name])
    .flatMap((below) => [below, ...mapsWithin(below)]);
}

function sameJobHint(places: readonly Path[], path: Path): string | undefined {
  if (places.length === 0) return undefined;
  const jobOrDefaults = path[0] === 'job_defaults' ? 'job_defaults itself' : 'the job itself';
  const names = places.map((place) => {
    const above = place.length > path.length ? path.length : lengthOfJob(path);
    return place.length > above ? renderPath(place.slice(above)) : jobOrDefaults;
  });
  return ` here; it belongs in ${names.join(' or ')}`;
}

/** The kind of job that has the field which this one does not. */
function otherKindHint([section, ...rest]: Path, key: string): string | undefined {
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
  const likely = suggestField(given, known);
  if (likely !== undefined) return `; did you mean ${likely}?`;
  return known.length > 0 && known.length <= 12 ? `; allowed are ${known.join(', ')}` : '';
}

/**
 * The field that is likely meant or, where none is, the one that has all parts of the given word and the fewest others:
 * `task_command` for `command`. Not of placeholders: what is near one is refused, and <time> may be a text.
 */
export function suggestField(given: string, known: readonly string[]): string | undefined {
  const likely = closestMatch(given, known);
  if (likely !== undefined) return likely;
  const partsOf = (word: string) => word.toLowerCase().split(/[-_]/);
  const parts = partsOf(given);
  if (parts.some(({ length }) => length < 3)) return undefined;
  const [first, second] = known
    .map((word) => ({ word, of: partsOf(word) }))
    .filter(({ of }) => parts.every((part) => of.includes(part)))
    .sort((a, b) => a.of.length - b.of.length);
  return first?.of.length === second?.of.length ? undefined : first?.word;
}
