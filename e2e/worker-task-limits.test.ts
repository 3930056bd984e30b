import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { validFixtures } from '../__tests__/support/fixtures';
import { asList, asRecord } from '../__tests__/support/stack-json';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/prepare-account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(900_000);

const accountId = '123456789012';
const jobName = 'office-hours';
const serviceDimension = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' };

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

/** Returns the environment with only the worker that has scheduled scaling, and with some of its fields replaced. */
function workerWith(fields: Readonly<Record<string, unknown>>): EnvironmentJobs {
  const fixture = validFixtures().find(({ name }) => name === 'workers');
  const environment = loadEnvironments(fixture?.config ?? '').environments.find(
    ({ config }) => config.name === 'queues',
  );
  const worker = environment?.config.queueWorkerJobs[jobName];
  if (environment === undefined || worker === undefined)
    throw new Error(`the fixture workers has no worker ${jobName}`);
  return buildEnvironmentJobs({
    ...environment.config,
    queueWorkerJobs: { [jobName]: { ...worker, ...fields } },
  });
}

/** Returns the minimum and maximum capacity of each scalable target. */
async function taskLimits(): Promise<unknown> {
  const { ScalableTargets } = await aws.json(
    'application-autoscaling',
    'DescribeScalableTargets',
    serviceDimension,
  );
  return asList(ScalableTargets)
    .map(asRecord)
    .map(({ MinCapacity, MaxCapacity }) => [MinCapacity, MaxCapacity]);
}

/** Returns the number of scaling policies and of scheduled actions. AWS deletes both with their scalable target. */
async function policyAndActionCounts(): Promise<readonly number[]> {
  const policies = await aws.json('application-autoscaling', 'DescribeScalingPolicies', serviceDimension);
  const actions = await aws.json('application-autoscaling', 'DescribeScheduledActions', serviceDimension);
  return [asList(policies['ScalingPolicies']).length, asList(actions['ScheduledActions']).length];
}

test('a change of min_tasks or max_tasks applies at once, and an apply without one keeps the limits of a schedule', async () => {
  const first = workerWith({});
  await prepareAccount(aws, first);
  printProgress('applying a worker with scheduled scaling');
  stack = await new Stack(emulatorOverride(emulator, accountId)).write(first).init();
  await stack.apply();
  expect(await taskLimits()).toEqual([[0, 2]]);
  expect(await policyAndActionCounts()).toEqual([2, 2]);

  const [{ resourceId } = { resourceId: '' }] = first.jobs.flatMap((job) =>
    job.type === 'queue_worker_job' ? [job.scaling] : [],
  );
  const scheduledLimits = { ...serviceDimension, ResourceId: resourceId, MinCapacity: 2, MaxCapacity: 10 };
  await aws.json('application-autoscaling', 'RegisterScalableTarget', scheduledLimits);
  expect(await stack.hasNoChanges()).toBe(true);
  expect(await taskLimits()).toEqual([[2, 10]]);

  const changes: readonly (readonly [Readonly<Record<string, unknown>>, readonly number[], number])[] = [
    [{ min_tasks: 1, max_tasks: 3 }, [1, 3], 2],
    [{ min_tasks: 1, max_tasks: 3, state: 'DISABLED' }, [0, 0], 0],
    [{ min_tasks: 1, max_tasks: 3 }, [1, 3], 2],
    [{ min_tasks: 1, max_tasks: 3, scheduled_scaling: undefined }, [1, 3], 0],
    // New limits and new scheduled scaling in one change.
    [{ min_tasks: 0, max_tasks: 5 }, [0, 5], 2],
  ];
  for (const [fields, expected, actions] of changes) {
    printProgress(`changing its minimum and maximum to ${expected.join(' and ')}`);
    await stack.write(workerWith(fields)).apply();
    expect(await taskLimits()).toEqual([expected]);
    expect(await policyAndActionCounts()).toEqual([2, actions]);
    expect(await stack.hasNoChanges()).toBe(true);
  }
  report({
    promise: 'changes',
    subject: 'task limits of a worker',
    counts: { changes: changes.length, 'changes by schedule': 1 },
  });
});

test('a replaced service keeps its scaling, with and without scheduled scaling', async () => {
  for (const scheduled of [true, false]) {
    const fields = scheduled ? {} : { scheduled_scaling: undefined };
    await stack.write(workerWith(fields)).apply();
    const replacing = stack.write(workerWith({ ...fields, capacity_provider: 'FARGATE_SPOT' }));
    const replaced = (await replacing.plan()).filter(({ actions }) => actions.join() === 'delete,create');
    expect(replaced.map(({ address }) => address.split('.')[0]).toSorted()).toEqual(
      [
        'aws_appautoscaling_policy',
        'aws_appautoscaling_policy',
        ...(scheduled ? ['aws_appautoscaling_scheduled_action', 'aws_appautoscaling_scheduled_action'] : []),
        'aws_appautoscaling_target',
        'aws_ecs_service',
      ].toSorted(),
    );
    await replacing.apply();
    expect(await taskLimits()).toEqual([[0, 2]]);
    expect(await policyAndActionCounts()).toEqual([2, scheduled ? 2 : 0]);
    expect(await stack.hasNoChanges()).toBe(true);
    // An update in place does not replace the scaling.
    const updating = stack.write(
      workerWith({ ...fields, capacity_provider: 'FARGATE_SPOT', enable_execute_command: true }),
    );
    expect((await updating.plan()).map(({ actions }) => actions)).toEqual([['update']]);
  }
  report({
    promise: 'changes',
    subject: 'a replaced service of a worker',
    counts: { 'services replaced': 2 },
  });
});
