/**
 * All tests except the e2e suite. package.json has a script for each part:
 *
 * - `npm test`: everything outside `__tests__/slow` and `__tests__/gates`
 * - `npm run test:slow`: `__tests__/slow`
 * - `npm run fuzz`: the files with property tests, with other seeds and more inputs
 * - `npm run test:gates`: `__tests__/gates`, which need Terraform, cdktf-cli, Java and Maven
 *
 * @type {import('jest').Config}
 */
module.exports = {
  // Jest lists and stores all files below its roots, for each project again: node_modules of each folder of tools, too.
  roots: ['<rootDir>/__tests__'],
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  testSequencer: '<rootDir>/jest.slowest-first.js',
  // Generous, because no test asserts a duration: a slow or busy machine must not make a test fail.
  testTimeout: 60_000,
  reporters: ['default', ...(process.env.TEST_COUNTS ? ['<rootDir>/.ci/count-tests.js'] : [])],
};
