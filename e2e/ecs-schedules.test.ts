import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { TemporaryFolder } from '../__tests__/support/run-program';
import { asRecord, parsed } from '../__tests__/support/stack-json';
import { importEcsSchedules } from '../lib/import/ecs-schedules/import-ecs-schedules';
import { writeConfiguration } from '../lib/import/write-configuration';
import type { EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { prepareAccount } from './support/prepare-account';
import { printProgress } from './support/print-progress';
import { report } from './support/report';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(900_000);

const accountId = '123456789012';
const region = 'us-east-1';
const cluster = `arn:aws:ecs:${region}:${accountId}:cluster/shop-prod`;

/** Creates a rule that starts an ECS task, as ecschedule and the console do. */
async function createRule(aws: Aws, name: string): Promise<void> {
  await aws.json('events', 'PutRule', {
    Name: name,
    ScheduleExpression: 'cron(0 4 * * ? *)',
    State: 'ENABLED',
  });
  await aws.json('events', 'PutTargets', {
    Rule: name,
    Targets: [
      {
        Id: name,
        Arn: cluster,
        RoleArn: `arn:aws:iam::${accountId}:role/ecsEventsRole`,
        Input: JSON.stringify({ containerOverrides: [{ name: 'shop-prod', command: ['bin/nightly'] }] }),
        EcsParameters: {
          TaskDefinitionArn: `arn:aws:ecs:${region}:${accountId}:task-definition/shop-prod`,
          TaskCount: 1,
          LaunchType: 'FARGATE',
          NetworkConfiguration: {
            awsvpcConfiguration: { Subnets: ['subnet-1a2b3c4d'], SecurityGroups: ['sg-1a2b3c4d'] },
          },
        },
      },
    ],
  });
}

describe('the steps of docs/adopting/from-ecs-schedules.md', () => {
  let emulator: Emulator;
  let aws: Aws;
  let folder: TemporaryFolder;
  beforeAll(async () => {
    emulator = await Emulator.start();
    aws = new Aws(emulator.url, accountId, region);
    folder = new TemporaryFolder();
  });
  afterAll(async () => {
    folder.remove();
    await emulator.stop();
  });

  /** Reads the configuration, with the state of all jobs in `job_defaults`. */
  const environmentWith = (jobDefaults: string): EnvironmentJobs => {
    folder.write({ 'env-config/prod.yml': `${folder.files()['imported.yml'] ?? ''}${jobDefaults}` });
    const [environment] = loadEnvironments(join(folder.path, 'env-config')).environments;
    if (environment === undefined) throw new Error('the configuration has no environment');
    return environment;
  };

  /** Returns the states of the rule and of the schedule. */
  const states = async (): Promise<readonly unknown[]> => {
    const rule = asRecord(
      parsed(JSON.stringify(await aws.json('events', 'DescribeRule', { Name: 'nightly' }))),
    );
    const path = '/schedules/shop-prod-nightly?groupName=shop-prod';
    return [rule['State'], asRecord(parsed(await aws.rest('scheduler', path)))['State']];
  };

  test('turn the rule off and the job on, so that both are never on', async () => {
    printProgress('changing over from a rule that starts an ECS task');
    await createRule(aws, 'nightly');
    folder.write({
      'schedules/rules.json': JSON.stringify(await aws.json('events', 'ListRules', {})),
      'schedules/nightly.json': JSON.stringify(
        await aws.json('events', 'ListTargetsByRule', { Rule: 'nightly' }),
      ),
    });
    const imported = importEcsSchedules({
      paths: new Map([['prod', join(folder.path, 'schedules')]]),
      appName: 'shop',
    });
    const files = writeConfiguration(imported, { folder: 'env-config', editorLine: '', heading: [] });
    folder.write(
      Object.fromEntries(
        files.map(({ path, content }) => [path.endsWith('prod.yml') ? 'imported.yml' : path, content]),
      ),
    );
    const off = environmentWith('job_defaults: { state: DISABLED }\n');
    const on = environmentWith('');
    await prepareAccount(aws, on);
    const stack = new Stack(emulatorOverride(emulator, accountId));
    try {
      stack.write(off);
      await stack.init();
      await stack.apply();
      expect(await states()).toEqual(['ENABLED', 'DISABLED']);
      await aws.json('events', 'DisableRule', { Name: 'nightly' });
      expect(await states()).toEqual(['DISABLED', 'DISABLED']);
      stack.write(on);
      await stack.apply();
      expect(await states()).toEqual(['DISABLED', 'ENABLED']);
      expect(await stack.hasNoChanges()).toBe(true);
      // The way back.
      stack.write(off);
      await stack.apply();
      await aws.json('events', 'EnableRule', { Name: 'nightly' });
      expect(await states()).toEqual(['ENABLED', 'DISABLED']);
      // The end.
      await aws.json('events', 'RemoveTargets', { Rule: 'nightly', Ids: ['nightly'] });
      await aws.json('events', 'DeleteRule', { Name: 'nightly' });
      await stack.destroy();
      report({ promise: 'changeover', subject: 'a rule of ECS', counts: { 'both on': 0 } });
    } finally {
      stack.remove();
    }
  });
});
