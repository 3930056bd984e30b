import type { z } from 'zod';
import type { Path, Problem } from './issues';
import { fieldOf, keepValidParts, type ValidParts } from './valid-parts';
import { environment, jobSectionNames } from './schema/environment';
import { schemaAt } from './schema/json-schema';
import { jobName } from './schema/values';
import { findUnknownFields, suggest } from './unknown-fields';
import { withoutRemovals } from './yaml/merge';
import { isEmpty, nodeAt, toValue, type ConfigNode, type MapNode } from './yaml/tree';

export type CompleteEnvironment = z.output<typeof environment>;

export interface SchemaResult {
  readonly problems: readonly Problem[];
  /** There only when no field is wrong. */
  readonly complete: CompleteEnvironment | undefined;
  /** Without what is wrong. */
  readonly validParts: ValidParts;
  /** Whether something was given at the path, or is required there, and is wrong; also by a misspelt key. */
  readonly isInvalid: (path: Path) => boolean;
}

/**
 * Types, required and unknown fields: all that can be said of each field by itself. `merged` still has the nulls that
 * remove: a key that does not exist removes nothing. `empty` are the fields that have a key and nothing behind it: they
 * have been reported.
 */
export function validateSchema(merged: MapNode, empty: readonly Path[] = []): SchemaResult {
  const unknown = findUnknownFields(merged);
  const known = without(
    withoutRemovals(merged),
    unknown.map(({ path }) => path),
  );
  const parsed = environment.safeParse(toValue(known), { error: explain });
  const unclear = new Set(
    [...empty, ...unknown.flatMap(({ meant }) => meant)]
      .flatMap((path) => [path, ...inJobs(path, known)])
      .filter((path) => nodeAt(known, path) === undefined)
      .map((path) => JSON.stringify(path)),
  );
  const found = [
    ...unknown,
    ...checkJobNames(known),
    ...(parsed.success ? [] : ofRightType(parsed.error.issues).flatMap((issue) => toProblems(issue, known))),
  ];
  const problems = found.filter(
    ({ code, path }) => code !== 'required' || !unclear.has(JSON.stringify(path)),
  );
  const wrong = found.map(({ path }) => fieldOf(path));
  const keys = new Set([...unclear, ...wrong.map((path) => JSON.stringify(path))]);
  return {
    problems,
    complete: parsed.success && problems.length === 0 ? parsed.data : undefined,
    validParts: keepValidParts.parse(toValue(without(known, wrong))),
    isInvalid: (path) => path.some((_, index) => keys.has(JSON.stringify(path.slice(0, index + 1)))),
  };
}

/** The same field of every job, of a field of job_defaults. */
function inJobs([top, ...field]: Path, root: MapNode): readonly Path[] {
  if (top !== 'job_defaults' || field.length === 0) return [];
  return jobSectionNames.flatMap((section) => {
    const jobs = root.entries.get(section)?.value;
    return jobs?.kind === 'map' ? [...jobs.entries.keys()].map((name) => [section, name, ...field]) : [];
  });
}

/** Apart from the schema, which would not look into a job whose name is wrong. */
function checkJobNames(root: MapNode): readonly Problem[] {
  return jobSectionNames.flatMap((section) => {
    const jobs = root.entries.get(section)?.value;
    if (jobs?.kind !== 'map') return [];
    return [...jobs.entries.keys()].flatMap((name): readonly Problem[] => {
      const { error } = jobName.safeParse(name);
      if (error === undefined) return [];
      return error.issues.map(({ message }) => ({
        path: [section, name],
        code: 'not-allowed',
        at: 'key',
        message,
      }));
    });
  });
}

/** The map without what stands at the paths. */
function without(root: MapNode, paths: readonly Path[]): MapNode {
  const entries = new Map(root.entries);
  for (const [key, below] of byFirstStep(paths)) {
    if (typeof key !== 'string') continue;
    const entry = root.entries.get(key);
    if (entry === undefined) continue;
    if (below.some((path) => path.length === 0)) entries.delete(key);
    else entries.set(key, { ...entry, value: withoutIn(entry.value, below) });
  }
  return { ...root, entries };
}

function withoutIn(node: ConfigNode, paths: readonly Path[]): ConfigNode {
  if (node.kind === 'map') return without(node, paths);
  if (node.kind === 'scalar') return node;
  const belowItems = byFirstStep(paths);
  return {
    ...node,
    items: node.items.map((item, index) => {
      const below = belowItems.get(index) ?? [];
      // An empty one in its place: those behind it keep their numbers.
      if (below.some((path) => path.length === 0)) return { ...emptyMap, position: item.position };
      return withoutIn(item, below);
    }),
  };
}

/** What follows the first step of each path, by that step. */
function byFirstStep(paths: readonly Path[]): ReadonlyMap<string | number, readonly Path[]> {
  const below = new Map<string | number, Path[]>();
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    const known = below.get(step);
    if (known === undefined) below.set(step, [rest]);
    else known.push(rest);
  }
  return below;
}

const emptyMap = { kind: 'map', entries: new Map() } as const;

/** Without what is said of the length of a text where a list should be, or the other way round: zod looks at both alike. */
function ofRightType(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const placeOf = (issue: z.core.$ZodIssue) => JSON.stringify(issue.path);
  const ofWrongType = new Set(issues.filter(({ code }) => code === 'invalid_type').map(placeOf));
  return issues.filter((issue) => issue.code === 'invalid_type' || !ofWrongType.has(placeOf(issue)));
}

function toProblems(issue: z.core.$ZodIssue, root: MapNode): readonly Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  // Found with a suggestion by findUnknownFields.
  if (issue.code === 'unrecognized_keys') return [];
  if (issue.code === 'invalid_key') {
    return [
      {
        path,
        code: 'not-allowed',
        at: 'key',
        message: issue.issues.map(({ message }) => message).join('; '),
      },
    ];
  }
  const node = nodeAt(root, path);
  if (node === undefined) {
    return [{ path, code: 'required', at: 'key', message: `required, and missing${purpose(path)}` }];
  }
  if (isEmpty(node)) {
    const message = 'nothing stands behind the dash; give a value, or delete the line';
    return [{ path, code: 'no-value', at: 'value', message }];
  }
  if (isSecret(issue)) return [{ path, code: 'secret', at: 'value', message: issue.message }];
  const isOfType = issue.code !== 'invalid_type' && issue.code !== 'invalid_union';
  const code = isOfType ? 'not-allowed' : 'wrong-type';
  const hint = isOfType ? '' : quoting(root, path);
  return [{ path, code, at: 'value', message: shown(root, path) + issue.message + hint }];
}

/** Whether the value must not be repeated. */
function isSecret(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_type') return issue.expected === 'never';
  return issue.code === 'custom' && issue.params?.['secret'] === true;
}

/** What zod says when a schema has no words of its own. */
function explain(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return `expected ${typeNames[issue.expected] ?? issue.expected}, got ${typeOf(issue.input)}`;
  }
  if (issue.code !== 'invalid_value') return undefined;
  const given = typeof issue.input === 'string' ? issue.input : '';
  const meant = suggest(given, issue.values.map(String));
  return meant === '' ? 'not allowed; docs/env-config.md lists what is' : `not allowed${meant}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return typeof value;
  return Number.isFinite(value) ? 'a number' : 'what is no number';
}

/** The value as the file has it. */
function shown(root: MapNode, path: Path): string {
  const node = nodeAt(root, path);
  if (node?.kind !== 'scalar') return '';
  const text = /[\n\r\t]|^\s|\s$|^$/.test(node.source) ? JSON.stringify(node.source) : node.source;
  return `${text.length > 80 ? `${text.slice(0, 77)}…` : text}: `;
}

/** The way to make text of what YAML takes for something else, or the other way round. */
function quoting(root: MapNode, path: Path): string {
  const node = nodeAt(root, path);
  if (node?.kind !== 'scalar') return '';
  const schema = schemaAt(path);
  // Of what may be a text or a list of them, the text is what somebody wrote without quotes.
  const type = schema?.type ?? schema?.anyOf?.find(({ type: one }) => one === 'string')?.type;
  if (type === 'boolean' && typeof node.value === 'string') {
    if (/^(true|false)$/.test(node.value)) return `; remove the quotes: ${node.value}`;
    const meant = /^(yes|on|y)$/i.test(node.value)
      ? 'true'
      : /^(no|off|n)$/i.test(node.value)
        ? 'false'
        : undefined;
    return meant === undefined ? '' : `; write ${meant}`;
  }
  if (typeof node.value !== 'string' && type === 'string')
    return `; quote it: ${JSON.stringify(node.source)}`;
  const isNumber = (type === 'number' || type === 'integer') && /^-?\d+(\.\d+)?$/.test(node.source);
  if (typeof node.value === 'string' && isNumber) return `; remove the quotes: ${node.source}`;
  return '';
}

/** The first sentence of the field's description. */
function purpose(path: Path): string {
  const first = schemaAt(path)?.description?.split(/(?<=\.) /, 1)[0];
  return first === undefined ? '' : `: ${first.replace(/\.$/, '')}`;
}
