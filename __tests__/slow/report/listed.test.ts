import { describe, test } from '@jest/globals';
import { expectListed } from '../../report/list/support/expect-listed';
import { validFixtures } from '../../support/fixtures';

describe.each(validFixtures())('$name', ({ config }) => {
  test.each([
    ['--from', '2027-03-13T00:00:00Z'],
    ['--on', '2027-03-14'],
  ])('is listed with %s %s deterministically, without control characters', (...when) => {
    expectListed(config, when);
  });
});
