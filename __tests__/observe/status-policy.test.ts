import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { openAws } from '../../lib/observe/sdk/open-aws';
import type { ReadCall } from '../../lib/observe/sdk/read-call';
import { captureReading, runCaptured } from '../../scripts/docs/run-captured';
import { findPolicyFaults } from '../support/policy-faults';
import { TemporaryFolder } from '../support/run-program';
import { isAllowed } from '../support/simulate-iam';
import { asList, asRecord, at, parsed } from '../support/stack-json';
import { AwsServer, type Answer } from './support/aws-server';
import { shop } from './support/shop';

const account = { id: '123456789012', partition: 'aws' };
const cluster = 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop-dev';
const task = 'arn:aws:ecs:eu-central-1:123456789012:task/shop-dev/0123abcd';
const taskDefinition = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-dev:7';

/** An account in which every job ran. */
const answers: Readonly<Record<string, Answer>> = {
  GetCallerIdentity: () => ({
    body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
  }),
  ListExecutions: ({ stateMachineArn }) => ({
    body: {
      executions: [
        {
          executionArn: `${String(stateMachineArn).replace('stateMachine', 'execution')}:1`,
          status: 'FAILED',
          startDate: Date.now() / 1000 - 60,
        },
      ],
    },
  }),
  DescribeExecution: () => ({ body: { status: 'FAILED' } }),
  GetExecutionHistory: () => ({
    body: {
      events: [
        { id: 1, taskSubmittedEventDetails: { output: JSON.stringify({ Tasks: [task, taskDefinition] }) } },
      ],
    },
  }),
  GetSchedule: () => ({ body: { State: 'ENABLED' } }),
  GetQueueAttributes: () => ({ body: { Attributes: {} } }),
  DescribeAlarms: () => ({ body: { MetricAlarms: [] } }),
  DescribeServices: () => ({ body: { services: [{ desiredCount: 1 }] } }),
  ListTasks: () => ({ body: { taskArns: [task] } }),
  DescribeTasks: () => ({
    body: {
      tasks: [
        {
          taskArn: task,
          taskDefinitionArn: taskDefinition,
          lastStatus: 'RUNNING',
          tags: Object.entries({
            'background-jobs:job': 'import',
            'background-jobs:service': 'shop-dev',
          }).map(([key, value]) => ({ key, value })),
        },
      ],
    },
  }),
  DescribeTaskDefinition: () => ({
    body: {
      taskDefinition: {
        containerDefinitions: [
          {
            name: 'shop-dev',
            logConfiguration: { options: { 'awslogs-group': 'service', 'awslogs-stream-prefix': 'app' } },
          },
        ],
      },
    },
  }),
  GetLogEvents: () => ({ body: { events: [] } }),
};

describe('the policy that permissions --for status prints', () => {
  let folder: TemporaryFolder;
  let server: AwsServer;
  let policy: unknown;
  const calls: ReadCall[] = [];
  beforeAll(async () => {
    folder = new TemporaryFolder().write({ 'env-config/dev.yml': shop });
    const config = ['--config', join(folder.path, 'env-config')];
    server = await new AwsServer(answers).start();
    const reader = openAws('eu-central-1', (call) => calls.push(call));
    for (const job of ['', 'nightly', 'slow', 'import', 'resize']) {
      const named = job === '' ? [] : [job, '--logs'];
      const { error } = await captureReading(['status', ...named, ...config], { openAws: () => reader });
      expect(error).toBe('');
    }
    policy = parsed(runCaptured(['permissions', '--for', 'status', ...config]).out);
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  /** Returns the ARN of a call's resource, which is shorter in messages. */
  const arnOf = ({ action, resource }: ReadCall): string =>
    resource === '*' || resource.startsWith('arn:')
      ? resource
      : `arn:aws:${action.split(':')[0] ?? ''}:eu-central-1:123456789012:${resource}`;

  test('allows every call, and only in this service', async () => {
    for (const call of calls.filter(({ action }) => action !== 'sts:GetCallerIdentity')) {
      const context = { 'ecs:cluster': cluster };
      const allows = (resource: string) => isAllowed(account, policy, call.action, resource, context);
      expect([call, await allows(arnOf(call))]).toEqual([call, true]);
      const other = arnOf(call).replaceAll('shop-dev', 'other');
      if (other !== arnOf(call)) expect([call, await allows(other)]).toEqual([call, false]);
    }
    const elsewhere = { 'ecs:cluster': cluster.replace('shop', 'other') };
    expect(await isAllowed(account, policy, 'ecs:ListTasks', '*', elsewhere)).toBe(false);
  });

  test('has no action that status does not call', () => {
    const called = new Set(calls.map(({ action }) => action).filter((action) => !action.startsWith('sts:')));
    const granted = asList(asRecord(policy)['Statement']).flatMap((statement) =>
      asList(at(statement, 'Action')),
    );
    expect([...granted].sort()).toEqual([...called].sort());
  });

  test('has only actions that exist, on resources that they support', async () => {
    expect(await findPolicyFaults(policy)).toEqual([
      // Without a container instance in the request, ECS checks `*`. The condition limits the cluster.
      'ecs:ListTasks supports resources, and has *',
    ]);
  });
});
