import { afterEach, beforeEach } from '@jest/globals';
import { TemporaryFolder } from '../../../support/run-program';

/** Runs each test of a file in a temporary folder of its own. Returns a function that returns the folder of the test. */
export function inTemporaryFolder(): () => TemporaryFolder {
  const start = process.cwd();
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
    process.chdir(folder.path);
  });
  afterEach(() => {
    process.chdir(start);
    folder.remove();
  });
  return () => folder;
}
