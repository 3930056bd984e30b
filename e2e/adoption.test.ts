import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { asList, asRecord, at } from '../__tests__/support/stack-json';
import { moduleFiles } from '../lib/resources/module/module-files';
import {
  accountId,
  AdoptedJobs,
  bucket,
  cluster,
  oldJobs,
  oldRoot,
  remainingJobs,
  type ScheduleTimes,
} from './support/adopted-jobs';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { prepareAccount } from './support/prepare-account';
import { printProgress } from './support/print-progress';
import { report } from './support/report';
import { sleep } from './support/sleep';
import { emulatorOverride, Stack } from './support/stack';
import { runningTasks, stopTask, waitForTasks } from './support/tasks';

jest.setTimeout(900_000);

describe.each(['a state of its own', 'the same state'] as const)(
  'the adoption of old jobs into %s',
  (way) => {
    let emulator: Emulator;
    let aws: Aws;
    let old: Stack;
    let young: Stack;
    let jobs: AdoptedJobs;
    let times: ScheduleTimes;
    let logGroups: readonly string[];

    beforeAll(async () => {
      emulator = await Emulator.start();
      aws = new Aws(emulator.url, accountId, 'us-east-1');
      times = { early: secondsFromNow(45), late: secondsFromNow(150) };
      jobs = new AdoptedJobs(times);
      await prepareAccount(aws, jobs.environment());
      printProgress('applying jobs of template-infra’s shape');
      old = await new Stack(emulatorOverride(emulator, accountId)).writeFiles(oldRoot(oldJobs(times))).init();
      await old.apply();
      young = new Stack(emulatorOverride(emulator, accountId));
      logGroups = await oldLogGroups();
      expect(logGroups).toHaveLength(4);
    });
    afterAll(async () => {
      young.remove();
      old.remove();
      jobs.remove();
      await emulator.stop();
    });

    async function oldLogGroups(): Promise<readonly string[]> {
      const { logGroups: found } = await aws.json('logs', 'DescribeLogGroups', {
        logGroupNamePrefix: '/aws/vendedlogs/states/app-e2e-',
      });
      return asList(found)
        .map((group) => String(at(group, 'logGroupName')))
        .filter((name) => /-jobs\//.test(name));
    }

    async function executionsOf(job: string): Promise<readonly string[]> {
      const stateMachineArn = `arn:aws:states:us-east-1:${accountId}:stateMachine:${cluster}-${job}`;
      const { executions } = await aws.json('states', 'ListExecutions', { stateMachineArn });
      return asList(executions).map((execution) => String(at(execution, 'executionArn')));
    }

    /** Uploads an object, and returns the only task that it starts. */
    async function upload(key: string, others = 0): Promise<string> {
      const before = new Set((await runningTasks(aws, cluster)).map(({ arn }) => arn));
      expect(before.size).toBe(others);
      await aws.s3('PUT', bucket, key, '', 'content');
      await waitForTasks(aws, cluster, others + 1);
      await sleep(500);
      const [task, ...more] = (await runningTasks(aws, cluster)).filter(({ arn }) => !before.has(arn));
      expect(more).toEqual([]);
      expect(task?.command).toEqual(['bin/import', bucket, key]);
      return task?.arn ?? '';
    }

    /** Waits for the run of a schedule, and ends its task. */
    async function awaitRun(job: string): Promise<void> {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const task = (await runningTasks(aws, cluster)).find(({ command }) => command[0] === job);
        if (task !== undefined) return stopTask(emulator.url, task.arn, 0);
        await sleep(1000);
      }
      throw new Error(`${job} did not run`);
    }

    test('misses no run, starts none twice, and destroys nothing', async () => {
      await awaitRun('early');
      await stopTask(emulator.url, await upload('in/before.csv'), 0);
      const active = await upload('in/active.csv');
      const state = await old.stateJson();
      printProgress(`adopting the jobs into ${way}`);
      const adopted = way === 'the same state' ? await adoptInSameState(state) : await adoptInOwnState(state);

      // The run that was active during both applies ends as the old definition says.
      const [last = ''] = await executionsOf('import').then((all) =>
        all.slice(way === 'the same state' ? 0 : 1),
      );
      expect(last).not.toBe('');
      await stopTask(emulator.url, active, 0);
      await stopTask(emulator.url, await upload('in/after.csv'), 0);
      await awaitRun('late');
      // The Scheduler of the emulator polls every ten seconds: a second run would start now.
      await sleep(25_000);
      expect(await runningTasks(aws, cluster)).toEqual([]);
      const runs = { early: 1, late: 1, stays: 0, import: way === 'the same state' ? 3 : 4 };
      const counted = Object.keys(runs).map(async (job) => [job, (await executionsOf(job)).length] as const);
      expect(Object.fromEntries(await Promise.all(counted))).toEqual(runs);
      expect(await oldLogGroups()).toEqual(logGroups);
      report({
        promise: 'adoption',
        subject: way,
        counts: { adopted, destroyed: 0, runs: runs.early + runs.late + runs.import, missed: 0, doubled: 0 },
      });
    });

    /** Follows the checklist for a new stack with its own state. Returns the number of imported resources. */
    async function adoptInOwnState(state: string): Promise<number> {
      const files = jobs.adopt(state);
      const environment = jobs.environment();
      young.write(environment).writeFiles({ 'imports.tf': files['imports.tf'] ?? '' });
      await young.init();
      const changes = changesIn(await young.planJson());
      const imported = changes.filter(({ importing }) => importing);
      expect(changes.filter(({ actions }) => actions.includes('delete'))).toEqual([]);
      const added = changes.filter(({ actions }) => actions.includes('create')).length;
      expect(files['checklist.md']).toContain(`\`${imported.length} to import, ${added} to add\``);
      expect(files['checklist.md']).toContain('`0 to destroy`');
      await young.apply();
      await stopTask(emulator.url, await upload('in/between.csv', 1), 0);

      old.writeFiles({ ...oldRoot(remainingJobs), 'forget.tf': files['forget.tf'] ?? '' });
      const forgotten = changesIn(await old.planJson());
      expect(forgotten.filter(({ actions }) => /delete|create/.test(actions))).toEqual([]);
      expect(forgotten.filter(({ actions }) => actions === 'forget')).toHaveLength(imported.length + 3);
      await old.apply();
      old.writeFiles({ 'forget.tf': '' });
      young.writeFiles({ 'imports.tf': '' });
      expect(await old.hasNoChanges()).toBe(true);
      expect(await young.hasNoChanges()).toBe(true);
      return imported.length;
    }

    /** Follows the checklist for a root that calls the module. Returns the number of moved resources. */
    async function adoptInSameState(state: string): Promise<number> {
      const files = jobs.adopt(state, '--module', 'module.jobs');
      const environment = jobs.environment();
      const modules = Object.fromEntries(
        moduleFiles([environment]).map(({ path, content }) => [`background-jobs/${path}`, content]),
      );
      old.writeFiles({
        ...oldRoot(remainingJobs),
        ...modules,
        'jobs.tf': `module "jobs" {\n  source = "./background-jobs/e2e"\n}\n`,
        'moves.tf': files['moves.tf'] ?? '',
      });
      await old.init();
      const changes = changesIn(await old.planJson());
      expect(changes.filter(({ actions }) => actions.includes('delete'))).toEqual([]);
      const [, targets = ''] = /`terraform apply([^`]*)`/.exec(files['checklist.md'] ?? '') ?? [];
      const options = [...targets.matchAll(/-target='([^']*)'/g)].map(
        ([, address = '']) => `-target=${address}`,
      );
      expect(await old.apply(...options)).toContain('0 destroyed');
      expect(await old.apply()).toContain('0 destroyed');
      old.writeFiles({ 'moves.tf': '' });
      expect(await old.hasNoChanges()).toBe(true);
      return changes.filter(
        ({ address, previous }) => previous !== undefined && address.startsWith('module.jobs.'),
      ).length;
    }
  },
);

/** Returns a time in UTC, as a schedule has it. */
function secondsFromNow(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19);
}

/** Returns the changes in the JSON of a plan. */
function changesIn(plan: string) {
  return asList(asRecord(JSON.parse(plan))['resource_changes'])
    .map(asRecord)
    .map(({ address, change, previous_address: previous }) => ({
      address: String(address),
      actions: asList(asRecord(change)['actions']).join(','),
      importing: asRecord(change)['importing'] !== undefined,
      previous: typeof previous === 'string' ? previous : undefined,
    }));
}
