import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { stackFile, synthesize } from '../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { isAllowed, type Context } from '../support/simulate-iam';
import { asList, asRecord, at, parsed, resourcesOf } from '../support/stack-json';
import { environmentOf } from './support/environments';

const account = '123456789012';

interface Policies {
  readonly policy: unknown;
  readonly trust: unknown;
}

/** Returns the synthesized policies of an environment's roles, by the name of their resource. */
function rolesOf(environment: EnvironmentJobs): ReadonlyMap<string, Policies> {
  const path = stackFile(environment.config.name);
  const content = synthesize([environment]).find((file) => file.path === path)?.content ?? '{}';
  const resources = new Map(resourcesOf(content).map(({ address, values }) => [address, values]));
  const names = [...resources.keys()].filter((address) => address.startsWith('aws_iam_role.'));
  return new Map(
    names.map((address) => {
      const name = address.slice('aws_iam_role.'.length);
      return [
        name,
        {
          policy: parsed(resources.get(`aws_iam_policy.${name}`)?.['policy']),
          trust: parsed(resources.get(address)?.['assume_role_policy']),
        },
      ];
    }),
  );
}

/** Returns whether a policy allows an action. */
function may(policy: unknown, action: string, resource: string, context?: Context): Promise<boolean> {
  return isAllowed({ id: account, partition: 'aws' }, policy, action, resource, context);
}

const fixture = loadEnvironments(join(__dirname, '..', 'fixtures', 'every-field', 'env-config')).environments;
const small = environmentOf({
  file_upload_jobs: { direct: { task_command: ['etl', '<object_key>'] } },
  scheduled_jobs: { nightly: { task_command: ['job'], schedule_expression: 'rate(1 day)' } },
});

describe.each([
  [
    'every-field',
    fixture[0] ?? small,
    {
      region: 'us-west-2',
      cluster: 'shared-cluster',
      family: 'app-task',
      service: 'app-main',
      job: 'all-fields-tracked',
      started: { scheduler: 'all-fields-of-steps', events_states: 'all-fields-tracked' },
      directRoles: ['importer', 'service/app-execution', 'service/app-task'],
      statesRoles: ['all-fields', 'service/app-execution', 'service/app-task'],
      roles: ['events_ecs', 'events_states', 'scheduler', 'states'],
    },
  ],
  [
    'a small environment',
    small,
    {
      region: 'us-east-1',
      cluster: 'app-test',
      family: 'app-test',
      service: 'app-test',
      job: 'nightly',
      started: { scheduler: 'nightly', events_states: 'none' },
      directRoles: ['execution', 'task'],
      statesRoles: ['execution', 'task'],
      roles: ['events_ecs', 'scheduler', 'states'],
    },
  ],
])('the roles of %s', (_, environment, names) => {
  const { region, cluster, family, service, job } = names;
  const arn = (of: string, resource: string) => `arn:aws:${of}:${region}:${account}:${resource}`;
  const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;
  const roles = rolesOf(environment);
  const policyOf = (name: string) => roles.get(name)?.policy;
  const machine = arn('states', `stateMachine:${service}-${job}`);
  const toTasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
  const inCluster = { 'ecs:cluster': arn('ecs', `cluster/${cluster}`) };

  test('are the roles that the jobs use', () => {
    expect([...roles.keys()].sort()).toEqual(names.roles);
  });

  describe.each([
    ['events_ecs', names.directRoles],
    ['states', names.statesRoles],
  ])('the role %s', (name, taskRoles) => {
    const policy = policyOf(name);

    test('can run every revision of the service’s family, only in its cluster', async () => {
      const run = (definition: string, context: Context) =>
        may(policy, 'ecs:RunTask', arn('ecs', `task-definition/${definition}`), context);
      expect(await run(`${family}:7`, inCluster)).toBe(true);
      expect(await run(`${family}-admin:7`, inCluster)).toBe(false);
      expect(await run(`other:7`, inCluster)).toBe(false);
      expect(await run(`${family}:7`, { 'ecs:cluster': arn('ecs', 'cluster/other') })).toBe(false);
      expect(await run(`${family}:7`, {})).toBe(false);
    });

    test('can tag a task of its cluster only while it launches the task', async () => {
      const tag = (resource: string, action: string) =>
        may(policy, 'ecs:TagResource', arn('ecs', resource), { 'ecs:CreateAction': action });
      expect(await tag(`task/${cluster}/0123abcd`, 'RunTask')).toBe(true);
      expect(await tag(`task/other/0123abcd`, 'RunTask')).toBe(false);
      expect(await tag(`service/${cluster}/${service}`, 'RunTask')).toBe(false);
      expect(await tag(`task/${cluster}/0123abcd`, 'CreateService')).toBe(false);
      expect(await may(policy, 'ecs:TagResource', arn('ecs', `task/${cluster}/0123abcd`))).toBe(false);
    });

    test('can pass only the roles of its tasks, and only to ECS', async () => {
      const candidates = new Set([...names.directRoles, ...names.statesRoles, 'admin', 'task2', 'nobody']);
      const passed = [];
      for (const candidate of candidates) {
        if (await may(policy, 'iam:PassRole', roleArn(candidate), toTasks)) passed.push(candidate);
        const elsewhere = { 'iam:PassedToService': 'lambda.amazonaws.com' };
        expect(await may(policy, 'iam:PassRole', roleArn(candidate), elsewhere)).toBe(false);
      }
      expect(passed.sort()).toEqual(taskRoles);
    });
  });

  test('the role states can stop and describe only the tasks of its service, in its cluster', async () => {
    const states = policyOf('states');
    const rule = arn('events', 'rule/StepFunctionsGetEventsForECSTaskRule');
    const task = arn('ecs', `task/${cluster}/0123abcd`);
    const own = { ...inCluster, 'aws:ResourceTag/background-jobs:service': service };
    for (const action of ['ecs:StopTask', 'ecs:DescribeTasks']) {
      expect(await may(states, action, task, own)).toBe(true);
      expect(
        await may(states, action, task, { 'aws:ResourceTag/background-jobs:service': `${service}-dev` }),
      ).toBe(false);
      expect(await may(states, action, arn('ecs', 'task/other/0123abcd'), own)).toBe(false);
      expect(await may(policyOf('events_ecs'), action, arn('ecs', `task/${cluster}/0123abcd`))).toBe(false);
    }
    // A run that waits for a task of an earlier version must not fail, but no task without the tag is stopped.
    expect(await may(states, 'ecs:DescribeTasks', task)).toBe(true);
    expect(await may(states, 'ecs:StopTask', task)).toBe(false);
    for (const action of ['events:PutRule', 'events:PutTargets', 'events:DescribeRule']) {
      expect(await may(states, action, rule)).toBe(true);
      expect(await may(states, action, arn('events', `rule/${service}-${job}`))).toBe(false);
    }
    expect(await may(states, 'logs:CreateLogDelivery', '*')).toBe(true);
    expect(await may(states, 'states:StartExecution', machine)).toBe(false);
  });

  test.each((['scheduler', 'events_states'] as const).filter((name) => names.roles.includes(name)))(
    'the role %s can only start the state machines of the jobs that it triggers',
    async (name) => {
      const policy = policyOf(name);
      for (const [role, started] of Object.entries(names.started)) {
        const startedMachine = arn('states', `stateMachine:${service}-${started}`);
        expect(await may(policy, 'states:StartExecution', startedMachine)).toBe(role === name);
      }
      expect(await may(policy, 'states:StartExecution', arn('states', 'stateMachine:other-job'))).toBe(false);
      expect(await may(policy, 'states:StopExecution', arn('states', `execution:${service}-${job}:1`))).toBe(
        false,
      );
      expect(await may(policy, 'ecs:RunTask', arn('ecs', `task-definition/${family}:7`), inCluster)).toBe(
        false,
      );
      expect(await may(policy, 'iam:PassRole', roleArn('task'), toTasks)).toBe(false);
    },
  );

  test.each(names.roles)(
    'the role %s can be assumed only by its AWS service, for the service’s own resources',
    (name) => {
      const onDefaultBus = arn('events', `rule/${service}-*`);
      // A rule on another bus has the bus in its ARN.
      const eventRules =
        service === 'app-main' ? [onDefaultBus, arn('events', `rule/partners/${service}-*`)] : onDefaultBus;
      const [principal, source] = {
        scheduler: ['scheduler.amazonaws.com', arn('scheduler', `schedule-group/${service}`)],
        events_ecs: ['events.amazonaws.com', eventRules],
        events_states: ['events.amazonaws.com', arn('events', `rule/${service}-*`)],
        states: ['states.amazonaws.com', arn('states', `stateMachine:${service}-*`)],
      }[name] ?? ['', ''];
      expect(at(roles.get(name)?.trust, 'Statement')).toEqual([
        {
          Sid: 'AssumeRole',
          Effect: 'Allow',
          Principal: { Service: principal },
          Action: ['sts:AssumeRole'],
          Condition: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnLike: { 'aws:SourceArn': source },
          },
        },
      ]);
    },
  );
});

describe('the role states', () => {
  const statesOf = (...overlaps: readonly string[]) => {
    const jobs = overlaps.map((overlap, index) => [
      `job-${index}`,
      { task_command: ['job'], schedule_expression: 'rate(1 day)', overlap },
    ]);
    return rolesOf(environmentOf({ scheduled_jobs: Object.fromEntries(jobs) })).get('states')?.policy;
  };
  const may = async (policy: unknown, action: string, service: string, resource: string) =>
    isAllowed(
      { id: account, partition: 'aws' },
      policy,
      action,
      `arn:aws:${service}:us-east-1:${account}:${resource}`,
    );

  test.each([
    [['allow'], false],
    [['allow', 'skip'], true],
    [['skip', 'replace', 'allow'], true],
  ])(
    'with %j has the permissions for its lock table and the executions of these jobs',
    async (overlaps, usesTable) => {
      const policy = statesOf(...overlaps);
      for (const action of ['dynamodb:GetItem', 'dynamodb:PutItem']) {
        expect(await may(policy, action, 'dynamodb', 'table/app-test-job-locks')).toBe(usesTable);
        expect(await may(policy, action, 'dynamodb', 'table/app-test-job-locks-too')).toBe(false);
      }
      expect(await may(policy, 'dynamodb:DeleteItem', 'dynamodb', 'table/app-test-job-locks')).toBe(false);
      for (const [index, overlap] of overlaps.entries()) {
        const run = `execution:app-test-job-${index}:0123`;
        expect(await may(policy, 'states:DescribeExecution', 'states', run)).toBe(overlap !== 'allow');
        expect(await may(policy, 'states:StopExecution', 'states', run)).toBe(overlap === 'replace');
      }
      for (const action of ['states:DescribeExecution', 'states:StopExecution'])
        expect(await may(policy, action, 'states', 'execution:other-job:0123')).toBe(false);
      expect(await may(policy, 'states:StartExecution', 'states', 'stateMachine:app-test-job-0')).toBe(false);
    },
  );
});

describe('a statement', () => {
  // The Service Authorization Reference has no resource types for these, or AWS's page requires * explicitly:
  // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html and …/dg/concepts-xray-tracing.html
  const withoutResources = new Set([
    ...['CreateLogDelivery', 'DeleteLogDelivery', 'DescribeLogGroups', 'DescribeResourcePolicies'].map(
      (a) => `logs:${a}`,
    ),
    ...['GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy', 'UpdateLogDelivery'].map(
      (a) => `logs:${a}`,
    ),
    ...['GetSamplingRules', 'GetSamplingTargets', 'PutTelemetryRecords', 'PutTraceSegments'].map(
      (a) => `xray:${a}`,
    ),
  ]);
  const statements = [...fixture, small].flatMap((environment) =>
    [...rolesOf(environment).values()].flatMap(({ policy }) => asList(at(policy, 'Statement')).map(asRecord)),
  );

  test('allows named actions on named resources, and * only for actions without resources', () => {
    expect(statements.length).toBeGreaterThan(10);
    for (const { Effect, Action, Resource, Sid } of statements) {
      expect([Sid, Effect]).toEqual([Sid, 'Allow']);
      for (const action of asList(Action)) {
        expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
        expect([action, asList(Resource).includes('*')]).toEqual([
          action,
          withoutResources.has(String(action)),
        ]);
      }
      expect(asList(Resource).length).toBeGreaterThan(0);
      for (const resource of asList(Resource))
        expect(resource).toMatch(/^(\*|arn:aws:[a-z]+:[a-z0-9-]*:\d{12}:[^*]+\*?)$/);
    }
  });
});
