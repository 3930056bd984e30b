import { describe, expect, test } from '@jest/globals';
import { synthesizeWithCdktf } from '../../lib/constructs/synthesize-with-cdktf';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { synthesize } from '../../lib/resources/stack/synthesize';
import { validFixtures } from '../support/fixtures';

describe('the files of a synthesis', () => {
  test.each(validFixtures().map(({ name, config }) => [name, config]))(
    'of %s have the bytes that cdktf writes',
    (_, config) => {
      const { environments } = loadEnvironments(config);
      expect(synthesize(environments)).toEqual(synthesizeWithCdktf(environments));
    },
  );
});
