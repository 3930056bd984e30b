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

/** A policy with something in place of what Terraform looks up. */
function lookedUp(policy: PolicyDocument & Json): unknown {
  const json = stringifyJson(policy, {
    literal: (text) => text,
    lookup: () => '*',
    list: () => '["arn:*:iam::*:role/*"]',
  });
  return JSON.parse(json);
}

describe.each(environments)('in %s', (_, environment) => {
  test('every action of every role exists, and its resources and conditions can match it', async () => {
    for (const { policy, trustPolicy } of environment.roles) {
      expect(await findPolicyFaults(lookedUp(policy))).toEqual([]);
      expect(await findPolicyFaults(lookedUp(trustPolicy))).toEqual([]);
    }
  });

  test('so do those of the policies for senders and tasks of workers', async () => {
    const policies = [
      ...workersOf(environment.jobs).map(({ sendPolicy }) => sendPolicy),
      ...(environment.taskProtection === undefined ? [] : [environment.taskProtection.policy]),
    ];
    for (const { policy } of policies) expect(await findPolicyFaults(lookedUp(policy))).toEqual([]);
  });

  test.each(deployPhases)('so do the permissions of %s', async (phase) => {
    const { deployer, stateRole } = deployPermissions(environment);
    for (const policies of [deployer, ...(stateRole === undefined ? [] : [stateRole])])
      expect(await findPolicyFaults(policyDocument(policies[phase]))).toEqual([]);
  });
});

describe('the gate', () => {
  test.each([
    [
      'an action that is none',
      'ecs:RunTasks',
      'arn:aws:ecs:us-east-1:1:task-definition/a:*',
      undefined,
      'ecs:RunTasks is no action',
    ],
    ['another service', 'event:PutRule', '*', undefined, 'event:PutRule is no action'],
    [
      'another case',
      'ecs:runTask',
      'arn:aws:ecs:us-east-1:1:task-definition/a:*',
      undefined,
      'ecs:runTask is written ecs:RunTask',
    ],
    [
      'a resource of another kind',
      'ecs:RunTask',
      'arn:aws:ecs:us-east-1:1:cluster/a',
      undefined,
      'ecs:RunTask matches none of arn:aws:ecs:us-east-1:1:cluster/a',
    ],
    [
      'a family without revisions',
      'ecs:RunTask',
      'arn:aws:ecs:us-east-1:1:task-definition/a',
      undefined,
      'ecs:RunTask matches none of arn:aws:ecs:us-east-1:1:task-definition/a',
    ],
    [
      'a machine where an execution is meant',
      'states:StopExecution',
      'arn:aws:states:us-east-1:1:stateMachine:a',
      undefined,
      'states:StopExecution matches none of arn:aws:states:us-east-1:1:stateMachine:a',
    ],
    [
      'a resource where the action knows none',
      'ec2:DescribeSubnets',
      'arn:aws:ec2:us-east-1:1:subnet/a',
      undefined,
      'ec2:DescribeSubnets matches none of arn:aws:ec2:us-east-1:1:subnet/a',
    ],
    [
      '* where the action knows resources',
      'states:StartExecution',
      '*',
      undefined,
      'states:StartExecution knows resources, and has *',
    ],
    [
      'a condition of another service',
      'states:StartExecution',
      'arn:aws:states:us-east-1:1:stateMachine:a',
      'ecs:cluster',
      'states:StartExecution knows no condition ecs:cluster',
    ],
    [
      'a condition that is none',
      'states:StartExecution',
      'arn:aws:states:us-east-1:1:stateMachine:a',
      'aws:SourceArm',
      'states:StartExecution knows no condition aws:SourceArm',
    ],
  ])('sees %s', async (_, action, resource, key, fault) => {
    const condition = key === undefined ? {} : { Condition: { StringEquals: { [key]: 'x' } } };
    const statement = { Effect: 'Allow', Action: [action], Resource: [resource], ...condition };
    expect(await findPolicyFaults({ Statement: [statement] })).toContain(fault);
  });

  test('knows whether two patterns have a text in common', () => {
    expect(overlap('arn:*:role/a-*', 'arn:aws:*-b')).toBe(true);
    expect(overlap('a*c', 'ab')).toBe(false);
    expect(overlap('*', '')).toBe(true);
  });
});
