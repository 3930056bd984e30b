import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../support/property-tests';
import { explainInvalidProviderVersion } from '../../lib/config/provider-versions';
import {
  intersect,
  isEmptyRange,
  isInRange,
  isWithin,
  parseVersionConstraint,
  versionConstraintPattern,
  type Version,
  type VersionRange,
} from '../../lib/text/version-constraints';

function rangeOf(text: string): VersionRange {
  const parsed = parseVersionConstraint(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

const number = fc.integer({ min: 0, max: 3 });
const version = fc.tuple(number, number, number);
/** All versions that can be a bound of the constraints below, and the versions next to these. */
const smallVersions: readonly Version[] = [0, 1, 2, 3, 4, 5].flatMap((major) =>
  [0, 1, 2, 3, 4, 5].flatMap((minor) => [0, 1, 2, 3, 4, 5].map((patch) => [major, minor, patch] as const)),
);
const constraint = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '=', '!=', '>', '>=', '<', '<=', '~>'),
      version,
      fc.integer({ min: 1, max: 3 }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) =>
    parts.map(([operator, numbers, count]) => `${operator} ${numbers.slice(0, count).join('.')}`).join(','),
  );

describe('a version constraint', () => {
  test.each<readonly [text: string, allowed: readonly string[], rejected: readonly string[]]>([
    ['~> 6', ['6.0.0', '6.60.1'], ['5.100.0', '7.0.0']],
    ['~> 6.60', ['6.60.0', '6.99.9'], ['6.59.9', '7.0.0']],
    ['~> 6.60.1', ['6.60.1', '6.60.9'], ['6.60.0', '6.61.0']],
    ['6.60', ['6.60.0'], ['6.60.1', '6.59.0']],
    ['> 6.60', ['6.60.1'], ['6.60.0']],
    ['<= 6.60', ['6.60.0'], ['6.60.1']],
    [' >=6.1 ,\n!= 6.2.0,< 6.3', ['6.1.0', '6.2.1'], ['6.0.9', '6.2.0', '6.3.0']],
  ])('%j allows the versions that Terraform allows', (text, allowed, rejected) => {
    const isAllowed = (one: string) => {
      const [major = 0, minor = 0, patch = 0] = one.split('.').map(Number);
      return isInRange([major, minor, patch], rangeOf(text));
    };
    expect(allowed.filter((one) => !isAllowed(one))).toEqual([]);
    expect(rejected.filter(isAllowed)).toEqual([]);
  });

  test('is empty if no version satisfies it', () => {
    fc.assert(
      fc.property(constraint, (text) => {
        const range = rangeOf(text);
        expect(isEmptyRange(range)).toBe(!smallVersions.some((one) => isInRange(one, range)));
      }),
    );
  });

  test('is within another range, or has a version outside it', () => {
    fc.assert(
      fc.property(constraint, version, version, (text, lowest, end) => {
        const [inner, outer] = [rangeOf(text), { lowest, end, excluded: [] }];
        const allowed = smallVersions.filter((one) => isInRange(one, inner));
        if (isWithin(inner, outer)) expect(allowed.filter((one) => !isInRange(one, outer))).toEqual([]);
        const both = intersect(inner, outer);
        expect(smallVersions.filter((one) => isInRange(one, both))).toEqual(
          allowed.filter((one) => isInRange(one, outer)),
        );
      }),
    );
  });

  test('is valid exactly if the pattern for editors matches it', () => {
    fc.assert(
      fc.property(fc.oneof(constraint, fc.stringMatching(/^[ \d.,<>=!~^v-]{0,9}$/)), (text) => {
        expect(versionConstraintPattern.test(text)).toBe(parseVersionConstraint(text).ok);
      }),
      { numRuns: tries(2000) },
    );
  });
});

describe('the version of the provider', () => {
  test.each(['~> 6.60', '~> 6.0', '~> 5.100', '>= 5.100.0, < 7.0.0', '= 6.1.0', '< 7, > 5.100'])(
    'can be %j',
    (text) => {
      expect(explainInvalidProviderVersion(text)).toBeUndefined();
    },
  );

  test.each([
    ['^6.60', '^6.60 is not a version constraint of Terraform; did you mean "~> 6.60"?'],
    ['6.x', '6.x is not a version constraint of Terraform; did you mean "~> 6.0"?'],
    ['6.60.*', '6.60.* is not a version constraint of Terraform; did you mean "~> 6.60.0"?'],
    ['v6.60.0', 'v6.60.0 is not a version of Terraform; did you mean "6.60.0"?'],
    ['6.0.0-beta1', '6.0.0-beta1 is not a released version; remove the suffix'],
    ['~> 6.60,', 'a comma must be between two constraints; remove the other commas'],
    [
      'latest',
      'latest is not a version constraint of Terraform; write one such as "~> 6.60" or ">= 6.60.0, < 6.70.0"',
    ],
    ['>= 6.60, < 6.50', 'no version satisfies >= 6.60, < 6.50; write one such as "~> 6.60"'],
    [
      '~> 7.0',
      '~> 7.0 allows no version that the generated JSON works with (>= 5.100.0, < 7.0.0); write one such as "~> 6.60"',
    ],
    [
      '>= 6.60',
      '>= 6.60 also allows versions that the generated JSON is not tested with; it must be within >= 5.100.0, < 7.0.0, for example ">= 6.60.0, < 7.0.0"',
    ],
    [
      '~> 5.0',
      '~> 5.0 also allows versions that the generated JSON is not tested with; it must be within >= 5.100.0, < 7.0.0, for example ">= 5.100.0, < 6.0.0"',
    ],
  ])('must not be %j', (text, message) => {
    expect(explainInvalidProviderVersion(text)).toBe(message);
  });
});
