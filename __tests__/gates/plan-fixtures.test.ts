import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { AwsStub } from '../support/terraform/aws-stub';
import { validFixtures } from '../support/fixtures';
import { planEnvironment, plannedValues } from '../support/plans/plan';
import { asList, asRecord, at, parsed, resourcesOf } from '../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(180_000);

describeWithTerraform('terraform plan, with a stub for AWS', () => {
  let workspace: TerraformWorkspace;
  beforeAll(() => {
    workspace = new TerraformWorkspace();
  });
  afterAll(() => {
    workspace.remove();
  });

  describe.each(validFixtures().map((fixture) => [fixture.name, fixture] as const))(
    '%s',
    (fixtureName, { config }) => {
      const { environments } = loadEnvironments(config);

      test.each(environments.map((environment) => [environment.config.name, environment] as const))(
        'creates the resources of %s with known values, and looks up only what the configuration lacks',
        async (name, environment) => {
          const stub = await AwsStub.start({
            accountId: environment.config.accountId ?? '222222222222',
            containerNames: [environment.config.service.containerName],
          });
          try {
            const { stack, plan } = await planEnvironment(
              workspace,
              `${fixtureName}-${name}`,
              environment,
              stub,
            );
            const synthesized = resourcesOf(stack).filter(({ address }) => !address.startsWith('data.'));
            const changes = new Map(
              asList(plan['resource_changes'] ?? []).map((change) => [
                at(change, 'address'),
                at(change, 'change'),
              ]),
            );
            expect([...changes.keys()].sort()).toEqual(synthesized.map(({ address }) => address));
            for (const { address, values } of synthesized) {
              const change = asRecord(changes.get(address));
              expect([address, change['actions']]).toEqual([address, ['create']]);
              const afterUnknown = asRecord(change['after_unknown']);
              const unknown = Object.keys(values).filter(
                (key) =>
                  isUnknown(afterUnknown[key]) &&
                  !unknownBeforeCreation.includes(`${typeOf(address)}.${key}`),
              );
              expect([address, unknown]).toEqual([address, []]);
            }
            const machines = synthesized.filter(({ type }) => type === 'aws_sfn_state_machine');
            expect(stub.actions.filter((action) => action === 'ValidateStateMachineDefinition')).toHaveLength(
              machines.length,
            );
            const isLookup = (action: string) =>
              !['ValidateStateMachineDefinition', 'GetCallerIdentity'].includes(action);
            expect([...new Set(stub.actions.filter(isLookup))].sort()).toEqual(lookupsOf(environment));
            const accountLookups = stub.actions.filter((action) => action === 'GetCallerIdentity');
            expect(accountLookups).toHaveLength(accountLookupsOf(environment));
          } finally {
            await stub.stop();
          }
        },
      );
    },
  );

  test('inserts sorted lookups into policies and definitions, and omits a role that the application lacks', async () => {
    const environment = environmentOf('govcloud', 'test');
    const stub = await AwsStub.start({
      taskRoleArn: undefined,
      subnetIds: ['subnet-c', 'subnet-a', 'subnet-b'],
    });
    try {
      const { plan } = await planEnvironment(workspace, 'lookups', environment, stub);
      const values = plannedValues(plan);
      const machine = values.get('aws_sfn_state_machine.jobs_nightly');
      const network = at(
        parsed(machine?.['definition']),
        'States',
        'RunTask',
        'Parameters',
        'NetworkConfiguration',
        'AwsvpcConfiguration',
      );
      expect(network).toEqual({
        Subnets: ['subnet-a', 'subnet-b', 'subnet-c'],
        SecurityGroups: ['sg-0a'],
        AssignPublicIp: 'DISABLED',
      });
      const policy = asList(at(parsed(values.get('aws_iam_policy.states')?.['policy']), 'Statement')).map(
        asRecord,
      );
      expect(policy.find(({ Sid }) => Sid === 'PassRolesToTasks')?.['Resource']).toEqual([
        'arn:aws-us-gov:iam::123456789012:role/convert',
        'arn:aws:iam::222222222222:role/app-staging-task-executor',
      ]);
      const target = values.get('aws_cloudwatch_event_target.jobs_scan');
      expect(at(target, 'ecs_target', 0, 'network_configuration', 0, 'subnets')).toEqual([
        'subnet-a',
        'subnet-b',
        'subnet-c',
      ]);
      expect(target?.['role_arn']).toBe(
        'arn:aws-us-gov:iam::222222222222:role/intake-test-jobs-events-ecs-us-gov-west-1',
      );
    } finally {
      await stub.stop();
    }
  });

  test.each([
    ['no subnet', { subnetIds: [] }, 'A task must have 1 to 16 subnets, and Terraform found 0 by the tags'],
    [
      'no security group',
      { securityGroupIds: [] },
      'A task must have 1 to 5 security groups, and Terraform found 0 by the',
    ],
    [
      'no role',
      { taskRoleArn: undefined, executionRoleArn: undefined },
      'has neither a task role nor an execution role',
    ],
  ])('fails and explains the reason if %s is found', async (_, account, message) => {
    const stub = await AwsStub.start(account);
    try {
      const plan = planEnvironment(workspace, 'nothing-found', environmentOf('govcloud', 'prod'), stub);
      const failure = await plan.then(
        () => 'the plan succeeded',
        (error: unknown) => String(error).replace(/\s+/g, ' '),
      );
      expect(failure).toContain(message);
    } finally {
      await stub.stop();
    }
  });
});

function environmentOf(fixtureName: string, environmentName: string): EnvironmentJobs {
  const fixture = validFixtures().find(({ name }) => name === fixtureName);
  const { environments } = loadEnvironments(fixture?.config ?? '');
  const environment = environments.find(({ config }) => config.name === environmentName);
  if (environment === undefined) throw new Error(`no environment ${environmentName} in ${fixtureName}`);
  return environment;
}

/** Returns whether any part of a value is unknown before the apply. */
function isUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isUnknown);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isUnknown);
  return value === true;
}

/** Arguments that AWS generates in part: the revision of a task definition, and the ID in a scaling policy's ARN. */
const unknownBeforeCreation: readonly string[] = [
  'aws_ecs_service.task_definition',
  'aws_cloudwatch_metric_alarm.alarm_actions',
];

function typeOf(address: string): string {
  return address.replace(/\..*/, '');
}

/** Returns the lookups that Terraform needs for a configuration. */
function lookupsOf({ config, jobs }: EnvironmentJobs): readonly string[] {
  if (jobs.length === 0) return [];
  const { service } = config;
  // If the network consists of IDs, Terraform reads it only to compare it with the configured VPC.
  const readsNetwork =
    service.vpc !== undefined || service.securityGroups.by !== 'ids' || service.subnets.by !== 'ids';
  return [
    ...(readsNetwork ? ['DescribeSecurityGroups', 'DescribeSubnets'] : []),
    ...(service.taskRoleArn === undefined ||
    service.executionRoleArn === undefined ||
    jobs.some(({ type }) => type === 'queue_worker_job')
      ? ['DescribeTaskDefinition']
      : []),
    ...(service.vpc?.by === 'tags' ? ['DescribeVpcs'] : []),
  ];
}

/** Returns how often Terraform asks for the account: for the provider, and for an account that is not configured. */
function accountLookupsOf({ config, jobs }: EnvironmentJobs): number {
  if (jobs.length === 0) return 0;
  return config.accountId === undefined ? 2 : 1;
}
