import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validFixtures } from '../../__tests__/support/fixtures';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { deployPermissions, type DeployPhase } from '../../lib/jobs/permissions/deploy-permissions';
import { prepareAccount } from './account';
import { useOf } from './allowed-calls';
import { Aws } from './aws';
import { callsAgainstModels } from './calls-against-models';
import { Emulator } from './emulator';
import { promises, report } from './report';
import { say } from './say';
import { inventory } from './inventory';
import { emulatorOverride, Stack } from './stack';

/** Fixtures of when jobs start and how they run, which have the same network and roles as others, or look them up by themselves: applied once is enough. */
const sameWhereverIdsAreFrom: readonly string[] = ['calendars', 'runs', 'workers'];

/** Which of the environments a file applies, so that several files can do so side by side. */
interface Share {
  readonly part: number;
  readonly of: number;
}

/** Applies every environment of every fixture, in the way that `as` gives it, looks at a second plan, and destroys it. */
export function applyEveryFixture(
  way: 'apply' | 'applyLookedUp',
  as: (environment: EnvironmentJobs) => EnvironmentJobs,
  { part, of }: Share = { part: 0, of: 1 },
): void {
  describe(promises[way], () => {
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await Emulator.start();
    });
    afterAll(async () => {
      await emulator.stop();
    });

    const environments = validFixtures()
      .filter(({ name }) => way === 'apply' || !sameWhereverIdsAreFrom.includes(name))
      .flatMap(({ name, config }) => {
        const { environments: all } = loadEnvironments(config);
        // What is looked up is the same in every environment of a fixture.
        const applied = way === 'apply' ? all : all.slice(0, 1);
        return applied.map((environment) => [name, environment] as const);
      })
      .map(
        ([fixture, environment], index) =>
          [`${fixture}, ${environment.config.name}`, as(environment), index] as const,
      )
      .filter(([, , index]) => index % of === part);

    test.each(environments)('%s', async (name, environment, index) => {
      say(`${promises[way]}: ${name}`);
      // An account of its own for each, so that what is looked up is its own too.
      const accountId = environment.config.accountId ?? String(600_000_000_000 + index);
      const aws = new Aws(emulator.url, accountId, environment.config.region);
      await prepareAccount(aws, environment);
      const before = await inventory(aws);
      const stack = new Stack(emulatorOverride(emulator, accountId)).put(environment);
      const { deployer } = deployPermissions(environment);
      const place = { aws, iamPath: environment.config.iamPath };
      let checked = 0;
      const needed = async (phase: DeployPhase): Promise<number> => {
        const calls = emulator.takeCalls();
        const against = callsAgainstModels(calls);
        expect(against.violations).toEqual([]);
        checked += against.checked;
        const use = await useOf(deployer[phase], calls, place);
        expect(use.missing).toEqual([]);
        return use.needed;
      };
      emulator.takeCalls();
      try {
        await stack.init();
        await stack.apply();
        const resources = await stack.addresses();
        const toApply = await needed('apply');
        expect(await stack.isQuiet()).toBe(true);
        const toPlan = await needed('plan');
        await stack.destroy();
        const toDestroy = await needed('apply');
        const left = await stack.addresses();
        expect(left).toEqual([]);
        // Nothing of ours is left, and everything of the account's.
        expect(await inventory(aws)).toEqual(before);
        report({
          promise: way,
          subject: name.replace(/,.*/, ''),
          counts: {
            environments: 1,
            resources: resources.length,
            'changes in the second plan': 0,
            left: left.length,
          },
        });
        expect(checked).toBeGreaterThanOrEqual(resources.length);
        report({
          promise: 'models',
          subject: name.replace(/,.*/, ''),
          // How many calls there are depends on how often Terraform asks whether something is done.
          counts: { environments: 1, 'calls refused': 0 },
        });
        report({
          promise: 'permissions',
          subject: name.replace(/,.*/, ''),
          counts: { 'needed to plan': toPlan, 'to apply': toApply, 'to destroy': toDestroy, denied: 0 },
        });
      } finally {
        stack.remove();
      }
    });
  });
}
