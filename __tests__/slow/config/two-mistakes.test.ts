import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issuesOf } from '../../jobs/support/environments';
import { asRecord } from '../../support/stack-json';
import { everything } from '../../config/support/everything';
import {
  areIndependent,
  mistakesOfFields,
  mistakesOfRules,
  type Mistake,
} from '../../config/support/mistakes';

/** What is said of the configuration with these mistakes, each with its path before it. */
function toldOf(...mistakes: readonly Mistake[]): readonly string[] {
  const config = mistakes.reduce<unknown>((before, { made }) => made(before), everything);
  return issuesOf(asRecord(config)).toSorted();
}

const every = [...mistakesOfFields, ...mistakesOfRules];
const alone = new Map(every.map((mistake) => [mistake, toldOf(mistake)]));
const toldAlone = (mistake: Mistake) => alone.get(mistake) ?? [];

const placesOf = (told: readonly string[]) => new Set(told.map((line) => line.replace(/: .*/s, '')));

/** A mistake of fields together and one of the others, in the same job. */
function pairs(others: readonly Mistake[], areWanted: (one: Mistake, other: Mistake) => boolean) {
  const found = mistakesOfRules.flatMap((one) =>
    others
      .filter((other) => isInSameJob(one, other) && areWanted(one, other))
      .map((other) => [one, other] as const),
  );
  return fc.constantFrom(...found);
}

function isInSameJob({ about: [one] }: Mistake, { about: [other] }: Mistake): boolean {
  return one?.[0] === other?.[0];
}

test('nothing is wrong without a mistake, and something with each', () => {
  expect(toldOf()).toEqual([]);
  expect(every.filter((mistake) => toldAlone(mistake).length === 0)).toEqual([]);
});

test('a mistake in one field is told there, and makes nothing else be told', () => {
  const elsewhere = mistakesOfFields.filter((mistake) => {
    const places = [...placesOf(toldAlone(mistake))];
    return !places.every((place) => place.startsWith(mistake.place));
  });
  expect(elsewhere.map(({ what }) => what)).toEqual([]);
});

test('two independent mistakes are told together as each of them alone', () => {
  const property = fc.property(pairs(every, areIndependent), ([one, other]) => {
    expect(toldOf(one, other)).toEqual([...toldAlone(one), ...toldAlone(other)].toSorted());
  });
  fc.assert(property, { numRuns: 200 });
});

test('a wrong field is told also where others are judged by it, and they for nothing new', () => {
  const areDependent = (one: Mistake, other: Mistake) => !areIndependent(one, other);
  const property = fc.property(pairs(mistakesOfFields, areDependent), ([ofRule, ofField]) => {
    const together = toldOf(ofRule, ofField);
    expect(together).toEqual(expect.arrayContaining([...toldAlone(ofField)]));
    const known = placesOf([...toldAlone(ofRule), ...toldAlone(ofField)]);
    expect([...placesOf(together)].filter((place) => !known.has(place))).toEqual([]);
  });
  fc.assert(property, { numRuns: 100 });
});
