import { describe, expect, test } from '@jest/globals';
import { synthesizeForSnapshots } from '../lib/testing';

/**
 * The snapshot shows how a change of env-config/ changes the Terraform JSON. `npm test -- -u` updates it.
 *
 * A project that uses this one as a package can copy this file and the folder. It must then import from
 * 'background-jobs/testing'.
 */
describe('env-config', () => {
  test.each(synthesizeForSnapshots('env-config').map(({ name, terraform }) => [name, terraform] as const))(
    '%s',
    (_, terraform) => {
      expect(terraform).toMatchSnapshot();
    },
  );
});
