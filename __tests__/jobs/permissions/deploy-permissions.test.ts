import { describe, expect, test } from '@jest/globals';
import { policyDocument, policySize } from '../../../lib/aws/iam/policies';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../../../lib/jobs/environment';
import {
  deployPermissions,
  deployPhases,
  type DeployPhase,
} from '../../../lib/jobs/permissions/deploy-permissions';
import { findPolicyFaults } from '../../support/policy-faults';
import { isAllowed, type Context } from '../../support/simulate-iam';
import { environmentOf, lookedUpConfig } from '../support/environments';
import { maximumManagedPolicyCharacters } from '../../../lib/aws/iam/limits';

const account = '123456789012';
const jobs = {
  file_upload_jobs: { direct: { task_command: ['etl', '<object_key>'] } },
  scheduled_jobs: { nightly: { task_command: ['job'], schedule_expression: 'rate(1 day)' } },
};
const boundary = `arn:aws:iam::${account}:policy/boundary`;

function may(
  environment: EnvironmentJobs,
  phase: DeployPhase,
  action: string,
  resource: string,
  context?: Context,
): Promise<boolean> {
  const policy = policyDocument(deployPermissions(environment).deployer[phase]);
  return isAllowed({ id: account, partition: 'aws' }, policy, action, resource, context);
}

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const environmentRole = iam('role/app-test-jobs-scheduler-us-east-1');
const environmentPolicy = iam('policy/app-test-jobs-scheduler-us-east-1');

describe('the principal that applies', () => {
  const bounded = environmentOf({ ...jobs, iam: { permissions_boundary_arn: boundary } });

  test.each([
    [
      'can create a role with the boundary',
      'iam:CreateRole',
      environmentRole,
      { 'iam:PermissionsBoundary': boundary },
      true,
    ],
    ['can’t create a role without it', 'iam:CreateRole', environmentRole, {}, false],
    [
      'can’t create a role with another one',
      'iam:CreateRole',
      environmentRole,
      { 'iam:PermissionsBoundary': environmentPolicy },
      false,
    ],
    ['can’t delete the boundary of a role', 'iam:DeleteRolePermissionsBoundary', environmentRole, {}, false],
    [
      'can’t set another boundary',
      'iam:PutRolePermissionsBoundary',
      environmentRole,
      { 'iam:PermissionsBoundary': environmentPolicy },
      false,
    ],
    [
      'can attach a policy of the environment',
      'iam:AttachRolePolicy',
      environmentRole,
      { 'iam:PolicyARN': environmentPolicy },
      true,
    ],
    [
      'can’t attach another policy',
      'iam:AttachRolePolicy',
      environmentRole,
      { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' },
      false,
    ],
    [
      'can’t attach a policy to another role',
      'iam:AttachRolePolicy',
      iam('role/admin'),
      { 'iam:PolicyARN': environmentPolicy },
      false,
    ],
    ['can’t add an inline policy', 'iam:PutRolePolicy', environmentRole, {}, false],
    [
      'can pass a role to its service',
      'iam:PassRole',
      environmentRole,
      { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      true,
    ],
    [
      'can’t pass it to another service',
      'iam:PassRole',
      environmentRole,
      { 'iam:PassedToService': 'states.amazonaws.com' },
      false,
    ],
    [
      'can’t pass another role',
      'iam:PassRole',
      iam('role/admin'),
      { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      false,
    ],
    ['can update a rule of the service', 'events:PutRule', arn('events', 'rule/app-test-direct'), {}, true],
    [
      'can’t update a rule of another service',
      'events:PutRule',
      arn('events', 'rule/other-direct'),
      {},
      false,
    ],
    [
      'can update a state machine of the service',
      'states:UpdateStateMachine',
      arn('states', 'stateMachine:app-test-nightly'),
      {},
      true,
    ],
    [
      'can’t start a state machine',
      'states:StartExecution',
      arn('states', 'stateMachine:app-test-nightly'),
      {},
      false,
    ],
    ['can’t run a task', 'ecs:RunTask', arn('ecs', 'task-definition/app-test:1'), {}, false],
    [
      'can’t delete a schedule of another group',
      'scheduler:DeleteSchedule',
      arn('scheduler', 'schedule/other/app-test-nightly'),
      {},
      false,
    ],
    [
      'can’t read logs',
      'logs:GetLogEvents',
      arn('logs', 'log-group:/aws/vendedlogs/states/app-test-nightly:log-stream:x'),
      {},
      false,
    ],
    [
      'can delete a log group, whose ARN in IAM ends with its streams',
      'logs:DeleteLogGroup',
      arn('logs', 'log-group:/aws/vendedlogs/states/app-test-nightly:log-stream:'),
      {},
      true,
    ],
  ] as const)('%s', async (_, action, resource, context, allowed) => {
    expect(await may(bounded, 'apply', action, resource, { ...context })).toBe(allowed);
  });
});

describe('the principal that plans', () => {
  test('changes only the lock of the state', () => {
    const environment = environmentOf({
      ...jobs,
      kms_key_arn: `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      state_backend: { s3: { bucket: 'states', key: 'a', region: 'us-east-1', use_lockfile: true } },
    });
    const { plan, apply } = deployPermissions(environment).deployer;
    const writing = plan.flatMap(({ sid, actions }) =>
      actions
        .filter((action) => !/:(Get|List|Describe|Validate)|^kms:Decrypt$/.test(action))
        .map((action) => `${sid} ${action}`),
    );
    expect(writing).toEqual(['StateLock s3:DeleteObject', 'StateLock s3:PutObject']);
    for (const { sid, actions } of plan)
      expect(apply.find((one) => one.sid === sid)?.actions).toEqual(expect.arrayContaining([...actions]));
  });
});

describe('the permissions', () => {
  test('cover only the resources and lookups of the environment', () => {
    const services = (sections: Readonly<Record<string, unknown>>, base?: typeof lookedUpConfig) => {
      const { apply } = deployPermissions(environmentOf(sections, base)).deployer;
      return [
        ...new Set(apply.flatMap(({ actions }) => actions.map((action) => action.split(':')[0]))),
      ].sort();
    };
    expect(services({})).toEqual([]);
    expect(services({ file_upload_jobs: jobs.file_upload_jobs })).toEqual(['events', 'iam']);
    expect(services({ scheduled_jobs: jobs.scheduled_jobs })).toEqual(['iam', 'logs', 'scheduler', 'states']);
    expect(services({ file_upload_jobs: jobs.file_upload_jobs }, lookedUpConfig)).toEqual([
      'ec2',
      'ecs',
      'events',
      'iam',
    ]);
  });

  test('do not change with another job of a kind', () => {
    const more = { ...jobs.scheduled_jobs, weekly: jobs.scheduled_jobs.nightly };
    expect(deployPermissions(environmentOf({ ...jobs, scheduled_jobs: more }))).toEqual(
      deployPermissions(environmentOf(jobs)),
    );
  });

  test('have * for an account that is not set, with a note', () => {
    const { deployer, notes } = deployPermissions(environmentOf(jobs, lookedUpConfig));
    expect(deployer.plan.flatMap(({ resources }) => resources)).toContain(
      'arn:aws:events:us-east-1:*:rule/app-test-*',
    );
    expect(JSON.stringify(deployer.apply)).toContain(
      '"arn:aws:iam::*:policy/app-test-jobs-states-us-east-1"',
    );
    expect(notes.join()).toContain('account_id is not set');
  });

  test('fit into a managed policy, with a note if they do not', () => {
    const usual = deployPermissions(environmentOf(jobs));
    expect(policySize(policyDocument(usual.deployer.apply))).toBeLessThan(maximumManagedPolicyCharacters);
    // Step Functions rejects a role with such a long path.
    const { config } = environmentOf(jobs);
    const long = deployPermissions(buildEnvironmentJobs({ ...config, iamPath: `/${'p'.repeat(300)}/` }));
    expect(policySize(policyDocument(long.deployer.apply))).toBeGreaterThan(maximumManagedPolicyCharacters);
    expect([usual, long].map(({ notes }) => notes.some((note) => note.includes('inline policy')))).toEqual([
      false,
      true,
    ]);
  });
});

describe('the permissions of a file upload job', () => {
  const statementsOf = (
    fields: Readonly<Record<string, unknown>>,
    sections: Readonly<Record<string, unknown>> = {},
  ) =>
    deployPermissions(
      environmentOf({ ...sections, file_upload_jobs: { job: { task_command: ['etl'], ...fields } } }),
    ).deployer.apply;
  const statementsFor = (statements: ReturnType<typeof statementsOf>, service: string) =>
    statements
      .filter(({ actions }) => actions.some((action) => action.startsWith(`${service}:`)))
      .map(({ sid, resources }) => [sid, resources]);

  test('include SQS only for a dead-letter queue, and only queues of the service', () => {
    expect(statementsFor(statementsOf({}), 'sqs')).toEqual([]);
    expect(statementsFor(statementsOf({ delivery: {} }), 'sqs')).toEqual([]);
    expect(statementsFor(statementsOf({ delivery: { dead_letter_queue: true } }), 'sqs')).toEqual([
      ['DeadLetterQueues', [`arn:aws:sqs:us-east-1:${account}:app-test-*-dead-letters`]],
    ]);
  });

  test('include the bucket only if its notification is managed', () => {
    expect(statementsFor(statementsOf({}), 's3')).toEqual([]);
    const managed = statementsOf({}, { storage: { eventbridge_notification: 'manage' } });
    expect(statementsFor(managed, 's3')).toEqual([
      ['BucketNotification', ['arn:aws:s3:::platform-app-test']],
    ]);
  });

  test('have the rules’ event bus', () => {
    expect(statementsFor(statementsOf({ event_bus_name: 'partners' }), 'events')).toEqual([
      ['Rules', [`arn:aws:events:us-east-1:${account}:rule/partners/app-test-*`]],
    ]);
  });
});

describe('a state in S3', () => {
  const s3 = { bucket: 'states', key: 'app/dev.tfstate', region: 'us-gov-west-1' };
  const permissionsOf = (fields: Readonly<Record<string, unknown>>) =>
    deployPermissions(environmentOf({ state_backend: { s3: { ...s3, ...fields } } }));
  const keyId = '1234abcd-12ab-34cd-8ef0-1234567890ab';

  test.each([
    ['alone', {}],
    ['with a lock file', { use_lockfile: true }],
    ['with a lock table', { dynamodb_table: 'locks' }],
    ['with a canned ACL', { acl: 'bucket-owner-full-control' }],
    ['encrypted with a key by its id', { kms_key_id: keyId }],
    [
      'encrypted with a key by its ARN',
      { kms_key_id: `arn:aws-us-gov:kms:us-gov-west-1:${account}:key/${keyId}` },
    ],
    ['encrypted with a key by its alias', { kms_key_id: 'alias/states', use_lockfile: true }],
    [
      'with a role',
      { assume_role: { role_arn: iam('role/states'), source_identity: 'ci', tags: { a: 'b' } } },
    ],
    [
      'with a role by a token',
      { assume_role_with_web_identity: { role_arn: iam('role/states'), web_identity_token_file: '/token' } },
    ],
  ])('%s has permissions whose actions, resources and conditions exist in IAM', async (_, fields) => {
    const { deployer, stateRole } = permissionsOf(fields);
    expect({ deployer, stateRole }).toMatchSnapshot();
    for (const policies of [deployer, ...(stateRole === undefined ? [] : [stateRole])])
      for (const phase of deployPhases)
        expect(await findPolicyFaults(policyDocument(policies[phase]))).toEqual([]);
  });

  test('is one object, whatever characters its key has', async () => {
    const key = 'app/${aws:username}/?';
    const environment = environmentOf({ state_backend: { s3: { ...s3, region: 'us-east-1', key } } });
    const read = (objectKey: string) =>
      may(environment, 'plan', 's3:GetObject', `arn:aws:s3:::states/${objectKey}`);
    expect(await read('app/${aws:username}/?')).toBe(true);
    expect(await read('app/the-role/?')).toBe(false);
    expect(await read('app/${aws:username}/x')).toBe(false);
    const resources = permissionsOf({ key: 'app/*' }).deployer.plan.flatMap(
      (statement) => statement.resources,
    );
    expect(resources).toContain('arn:aws-us-gov:s3:::states/app/${*}');
  });
});
