import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { parse } from 'yaml';
import type { Issue } from '../../../lib/config/issues/issues';
import { readConfig } from '../../../lib/config/reading/read-config';
import { fileJsonSchema, type JsonSchema } from '../../../lib/config/schema/json-schema';
import { invalidFixtures, validFixtures } from '../../support/fixtures';
import { fields, fileWith } from '../support/fields';
import { base, issuesOf } from '../support/folders';

const schema = fileJsonSchema();
// In strict mode, ajv rejects `type: [object, null]` without this option.
const accepts = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

const filesOf = (folders: readonly string[]) =>
  folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.yml')).map((name) => join(folder, name)));
const shortened = (file: string) => file.split('/').slice(-3).join('/');

describe('the schema for editors', () => {
  test.each(filesOf(validFixtures().map(({ config }) => config)).map((file) => [shortened(file), file]))(
    'accepts %s',
    (_, file) => {
      expect([accepts(parse(readFileSync(file, 'utf8'), { merge: true })), accepts.errors]).toEqual([true, null]);
    },
  );

  test.each([
    ['an unknown key', { app_nam: 'x' }],
    ['an unknown key in a group', { service: { nme: 'x' } }],
    ['an unknown key in a job', { scheduled_jobs: { a: { task_comand: ['x'] } } }],
    ['an unknown key in a field of a job', { file_upload_jobs: { a: { retry: { attempts: 1 } } } }],
    ['a field of another kind of job', { file_upload_jobs: { a: { schedule_expression: 'rate(1 hour)' } } }],
    ['a number instead of a text', { account_id: 123456789012 }],
    ['a text instead of a list', { scheduled_jobs: { a: { task_command: 'bin/a' } } }],
    ['a list instead of a map', { scheduled_jobs: [] }],
    ['null in a list', { scheduled_jobs: { a: { task_command: [null] } } }],
    ['an empty command', { scheduled_jobs: { a: { task_command: [] } } }],
    ['a value that is not allowed', { job_defaults: { state: 'disabled' } }],
    ['a number that is too large', { job_defaults: { retry: { max_attempts: 1e9 } } }],
    ['a job name with a space', { scheduled_jobs: { 'a b': {} } }],
    ['a region that does not exist', { region: 'us-est-1' }],
    ['a secret', { state_backend: { s3: { secret_key: 'x' } } }],
    ['a backend that does not exist', { state_backend: { s4: {} } }],
    ['a list at the top level', []],
    ['a text at the top level', 'x'],
  ])('rejects %s', (_, content) => {
    expect(accepts(content)).toBe(false);
  });

  test('requires no field, and accepts null for every field', () => {
    for (const content of [{}, null, { region: null }, { service: null }, { scheduled_jobs: { a: {}, b: null } }, { job_defaults: { retry: { max_attempts: null } } }])
      expect([content, accepts(content)]).toEqual([content, true]);
  });

  /** Whether the schema of a file can express the rule of an issue. */
  const isStructural = ({ code, path }: Issue): boolean =>
    code === 'unknown-field' || code === 'wrong-type' || (code === 'secret' && !/\.(address|conn_str)$/.test(path));

  test.each(invalidFixtures().map(({ name, config }) => [name, config] as const))(
    'rejects the files of the fixture %s with a wrong structure, and accepts those without issues',
    (_, config) => {
      const { issues } = readConfig(config);
      for (const file of filesOf([config])) {
        const own = issues.filter((issue) => issue.file === file);
        // Another YAML parser can read an invalid text differently.
        if (own.some(({ code }) => code === 'invalid-yaml' || code === 'alias-cycle')) continue;
        const accepted = accepts(parse(readFileSync(file, 'utf8'), { merge: true }));
        if (own.some(isStructural)) expect([shortened(file), accepted]).toEqual([shortened(file), false]);
        if (own.length === 0) expect([shortened(file), accepted]).toEqual([shortened(file), true]);
      }
    },
  );

  test('rejects the defaults of the fixture nothing-right', () => {
    const files = filesOf(invalidFixtures().filter(({ name }) => name === 'nothing-right').map(({ config }) => config));
    const rejected = files.filter((file) => !accepts(parse(readFileSync(file, 'utf8'), { merge: true })));
    expect(rejected.map(shortened)).toEqual(['nothing-right/env-config/defaults.yml']);
  });
});

describe('every field', () => {
  test('is visited', () => {
    expect(fields.length).toBeGreaterThan(300);
    expect(fields.map(([path]) => path)).toContain('scheduled_jobs.any.retry.max_attempts');
  });

  test('has a description in one line', () => {
    expect(fields.filter(([, { schema: { description = '' } }]) => !/^\S[^\n]+$/.test(description))).toEqual([]);
  });

  test('has a type, or a list of its values', () => {
    const types = (schema: JsonSchema): readonly unknown[] =>
      [schema.type, schema.enum, schema.const, schema.not, ...(schema.anyOf ?? []).flatMap((one) => (typeof one === 'object' ? types(one) : []))].filter((type) => type !== undefined && type !== 'null');
    expect(fields.filter(([, field]) => types(field.schema).length === 0).map(([path]) => path)).toEqual([]);
  });

  test('has an example, unless it is a secret', () => {
    const without = fields.filter(([, { schema }]) => schema.not === undefined && (schema.examples ?? []).length === 0);
    expect(without.map(([path]) => path)).toEqual([]);
  });
});

test.each(fields.filter(([, field]) => (field.schema.examples ?? []).length > 0))(
  'the example of %s is accepted',
  (_, { path, schema: { examples = [] } }) => {
    for (const example of examples) {
      const content = fileWith(path, example);
      expect([accepts(content), accepts.errors]).toEqual([true, null]);
      expect(issuesOf({ 'defaults.yml': base, 'dev.yml': JSON.stringify(content) })).toEqual([]);
    }
  },
);
