import type { ZodType } from 'zod';
import { fileUploadJob } from '../../config/schema/file-upload-job';
import { scheduledJob } from '../../config/schema/scheduled-job';
import { failure, success, type Result } from '../../text/result';
import {
  importedField,
  importedMap,
  type ImportedEntry,
  type ImportedMap,
  type ImportedValue,
} from '../origin';
import type { Inventory } from './inventory';
import { textOf } from './evaluate';
import { plainValue, type HclObject, type HclValue, type Leaf, type Plain } from './values';

/** Sections of env-config that template-infra has too. */
export type JobSection = 'scheduled_jobs' | 'file_upload_jobs';

/** A section of jobs, and where each value goes. */
export interface SectionRequest {
  /** Name of the section. */
  readonly section: JobSection;
  /** Value of the map of jobs. */
  readonly jobs: HclObject;
  /** Defaults that the service module declares for fields, with `optional(type, default)`. */
  readonly moduleDefaults: ReadonlyMap<string, HclValue>;
  /** Fields that each job gets in addition. */
  readonly addedFields: readonly ImportedEntry[];
  /** Gets the outcome of each leaf. */
  readonly inventory: Inventory;
}

/** A field of env-config for a field of template-infra. */
interface FieldRule {
  /** Field of env-config. */
  readonly to: string;
  /** Returns the value in env-config, or why there is none. `undefined` means that env-config needs no field. */
  readonly convert: (value: Plain) => Result<Converted>;
}

interface Converted {
  readonly value: ImportedValue | undefined;
  /**
   * Why the value has a different form.
   *
   * @default the value is the same
   */
  readonly change?: string;
}

const taskFields: Readonly<Record<string, FieldRule>> = {
  task_command: { to: 'task_command', convert: convertCommand },
  cpu: { to: 'cpu', convert: convertNumber },
  mem: { to: 'memory', convert: convertNumber },
  memory: { to: 'memory', convert: convertNumber },
  environment_vars: { to: 'environment_variables', convert: convertVariables },
};

/** The fields of jobs in all versions of template-infra, and in the roots that extend it. */
const rules: Readonly<Record<JobSection, Readonly<Record<string, FieldRule>>>> = {
  scheduled_jobs: {
    ...taskFields,
    schedule_expression: { to: 'schedule_expression', convert: convertText },
    state: { to: 'state', convert: convertText },
  },
  file_upload_jobs: {
    ...taskFields,
    source_bucket: { to: 'source_bucket', convert: convertText },
    path_prefix: {
      to: 'path_prefix',
      convert: (value) =>
        value === ''
          ? success({
              value: undefined,
              change: 'an empty prefix matches every key, so env-config needs no field',
            })
          : convertText(value),
    },
    source_bucket_apply_workspace_prefix: {
      to: 'source_bucket',
      convert: () =>
        success({
          value: undefined,
          change:
            'background-jobs has no workspaces. A temporary environment needs its own file in env-config',
        }),
    },
  },
};

/** Fields whose meaning only the module of the root has, with the way to write them in env-config. */
const ways: Readonly<Record<string, string>> = {
  role_override: 'write the ARN of the role as task_role_arn',
};

const schemas: Readonly<Record<JobSection, Readonly<Record<string, ZodType>>>> = {
  scheduled_jobs: scheduledJob.shape,
  file_upload_jobs: fileUploadJob.shape,
};

/** Converts a map of jobs. A value that can't be converted becomes a comment at its place. */
export function convertJobs(request: SectionRequest): ImportedMap {
  const { jobs, section, inventory } = request;
  const entries: ImportedEntry[] = [];
  for (const [name, job] of jobs.entries) {
    const path = `${section}.${name}`;
    if (job.kind === 'object') {
      entries.push(importedField(name, convertJob(name, job, request)));
      inventory.mark(job.leaves, { kind: 'carried', to: path });
    } else {
      const reason = job.kind === 'unknown' ? job.reason : 'a job must be a map of fields';
      inventory.markImpossible(leavesOf(job), reason);
      entries.push(missing(name, reason, job));
    }
  }
  for (const job of jobs.unknownEntries) {
    inventory.markImpossible(leavesOf(job), job.reason);
    entries.push(missing('a job', job.reason, job));
  }
  return importedMap(entries);
}

function convertJob(name: string, job: HclObject, request: SectionRequest): ImportedMap {
  const { section, inventory, moduleDefaults, addedFields } = request;
  const entries: ImportedEntry[] = [];
  const added = [...moduleDefaults].filter(([field]) => !job.entries.has(field));
  const fields = new Map([...job.entries, ...added]);
  for (const [field, own] of fields) {
    const isNull = own.kind === 'scalar' && own.value === null;
    if (isNull)
      inventory.mark(own.leaves, {
        kind: 'changed',
        to: undefined,
        reason: 'null means that the field is not set',
      });
    const value = isNull ? moduleDefaults.get(field) : own;
    if (value === undefined || (value.kind === 'scalar' && value.value === null)) continue;
    entries.push(...convertField(`${section}.${name}`, field, value, request));
  }
  for (const entry of job.unknownEntries) {
    inventory.markImpossible(leavesOf(entry), entry.reason);
    entries.push(missing('a field', entry.reason, entry));
  }
  return importedMap([...(entries.some(isComment) ? switchedOff(entries) : entries), ...addedFields]);
}

function isComment({ kind }: ImportedEntry): boolean {
  return kind === 'comment';
}

/** Switches a job off that lacks a value. Without its prefix or its role, it could do something else. */
function switchedOff(entries: readonly ImportedEntry[]): readonly ImportedEntry[] {
  return [
    ...entries.filter((entry) => entry.kind === 'comment' || entry.key !== 'state'),
    {
      kind: 'comment',
      text: 'The job is switched off, because a value is missing. Write the value and remove the next line.',
    },
    importedField('state', 'DISABLED'),
  ];
}

function convertField(
  job: string,
  field: string,
  value: HclValue,
  { section, inventory }: SectionRequest,
): readonly ImportedEntry[] {
  const rule = Object.hasOwn(rules[section], field) ? rules[section][field] : undefined;
  const reject = (reason: string, leaves: readonly Leaf[]): readonly ImportedEntry[] => {
    inventory.markImpossible(leaves, reason);
    return [missing(rule?.to ?? field, reason, value)];
  };
  if (rule === undefined) {
    const way = Object.hasOwn(ways, field) ? ways[field] : undefined;
    const action =
      way ?? 'read the module of your root, and write the field of env-config that has this effect';
    return reject(`${field} is not a field of template-infra; ${action}`, leavesOf(value));
  }
  const plain = plainValue(value);
  if ('kind' in plain) return reject(plain.reason, leavesOf(value));
  const converted = rule.convert(plain.value);
  if (!converted.ok) return reject(converted.reason, plain.leaves);
  const { value: written, change } = converted.value;
  const to = written === undefined ? undefined : `${job}.${rule.to}`;
  if (written !== undefined) {
    const problem = explainInvalid(section, rule.to, written);
    if (problem !== undefined)
      return reject(`env-config does not accept the value: ${problem}`, plain.leaves);
  }
  const outcome =
    change === undefined && to !== undefined
      ? ({ kind: 'carried', to } as const)
      : ({ kind: 'changed', to, reason: change ?? 'env-config needs no field' } as const);
  inventory.mark(plain.leaves, outcome);
  return written === undefined ? [] : [importedField(rule.to, written)];
}

/** Returns why the schema does not accept a value, or `undefined`. */
function explainInvalid(section: JobSection, field: string, value: ImportedValue): string | undefined {
  const schema = schemas[section][field];
  return schema?.safeParse(toPlainObject(value)).error?.issues[0]?.message;
}

function toPlainObject(value: ImportedValue): unknown {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return value;
  return Object.fromEntries(
    value.entries.flatMap((entry) => (entry.kind === 'field' ? [[entry.key, entry.value] as const] : [])),
  );
}

/** Returns the leaves of a value and of all its parts, also of unknown parts. */
export function leavesOf(value: HclValue): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visited = new Set<HclValue>();
  visit(value);
  return leaves;

  function visit(part: HclValue): void {
    // Values that refer to each other many times have many paths, but few parts.
    if (visited.has(part)) return;
    visited.add(part);
    leaves.push(...part.leaves);
    if (part.kind === 'list') part.items.forEach(visit);
    if (part.kind === 'object') [...part.entries.values(), ...part.unknownEntries].forEach(visit);
  }
}

/** Creates the comment at the place of a value that env-config does not get. */
export function missing(field: string, reason: string, value: HclValue): ImportedEntry {
  const expression = value.written ?? value.leaves.at(-1)?.expression;
  return {
    kind: 'comment',
    text: `${field} was not imported: ${reason}.`,
    ...(expression === undefined ? {} : { original: expression.text }),
  };
}

function convertText(value: Plain): Result<Converted> {
  const text = scalarText(value);
  return text === undefined ? failure('the value must be a text') : success({ value: text });
}

function convertCommand(value: Plain): Result<Converted> {
  if (!isPlainList(value)) return failure('the command must be a list of texts');
  const texts = value.map(scalarText);
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) return failure('each argument of the command must be a text');
  const isChanged = value.some((argument) => typeof argument !== 'string');
  return success({
    value: known,
    ...(isChanged ? { change: 'Terraform converts each argument to a text, so the list has texts' } : {}),
  });
}

function convertNumber(value: Plain): Result<Converted> {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? success({ value: number }) : failure('the value must be a number');
}

/** Converts a list of names and values, in the form of ECS, or a map. */
function convertVariables(value: Plain): Result<Converted> {
  const pairs = isPlainMap(value) ? [...value] : isPlainList(value) ? value.map(namedValue) : [undefined];
  const entries = pairs.map((pair) => {
    const text = pair === undefined ? undefined : scalarText(pair[1]);
    return pair === undefined || text === undefined ? undefined : importedField(pair[0], text);
  });
  const known = entries.filter((entry) => entry !== undefined);
  if (known.length < entries.length)
    return failure('environment variables must be a list of maps with a name and a value, or a map of texts');
  if (new Set(known.map(({ key }) => key)).size < known.length)
    return failure('two environment variables have the same name; remove one');
  if (known.length === 0) return success({ value: undefined, change: 'the list has no variable' });
  return success({
    value: importedMap(known),
    ...(isPlainMap(value) ? {} : { change: 'env-config has a map of names and values instead of a list' }),
  });
}

function namedValue(pair: Plain): readonly [string, Plain] | undefined {
  if (!isPlainMap(pair) || pair.size !== 2) return undefined;
  const name = pair.get('name') ?? pair.get('Name');
  const value = pair.get('value') ?? pair.get('Value');
  return typeof name === 'string' && value !== undefined ? [name, value] : undefined;
}

function scalarText(value: Plain): string | undefined {
  return typeof value === 'object' && value !== null ? undefined : textOf(value);
}

function isPlainList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isPlainMap(value: Plain): value is ReadonlyMap<string, Plain> {
  return value instanceof Map;
}
