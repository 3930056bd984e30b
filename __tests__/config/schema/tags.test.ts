import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { environmentOf, issuesOf } from '../../jobs/support/environments';

const characters = 'letters, digits, spaces and _ . : / = + - @ are what every service takes';

describe('the tags of resources', () => {
  test.each([
    ['a key without a character', { '': 'v' }, 'tags."": a tag’s key has at least 1 character'],
    ['a long key', { ['k'.repeat(129)]: 'v' }, 'a tag’s key has at most 128 characters'],
    ['a long value', { k: 'v'.repeat(257) }, 'a tag’s value has at most 256 characters'],
    [
      'an empty value',
      { k: '' },
      'tags.k: "": a tag’s value has at least 1 character on a schedule group',
    ],
    ['what begins with aws:', { 'aws:team': 'v' }, 'tags.aws:team: what begins with aws: is AWS’s own'],
    ['the same in another case', { 'AwS:team': 'v' }, 'give the tag another key'],
    ['a value that begins so', { k: 'aws:x' }, 'tags.k: aws:x: what begins with aws: is AWS’s own'],
    ['a bracket in a key', { 'a(b)': 'v' }, `in a tag’s key, ${characters}`],
    ['a comma in a value', { k: 'a, b' }, `tags.k: a, b: in a tag’s value, ${characters}`],
    ['a line end in a value', { k: 'a\nb' }, `tags.k: "a\\nb": in a tag’s value, ${characters}`],
    [
      'a key that differs in case alone',
      { team: 'a', Team: 'b' },
      'tags.Team: b: the key Team differs from team in case alone, and IAM takes them for one; keep one of them',
    ],
    [
      'more than 50 of them',
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])),
      'tags: 51 tags, and a resource has at most 50; leave some out',
    ],
  ])('are refused for %s', (_, tags, message) => {
    const issues = issuesOf({ tags });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(message);
  });

  test('are taken up to every limit, in any script', () => {
    const tags = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`${index} ünï 漢字 _.:/=+-@`.padEnd(128, 'k'), 'v'.repeat(256)]),
    );
    expect(environmentOf({ tags }).config.tags).toEqual(tags);
    expect(environmentOf({ tags: { 'x-aws:y': 'laws:' } }).config.tags).toEqual({ 'x-aws:y': 'laws:' });
  });

  test('are checked nowhere else: what others put on subnets may be anything', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 128 }), (key) => {
        fc.pre(key !== '__proto__');
        const service = { subnet_tags: { [key]: '' }, security_group_ids: ['sg-1'] };
        expect(issuesOf({ service }).filter((issue) => issue.includes('subnet_tags'))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
