import { describe, jest } from '@jest/globals';
import { join } from 'node:path';

/** The test files of one group, from jest.groups.js: paths below the root of the repository. */
declare const testFiles: readonly string[];

for (const file of testFiles) {
  describe(file, () => {
    jest.requireActual(join(__dirname, '..', '..', file));
  });
}
