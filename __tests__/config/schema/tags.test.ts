import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { environmentOf, issuesOf } from '../../jobs/support/environments';

const characters = 'letters, digits, spaces and _ . : / = + - @';

describe('tags of resources', () => {
  test.each([
    ['an empty key', { '': 'v' }, 'tags."": a tag’s key must have at least 1 character'],
    ['a long key', { ['k'.repeat(129)]: 'v' }, 'a tag’s key must have at most 128 characters'],
    ['a long value', { k: 'v'.repeat(257) }, 'a tag’s value must have at most 256 characters'],
    [
      'an empty value',
      { k: '' },
      'tags.k: "": a tag’s value must have at least 1 character, because schedule groups reject empty values',
    ],
    [
      'a key that begins with aws:',
      { 'aws:team': 'v' },
      'tags.aws:team: a tag’s key must not begin with aws:, which is reserved for AWS; rename the tag',
    ],
    ['a key that begins with AwS:', { 'AwS:team': 'v' }, 'rename the tag'],
    [
      'a value that begins with aws:',
      { k: 'aws:x' },
      'tags.k: aws:x: a tag’s value must not begin with aws:, which is reserved for AWS; change the value',
    ],
    ['a bracket in a key', { 'a(b)': 'v' }, `a tag’s key must have only ${characters}`],
    ['a comma in a value', { k: 'a, b' }, `tags.k: a, b: a tag’s value must have only ${characters}`],
    ['a line end in a value', { k: 'a\nb' }, `tags.k: "a\\nb": a tag’s value must have only ${characters}`],
    [
      'a key that differs only in case',
      { team: 'a', Team: 'b' },
      'tags.Team: b: the key Team differs from team only in case, so IAM treats them as one key; remove one of them',
    ],
    [
      'more than 48 tags',
      Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`k${index}`, 'v'])),
      'tags: there are 49 tags; at most 48 are allowed, because a task can have 50 and gets the tags background-jobs:job and background-jobs:service too; remove some',
    ],
    [
      'the key of the job’s name',
      { 'Background-Jobs:job': 'v' },
      'tags.Background-Jobs:job: v: the key Background-Jobs:job is a tag that the program sets; rename the tag',
    ],
    [
      'the key of the service’s name',
      { 'background-jobs:service': 'v' },
      'tags.background-jobs:service: v: the key background-jobs:service is a tag that the program sets; rename the tag',
    ],
  ])('are rejected for %s', (_, tags, message) => {
    const issues = issuesOf({ tags });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toContain(message);
  });

  test('are accepted up to every limit, in any script', () => {
    const tags = Object.fromEntries(
      Array.from({ length: 48 }, (_, index) => [`${index} ünï 漢字 _.:/=+-@`.padEnd(128, 'k'), 'v'.repeat(256)]),
    );
    expect(environmentOf({ tags }).config.tags).toEqual(tags);
    expect(environmentOf({ tags: { 'x-aws:y': 'laws:' } }).config.tags).toEqual({ 'x-aws:y': 'laws:' });
  });

  test('have rules that do not apply to the tags of existing subnets', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 128 }), (key) => {
        fc.pre(key !== '__proto__');
        const service = { subnet_tags: { [key]: '' }, security_group_ids: ['sg-1'] };
        expect(issuesOf({ service }).filter((issue) => issue.includes('subnet_tags'))).toEqual([]);
      }),
      { numRuns: tries(30) },
    );
  });
});
