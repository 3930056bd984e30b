import { describe, expect, test } from '@jest/globals';
import { policyDocument, policySize } from '../../../lib/aws/iam/policies';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../../../lib/jobs/environment';
import {
  deployPermissions,
  deployPhases,
  type DeployPhase,
} from '../../../lib/jobs/permissions/deploy-permissions';
import { policyDocuments } from '../../../lib/jobs/permissions/policy-documents';
import { asList, asRecord } from '../../support/stack-json';
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
});

describe('a service whose name begins alike', () => {
  const worker = { task_command: ['work'], max_processing_seconds: 60, max_tasks: 2 };
  const { apply } = deployPermissions(
    environmentOf({
      ...jobs,
      alarms: { sns_topic_arn: arn('sns', 'alerts') },
      queue_worker_jobs: { claims: worker },
    }),
  ).deployer;
  const tag = 'aws:ResourceTag/background-jobs:service';
  const patternsOf = ({ resources }: (typeof apply)[number]) =>
    resources.filter((one) => one !== '*' && one.includes('*'));
  // The name of a service is a whole segment in the ARN of its schedules.
  const wide = apply.filter((one) => patternsOf(one).some((pattern) => !pattern.includes('app-test/*')));

  test.each(wide.map((one) => [one.sid, one] as const))(
    'has resources that the statement %s does not match',
    async (_, statement) => {
      for (const action of statement.actions) {
        const [pattern = ''] = patternsOf(statement);
        const allows = (context: Context) =>
          isAllowed(
            { id: account, partition: 'aws' },
            policyDocument([statement]),
            action,
            pattern.replace('*', 'dev-x'),
            context,
          );
        expect([action, await allows({ [tag]: 'app-test-dev' })]).toEqual([action, false]);
        expect([action, await allows({ [tag]: 'app-test' })]).toEqual([action, true]);
        // The resource does not exist yet, or an earlier version created it.
        expect([action, await allows({})]).toEqual([action, true]);
      }
    },
  );

  test('can only be read by statements for all resources, whose actions support no others', () => {
    const unlimited = apply.filter(({ resources }) => resources.includes('*'));
    expect(
      unlimited.map(({ sid, actions }) => [sid, actions.filter((one) => !/:(Describe|Validate)/.test(one))]),
    ).toEqual([
      ['Lookups', []],
      ['Definitions', []],
      ['FindLogGroups', []],
      ['FindTaskDefinitions', []],
      ['DescribeScaling', []],
    ]);
  });
});

describe('the documents of a policy', () => {
  const worker = { task_command: ['work'], max_processing_seconds: 60, max_tasks: 2 };
  const ofEachKind = {
    ...jobs,
    event_jobs: { ordered: { task_command: ['ship'], event_pattern: { source: ['shop'] } } },
    queue_worker_jobs: { claims: worker },
  };
  const documentsOf = (environment: EnvironmentJobs, phase: DeployPhase = 'apply') =>
    policyDocuments(deployPermissions(environment).deployer[phase]);
  /** An environment whose policy is far too long. Step Functions would reject roles with such a long path. */
  const long = () => {
    const { config } = environmentOf(ofEachKind);
    return buildEnvironmentJobs({ ...config, iamPath: `/${'p'.repeat(500)}/` });
  };
  const manyRoles = () =>
    environmentOf({
      queue_worker_jobs: Object.fromEntries(
        Array.from({ length: 200 }, (_, index) => [
          `w${index}`,
          { ...worker, task_role_arn: iam(`role/task-${index}`) },
        ]),
      ),
    });

  test('fit into a managed policy each, whatever the paths and the number of roles are', () => {
    for (const environment of [environmentOf(ofEachKind), long(), manyRoles()])
      for (const phase of deployPhases)
        for (const { name, document, characters } of documentsOf(environment, phase)) {
          expect([name, policySize(document)]).toEqual([name, characters]);
          expect(characters).toBeLessThanOrEqual(maximumManagedPolicyCharacters);
        }
    const whole = policyDocument(deployPermissions(environmentOf(ofEachKind)).deployer.apply);
    expect(policySize(whole)).toBeGreaterThan(maximumManagedPolicyCharacters);
    expect(documentsOf(environmentOf(ofEachKind)).map(({ name }) => name)).toEqual([
      'jobs',
      'workers',
      'roles',
    ]);
    expect(documentsOf(long()).map(({ name }) => name)).toContain('roles-2');
    expect(documentsOf(manyRoles()).map(({ name }) => name)).toContain('workers-2');
  });

  test('allow the same actions on the same resources as the whole policy', () => {
    for (const environment of [environmentOf(ofEachKind), long(), manyRoles()])
      for (const phase of deployPhases) {
        const allowed = (statements: readonly unknown[]) =>
          statements
            .map((statement) => asRecord(statement))
            .flatMap(({ Sid, Action, Resource, Condition }) =>
              asList(Action).flatMap((action) =>
                asList(Resource).map((resource) => JSON.stringify([Sid, action, resource, Condition])),
              ),
            )
            .sort();
        const whole = policyDocument(deployPermissions(environment).deployer[phase]);
        expect(
          allowed(documentsOf(environment, phase).flatMap(({ document }) => document.Statement)),
        ).toEqual(allowed(whole.Statement));
      }
  });

  test('keep their statements when a job or a kind of job is added', () => {
    const few = documentsOf(environmentOf(jobs));
    const more = documentsOf(environmentOf({ ...jobs, queue_worker_jobs: { claims: worker } }));
    const { apply } = deployPermissions(
      environmentOf({ ...jobs, queue_worker_jobs: { claims: worker } }),
    ).deployer;
    // The first worker adds statements. No statement moves to another document.
    const placed = (documents: typeof few) =>
      documents.flatMap(({ name, document }) =>
        document.Statement.map(({ Sid }) => `${name} ${JSON.stringify(Sid)}`),
      );
    expect(placed(more)).toEqual(expect.arrayContaining(placed(few)));
    expect(apply.length).toBe(placed(more).length);
    const another = { ...ofEachKind, queue_worker_jobs: { claims: worker, pages: worker } };
    expect(documentsOf(environmentOf(another))).toEqual(documentsOf(environmentOf(ofEachKind)));
  });
});

describe('roles that Terraform looks up', () => {
  const workers = {
    queue_worker_jobs: { claims: { task_command: ['w'], max_processing_seconds: 60, max_tasks: 2 } },
  };
  const note = (environment: EnvironmentJobs) =>
    deployPermissions(environment).notes.filter((one) => one.includes('Terraform looks up'));

  test('have a note that names the statements and the fields', () => {
    expect(note(environmentOf(workers))).toEqual([]);
    expect(note(environmentOf(jobs, lookedUpConfig))).toEqual([]);
    expect(note(environmentOf(workers, lookedUpConfig))).toEqual([
      'Terraform looks up the roles of the workers’ tasks, so the policy can’t name them: the statements PassWorkerRoles apply to every role of the account that meets their conditions; set service.task_role_arn and service.execution_role_arn, or replace role/* in the policy with the ARNs of these roles; aws ecs describe-task-definition prints the ARNs',
    ]);
  });

  test('are passed to ECS tasks only', async () => {
    const environment = environmentOf(workers, lookedUpConfig);
    const pass = (service: string) =>
      may(environment, 'apply', 'iam:PassRole', iam('role/admin'), { 'iam:PassedToService': service });
    expect(await pass('ecs-tasks.amazonaws.com')).toBe(true);
    expect(await pass('ec2.amazonaws.com')).toBe(false);
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
