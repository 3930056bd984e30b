import { describe, expect, test } from '@jest/globals';
import { Fn, Testing, type TerraformStack } from 'cdktf';
import type { JobInputs } from '../../lib/constructs/job-inputs';
import { environmentOf, lookedUpConfig } from '../jobs/support/environments';
import { jobFields, ownStack, type OwnStack } from './support/own-stack';

const role = 'arn:aws:iam::123456789012:role/app';

function synthesized(stack: TerraformStack): string {
  return Testing.synth(stack, true);
}

/** Returns the JSON of a stack with the jobs of env-config with other fields of `service`. */
function configured(
  service: Readonly<Record<string, unknown>>,
  inputsOf: () => JobInputs = () => ({}),
): string {
  const config = { ...lookedUpConfig, service: { ...lookedUpConfig.service, ...service } };
  return synthesized(ownStack(inputsOf, environmentOf(jobFields, config)).stack);
}

describe('an input without tokens', () => {
  test.each<[string, JobInputs, Readonly<Record<string, unknown>>]>([
    ['clusterName', { clusterName: 'shared' }, { cluster_name: 'shared' }],
    ['taskDefinitionFamily', { taskDefinitionFamily: 'web' }, { task_definition_family: 'web' }],
    [
      'subnetIds',
      { subnetIds: ['subnet-2', 'subnet-1'] },
      { subnet_tags: undefined, subnet_ids: ['subnet-2', 'subnet-1'] },
    ],
    [
      'securityGroupIds',
      { securityGroupIds: ['sg-1'] },
      { security_group_names: undefined, security_group_ids: ['sg-1'] },
    ],
    ['vpcId', { vpcId: 'vpc-1' }, { vpc_id: 'vpc-1' }],
    ['taskRoleArn', { taskRoleArn: role }, { task_role_arn: role }],
    ['executionRoleArn', { executionRoleArn: role }, { execution_role_arn: role }],
  ])('is the same as the field of env-config: %s', (_, inputs, service) => {
    const passed = synthesized(ownStack(() => inputs).stack);
    expect(passed).toBe(configured(service));
    expect(passed).not.toBe(configured({}));
  });

  test('replaces the field of env-config', () => {
    const inputs = { clusterName: 'shared', taskRoleArn: role, vpcId: 'vpc-1' };
    const service = { cluster_name: 'own', task_role_arn: `${role}-own`, vpc_tags: { Name: 'own' } };
    expect(configured(service, () => inputs)).toBe(synthesized(ownStack(() => inputs).stack));
  });
});

describe('an input with a token', () => {
  test.each<[string, (name: string) => JobInputs]>([
    ['clusterName', (name) => ({ clusterName: name })],
    ['taskDefinitionFamily', (name) => ({ taskDefinitionFamily: name })],
  ])('is at each position of the text: %s', (_, inputsOf) => {
    const { stack } = ownStack(({ cluster }) => inputsOf(cluster.name));
    const reference = `\${aws_ecs_cluster.${stack.cluster.friendlyUniqueId}.name}`;
    const withText = synthesized(ownStack(() => inputsOf('passed-by-test')).stack);
    expect(withText).toContain('passed-by-test');
    expect(JSON.parse(synthesized(stack))).toEqual(
      JSON.parse(withText.replaceAll('passed-by-test', reference)),
    );
  });

  test('replaces the field of env-config', () => {
    const config = {
      ...lookedUpConfig,
      service: { ...lookedUpConfig.service, cluster_name: 'own-cluster', task_role_arn: `${role}-own` },
    };
    const { stack } = ownStack(
      ({ cluster, role: variable }) => ({ clusterName: cluster.name, taskRoleArn: variable.stringValue }),
      environmentOf(jobFields, config),
    );
    expect(synthesized(stack)).not.toMatch(/own-cluster|app-own/);
  });

  test('may be a list of the stack', () => {
    const { stack } = ownStack(() => ({ subnetIds: Fn.tolist(['${var.role}']) }));
    expect(synthesized(stack)).toContain('sort(distinct(compact(flatten([tolist(');
  });
});

describe('an invalid input', () => {
  const account = { ...lookedUpConfig, account_id: '123456789012' };
  const withAccount = environmentOf(jobFields, account);
  const invalid = (inputsOf: (stack: OwnStack) => JobInputs) => () => ownStack(inputsOf, withAccount);

  test.each<[string, (stack: OwnStack) => JobInputs]>([
    [
      'inputs.clusterName is "arn:aws:ecs:us-east-1:123456789012:cluster/main": must have only letters, digits, - and _; it is an ARN, so write the name: main',
      () => ({ clusterName: 'arn:aws:ecs:us-east-1:123456789012:cluster/main' }),
    ],
    [
      'inputs.subnetIds is []: must have at least one subnet. inputs.vpcId is "subnet-1": must be the ID of a VPC, which begins with vpc-',
      () => ({ subnetIds: [], vpcId: 'subnet-1' }),
    ],
    [
      'inputs.securityGroupIds[1] is "subnet-1": must be the ID of a security group, which begins with sg-; to select by name, use security_group_names',
      ({ group }) => ({ securityGroupIds: [group.id, 'subnet-1'] }),
    ],
    [
      'inputs.subnetIds[1] is "subnet-1": duplicate item; remove it',
      () => ({ subnetIds: ['subnet-1', 'subnet-1'] }),
    ],
    [
      'inputs.accountId is "12345": must be the ID of an AWS account, which has 12 digits; an alias of the account is not its ID',
      () => ({ accountId: '12345' }),
    ],
    [
      'inputs.accountId is "999999999999", and account_id of env-config is "123456789012"; pass the same account, or remove the input',
      () => ({ accountId: '999999999999' }),
    ],
    [
      'inputs.taskRoleArn is a role of the account 999999999999, and the jobs are in the account 123456789012; pass a role of that account',
      () => ({ taskRoleArn: 'arn:aws:iam::999999999999:role/app' }),
    ],
    [
      'inputs.executionRoleArn is in the partition aws-cn, and the region us-east-1 is in aws; pass a role of that partition',
      () => ({ executionRoleArn: 'arn:aws-cn:iam::123456789012:role/app' }),
    ],
  ])('is an error: %s', (message, inputsOf) => {
    expect(invalid(inputsOf)).toThrow(new TypeError(`the inputs of own/team/jobs are invalid: ${message}`));
  });

  test('is not searched for in a token', () => {
    expect(
      invalid(({ subnet, role: variable }) => ({
        accountId: variable.stringValue,
        clusterName: subnet.id,
        taskRoleArn: subnet.arn,
        subnetIds: [variable.stringValue],
      })),
    ).not.toThrow();
  });
});
