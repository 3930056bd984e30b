import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { validFixtures } from '../__tests__/support/fixtures';
import { asList, asRecord } from '../__tests__/support/stack-json';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { report } from './support/report';
import { say } from './support/say';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(300_000);

const accountId = '123456789012';
const jobName = 'office-hours';
const ofService = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' };

let emulator: Emulator;
let aws: Aws;
let stack: Stack;
beforeAll(async () => {
  emulator = await Emulator.start();
  aws = new Aws(emulator.url, accountId, 'us-east-1');
});
afterAll(async () => {
  stack.remove();
  await emulator.stop();
});

/** A worker that the clock scales, alone, with other fields. */
function workerWith(fields: Readonly<Record<string, unknown>>): EnvironmentJobs {
  const fixture = validFixtures().find(({ name }) => name === 'workers');
  const environment = loadEnvironments(fixture?.config ?? '').environments.find(
    ({ config }) => config.name === 'queues',
  );
  const worker = environment?.config.queueWorkerJobs[jobName];
  if (environment === undefined || worker === undefined) throw new Error('the fixture has no such worker');
  return buildEnvironmentJobs({
    ...environment.config,
    queueWorkerJobs: { [jobName]: { ...worker, ...fields } },
  });
}

async function bounds(): Promise<unknown> {
  const { ScalableTargets } = await aws.json('application-autoscaling', 'DescribeScalableTargets', ofService);
  return asList(ScalableTargets)
    .map(asRecord)
    .map(({ MinCapacity, MaxCapacity }) => [MinCapacity, MaxCapacity]);
}

/** What AWS has beside the target: it drops both with a target that is taken away. */
async function rulesAndActions(): Promise<readonly number[]> {
  const policies = await aws.json('application-autoscaling', 'DescribeScalingPolicies', ofService);
  const actions = await aws.json('application-autoscaling', 'DescribeScheduledActions', ofService);
  return [asList(policies['ScalingPolicies']).length, asList(actions['ScheduledActions']).length];
}

test('the fewest and the most tasks are what the configuration says when it changes, and otherwise what the clock says', async () => {
  const first = workerWith({});
  await prepareAccount(aws, first);
  say('applying a worker that the clock scales');
  stack = await new Stack(emulatorOverride(emulator, accountId)).put(first).init();
  await stack.apply();
  expect(await bounds()).toEqual([[0, 2]]);
  expect(await rulesAndActions()).toEqual([2, 2]);

  const [{ resourceId } = { resourceId: '' }] = first.jobs.flatMap((job) =>
    job.type === 'queue_worker_job' ? [job.scaling] : [],
  );
  const byClock = { ...ofService, ResourceId: resourceId, MinCapacity: 2, MaxCapacity: 10 };
  await aws.json('application-autoscaling', 'RegisterScalableTarget', byClock);
  expect(await stack.isQuiet()).toBe(true);
  expect(await bounds()).toEqual([[2, 10]]);

  const changes: readonly (readonly [Readonly<Record<string, unknown>>, readonly number[], number])[] = [
    [{ min_tasks: 1, max_tasks: 3 }, [1, 3], 2],
    [{ min_tasks: 1, max_tasks: 3, state: 'DISABLED' }, [0, 0], 0],
    [{ min_tasks: 1, max_tasks: 3 }, [1, 3], 2],
    [{ min_tasks: 1, max_tasks: 3, scheduled_scaling: undefined }, [1, 3], 0],
    // Other bounds and what changes them by the clock, at once.
    [{ min_tasks: 0, max_tasks: 5 }, [0, 5], 2],
  ];
  for (const [fields, expected, actions] of changes) {
    say(`changing its bounds to ${expected.join(' and ')}`);
    await stack.put(workerWith(fields)).apply();
    expect(await bounds()).toEqual([expected]);
    expect(await rulesAndActions()).toEqual([2, actions]);
    expect(await stack.isQuiet()).toBe(true);
  }
  report({
    promise: 'changes',
    subject: 'the bounds of a worker',
    counts: { changes: changes.length, 'by the clock': 1 },
  });
});
