/**
 * How much the property tests try. `npm test` tries a part of the inputs, because every contributor waits for it.
 * `npm run fuzz` sets both variables, and tries as many inputs as fit into its time.
 */
const share = Number(process.env['PROPERTY_FACTOR'] ?? '0.2');
const fuzzSeed = process.env['PROPERTY_SEED'];

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
 * Returns the seed of a property test whose result depends on the seed, for example because it counts its inputs.
 *
 * @param seed - The seed in `npm test`.
 * @returns The seed, or the one in the environment variable `PROPERTY_SEED`.
 */
export function seedOr(seed: number): number {
  return fuzzSeed === undefined ? seed : Number(fuzzSeed);
}
