import { expect, test } from '@jest/globals';
import { distance } from 'fastest-levenshtein';
import { maps, messageOf, suggestedBy } from '../../config/support/unknown-fields';

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
