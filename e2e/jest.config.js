const { transform, reporters } = require('../jest.config.js');

/** The e2e suite: `npm run e2e`. */
module.exports = {
  rootDir: '..',
  testMatch: ['<rootDir>/e2e/**/*.test.ts'],
  globalSetup: '<rootDir>/e2e/support/set-up.ts',
  globalTeardown: '<rootDir>/e2e/support/tear-down.ts',
  transform,
  reporters,
};
