/**
 * The configuration of `npm test`. Jest loads all modules again for each test file, which takes more than a third of the time.
 * Here a group of test files is one file for Jest: __tests__/support/run-files.ts. With the path of a test file
 * (`npm test -- schedule-rules`), this is the usual configuration.
 */
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const base = require('./jest.config.js');

/** Each group loads all modules, in two seconds. There are more groups than processors, so that no processor waits long. */
const groupCount = 6;

const files = readdirSync(join(__dirname, '__tests__'), { recursive: true, encoding: 'utf8' })
  .map((file) => join('__tests__', file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts') && !/^__tests__\/(gates|slow)\//.test(file))
  .sort();

/** Whether a test file needs its own modules, because it replaces some, or its own file of snapshots. */
const isAlone = (file) =>
  /\bjest\.(mock|isolateModules)\b|toMatchSnapshot|\/invalid-pattern'/.test(
    readFileSync(join(__dirname, file), 'utf8'),
  );

function grouped() {
  const shared = { roots: base.roots, transform: base.transform };
  const sharing = files.filter((file) => !isAlone(file));
  return {
    testTimeout: base.testTimeout,
    reporters: base.reporters,
    projects: [
      ...Array.from({ length: groupCount }, (_, group) => ({
        ...shared,
        displayName: `group ${group + 1} of ${groupCount}`,
        // The slow files of a folder are in different groups, so that all groups take about the same time.
        globals: { testFiles: sharing.filter((_file, index) => index % groupCount === group) },
        testMatch: ['<rootDir>/__tests__/support/run-files.ts'],
      })),
      {
        ...shared,
        displayName: 'alone',
        testMatch: files.filter(isAlone).map((file) => `<rootDir>/${file}`),
      },
    ],
  };
}

const hasPatterns = process.argv.slice(2).some((argument) => !argument.startsWith('-'));
module.exports = hasPatterns ? { ...base, testPathIgnorePatterns: ['__tests__/(gates|slow)/'] } : grouped();
