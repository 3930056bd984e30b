import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { hclRootExample } from '../__tests__/support/terraform/hcl-root';
import { applyEnvironments } from './support/apply-and-destroy';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { inventory } from './support/inventory';
import { createInEc2, tagResource } from './support/prepare-account';
import { printProgress } from './support/print-progress';
import { report } from './support/report';
import { emulatorOverride, Stack } from './support/stack';
import { lastExecutionResult, stopTask, waitForTasks } from './support/tasks';

jest.setTimeout(900_000);

applyEnvironments('applyModule', (environment) => environment);

describe('the example in HCL', () => {
  const accountId = '123456789012';
  const region = 'eu-central-1';
  const bucket = 'reports-dev-uploads';
  let emulator: Emulator;
  let aws: Aws;
  let stack: Stack;
  beforeAll(async () => {
    emulator = await Emulator.start();
    aws = new Aws(emulator.url, accountId, region);
    const vpc = await createInEc2(aws, 'Vpc', 'vpcId', undefined, { CidrBlock: '10.0.0.0/16' });
    const subnet = { VpcId: vpc, CidrBlock: '10.0.1.0/24' };
    await tagResource(aws, await createInEc2(aws, 'Subnet', 'subnetId', undefined, subnet), {
      Tier: 'private',
    });
    stack = new Stack(emulatorOverride(emulator, accountId)).writeFiles(hclRootExample());
    await stack.init();
  });
  afterAll(async () => {
    stack.remove();
    await emulator.stop();
  });

  test('runs a job in the cluster that it creates, and is destroyed with the jobs', async () => {
    printProgress('applying the example in HCL, which creates what its jobs use');
    const before = await inventory(aws);
    await stack.apply();
    const resources = await stack.addresses();
    expect(await stack.hasNoChanges()).toBe(true);

    await aws.s3('PUT', bucket, 'incoming/june.csv', '', 'content');
    const [task, ...others] = await waitForTasks(aws, 'reports-dev', 1);
    expect(others).toEqual([]);
    expect(task?.command).toEqual(['bin/import', 'incoming/june.csv']);
    expect(task?.tags).toMatchObject({ owner: 'reports', 'background-jobs:job': 'import-report' });
    await stopTask(emulator.url, task?.arn ?? '', 0);
    const machine = `arn:aws:states:${region}:${accountId}:stateMachine:reports-dev-import-report`;
    expect(await lastExecutionResult(aws, machine)).toMatchObject({ status: 'SUCCEEDED' });

    await aws.s3('DELETE', bucket, 'incoming/june.csv');
    await stack.destroy();
    expect(await stack.addresses()).toEqual([]);
    expect(await inventory(aws)).toEqual(before);
    report({
      promise: 'hclRoot',
      subject: 'examples/hcl-root',
      counts: { resources: resources.length, runs: 1, succeeded: 1, 'remaining after destroy': 0 },
    });
  });
});
