import { expect } from '@jest/globals';
import fc, { type Arbitrary } from 'fast-check';

export { fc };

/**
 * How much the property tests try. `npm test` tries a part of the inputs, because every contributor waits for it.
 * `npm run fuzz` sets both variables, and tries as many inputs as fit into its time.
 */
const share = Number(process.env['PROPERTY_FACTOR'] ?? '0.2');
const fuzzSeed = process.env['PROPERTY_SEED'];

// `npm test` always tries the same inputs, so that it fails only because of a change. `npm run fuzz` tries new ones.
const seed = Number(fuzzSeed ?? '18');
fc.configureGlobal({ seed });

let test: string | undefined;
let calls = 0;

/**
 * Returns random values. `fc.sample` would return the same values at each call, because the seed is fixed. The values
 * depend on the calls in the same test, and on no other test.
 *
 * @param arbitrary - What the values are.
 * @param count - How many values.
 */
export function randomValues<Value>(arbitrary: Arbitrary<Value>, count: number): readonly Value[] {
  const { currentTestName } = expect.getState();
  calls = currentTestName === test ? calls + 1 : 1;
  test = currentTestName;
  return fc.sample(arbitrary, { numRuns: count, seed: (seed + calls) % 2 ** 31 });
}

/**
 * Returns how many random inputs a property test tries.
 *
 * @param count - The number that found every mistake for which the test was written.
 * @returns A fifth of the count, or the part in the environment variable `PROPERTY_FACTOR`; at least 1.
 */
export function tries(count: number): number {
  return Math.max(1, Math.ceil(count * share));
}

/**
 * Expects that enough of the random inputs were of one kind. Otherwise the test would pass without a trial of its
 * property. The function does not check this with the new seeds of `npm run fuzz`, where the number is left to chance.
 *
 * @param count - How many inputs were of that kind.
 * @param minimum - The count must be larger than this number for the full number of inputs, see {@link tries}.
 */
export function expectEnough(count: number, minimum: number): void {
  if (fuzzSeed === undefined) expect(count).toBeGreaterThan(minimum * share);
}

/**
 * Any character of Unicode, as the unit of `fc.string`. The unit `binary` of fast-check gives the same characters, and takes
 * a second to build a table of all of them (fast-check 4).
 */
export const anyCharacter = fc
  .oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xd7ff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0xe000, max: 0x10ffff }) },
  )
  .map((code) => String.fromCodePoint(code));
