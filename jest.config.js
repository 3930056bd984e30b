/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  // Nothing is asserted of a time: a machine that is slow, or does something else as well, is no failure.
  testTimeout: 60_000,
  reporters: ['default', ...(process.env.TEST_COUNTS ? ['<rootDir>/.ci/count-tests.js'] : [])],
};
