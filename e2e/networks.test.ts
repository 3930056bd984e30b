import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { environmentOf } from '../__tests__/jobs/support/environments';
import { plannedValues } from '../__tests__/support/plans/plan';
import { at, parsed } from '../__tests__/support/stack-json';
import type { EnvironmentJobs } from '../lib/jobs/environment';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { createInEc2, tagResource } from './support/prepare-account';
import { emulatorOverride, Stack } from './support/stack';

jest.setTimeout(900_000);

const accountId = '610000000000';
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

/** Returns an environment with these fields of `service`. */
function environmentIn(service: Readonly<Record<string, unknown>>): EnvironmentJobs {
  const nightly = { task_command: ['x'], schedule_expression: 'rate(1 day)' };
  return environmentOf(
    { scheduled_jobs: { nightly } },
    {
      app_name: 'app',
      region: 'us-east-1',
      account_id: accountId,
      service: { task_role_arn: role('task'), execution_role_arn: role('execution'), ...service },
    },
  );
}

const privateTags = { subnet_tags: { tier: 'private' } };
const appNames = { security_group_names: ['app*'] };

describe('an account with two VPCs whose subnets and groups have the same tags and names', () => {
  let emulator: Emulator;
  let stack: Stack;
  beforeAll(async () => {
    emulator = await Emulator.start();
    const aws = new Aws(emulator.url, accountId, 'us-east-1');
    for (const vpc of ['1', '2']) {
      const vpcId = await createInEc2(aws, 'Vpc', 'vpcId', `vpc-${vpc}`, { CidrBlock: '10.0.0.0/16' });
      await tagResource(aws, vpcId, { Name: `vpc ${vpc}`, team: 'platform' });
      for (const subnet of ['1', '2']) {
        const input = { VpcId: vpcId, CidrBlock: `10.0.${subnet}.0/24` };
        const id = await createInEc2(aws, 'Subnet', 'subnetId', `subnet-${vpc}${subnet}`, input);
        await tagResource(aws, id, { tier: 'private', vpc });
      }
      for (const group of ['app', 'db']) {
        const input = { VpcId: vpcId, GroupName: `${group}-group`, GroupDescription: group };
        const id = await createInEc2(aws, 'SecurityGroup', 'groupId', `sg-${group}${vpc}`, input);
        await tagResource(aws, id, { vpc });
      }
    }
  });
  afterAll(async () => {
    await emulator.stop();
  });
  beforeEach(() => {
    stack = new Stack(emulatorOverride(emulator, accountId));
  });
  afterEach(() => {
    stack.remove();
  });

  /** Plans the environment, and returns the network of the state machine or the errors of Terraform. */
  async function networkIn(service: Readonly<Record<string, unknown>>): Promise<unknown> {
    await stack.write(environmentIn(service)).init();
    try {
      const values = plannedValues(JSON.parse(await stack.planJson()));
      const [definition] = [...values.values()].flatMap((value) => value['definition'] ?? []);
      return at(
        parsed(definition),
        'States',
        'RunTask',
        'Parameters',
        'NetworkConfiguration',
        'AwsvpcConfiguration',
      );
    } catch (error) {
      return String(error).replace(/[\s│]+/g, ' ');
    }
  }

  test.each<readonly [string, service: Readonly<Record<string, unknown>>, message: string]>([
    [
      'subnets are found in both',
      { ...privateTags, security_group_tags: { vpc: '1' } },
      'A task must be in one VPC, but 2 of 4 subnets found by the tags {"tier":"private"} are in vpc-1;',
    ],
    [
      'security groups are found in both',
      { subnet_tags: { vpc: '1' }, ...appNames },
      'A task must be in one VPC, but the security groups found by the names app* are in vpc-1, vpc-2;',
    ],
    [
      'subnets are found in one and security groups in the other',
      { subnet_tags: { vpc: '1' }, security_group_tags: { vpc: '2' } },
      'A task must be in one VPC, but the security groups found by the tags {"vpc":"2"} are in vpc-2, and a subnet in vpc-1;',
    ],
    [
      'the IDs of subnets are in one and the names of security groups in both',
      { subnet_ids: ['subnet-21', 'subnet-22'], ...appNames },
      'A task must be in one VPC, but the security groups found by the names app* are in vpc-1, vpc-2;',
    ],
    [
      'the tags of subnets are in one and the IDs of security groups in the other',
      { subnet_tags: { vpc: '1' }, security_group_ids: ['sg-app2'] },
      'A task must be in one VPC, but 0 of 1 security groups (sg-app2) are in vpc-1;',
    ],
    [
      'the IDs of subnets are in both, and the VPC is set',
      { vpc_id: 'vpc-2', subnet_ids: ['subnet-11', 'subnet-21'], security_group_ids: ['sg-app2'] },
      'A task must be in one VPC, but 1 of 2 subnets (subnet-11, subnet-21) are in vpc-2;',
    ],
    [
      'the IDs of security groups are in both, and the VPC is set by tags',
      { vpc_tags: { Name: 'vpc 1' }, subnet_ids: ['subnet-11'], security_group_ids: ['sg-app1', 'sg-db2'] },
      'A task must be in one VPC, but 1 of 2 security groups (sg-app1, sg-db2) are in vpc-1;',
    ],
    [
      'both VPCs have the tags of the VPC',
      { vpc_tags: { team: 'platform' }, ...privateTags, ...appNames },
      'A task must be in one VPC, and Terraform found 2 VPCs by the tags {"team":"platform"};',
    ],
    [
      'no VPC has the tags of the VPC',
      { vpc_tags: { team: 'other' }, ...privateTags, ...appNames },
      'A task must be in one VPC, and Terraform found 0 VPCs by the tags {"team":"other"};',
    ],
    [
      'the VPC has no such security group',
      { vpc_id: 'vpc-1', ...privateTags, security_group_tags: { vpc: '2' } },
      'A task must have 1 to 5 security groups, and Terraform found 0 by the tags {"vpc":"2"} in vpc-1;',
    ],
  ])('fails at plan if %s', async (_, service, message) => {
    expect(await networkIn(service)).toEqual(expect.stringContaining(message));
  });

  const first = {
    Subnets: ['subnet-11', 'subnet-12'],
    SecurityGroups: ['sg-app1'],
    AssignPublicIp: 'DISABLED',
  };
  const second = {
    Subnets: ['subnet-21', 'subnet-22'],
    SecurityGroups: ['sg-app2'],
    AssignPublicIp: 'DISABLED',
  };
  const bothGroups = { ...first, SecurityGroups: ['sg-app1', 'sg-db1'] };
  test.each<readonly [string, service: Readonly<Record<string, unknown>>, network: unknown]>([
    ['service.vpc_id', { vpc_id: 'vpc-1', ...privateTags, ...appNames }, first],
    ['the ID of the other VPC', { vpc_id: 'vpc-2', ...privateTags, ...appNames }, second],
    ['service.vpc_tags', { vpc_tags: { Name: 'vpc 2' }, ...privateTags, ...appNames }, second],
    ['tags of one VPC', { subnet_tags: { vpc: '1' }, security_group_tags: { vpc: '1' } }, bothGroups],
    [
      'IDs of one VPC',
      { vpc_id: 'vpc-1', subnet_ids: ['subnet-11', 'subnet-12'], security_group_ids: ['sg-app1'] },
      first,
    ],
    [
      'IDs of subnets and tags of security groups',
      { subnet_ids: ['subnet-11', 'subnet-12'], security_group_tags: { vpc: '1' } },
      bothGroups,
    ],
    [
      'tags of subnets and IDs of security groups',
      { subnet_tags: { vpc: '2' }, security_group_ids: ['sg-app2'] },
      second,
    ],
  ])('has the network of one VPC with %s', async (_, service, network) => {
    expect(await networkIn(service)).toEqual(network);
  });
});
