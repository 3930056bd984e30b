import { expect, test } from '@jest/globals';
import { distance } from 'fastest-levenshtein';
import { findUnknownFields } from '../../../lib/config/hints/unknown-fields';
import { markSecrets } from '../../../lib/config/secrets/mark-secrets';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';
import { closestMatch } from '../../../lib/text/closest-match';
import { maps, messageOf, suggestedBy } from '../../config/support/unknown-fields';
import { countCalls } from '../../support/count-calls';

const sorted = (word: string) => Array.from(word).sort().join('');
const isNear = (typo: string, field: string) => distance(typo, field) <= 1 || sorted(typo) === sorted(field);

test.each(maps.map(({ path, fields }) => [path.join('.') || 'the top', path, fields] as const))(
  'in %s, a field with a missing, double or swapped letter gets a suggestion',
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
          const suggestion = suggestedBy(messageOf(path, typo)) ?? 'nothing';
          const isRight = fields.includes(suggestion) && isNear(typo, suggestion);
          expect({ typo, suggestion, isRight }).toEqual({ typo, suggestion, isRight: true });
        }
      }
    }
  },
);

test('a very long word is not compared letter by letter', () => {
  const comparisons = (given: string) =>
    countCalls(() => {
      expect(closestMatch(given, ['task_command'])).toBeUndefined();
    }, /fastest-levenshtein/);
  expect(comparisons('x'.repeat(1_000_000))).toBe(0);
  expect(comparisons('x')).toBeGreaterThan(0);
});

test('of thousands of unknown fields, the first thousand are compared with known fields and reported', () => {
  const fields = (count: number) =>
    parseYaml('f.yml', Array.from({ length: count }, (_, index) => `field${index}: x`).join('\n')).root;
  const { problems } = findUnknownFields(fields(3000));
  expect(problems).toHaveLength(1001);
  expect(problems.at(-1)).toMatchObject({
    path: ['field1000'],
    message:
      'unknown field; the configuration has 1999 more unknown fields that are not listed; correct the listed fields first',
  });
  expect(findUnknownFields(fields(1000)).problems.at(-1)?.message).toBe('unknown field');
  const comparisons = (count: number) => {
    const root = fields(count);
    return countCalls(() => findUnknownFields(root), /closest-match|fastest-levenshtein/);
  };
  expect(comparisons(6000)).toBe(comparisons(3000));
  const marking = (count: number) => {
    const root = fields(count);
    return countCalls(() => markSecrets(root), /closest-match|fastest-levenshtein/);
  };
  expect(marking(1100)).toBeLessThan(marking(900));
});
