import { describe, expect, test } from '@jest/globals';
import { synthesizeForSnapshots } from '../lib';

/**
 * What a change to env-config/ does to the Terraform JSON, line by line, in the pull request: `npm test -- -u` renews
 * the snapshot. A
 * project that has this one as a package copies the file with the folder, and imports from 'background-jobs'.
 */
describe('env-config', () => {
  test.each(synthesizeForSnapshots('env-config').map(({ name, terraform }) => [name, terraform] as const))(
    '%s',
    (_, terraform) => {
      expect(terraform).toMatchSnapshot();
    },
  );
});
