import { afterEach, describe, expect, test } from '@jest/globals';
import type { AwsReader } from '../../../lib/observe/aws-reader';
import { checkSdk, sdkPackages } from '../../../lib/observe/sdk/load-sdk';
import { openAws } from '../../../lib/observe/sdk/open-aws';
import { awsError, AwsServer, type Answer } from '../support/aws-server';

const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:app-dev-nightly';
const execution = (index: number, status = 'SUCCEEDED') => ({
  executionArn: `${machine.replace('stateMachine', 'execution')}:${index}`,
  stateMachineArn: machine,
  name: String(index),
  status,
  startDate: 1_700_000_000 - index * 60,
  stopDate: 1_700_000_030 - index * 60,
});
const epoch = new Date(0);

let server: AwsServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function readerWith(answers: Readonly<Record<string, Answer>>): Promise<AwsReader> {
  server = await new AwsServer(answers).start();
  return openAws('us-east-1');
}

describe('the reader of AWS', () => {
  test('reads pages of executions until one is too old', async () => {
    const reader = await readerWith({
      ListExecutions: ({ nextToken }, earlier) => ({
        body: {
          executions: [0, 1].map((index) => execution(earlier * 2 + index)),
          nextToken: typeof nextToken === 'string' ? `${nextToken}x` : 'x',
        },
      }),
    });
    const since = new Date((1_700_000_000 - 4 * 60) * 1000);
    const found = await reader.executions(machine, since);
    expect(found?.items.map(({ started }) => started.getTime() / 1000)).toEqual(
      [0, 1, 2, 3, 4].map((index) => 1_700_000_000 - index * 60),
    );
    expect(found?.isComplete).toBe(true);
    expect(server?.operations).toEqual(['ListExecutions', 'ListExecutions', 'ListExecutions']);
  });

  test('reads a limited number of pages, and returns whether there are more', async () => {
    const reader = await readerWith({
      ListExecutions: () => ({ body: { executions: [execution(0)], nextToken: 'more' } }),
    });
    const found = await reader.executions(machine, epoch);
    expect(found?.isComplete).toBe(false);
    expect(found?.items).toHaveLength(5);
  });

  test('finds the last task in the history of an execution', async () => {
    const output = JSON.stringify({
      Tasks: [
        {
          TaskArn: 'arn:aws:ecs:us-east-1:123456789012:task/app-dev/0123abcd',
          TaskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/app-dev:7',
        },
      ],
    });
    const event = { timestamp: 1_700_000_000, id: 1 };
    const reader = await readerWith({
      GetExecutionHistory: (_, earlier) => ({
        body:
          earlier === 0
            ? { events: [{ ...event, type: 'ExecutionFailed' }], nextToken: 'more' }
            : { events: [{ ...event, type: 'TaskSubmitted', taskSubmittedEventDetails: { output } }] },
      }),
    });
    expect(await reader.lastTaskOf(`${machine}:1`)).toEqual({
      arn: 'arn:aws:ecs:us-east-1:123456789012:task/app-dev/0123abcd',
      taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/app-dev:7',
    });
  });

  test('describes each task once, in groups of a hundred', async () => {
    const arns = (from: number) =>
      Array.from({ length: 100 }, (_, index) => `arn:aws:ecs:us-east-1:1:task/app/${from + index}`);
    const reader = await readerWith({
      ListTasks: ({ desiredStatus, nextToken }) => ({
        body:
          desiredStatus === 'RUNNING'
            ? { taskArns: arns(0), ...(nextToken === undefined ? { nextToken: '1' } : {}) }
            : { taskArns: arns(50) },
      }),
      DescribeTasks: ({ tasks }) => ({
        body: {
          tasks: [tasks].flat().map((taskArn) => ({
            taskArn,
            lastStatus: 'STOPPED',
            createdAt: 1_700_000_000,
            tags: [{ key: 'team', value: 'benefits' }],
            containers: [{ name: 'app', exitCode: 3 }, { name: 'sidecar' }],
          })),
        },
      }),
    });
    const { items, isComplete } = await reader.tasks('app', 'app');
    expect(isComplete).toBe(true);
    expect(items).toHaveLength(150);
    expect(items[0]).toMatchObject({ exitCodes: { app: 3 }, tags: { team: 'benefits' } });
    expect(server?.operations.filter((operation) => operation === 'DescribeTasks')).toHaveLength(2);
  });

  test('returns the values of each service as plain values', async () => {
    const reader = await readerWith({
      GetQueueAttributes: () => ({
        body: {
          Attributes: { ApproximateNumberOfMessages: '14', ApproximateNumberOfMessagesNotVisible: '3' },
        },
      }),
      GetSchedule: ({ Name, groupName }) => ({
        body: {
          ScheduleExpression: `${String(groupName)}/${String(Name)}`,
          State: 'DISABLED',
          CreationDate: 1_700_000_000,
          LastModificationDate: 1_700_000_060,
        },
      }),
      DescribeServices: () => ({
        body: { services: [{ status: 'ACTIVE', desiredCount: 2, runningCount: 1, pendingCount: 1 }] },
      }),
      GetLogEvents: ({ logGroupName, startFromHead }) => ({
        body: { events: [{ timestamp: 1000, message: `${String(logGroupName)} ${String(startFromHead)}` }] },
      }),
      GetCallerIdentity: () => ({
        body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
      }),
    });
    expect(await reader.messages({ arn: 'arn', url: 'https://sqs/1/q' })).toEqual({
      visible: 14,
      inFlight: 3,
      delayed: 0,
    });
    expect(await reader.schedule('app', 'app-nightly')).toEqual({
      expression: 'app/app-nightly',
      isEnabled: false,
      changed: new Date(1_700_000_060_000),
    });
    expect(await reader.service('app', 'worker')).toEqual({ desired: 2, running: 1, pending: 1 });
    expect(await reader.logLines('group', 'stream')).toEqual({
      items: [{ time: new Date(1000), text: 'group false' }],
      isComplete: true,
    });
    expect(await reader.accountId()).toBe('1');
  });

  test('requests a hundred alarms at a time, and returns the alarms in the ALARM state', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `alarm-${index}`);
    const reader = await readerWith({
      DescribeAlarms: ({ AlarmNames }) => ({
        body: {
          MetricAlarms: [AlarmNames].flat().map((AlarmName) => ({
            AlarmName,
            AlarmDescription: 'look at the queue',
            StateValue: AlarmName === 'alarm-7' || AlarmName === 'alarm-107' ? 'ALARM' : 'OK',
            StateTransitionedTimestamp: 1_700_000_000,
          })),
        },
      }),
    });
    expect(await reader.activeAlarms(names)).toEqual(
      ['alarm-7', 'alarm-107'].map((name) => ({
        name,
        since: new Date(1_700_000_000_000),
        description: 'look at the queue',
      })),
    );
    expect(server?.operations).toHaveLength(2);
  });

  test('retries a throttled request', async () => {
    const reader = await readerWith({
      DescribeExecution: (_, earlier) =>
        earlier < 2 ? awsError('ThrottlingException', 'Rate exceeded') : { body: { error: 'E' } },
    });
    expect(await reader.executionEnd(`${machine}:1`)).toMatchObject({ error: 'E' });
    expect(server?.operations).toHaveLength(3);
  });

  test.each<[string, Answer, (reader: AwsReader) => Promise<unknown>]>([
    [
      'state machine',
      () => awsError('StateMachineDoesNotExist'),
      (reader) => reader.executions(machine, epoch),
    ],
    ['execution', () => awsError('ExecutionDoesNotExist'), (reader) => reader.executionEnd('arn')],
    [
      'queue',
      () => awsError('QueueDoesNotExist'),
      (reader) => reader.messages({ arn: 'arn', url: 'https://q/1/q' }),
    ],
    [
      'schedule',
      () => awsError('ResourceNotFoundException', 'no', 404),
      (reader) => reader.schedule('app', 'x'),
    ],
    [
      'service',
      () => ({ body: { services: [], failures: [{ reason: 'MISSING' }] } }),
      (reader) => reader.service('c', 's'),
    ],
    ['cluster', () => awsError('ClusterNotFoundException'), (reader) => reader.service('c', 's')],
    ['log stream', () => awsError('ResourceNotFoundException'), (reader) => reader.logLines('g', 's')],
    ['task definition', () => awsError('ClientException'), (reader) => reader.containerLog('t', 'c')],
  ])('returns undefined for a missing %s', async (_, answer, call) => {
    const operations = [
      ...['ListExecutions', 'DescribeExecution', 'GetQueueAttributes', 'GetSchedule'],
      ...['DescribeServices', 'GetLogEvents', 'DescribeTaskDefinition'],
    ];
    const reader = await readerWith(Object.fromEntries(operations.map((name) => [name, answer])));
    expect(await call(reader)).toBeUndefined();
  });

  test.each([
    [
      'a missing permission',
      'AccessDeniedException',
      `the credentials lack the permission states:ListExecutions on ${machine}; background-jobs permissions --for status prints the policy that status needs`,
    ],
    [
      'expired credentials',
      'ExpiredTokenException',
      'AWS has no valid credentials for states:ListExecutions (ExpiredTokenException: no); log in, or set AWS_PROFILE or the variables of the credentials',
    ],
    [
      'another error',
      'ValidationException',
      `states:ListExecutions on ${machine} failed (ValidationException: no)`,
    ],
  ])('explains %s in one sentence', async (_, type, sentence) => {
    const reader = await readerWith({ ListExecutions: () => awsError(type) });
    await expect(reader.executions(machine, epoch)).rejects.toThrow(sentence);
  });

  test('explains that no credentials are set', async () => {
    const reader = await readerWith({});
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
      Reflect.deleteProperty(process.env, name);
    await expect(reader.accountId()).rejects.toThrow(
      /^AWS has no valid credentials for sts:GetCallerIdentity \(CredentialsProviderError: /,
    );
    expect(server?.operations).toEqual([]);
  });
});

describe('the AWS SDK', () => {
  test('is named with an npm command if packages are missing', () => {
    const missing = ['@aws-sdk/client-sfn', '@aws-sdk/client-sts'];
    const check = (): void => {
      checkSdk((name) => {
        if (missing.includes(name)) throw new Error('not found');
        return name;
      });
    };
    expect(check).toThrow(
      'status reads AWS with the AWS SDK, which is not installed beside background-jobs; run npm install --save-dev @aws-sdk/client-sfn @aws-sdk/client-sts',
    );
    expect(() => {
      checkSdk((name) => name);
    }).not.toThrow();
    expect(sdkPackages).toHaveLength(7);
  });
});
