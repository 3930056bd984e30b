import { renderPath, type Path, type Problem } from '../issues/issues';
import { jobSectionNames } from '../schema/environment-sections';
import { neighbourHint } from './neighbour-hints';
import { newNameOf } from './renamed-fields';
import { schemaAt } from '../schema/json-schema';
import type { ConfigNode } from '../yaml/tree';
import { closestMatch } from '../../text/closest-match';

/** A field that the schema does not have. */
export interface UnknownField extends Problem {
  /** Paths of the suggested fields and of the fields in them. Required fields at these paths are not reported as missing. */
  readonly suggested: readonly Path[];
}

/** The maximum number of unknown fields that are reported one by one. The search for a suggestion takes time for each. */
export const maximumReportedFields = 1000;

/** The fields of a configuration that the schema does not have. */
export interface UnknownFields {
  /** A problem for each field, up to a maximum. The last problem then has the number of the other fields. */
  readonly problems: readonly UnknownField[];
  /** The paths of the fields beyond the maximum. */
  readonly unreported: readonly Path[];
}

/** Returns the fields that the schema does not have. */
export function findUnknownFields(root: ConfigNode): UnknownFields {
  const problems: UnknownField[] = [];
  const unreported: Path[] = [];
  visit(root, []);
  const [path] = unreported;
  if (path === undefined) return { problems, unreported };
  const message = `unknown field; the configuration has ${unreported.length - 1} more unknown fields that are not listed; correct the listed fields first`;
  problems.push({ path, code: 'unknown-field', at: 'key', message, suggested: [] });
  return { problems, unreported };

  function visit(node: ConfigNode, path: Path): void {
    if (node.kind === 'list') {
      node.items.forEach((item, index) => {
        visit(item, [...path, index]);
      });
    }
    if (node.kind !== 'map') return;
    const schema = schemaAt(path);
    const known = Object.keys(schema?.properties ?? {});
    const acceptsAnyKey = schema?.properties === undefined;
    for (const [key, entry] of node.entries) {
      const here = [...path, key];
      if (acceptsAnyKey || known.includes(key)) {
        visit(entry.value, here);
        continue;
      }
      if (problems.length >= maximumReportedFields) {
        unreported.push(here);
        continue;
      }
      const newName = newNameOf(path, key);
      if (newName !== undefined) {
        problems.push({
          path: here,
          code: 'renamed-field',
          at: 'key',
          message: `${key} was renamed to ${newName}; write the new name`,
          suggested: withFields([...path, newName], entry.value),
        });
        continue;
      }
      const maps = matchingMaps(path, key);
      const neighbour = neighbourHint(path, key, entry.value);
      const closest = fieldIn(neighbour) ?? suggestField(key, known);
      const sameHere = closest === undefined ? [] : [[...path, closest]];
      const suggested = maps.length === 0 ? sameHere : maps.map((map) => [...map, key]);
      problems.push({
        path: here,
        code: 'unknown-field',
        at: 'key',
        message: `unknown field${reasonHint(path, key) ?? sameJobHint(maps, path) ?? otherTool(path, neighbour) ?? otherKindHint(path, key) ?? suggest(key, known)}`,
        suggested: suggested.flatMap((field) => withFields(field, entry.value)),
      });
    }
  }
}

/**
 * Returns the maps of the same job to which an unknown field can be moved, because their schema has the field. Searches
 * inside the map at the path first, and returns the least nested maps. If none has the field, returns the nearest map
 * above the path that has it.
 */
function matchingMaps(path: Path, key: string): readonly Path[] {
  const [top = ''] = path;
  const isInJob = top === 'job_defaults' || (jobSectionNames.some((name) => name === top) && path.length > 1);
  if (!isInJob) return [];
  const around = path
    .map((_, index) => path.slice(0, index))
    .filter(({ length }) => length >= lengthOfJob(path))
    .toReversed();
  const [matching = []] = [mapsWithin(path), ...around.map((map) => [map])]
    .map((maps) => maps.filter((map) => Object.hasOwn(schemaAt(map)?.properties ?? {}, key)))
    .filter(({ length }) => length > 0);
  // Keep only the least nested maps: for max_attempts, the retry of the job, and not the retry of its on_failure task.
  const shortest = Math.min(...matching.map(({ length }) => length));
  return matching.filter(({ length }) => length === shortest);
}

/** Returns the number of path elements that lead to a job (2) or to `job_defaults` (1). */
function lengthOfJob([top]: Path): number {
  return top === 'job_defaults' ? 1 : 2;
}

/**
 * Returns the paths of all fields in a map, at any depth. Does not search in lists, because a hint can't know which item of
 * the list the user means.
 */
function mapsWithin(path: Path): readonly Path[] {
  return Object.keys(schemaAt(path)?.properties ?? {})
    .map((name) => [...path, name])
    .flatMap((below) => [below, ...mapsWithin(below)]);
}

/** Returns a hint for a reason in `job_defaults`: it is about one command, so that it must be beside this command. */
function reasonHint([top]: Path, key: string): string | undefined {
  return top === 'job_defaults' && key === 'allow_code_placeholder'
    ? '; write it beside the task_command that it is about, in each job'
    : undefined;
}

function sameJobHint(maps: readonly Path[], path: Path): string | undefined {
  if (maps.length === 0) return undefined;
  const jobOrDefaults = path[0] === 'job_defaults' ? 'job_defaults' : 'the job';
  const names = maps.map((map) => {
    const above = map.length > path.length ? path.length : lengthOfJob(path);
    return map.length > above ? renderPath(map.slice(above)) : jobOrDefaults;
  });
  return ` here; move it to ${names.join(' or ')}`;
}

/** Returns the name of the field in a hint such as `write NAME`; `undefined` for other hints. */
export function fieldIn(hint: string | undefined): string | undefined {
  return /^write (\w+)/.exec(hint ?? '')?.[1];
}

/**
 * Returns the hint for a field of another tool. If the hint suggests a field that this kind of job lacks, returns the
 * kinds that have this field instead.
 */
function otherTool(path: Path, hint: string | undefined): string | undefined {
  const field = fieldIn(hint);
  if (hint === undefined) return undefined;
  const isKnown = field === undefined || Object.hasOwn(schemaAt(path)?.properties ?? {}, field);
  const others = isKnown || path.length !== 2 ? [] : kindsWith(field, path[0]);
  return others.length === 0 ? `; ${hint}` : `; only jobs in ${others.join(', ')} have ${field ?? ''}`;
}

function kindsWith(field: string, section: string | number | undefined): readonly string[] {
  return jobSectionNames.filter(
    (name) => name !== section && Object.hasOwn(schemaAt([name, 'any'])?.properties ?? {}, field),
  );
}

/** For each field of runs, the field of queue workers that has the same purpose. */
const workerFields: ReadonlyMap<string, string> = new Map([
  ['retry', 'queue.max_receive_count: SQS delivers a message again if no task deletes it'],
  ['timeout_seconds', 'max_processing_seconds: the maximum time to process one message'],
  ['run_timeout_seconds', 'max_processing_seconds: the maximum time to process one message'],
  ['overlap', 'max_tasks: 1, so that only one task runs'],
  ['on_failure', 'alarms.sns_topic_arn: an alarm notifies this topic of a message in the dead-letter queue'],
]);

/** Returns a hint if jobs of another kind have the field. */
function otherKindHint([section, ...rest]: Path, key: string): string | undefined {
  if (rest.length !== 1) return undefined;
  const ofWorker = section === 'queue_worker_jobs' ? workerFields.get(key) : undefined;
  if (ofWorker !== undefined) return ` of queue workers; use ${ofWorker}`;
  const others = kindsWith(key, section);
  return others.length === 0 || !jobSectionNames.some((name) => name === section)
    ? undefined
    : ` of this kind of job; only jobs in ${others.join(', ')} have it`;
}

function withFields(path: Path, node: ConfigNode): readonly Path[] {
  return [path, ...(node.kind === 'map' ? [...node.entries.keys()].map((key) => [...path, key]) : [])];
}

/** A message lists at most this number of allowed words. */
const maximumListedWords = 12;

/** Returns `; did you mean path_prefix?`, or all known words if there are few, or an empty string. */
export function suggest(given: string, known: readonly string[]): string {
  const closest = suggestField(given, known);
  if (closest !== undefined) return `; did you mean ${closest}?`;
  return known.length > 0 && known.length <= maximumListedWords ? `; use one of ${known.join(', ')}` : '';
}

/**
 * Returns the closest known field, or else the shortest known field whose name has all parts of the given word:
 * `task_command` for `command`. Must not be used for placeholders: a similar text such as <time> can be intended.
 */
export function suggestField(given: string, known: readonly string[]): string | undefined {
  const closest = closestMatch(given, known);
  if (closest !== undefined) return closest;
  const partsOf = (word: string) => word.toLowerCase().split(/[-_]/);
  const parts = partsOf(given);
  if (parts.some(({ length }) => length < 3)) return undefined;
  const [first, second] = known
    .map((word) => ({ word, wordParts: partsOf(word) }))
    .filter(({ wordParts }) => parts.every((part) => wordParts.includes(part)))
    .sort((a, b) => a.wordParts.length - b.wordParts.length);
  return first?.wordParts.length === second?.wordParts.length ? undefined : first?.word;
}
