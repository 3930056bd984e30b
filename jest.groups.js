/**
 * The configuration of `npm test`. Jest loads all modules again for each test file, which takes more than a third of the time.
 * Here a group of test files is one file for Jest: __tests__/support/run-files.ts. With the path of a test file
 * (`npm test -- schedule-rules`), this is the usual configuration.
 */
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const base = require('./jest.config.js');

const filesOfGroup = 12;

const files = readdirSync(join(__dirname, '__tests__'), { recursive: true, encoding: 'utf8' })
  .map((file) => join('__tests__', file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts') && !/^__tests__\/(gates|slow)\//.test(file))
  .sort();

/** Whether a test file needs its own modules, because it replaces some, or its own file of snapshots. */
const isAlone = (file) =>
  /\bjest\.(mock|isolateModules)\b|toMatchSnapshot|\/invalid-pattern'/.test(
    readFileSync(join(__dirname, file), 'utf8'),
  );

function groupsOf(folder, all) {
  const count = Math.ceil(all.length / filesOfGroup);
  const size = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, index) => ({
    displayName: count === 1 ? folder : `${folder} ${index + 1}`,
    testFiles: all.slice(index * size, (index + 1) * size),
  }));
}

function grouped() {
  const folders = new Map();
  for (const file of files.filter((one) => !isAlone(one))) {
    const parts = file.split('/');
    const folder = parts.length > 2 ? parts[1] : 'top';
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const shared = { roots: base.roots, transform: base.transform };
  return {
    testTimeout: base.testTimeout,
    reporters: base.reporters,
    projects: [
      ...[...folders]
        .flatMap(([folder, all]) => groupsOf(folder, all))
        .map(({ displayName, testFiles }) => ({
          ...shared,
          displayName,
          globals: { testFiles },
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
