/** Sets the seed of all property tests from the environment variable of `npm run fuzz`. */
import fc from 'fast-check';

const seed = process.env['PROPERTY_SEED'];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
