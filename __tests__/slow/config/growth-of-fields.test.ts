import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { runChecks } from '../../../lib/checks/run-checks';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { synthesize } from '../../../lib/resources/stack/synthesize';
import { listEnvironment } from '../../../lib/report/list/view';
import { listFormats } from '../../../lib/report/list/formats';
import { growthOfCalls } from '../../support/count-calls';
import type { JsonSchema } from '../../../lib/config/schema/json-schema';
import { fields, fileWith } from '../../config/support/fields';
import { baseWithJob } from '../../config/support/folders';

jest.setTimeout(600_000);

const now = new Date('2027-01-01T00:00:00Z');
const library = /\/(lib|node_modules\/cdktf|node_modules\/@cdktf)\//;

/** A field whose value can have any size. */
interface GrowingField {
  readonly name: string;
  /** Returns a file in which the value of the field has this number of items, entries or characters. */
  readonly fileOf: (size: number) => unknown;
}

const growing: readonly GrowingField[] = fields.flatMap(([name, { path, schema }]) =>
  // The reasons to ignore checks are texts of one kind.
  (name.includes('ignore_checks') ? [] : (schema.anyOf ?? [schema])).flatMap(
    (rule): readonly GrowingField[] => {
      if (typeof rule !== 'object') return [];
      const value = valueOf(rule, schema.examples ?? []);
      return value === undefined
        ? []
        : [{ name: `${name} (${String(rule.type)})`, fileOf: (size) => fileWith(path, value(size)) }];
    },
  ),
);

/** Returns a function that returns a value of a size; `undefined` if the values of the field have one size. */
function valueOf(rule: JsonSchema, examples: readonly unknown[]): ((size: number) => unknown) | undefined {
  const [example] = examples.filter((one) => (rule.type === 'array') === Array.isArray(one));
  if (rule.type === 'string' && rule.enum === undefined && rule.const === undefined)
    return (size) => `${typeof example === 'string' ? example : ''}${'x1 '.repeat(10 * size)}`;
  if (rule.type === 'array') {
    const item: unknown = Array.isArray(example) ? example[0] : undefined;
    return (size) => Array.from({ length: size }, (_, index) => numbered(item ?? 'x', index));
  }
  if (rule.type !== 'object' || typeof rule.additionalProperties !== 'object') return undefined;
  const entry: unknown = typeof example === 'object' && example !== null ? Object.values(example)[0] : 'x';
  return (size) =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => [`key-${index}`, entry ?? 'x']));
}

/** Returns an example that differs from the others. */
function numbered(example: unknown, index: number): unknown {
  if (typeof example === 'string') return `${example}${index}`;
  if (typeof example === 'number') return example + index;
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return example;
  return Object.fromEntries(
    Object.entries(example).map(([key, value]) => [
      key,
      key === 'name' ? `${String(value)}-${index}` : value,
    ]),
  );
}

/** Merges two files. A field that one of them leaves out, such as task_command beside steps, is left out. */
function merged(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return undefined;
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return other;
  if (typeof other !== 'object' || other === null || Array.isArray(other)) return other;
  const values = new Map<string, unknown>(Object.entries(one));
  for (const [key, value] of Object.entries(other))
    values.set(key, values.has(key) ? merged(values.get(key), value) : value);
  return Object.fromEntries(values);
}

/** Returns the growth of `validate`, `synth` and `list` if the file grows to the fourfold size. */
function growthOf(fileOf: (size: number) => unknown, size: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'));
  try {
    const prepare = (count: number) => {
      const below = mkdtempSync(join(folder, 'config-'));
      writeFileSync(join(below, 'defaults.yml'), baseWithJob);
      writeFileSync(join(below, 'dev.yml'), JSON.stringify(fileOf(count)));
      return () => {
        const loaded = loadEnvironments(below);
        runChecks(loaded, now);
        if (loaded.issues.some(({ severity }) => severity === 'error')) return;
        synthesize(loaded.environments);
        listFormats.text(
          {
            environments: loaded.environments.map((one) => listEnvironment(one, now, 3)),
            from: now,
            count: 3,
          },
          80,
        );
      };
    };
    return growthOfCalls(size, prepare, library);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the work of validate, synth and list grows at most linearly', () => {
  test('with each field', () => {
    expect(growing.length).toBeGreaterThan(200);
    // Jobs of each kind have the fields of job_defaults.
    const tested = growing.filter(({ name }) => !name.startsWith('job_defaults.'));
    const superlinear = tested.flatMap(({ name, fileOf }) => {
      const growth = growthOf(fileOf, 50);
      return growth < 4.2 ? [] : [`${name}: ${growth.toFixed(1)}`];
    });
    expect(superlinear).toEqual([]);
  });

  test.each(['file_upload_jobs', 'scheduled_jobs', 'queue_worker_jobs', 'event_jobs'])(
    'with each pair of lists and maps of %s',
    (section) => {
      const lists = growing.filter(
        ({ name }) =>
          name.startsWith(`${section}.`) &&
          /\((array|object)\)$/.test(name) &&
          name.split('.').length < 6 &&
          !/steps\.0|on_failure|retry/.test(name) &&
          // A pattern has at most 4,096 bytes, so the product of $or and the other fields is small.
          !name.includes('$or'),
      );
      const pairs = lists.flatMap((one, index) =>
        lists.slice(index + 1).map((other) => [one, other] as const),
      );
      const superlinear = pairs.flatMap(([one, other]) => {
        const both = (size: number) => merged(one.fileOf(size), other.fileOf(size));
        // A product that a limit of AWS bounds is rejected before it is built. Its work is linear above the limit.
        const growth = growthOf(both, 20);
        if (growth < 4.4) return [];
        const above = growthOf(both, 500);
        return above < 4.4 ? [] : [`${one.name} × ${other.name}: ${above.toFixed(1)}`];
      });
      expect(superlinear).toEqual([]);
    },
  );
});
