const { transform, reporters, testSequencer } = require('../jest.config.js');

/**
 * The e2e suite, `npm run e2e`: Terraform applies to an emulator of AWS, and the jobs run there. docs/e2e.md describes it.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: '..',
  roots: ['<rootDir>/e2e'],
  testMatch: ['<rootDir>/e2e/**/*.test.ts'],
  globalSetup: '<rootDir>/e2e/support/set-up.ts',
  globalTeardown: '<rootDir>/e2e/support/tear-down.ts',
  testSequencer,
  transform,
  reporters,
};
