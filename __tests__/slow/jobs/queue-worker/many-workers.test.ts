import { describe, expect, test } from '@jest/globals';
import { policyDocument, policySize } from '../../../../lib/aws/iam/policies';
import { regions } from '../../../../lib/aws/regions';
import { stackFile, synthesize } from '../../../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../../../lib/jobs/environment';
import { deployPermissions } from '../../../../lib/jobs/permissions/deploy-permissions';
import { isAllowed } from '../../../support/simulate-iam';
import { resourcesOf, type StackResource } from '../../../support/stack-json';
import { baseConfig, environmentOf, issuesOf, lookedUpConfig } from '../../../jobs/support/environments';
import { maximumManagedPolicyCharacters } from '../../../../lib/aws/iam/limits';

type Fields = Readonly<Record<string, unknown>>;
type Workers = Readonly<Record<string, Fields>>;

const least = { task_command: ['bin/worker'], max_processing_seconds: 60, max_tasks: 4 };
const isProtected = { scale_in_protection: true };
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

function workers(count: number, fields: Fields = {}, prefix = 'work'): Workers {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}-${index}`, fields]));
}

function withWorkers(jobs: Workers, base: Fields = baseConfig): EnvironmentJobs {
  const complete = Object.entries(jobs).map(([name, fields]) => [name, { ...least, ...fields }]);
  return environmentOf({ queue_worker_jobs: Object.fromEntries(complete) }, base);
}

function synthesized(environment: EnvironmentJobs): readonly StackResource[] {
  const path = stackFile(environment.config.name);
  return resourcesOf(synthesize([environment]).find((file) => file.path === path)?.content ?? '{}');
}

const attachmentType = 'aws_iam_role_policy_attachment';

/** Returns the addresses of attachments, with their roles and policies. Workers use no role of the environment. */
function attachmentsOf(resources: readonly StackResource[]) {
  return resources
    .filter(({ type }) => type === attachmentType)
    .map(({ address, values }) => [address, values['role'], values['policy_arn']]);
}

function textOf({ values }: StackResource, field: string): string {
  const value = values[field];
  return typeof value === 'string' ? value : '';
}

describe('scale-in protection', () => {
  const name = 'app-test-jobs-task-protection-us-east-1';

  test.each([
    ['configured', baseConfig, 'task', '123456789012'],
    [
      'looked up',
      lookedUpConfig,
      '${reverse(split("/", data.aws_ecs_task_definition.service.task_role_arn))[0]}',
      '${data.aws_caller_identity.current.account_id}',
    ],
  ])('of twelve workers uses one of the ten policies of a role that is %s', (_, base, roleName, account) => {
    const resources = synthesized(withWorkers({ ...workers(12, isProtected), plain: {} }, base));
    const address = `${attachmentType}.task_protection`;
    const policyArn = `arn:aws:iam::${account}:policy/${name}`;
    expect(attachmentsOf(resources)).toEqual([[address, roleName, policyArn]]);
    const policies = resources.filter(({ values }) =>
      JSON.stringify(values).includes('ecs:UpdateTaskProtection'),
    );
    expect(policies.map((policy) => [policy.address, policy.values['name']])).toEqual([
      ['aws_iam_policy.task_protection', name],
    ]);
    const attachment = resources.find((resource) => resource.address === address);
    expect(attachment?.values['depends_on']).toEqual(['aws_iam_policy.task_protection']);
    const waiting = resources.filter(
      ({ type, values }) =>
        type === 'aws_ecs_service' && JSON.stringify(values['depends_on']).includes(address),
    );
    expect(waiting.map((service) => service.values['name'])).toEqual(
      Object.keys(workers(12))
        .map((job) => `app-test-${job}`)
        .sort(),
    );
  });

  test('is attached once to each task role, whatever its path and its name', () => {
    const jobs = {
      // The service's own role, with or without task_role_arn of the job.
      own: isProtected,
      said: { ...isProtected, task_role_arn: role('task') },
      ...workers(3, { ...isProtected, task_role_arn: role('a/b/office') }),
      // Terraform's names have no dots: these are three roles, and three addresses.
      dots: { ...isProtected, task_role_arn: role('of.fice') },
      comma: { ...isProtected, task_role_arn: role('of,fice') },
      dash: { ...isProtected, task_role_arn: role('of-fice') },
      constructor: { ...isProtected, task_role_arn: role('constructor') },
      unprotected: { task_role_arn: role('nobody') },
    };
    const resources = synthesized(withWorkers(jobs));
    const attachments = attachmentsOf(resources);
    expect(attachments.map(([, roleName]) => roleName).sort()).toEqual(
      ['constructor', 'of,fice', 'of-fice', 'of.fice', 'office', 'task'].sort(),
    );
    const addresses = attachments.map(([address]) => String(address));
    for (const address of addresses) expect(address).toMatch(/^[a-z_]+\.[A-Za-z_][A-Za-z0-9_-]*$/);
    expect(addresses).toContain(`${attachmentType}.task_protection`);
    expect(addresses).toContain(`${attachmentType}.task_protection-office`);
    const waitsFor = (job: string) =>
      JSON.stringify(
        resources.find(({ address }) => address === `aws_ecs_service.queue_worker_jobs_${job}`)?.values[
          'depends_on'
        ],
      );
    expect(waitsFor('said')).toContain('task_protection"');
    expect(waitsFor('work-2')).toContain('task_protection-office"');
    expect(waitsFor('unprotected')).not.toContain('task_protection');
  });

  test('is not attached to a role that equals the service’s looked-up role: the two attachments would conflict', () => {
    const named = { filing: { ...isProtected, task_role_arn: role('office') } };
    const guardOf = (jobs: Workers, base: Fields = lookedUpConfig) =>
      synthesized(withWorkers(jobs, base)).find(
        ({ address }) => address === `${attachmentType}.task_protection-office`,
      )?.values['lifecycle'];
    expect(guardOf({ ...named, own: isProtected })).toEqual({
      precondition: [
        {
          condition:
            '${"${reverse(split("/", data.aws_ecs_task_definition.service.task_role_arn))[0]}" != "office"}',
          error_message: expect.stringContaining('set service.task_role_arn'),
        },
      ],
    });
    expect(guardOf(named)).toBeUndefined();
    expect(guardOf({ ...named, own: isProtected }, baseConfig)).toBeUndefined();
  });

  test('allows only the protection of the cluster’s tasks', async () => {
    const { taskProtection } = withWorkers(workers(2, isProtected));
    const may = (action: string, task: string) =>
      isAllowed(
        { id: '123456789012', partition: 'aws' },
        taskProtection?.policy.policy,
        action,
        `arn:aws:ecs:us-east-1:123456789012:task/${task}`,
      );
    expect(await may('ecs:UpdateTaskProtection', 'app-test/0123')).toBe(true);
    expect(await may('ecs:GetTaskProtection', 'app-test/0123')).toBe(true);
    expect(await may('ecs:UpdateTaskProtection', 'other/0123')).toBe(false);
    expect(await may('ecs:StopTask', 'app-test/0123')).toBe(false);
    expect(withWorkers(workers(2)).taskProtection).toBeUndefined();
  });
});

describe.each([
  ['a configured account', baseConfig],
  ['lookups only', lookedUpConfig],
])('another worker in an environment with %s', (_, base) => {
  const office = { ...isProtected, task_role_arn: role('office') };
  const all: Workers = {
    ...workers(3),
    ...workers(3, isProtected, 'protected'),
    ...workers(3, office, 'office'),
  };
  const bytesOf = (environment: EnvironmentJobs) =>
    new Map(synthesized(environment).map(({ address, values }) => [address, JSON.stringify(values)]));
  const whole = withWorkers(all, base);
  const before = bytesOf(whole);

  test.each([
    ['added', 'a-first', {}],
    ['added', 'a-first', isProtected],
    ['added', 'a-first', office],
    ['added', 'z-last', isProtected],
    ['added', 'z-last', office],
    ['removed', 'work-0', undefined],
    ['removed', 'protected-0', undefined],
    ['removed', 'office-0', undefined],
    ['removed', 'office-2', undefined],
  ])('%s, %s, changes no byte of the other workers, and no permission', (__, job, fields) => {
    const rest = Object.fromEntries(Object.entries(all).filter(([name]) => name !== job));
    const other = withWorkers(fields === undefined ? rest : { [job]: fields, ...rest }, base);
    const after = bytesOf(other);
    const touched = [...new Set([...before.keys(), ...after.keys()])].filter(
      (address) => before.get(address) !== after.get(address),
    );
    expect(touched.length).toBeGreaterThan(5);
    expect(touched.filter((address) => !address.includes(`jobs_${job}`))).toEqual([]);
    expect(deployPermissions(other)).toEqual(deployPermissions(whole));
  });
});

describe('the principal that deploys a hundred workers', () => {
  const environment = withWorkers(
    { ...workers(97), ...workers(2, isProtected, 'protected'), protected: isProtected },
    { ...baseConfig, iam: { path: '/jobs/' } },
  );
  const { apply } = deployPermissions(environment).deployer;
  const policy = policyDocument(apply);
  const may = (action: string, resource: string, context: Readonly<Record<string, string>> = {}) =>
    isAllowed({ id: '123456789012', partition: 'aws' }, policy, action, resource, context);
  const policyArn = (of: string) => `arn:aws:iam::123456789012:policy${of}`;

  test('has a policy that IAM accepts', () => {
    expect(policySize(policy)).toBeLessThan(maximumManagedPolicyCharacters);
  });

  test('can manage each of their policies', async () => {
    const createdPolicies = synthesized(environment).filter(({ type }) => type === 'aws_iam_policy');
    expect(createdPolicies).toHaveLength(101);
    for (const resource of createdPolicies.slice(-5)) {
      const arn = policyArn(textOf(resource, 'path') + textOf(resource, 'name'));
      for (const action of ['iam:CreatePolicy', 'iam:DeletePolicy', 'iam:GetPolicyVersion'])
        expect([arn, action, await may(action, arn)]).toEqual([arn, action, true]);
    }
  });

  test.each([
    ['of another service', '/jobs/other-work-send-messages-us-east-1'],
    ['of another region', '/jobs/app-test-work-send-messages-us-west-2'],
    ['of another path', '/app-test-work-send-messages-us-east-1'],
    ['of a role that no job uses', '/jobs/app-test-jobs-scheduler-us-east-1'],
    ['of another kind', '/jobs/app-test-work-anything-us-east-1'],
    ['of the protection of another service', '/jobs/app-jobs-task-protection-us-east-1'],
    ['of the whole service', '/jobs/app-test-send-messages-us-east-1'],
  ])('can’t manage the policy %s', async (_, of) => {
    expect(await may('iam:CreatePolicy', policyArn(of))).toBe(false);
  });

  test('can attach only the policy for protection, and only to the workers’ role', async () => {
    const attach = (to: string, of: string) =>
      may('iam:AttachRolePolicy', role(to), { 'iam:PolicyARN': policyArn(of) });
    expect(await attach('task', '/jobs/app-test-jobs-task-protection-us-east-1')).toBe(true);
    expect(await attach('admin', '/jobs/app-test-jobs-task-protection-us-east-1')).toBe(false);
    expect(await attach('task', '/jobs/app-test-work-0-send-messages-us-east-1')).toBe(false);
  });
});

describe('the names of a worker’s policies', () => {
  const longest = regions.toSorted((a, b) => b.length - a.length)[0] ?? '';

  test.each([
    [3, 63],
    [33, 33],
    [64, 2],
  ])(
    'are complete and within IAM’s limits for a service of %d characters and a job of %d',
    (service, job) => {
      const serviceName = 's'.repeat(service);
      const jobName = 'j'.repeat(job);
      const environment = withWorkers(
        { [jobName]: isProtected },
        { ...lookedUpConfig, region: longest, service: { ...lookedUpConfig.service, name: serviceName } },
      );
      expect(`${serviceName}-${jobName}`.length).toBeLessThanOrEqual(67);
      const createdPolicies = synthesized(environment).filter(({ type }) => type === 'aws_iam_policy');
      expect(createdPolicies.map((resource) => textOf(resource, 'name')).sort()).toEqual(
        [
          `${serviceName}-${jobName}-send-messages-${longest}`,
          `${serviceName}-jobs-task-protection-${longest}`,
        ].sort(),
      );
      for (const resource of createdPolicies) expect(textOf(resource, 'name')).toMatch(/^[\w+=,.@-]{1,128}$/);
    },
  );

  test('can’t be longer: a job of 68 characters with its service makes the name of its dead-letter queue too long', () => {
    const job = { ...least, ...isProtected };
    const refusals = (length: number) =>
      issuesOf({
        service: { ...baseConfig.service, name: 'app' },
        queue_worker_jobs: { ['j'.repeat(length)]: job },
      });
    expect(refusals(63)).toEqual([]);
    expect(refusals(64).join()).toContain('a queue must have at most 80 characters');
  });
});
