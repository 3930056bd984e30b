import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validFixtures } from '../../__tests__/support/fixtures';
import { hclRootOf } from '../../__tests__/support/terraform/hcl-root';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { stateMachineOf, workersOf } from '../../lib/jobs/job';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { deployPermissions, type DeployPhase } from '../../lib/jobs/permissions/deploy-permissions';
import { prepareAccount } from './prepare-account';
import { policyUse } from './policy-use';
import { Aws } from './aws';
import { validateCalls } from './validate-calls';
import { Emulator } from './emulator';
import { promises, report } from './report';
import { printProgress } from './print-progress';
import { inventory } from './inventory';
import { emulatorOverride, Stack } from './stack';

/** Fixtures about schedules, runs and workers. Their network and roles are those of other fixtures, so lookups add nothing. */
const fixturesWithoutLookups: readonly string[] = ['calendars', 'runs', 'workers'];

/** Fixtures that are applied as modules. A gate compares the plans of modules and stacks for other fixtures. */
const fixturesOfModules: readonly string[] = ['every-field', 'example'];

/** Whether a promise applies to a fixture. */
const appliesTo = {
  apply: () => true,
  applyWithLookups: (fixture: string) => !fixturesWithoutLookups.includes(fixture),
  applyModule: (fixture: string) => fixturesOfModules.includes(fixture),
};

/** Returns the family in the ARN of a revision: `app` of `…:task-definition/app:3`. */
function familyOf(revisionArn: string): string {
  return /task-definition\/(.*):\d+$/.exec(revisionArn)?.[1] ?? revisionArn;
}

/** Selects every `of`-th environment, starting at `part`, so that test files can share the work. */
interface Share {
  readonly part: number;
  readonly of: number;
}

/**
 * Defines tests that apply the environments of all fixtures, plan them again, and destroy them.
 *
 * @param promise The promise in the report.
 * @param change Changes each environment before it is applied.
 * @param share The environments to apply. @default all
 */
export function applyEnvironments(
  promise: keyof typeof appliesTo,
  change: (environment: EnvironmentJobs) => EnvironmentJobs,
  { part, of }: Share = { part: 0, of: 1 },
): void {
  describe(promises[promise], () => {
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await Emulator.start();
    });
    afterAll(async () => {
      await emulator.stop();
    });

    const environments = validFixtures()
      .filter(({ name }) => appliesTo[promise](name))
      .flatMap(({ name, config }) => {
        const { environments: all } = loadEnvironments(config);
        // The lookups and the inputs of the module are the same in every environment of a fixture.
        const applied = promise === 'apply' ? all : all.slice(0, 1);
        return applied.map((environment) => [name, environment] as const);
      })
      .map(
        ([fixture, environment], index) =>
          [`${fixture}, ${environment.config.name}`, change(environment), index] as const,
      )
      .filter(([, , index]) => index % of === part);

    test.each(environments)('for %s', async (name, environment, index) => {
      printProgress(`${promises[promise]}: ${name}`);
      // Each environment has its own account, so that lookups find only its own resources.
      const accountId = environment.config.accountId ?? String(600_000_000_000 + index);
      const aws = new Aws(emulator.url, accountId, environment.config.region);
      await prepareAccount(aws, environment);
      const before = await inventory(aws);
      const stack = new Stack(emulatorOverride(emulator, accountId));
      if (promise === 'applyModule') stack.writeFiles(hclRootOf(environment));
      else stack.write(environment);
      const { deployer } = deployPermissions(environment);
      const scope = { aws, iamPath: environment.config.iamPath };
      let checked = 0;
      /** Checks the calls since the last time, and returns the number of permissions that they need. */
      const checkCalls = async (phase: DeployPhase): Promise<number> => {
        const calls = emulator.drainCalls();
        const validation = validateCalls(calls);
        expect(validation.violations).toEqual([]);
        checked += validation.checked;
        const use = await policyUse(deployer[phase], calls, scope);
        expect(use.missing).toEqual([]);
        return use.needed;
      };
      emulator.drainCalls();
      try {
        await stack.init();
        await stack.apply();
        const resources = await stack.addresses();
        const toApply = await checkCalls('apply');
        expect(await stack.hasNoChanges()).toBe(true);
        const toPlan = await checkCalls('plan');
        await stack.destroy();
        const toDestroy = await checkCalls('apply');
        const remaining = await stack.addresses();
        expect(remaining).toEqual([]);
        // Destroy removed all our resources and nothing else, except revisions of task definitions and kept log groups.
        const { taskDefinitions: known = [], logGroups: logsBefore = [], ...others } = before;
        const { taskDefinitions = [], logGroups = [], ...after } = await inventory(aws);
        expect(after).toEqual(others);
        const machines = environment.jobs.flatMap((job) => stateMachineOf(job)?.stateMachine ?? []);
        const keptLogs = machines
          .filter(({ log }) => log.isKeptAfterDeletion)
          .map((machine) => machine.logGroupName);
        expect(logGroups).toEqual([...logsBefore, ...keptLogs].toSorted());
        const families = workersOf(environment.jobs).map((worker) => worker.taskDefinition.family);
        expect(
          taskDefinitions
            .filter((revision) => !known.includes(revision))
            .map(familyOf)
            .toSorted(),
        ).toEqual(families.toSorted());
        report({
          promise,
          subject: name.replace(/,.*/, ''),
          counts: {
            environments: 1,
            resources: resources.length,
            'changes in the second plan': 0,
            'remaining after destroy': remaining.length,
          },
        });
        expect(checked).toBeGreaterThanOrEqual(resources.length);
        report({
          promise: 'models',
          subject: name.replace(/,.*/, ''),
          // The number of calls varies, because Terraform polls until AWS has finished.
          counts: { environments: 1, 'calls rejected': 0 },
        });
        report({
          promise: 'permissions',
          subject: name.replace(/,.*/, ''),
          counts: {
            'needed by plan': toPlan,
            'needed by apply': toApply,
            'needed by destroy': toDestroy,
            denied: 0,
          },
        });
      } finally {
        stack.remove();
      }
    });
  });
}
