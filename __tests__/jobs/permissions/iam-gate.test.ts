import { describe, expect, test } from '@jest/globals';
import { stringifyJson, type Json } from '../../../lib/values/deferred-values';
import { policyDocument, type PolicyDocument } from '../../../lib/aws/iam/policies';
import { workersOf } from '../../../lib/jobs/job';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { deployPermissions, deployPhases } from '../../../lib/jobs/permissions/deploy-permissions';
import { validFixtures } from '../../support/fixtures';
import { findPolicyFaults, overlap } from '../../support/policy-faults';

const environments = validFixtures().flatMap(({ name, config }) =>
  loadEnvironments(config).environments.map(
    (environment) => [`${name}, ${environment.config.name}`, environment] as const,
  ),
);

/** Returns a policy with wildcards for the values that Terraform looks up. */
function lookedUp(policy: PolicyDocument & Json): unknown {
  const json = stringifyJson(policy, {
    literal: (text) => text,
    lookup: () => '*',
    list: () => '["arn:*:iam::*:role/*"]',
    entries: () => '[]',
  });
  return JSON.parse(json);
}

describe.each(environments)('in %s', (_, environment) => {
  test('every action of every role exists and supports its resources and conditions', async () => {
    for (const { policy, trustPolicy } of environment.roles) {
      expect(await findPolicyFaults(lookedUp(policy))).toEqual([]);
      expect(await findPolicyFaults(lookedUp(trustPolicy))).toEqual([]);
    }
  });

  test('the same is true of the policies for senders and for protected tasks', async () => {
    const policies = [
      ...workersOf(environment.jobs).map(({ sendPolicy }) => sendPolicy),
      ...(environment.taskProtection === undefined ? [] : [environment.taskProtection.policy]),
    ];
    for (const { policy } of policies) expect(await findPolicyFaults(lookedUp(policy))).toEqual([]);
  });

  test.each(deployPhases)('the same is true of the permissions for %s', async (phase) => {
    const { deployer, stateRole } = deployPermissions(environment);
    for (const policies of [deployer, ...(stateRole === undefined ? [] : [stateRole])])
      expect(await findPolicyFaults(policyDocument(policies[phase]))).toEqual([]);
  });
});

describe('the search for faults in policies', () => {
  test.each([
    [
      'an unknown action',
      'ecs:RunTasks',
      'arn:aws:ecs:us-east-1:1:task-definition/a:*',
      undefined,
      'ecs:RunTasks is not an action',
    ],
    ['an action of another service', 'event:PutRule', '*', undefined, 'event:PutRule is not an action'],
    [
      'an action in another case',
      'ecs:runTask',
      'arn:aws:ecs:us-east-1:1:task-definition/a:*',
      undefined,
      'ecs:runTask must be ecs:RunTask',
    ],
    [
      'a resource of another kind',
      'ecs:RunTask',
      'arn:aws:ecs:us-east-1:1:cluster/a',
      undefined,
      'ecs:RunTask has no matching resource in arn:aws:ecs:us-east-1:1:cluster/a',
    ],
    [
      'a family without revisions',
      'ecs:RunTask',
      'arn:aws:ecs:us-east-1:1:task-definition/a',
      undefined,
      'ecs:RunTask has no matching resource in arn:aws:ecs:us-east-1:1:task-definition/a',
    ],
    [
      'a state machine instead of an execution',
      'states:StopExecution',
      'arn:aws:states:us-east-1:1:stateMachine:a',
      undefined,
      'states:StopExecution has no matching resource in arn:aws:states:us-east-1:1:stateMachine:a',
    ],
    [
      'a resource of an action without resources',
      'ec2:DescribeSubnets',
      'arn:aws:ec2:us-east-1:1:subnet/a',
      undefined,
      'ec2:DescribeSubnets has no matching resource in arn:aws:ec2:us-east-1:1:subnet/a',
    ],
    [
      '* instead of a resource',
      'states:StartExecution',
      '*',
      undefined,
      'states:StartExecution supports resources, and has *',
    ],
    [
      'a condition of another service',
      'states:StartExecution',
      'arn:aws:states:us-east-1:1:stateMachine:a',
      'ecs:cluster',
      'states:StartExecution does not support the condition ecs:cluster',
    ],
    [
      'an unknown condition',
      'states:StartExecution',
      'arn:aws:states:us-east-1:1:stateMachine:a',
      'aws:SourceArm',
      'states:StartExecution does not support the condition aws:SourceArm',
    ],
  ])('reports %s', async (_, action, resource, key, fault) => {
    const condition = key === undefined ? {} : { Condition: { StringEquals: { [key]: 'x' } } };
    const statement = { Effect: 'Allow', Action: [action], Resource: [resource], ...condition };
    expect(await findPolicyFaults({ Statement: [statement] })).toContain(fault);
  });

  test('reports whether two patterns can match the same text', () => {
    expect(overlap('arn:*:role/a-*', 'arn:aws:*-b')).toBe(true);
    expect(overlap('a*c', 'ab')).toBe(false);
    expect(overlap('*', '')).toBe(true);
  });
});
