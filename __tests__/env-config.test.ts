import { describe, expect, test } from '@jest/globals';
import { synthesizeForSnapshots } from '../lib';

/**
 * What a change to env-config/ does to the Terraform JSON, line by line, in the pull request: `npm test -- -u` renews
 * the snapshot. Copy this file with the folder.
 */
describe('env-config', () => {
  test.each(synthesizeForSnapshots('env-config').map(({ name, terraform }) => [name, terraform] as const))(
    '%s',
    (_, terraform) => {
      expect(terraform).toMatchSnapshot();
    },
  );
});
