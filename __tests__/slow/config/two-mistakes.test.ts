import { expect, test } from '@jest/globals';
import { fc } from '../../support/property-tests';
import { issuesOf } from '../../jobs/support/environments';
import { asRecord } from '../../support/stack-json';
import { everything } from '../../config/support/everything';
import {
  areIndependent,
  mistakesOfFields,
  mistakesOfRules,
  type Mistake,
} from '../../config/support/mistakes';

/** Returns the sorted issues of the configuration with these mistakes, each after its path. */
function issuesWith(...mistakes: readonly Mistake[]): readonly string[] {
  const config = mistakes.reduce<unknown>((before, { apply }) => apply(before), everything);
  return issuesOf(asRecord(config)).toSorted();
}

const every = [...mistakesOfFields, ...mistakesOfRules];
const alone = new Map(every.map((mistake) => [mistake, issuesWith(mistake)]));
const issuesOfAlone = (mistake: Mistake) => alone.get(mistake) ?? [];

const pathsOf = (issues: readonly string[]) => new Set(issues.map((line) => line.replace(/: .*/s, '')));

/** Generates pairs in the same job: a mistake of several fields, and one of the others. */
function pairs(others: readonly Mistake[], areSelected: (one: Mistake, other: Mistake) => boolean) {
  const found = mistakesOfRules.flatMap((one) =>
    others
      .filter((other) => isInSameJob(one, other) && areSelected(one, other))
      .map((other) => [one, other] as const),
  );
  return fc.constantFrom(...found);
}

function isInSameJob({ fields: [one] }: Mistake, { fields: [other] }: Mistake): boolean {
  return one?.[0] === other?.[0];
}

test('the configuration is valid, and each mistake causes an issue', () => {
  expect(issuesWith()).toEqual([]);
  expect(every.filter((mistake) => issuesOfAlone(mistake).length === 0)).toEqual([]);
});

test('a mistake of one field causes issues of this field only', () => {
  const elsewhere = mistakesOfFields.filter((mistake) => {
    const paths = [...pathsOf(issuesOfAlone(mistake))];
    return !paths.every((path) => path.startsWith(mistake.path));
  });
  expect(elsewhere.map(({ description }) => description)).toEqual([]);
});

test('two independent mistakes cause the same issues together as alone', () => {
  const property = fc.property(pairs(every, areIndependent), ([one, other]) => {
    expect(issuesWith(one, other)).toEqual([...issuesOfAlone(one), ...issuesOfAlone(other)].toSorted());
  });
  fc.assert(property, { numRuns: 200 });
});

test('an invalid field is reported beside a rule that uses it, and causes no new path', () => {
  const areDependent = (one: Mistake, other: Mistake) => !areIndependent(one, other);
  const property = fc.property(pairs(mistakesOfFields, areDependent), ([ofRule, ofField]) => {
    const together = issuesWith(ofRule, ofField);
    expect(together).toEqual(expect.arrayContaining([...issuesOfAlone(ofField)]));
    const known = pathsOf([...issuesOfAlone(ofRule), ...issuesOfAlone(ofField)]);
    expect([...pathsOf(together)].filter((path) => !known.has(path))).toEqual([]);
  });
  fc.assert(property, { numRuns: 100 });
});
