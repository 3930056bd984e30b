import { describe, expect, test } from '@jest/globals';
import { findFilterPolicyProblems, type FilterPolicyScope } from '../../../lib/aws/sns/filter-policies';
import type { JsonObject } from '../../../lib/values/json';
import { fc, tries } from '../../support/property-tests';

/** Returns the paths and the messages of the problems of a filter policy. */
const problemsOf = (policy: JsonObject, scope: FilterPolicyScope = 'MessageAttributes'): readonly string[] =>
  findFilterPolicyProblems(policy, scope).map(({ path, message }) => `${path.join('.')}: ${message}`);

const values = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `v${index}`);

describe('a filter policy', () => {
  test.each<readonly [string, JsonObject, FilterPolicyScope]>([
    ['texts, numbers, true, false and null', { a: ['x', 1, true, false, null] }, 'MessageAttributes'],
    [
      'every operator of SNS',
      {
        a: [{ 'anything-but': ['x', 'y'] }, { prefix: 'x' }, { suffix: 'x' }, { exists: true }],
        b: [{ 'equals-ignore-case': 'x' }, { numeric: ['>', 0, '<=', 150] }],
        c: [{ cidr: '10.0.0.0/24' }, { 'anything-but': { prefix: 'x' } }],
      },
      'MessageAttributes',
    ],
    ['alternatives', { a: [1], $or: [{ b: ['x'] }, { c: ['y'], d: [2] }] }, 'MessageAttributes'],
    ['fields below others of the body', { a: { b: { c: ['x'] } }, d: { e: ['y'] } }, 'MessageBody'],
    ['five keys', { a: ['x'], b: ['x'], c: ['x'], d: ['x'], e: ['x'] }, 'MessageAttributes'],
    // AWS's example of combinations: 4 x 3 x 3 x 2 = 72.
    ['72 combinations', { a: { b: { c: values(4) } }, d: { e: values(3) } }, 'MessageBody'],
    ['150 combinations', { a: values(15), b: values(10) }, 'MessageAttributes'],
    ['numbers at the limit', { a: [1e9, -1e9, { numeric: ['<', 1e9] }] }, 'MessageAttributes'],
  ])('with %s is accepted', (_, policy, scope) => {
    expect(problemsOf(policy, scope)).toEqual([]);
  });

  test.each<readonly [string, JsonObject, FilterPolicyScope, RegExp]>([
    ['no field', {}, 'MessageAttributes', /^: must have at least one field/],
    [
      'six keys',
      { a: ['x'], b: ['x'], c: ['x'], d: ['x'], e: ['x'], f: ['x'] },
      'MessageBody',
      /6 keys; .* at most 5/,
    ],
    [
      '151 combinations',
      { a: values(151) },
      'MessageAttributes',
      /^: the filter policy has 151 combinations/,
    ],
    // AWS multiplies each length by its depth: 3 x 4 x 2 x 3 x 1 x 3 = 216.
    [
      'too many combinations of nested fields',
      { a: { b: { c: values(4) } }, d: { e: values(3) }, f: values(3) },
      'MessageBody',
      /216 combinations/,
    ],
    [
      'a field below an attribute',
      { a: { b: ['x'] } },
      'MessageAttributes',
      /^a: a is a map; .* filter_policy_scope: MessageBody/,
    ],
    [
      'an operator without a list',
      { a: { prefix: 'x' } },
      'MessageAttributes',
      /^a: an operator must be in a list: a: \[\{"prefix":"x"\}\]/,
    ],
    [
      'a value without a list',
      { a: 'x' },
      'MessageAttributes',
      /^a: must be a list, even with one element: \[x\]/,
    ],
    ['an empty list', { a: [] }, 'MessageAttributes', /^a: must have at least one element/],
    [
      'an unknown operator',
      { a: [{ begins: 'x' }] },
      'MessageAttributes',
      /^a\.0: begins is not an operator/,
    ],
    ['a list in a list', { a: [['x']] }, 'MessageAttributes', /^a\.0: got a list/],
    [
      'a number above the limit',
      { a: [{ numeric: ['<', 1e9 + 1] }] },
      'MessageAttributes',
      /^a\.0: got 1000000001; .* -1000000000 to 1000000000/,
    ],
    [
      'one alternative',
      { $or: [{ a: ['x'] }] },
      'MessageAttributes',
      /^\$or: \$or must be a list of at least two/,
    ],
    [
      'an alternative that is a text',
      { $or: ['x', { a: [1] }] },
      'MessageAttributes',
      /^\$or\.0: x: each alternative/,
    ],
    [
      'an operator as a field in $or',
      { $or: [{ prefix: ['x'] }, { a: [1] }] },
      'MessageAttributes',
      /name of an operator/,
    ],
    ['half of a character', { a: ['\ud83d'] }, 'MessageAttributes', /^a\.0: .*half of a surrogate pair/],
    [
      'too many bytes',
      { a: ['x'.repeat(262_144)] },
      'MessageAttributes',
      /bytes; it must have at most 262144/,
    ],
  ])('with %s is rejected', (_, policy, scope, message) => {
    expect(problemsOf(policy, scope).join('\n')).toMatch(message);
  });

  test('of any JSON has problems with paths that exist, and never throws', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (policy, isBody) => {
        for (const { path } of findFilterPolicyProblems(policy, isBody ? 'MessageBody' : 'MessageAttributes'))
          expect(
            path.reduce<unknown>((value, step) => Reflect.get(Object(value), step), policy),
          ).not.toBeUndefined();
      }),
      { numRuns: tries(500) },
    );
  });
});
