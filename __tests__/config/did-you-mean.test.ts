import { expect, test } from '@jest/globals';
import { distance } from 'fastest-levenshtein';
import { environmentJsonSchema, type JsonSchema } from '../../lib/config/schema/json-schema';
import { findUnknownFields, likelyMeant } from '../../lib/config/unknown-fields';
import { parseYaml } from '../../lib/config/yaml/parse-yaml';

interface Level {
  readonly path: readonly string[];
  readonly fields: readonly string[];
}

/** Every place where fields have names. */
function levels(schema: JsonSchema, path: readonly string[] = []): readonly Level[] {
  const fields = Object.entries(schema.properties ?? {});
  const below = fields.flatMap(([name, inner]) =>
    typeof inner === 'object' ? levels(inner, [...path, name]) : [],
  );
  const { additionalProperties: any } = schema;
  const named = typeof any === 'object' ? levels(any, [...path, 'any']) : [];
  return [...(fields.length > 0 ? [{ path, fields: fields.map(([name]) => name) }] : []), ...below, ...named];
}

/** What is said of a field with this name at this place. */
function saidOf(path: readonly string[], name: string): string | undefined {
  const text = JSON.stringify([...path, name].reduceRight<unknown>((value, key) => ({ [key]: value }), 'x'));
  const [problem] = findUnknownFields(parseYaml('f.yml', text).root);
  return problem?.message;
}

function suggested(message: string | undefined): string | undefined {
  return /did you mean (.+)\?$/.exec(message ?? '')?.[1];
}

const sorted = (word: string) => Array.from(word).sort().join('');
const isNear = (typo: string, meant: string) => distance(typo, meant) <= 1 || sorted(typo) === sorted(meant);

const places = levels(environmentJsonSchema);

test('there are places to make mistakes in', () => {
  expect(places.map(({ path }) => path.join('.'))).toEqual(
    expect.arrayContaining([
      '',
      'service',
      'iam',
      'job_defaults.retry',
      'scheduled_jobs.any',
      'file_upload_jobs.any.retry',
      'state_backend',
      'state_backend.s3.assume_role',
    ]),
  );
});

test.each(places.map(({ path, fields }) => [path.join('.') || 'the top', path, fields] as const))(
  'in %s, a field with a letter left out, doubled or swapped is recognised',
  (_, path, fields) => {
    for (const field of fields) {
      for (let at = 0; at < field.length; at += 1) {
        const [before, letter, next, after] = [
          field.slice(0, at),
          field.charAt(at),
          field.charAt(at + 1),
          field.slice(at + 2),
        ];
        for (const typo of [
          before + next + after,
          before + letter + letter + next + after,
          before + next + letter + after,
        ]) {
          if (fields.includes(typo) || typo === '') continue;
          const meant = suggested(saidOf(path, typo)) ?? 'nothing';
          expect({ typo, meant, isRight: fields.includes(meant) && isNear(typo, meant) }).toEqual({
            typo,
            meant,
            isRight: true,
          });
        }
      }
    }
  },
);

test.each(places.map(({ path, fields }) => [path.join('.') || 'the top', path, fields] as const))(
  'in %s, a far-off word is met with what is allowed, or with nothing',
  (_, path, fields) => {
    for (const word of ['zzz', 'x', 'lambda', 'kubernetes_namespace_selector', '日本', '🙂🙂', '-', '<<']) {
      const expected =
        fields.length <= 12 ? `unknown field; allowed are ${fields.join(', ')}` : 'unknown field';
      expect({ word, said: saidOf(path, word) }).toEqual({ word, said: expected });
    }
  },
);

test.each([
  ['Task-Command', 'task_command'],
  ['taskCommand', 'task_command'],
  ['TASK_COMMAND', 'task_command'],
  ['task command', 'task_command'],
  ['ipv4', 'IPv4'],
])('%s is recognised as %s', (given, meant) => {
  expect(likelyMeant(given, ['schedule_expression', 'task_command', 'IPv4'])).toBe(meant);
});

test('a word that is as long as a file is answered at once', () => {
  const start = performance.now();
  expect(likelyMeant('x'.repeat(1_000_000), ['task_command'])).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(2000);
});
