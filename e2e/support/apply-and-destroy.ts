import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validFixtures } from '../../__tests__/support/fixtures';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { prepareAccount } from './account';
import { Aws } from './aws';
import { Emulator } from './emulator';
import { say } from './say';
import { inventory } from './inventory';
import { emulatorOverride, Stack } from './stack';

/** Fixtures whose tags AWS would refuse: they are there for Terraform's plan, and the emulator can't hold them. */
const notForAws: readonly string[] = ['hostile-strings'];

/** Applies every environment of every fixture, in the way that `as` gives it, looks at a second plan, and destroys it. */
export function applyEveryFixture(way: string, as: (environment: EnvironmentJobs) => EnvironmentJobs): void {
  describe(`${way}: apply, plan again, destroy`, () => {
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await Emulator.start();
    });
    afterAll(async () => {
      await emulator.stop();
    });

    const environments = validFixtures()
      .filter(({ name }) => !notForAws.includes(name))
      .flatMap(({ name, config }) =>
        loadEnvironments(config).environments.map((environment) => [name, environment] as const),
      )
      .map(
        ([fixture, environment], index) =>
          [`${fixture}, ${environment.config.name}`, as(environment), index] as const,
      );

    test.each(environments)('%s', async (name, environment, index) => {
      say(`${way}: ${name}`);
      // An account of its own for each, so that what is looked up is its own too.
      const accountId = environment.config.accountId ?? String(600_000_000_000 + index);
      const aws = new Aws(emulator.url, accountId, environment.config.region);
      await prepareAccount(aws, environment);
      const before = await inventory(aws);
      const stack = new Stack(emulatorOverride(emulator.url, accountId)).put(environment);
      try {
        await stack.init();
        await stack.apply();
        expect(await stack.isQuiet()).toBe(true);
        await stack.destroy();
        expect(await stack.addresses()).toEqual([]);
        // Nothing of ours is left, and everything of the account's.
        expect(await inventory(aws)).toEqual(before);
      } finally {
        stack.remove();
      }
    });
  });
}
