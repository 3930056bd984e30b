import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../support/property-tests';
import { synthesizeForSnapshots } from '../../lib/testing/snapshots';
import { unfoldJson } from '../../lib/report/unfold-json';
import { validFixtures } from '../support/fixtures';
import { at } from '../support/stack-json';

describe('JSON inside strings', () => {
  test('is unfolded, with placeholders of templates and lists that Terraform looks up', () => {
    const list = '${jsonencode(sort(distinct(compact(flatten(["a}", data.aws_subnets.tasks.ids])))))}';
    expect(
      unfoldJson({
        definition: `{"States":{"Subnets":${list},"Command":["{}","[\\"a\\"]"]}}`,
        template: '{"command":["<literal>",<object_key>],"value":<bucket_name>}',
      }),
    ).toEqual({
      definition: { States: { Subnets: list, Command: [{}, ['a']] } },
      template: { command: ['<literal>', '<object_key>'], value: '<bucket_name>' },
    });
  });

  test('is unfolded in every resource of every fixture', () => {
    for (const { config } of validFixtures()) {
      for (const { terraform } of synthesizeForSnapshots(config)) {
        for (const [, field, value] of JSON.stringify(terraform).matchAll(
          /"(definition|event_pattern|policy|assume_role_policy|input_template)":("\\"|.)/g,
        )) {
          // The input template of a message is the JSON of a text.
          const isMessage = field === 'input_template' && value === '"\\"';
          expect([field, isMessage ? '{' : value]).toEqual([field, '{']);
        }
      }
    }
  });
});

describe('a string that is not JSON text', () => {
  test.each([
    '{not JSON}',
    '[12345678901234567890]',
    '[1.0]',
    '{"a":1,"a":2}',
    '{ "a": 1 }',
    '[\n]',
    '{"b":1,"1":2}',
    '["\\u0041"]',
    '[1e400]',
    ' []',
    '"text"',
    '12',
    '',
  ])('%j is unchanged', (value) => {
    expect(unfoldJson({ value })).toEqual({ value });
  });

  test('can be reconstructed from the unfolded value', () => {
    const text = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((json) => `[${json}]`),
    );
    fc.assert(
      fc.property(text, (value) => {
        const unfolded = at(unfoldJson({ value: JSON.stringify([value]) }), 'value', 0);
        expect(typeof unfolded === 'string' ? unfolded : fold(unfolded, value)).toBe(value);
      }),
      { numRuns: tries(2000) },
    );
  });
});

/** Returns the original JSON of an unfolded value. */
function fold(unfolded: unknown, original: string): string {
  const refold = (now: unknown, before: unknown): unknown => {
    if (typeof before === 'string') return typeof now === 'string' ? now : fold(now, before);
    if (Array.isArray(before)) return before.map((inner, index) => refold(at(now, index), inner));
    if (typeof before !== 'object' || before === null) return now;
    return Object.fromEntries(
      Object.entries(before).map(([key, inner]) => [key, refold(at(now, key), inner)]),
    );
  };
  return JSON.stringify(refold(unfolded, JSON.parse(original)));
}
