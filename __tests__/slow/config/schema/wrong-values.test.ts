import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { readConfig } from '../../../../lib/config/reading/read-config';
import { renderPath, type Issue, type Path } from '../../../../lib/config/issues/issues';
import { validateSchema } from '../../../../lib/config/validate-schema';
import { parseYaml } from '../../../../lib/config/yaml/parse-yaml';
import { fileJsonSchema } from '../../../../lib/config/schema/json-schema';
import { golden } from '../../../support/fixtures';
import { fields, fileWith } from '../../../config/support/fields';
import { base, inFolder } from '../../../config/support/folders';
import { wrongValuesOf } from '../../../config/support/wrong-values';

const accepts = new Ajv({ strict: true, allowUnionTypes: true }).compile(fileJsonSchema());

const issuesOf = (content: unknown): readonly Issue[] =>
  inFolder({ 'defaults.yml': base, 'dev.yml': JSON.stringify(content) }, (folder) => readConfig(folder).issues);

const cases = fields.flatMap(([name, { path, schema }]) =>
  wrongValuesOf(schema).map(({ breaks, value }) => ({ name, path, breaks, value, issues: issuesOf(fileWith(path, value)) })),
);

describe('a wrong value', () => {
  test('exists for every field', () => {
    const tested = new Set(cases.map(({ name }) => name));
    expect(fields.filter(([name]) => !tested.has(name)).map(([name]) => name)).toEqual([]);
  });

  test('is rejected by the schema for editors', () => {
    expect(cases.filter(({ path, value }) => accepts(fileWith(path, value)))).toEqual([]);
  });

  test('is rejected with a message at the field and its line', () => {
    const elsewhere = cases.filter(
      ({ path, issues }) =>
        issues.length === 0 || issues.some((issue) => !issue.path.startsWith(renderPath(path)) || !issue.file.endsWith('dev.yml')),
    );
    expect(elsewhere.map(({ name, value, issues }) => [name, value, issues.map((issue) => [issue.path, issue.message])])).toEqual([]);
  });

  test('of another type gets only a message about the type, not about the length', () => {
    const messagesOf = fields.flatMap(([name, { path, schema }]) => {
      const rules = (schema.anyOf ?? [schema]).filter((rule) => typeof rule === 'object' && rule.type !== 'null');
      const [rule] = rules;
      if (rules.length > 1 || typeof rule !== 'object' || (rule.type !== 'string' && rule.type !== 'array')) return [];
      const tooMany = Array.from({ length: (rule.maxLength ?? rule.maxItems ?? 0) + 1 }, () => 'x');
      const others = rule.type === 'string' ? [[], tooMany] : ['', tooMany.join('')];
      return others.map((value) => {
        const { root } = parseYaml('dev.yml', JSON.stringify(fileWith(path, value)));
        const problems = validateSchema(root).problems.filter((problem) => renderPath(problem.path) === renderPath(path));
        return [name, problems.map(({ message }) => message)] as const;
      });
    });
    expect(messagesOf.length).toBeGreaterThan(200);
    expect(messagesOf.filter(([, messages]) => messages.length !== 1)).toEqual([]);
  });

  test('never gets a message of the validation library', () => {
    const messages = new Set(cases.flatMap(({ issues }) => issues.map(({ message }) => message)));
    expect([...messages].filter((message) => /(^|: )(Too |Invalid |Unrecognized |Expected )/.test(message))).toEqual([]);
  });

  test('gets the expected message', () => {
    const seen = new Set<string>();
    const lines = cases.flatMap(({ name, path, value, issues }) => {
      const text = issues.map(({ code, message }) => `  ${code}: ${message}\n`).join('');
      const given = JSON.stringify(value);
      const key = JSON.stringify([commonPathOf(path), given, text]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [`${name}: ${given.length > 60 ? `${given.slice(0, 59)}…` : given}\n${text}`];
    });
    const messages = lines.join('');
    expect(messages).toBe(golden(join(__dirname, 'wrong-values.txt'), messages));
  });
});

/** Returns a common path for the fields of every kind of job, of steps, and of the backends, so that the golden file has each message once. */
function commonPathOf(path: Path): Path {
  const task = path.findLastIndex((key) => key === 0 || key === 'on_failure');
  // Steps and on_failure have the same task fields as jobs.
  if (task >= 0 && task < path.length - 1) return path.slice(task + 1);
  if (path[0] === 'state_backend') return ['state_backend'];
  if (path[0] === 'job_defaults' && path.length > 1) return path.slice(1);
  return path[1] === 'any' && path.length > 2 ? path.slice(2) : path;
}
