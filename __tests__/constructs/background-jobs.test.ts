import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { describe, expect, test } from '@jest/globals';
import { App, Testing, type TerraformStack } from 'cdktf';
import { BackgroundJobs, EnvironmentStack } from '../../lib';
import { JobConstruct } from '../../lib/constructs/job-construct';
import type { JobInputs } from '../../lib/constructs/job-inputs';
import { asRecord, at, resourcesOf } from '../support/stack-json';
import { allInputs, environment, OwnStack, ownStack } from './support/own-stack';

function synthesized(stack: TerraformStack): Readonly<Record<string, unknown>> {
  return asRecord(JSON.parse(Testing.synth(stack, true)));
}

function valuesOf(stack: Readonly<Record<string, unknown>>, address: string): unknown {
  return resourcesOf(JSON.stringify(stack)).find((resource) => resource.address === address)?.values;
}

describe('the jobs in a user’s stack', () => {
  test('add no provider, no backend and no required provider', () => {
    const own = synthesized(new OwnStack(Testing.app(), 'own'));
    const withJobs = synthesized(ownStack(allInputs).stack);
    expect(withJobs['provider']).toEqual(own['provider']);
    expect(withJobs['terraform']).toEqual(own['terraform']);
  });

  test('have the addresses that they have in an EnvironmentStack', () => {
    const addressesIn = (stack: TerraformStack) =>
      resourcesOf(Testing.synth(stack)).map(({ address }) => address);
    const own = addressesIn(new OwnStack(Testing.app(), 'own'));
    const { stack } = ownStack(() => ({}));
    const expected = addressesIn(new EnvironmentStack(Testing.app(), 'alone', { environment }));
    expect(addressesIn(stack)).toEqual([...own, ...expected].sort());
  });

  test('accept tokens for subnets, security groups, roles and the account', () => {
    const { stack } = ownStack(allInputs);
    const written = synthesized(stack);
    const [subnet, group] = [stack.subnet, stack.group].map(
      ({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`,
    );
    const service = valuesOf(written, 'aws_ecs_service.queue_worker_jobs_pages');
    const list = (items: string) => `\${sort(distinct(compact(flatten([[${items}]]))))}`;
    expect(at(service, 'network_configuration')).toEqual({
      assign_public_ip: false,
      subnets: list(
        `${subnet ?? ''}.id, var.subnets["b}"], "subnet-\\"1\\"\${var.suffix["a"]}", "$\${text}\${var.suffix["c"]}"`,
      ),
      security_groups: list(`${group ?? ''}.id`),
    });
    const definition = valuesOf(written, 'aws_ecs_task_definition.queue_worker_jobs_pages');
    expect(at(definition, 'task_role_arn')).toBe('${var.role}');
    expect(at(definition, 'execution_role_arn')).toBe(
      `\${"arn:aws:iam::123456789012:role/\${${subnet ?? ''}.vpc_id}"}`,
    );
    const attachment = valuesOf(written, 'aws_iam_role_policy_attachment.task_protection');
    expect(at(attachment, 'role')).toBe('${reverse(split("/", var.role))[0]}');
    const queue = valuesOf(written, 'aws_sqs_queue.queue_worker_jobs_pages');
    expect(at(queue, 'policy')).toContain('arn:aws:sqs:us-east-1:123456789012:app-test-pages');
  });

  test('use the execution role of a worker’s own source, instead of the input', () => {
    const definition = valuesOf(
      synthesized(ownStack(allInputs).stack),
      'aws_ecs_task_definition.queue_worker_jobs_legacy',
    );
    expect(at(definition, 'execution_role_arn')).toBe(
      '${data.aws_ecs_task_definition.queue_worker_jobs_legacy.execution_role_arn}',
    );
  });

  test('require roles of the service’s task definition only if the inputs lack one', () => {
    const conditionsWith = (inputsOf: (stack: OwnStack) => JobInputs) =>
      JSON.stringify(valuesOf(synthesized(ownStack(inputsOf).stack), 'data.aws_ecs_task_definition.service'));
    expect(conditionsWith(allInputs)).not.toContain('role_arn');
    expect(conditionsWith(() => ({ executionRoleArn: 'arn:aws:iam::123456789012:role/x' }))).toContain(
      'compact([self.task_role_arn])',
    );
  });

  test('look up only the task definition of workers, if the inputs have all values', () => {
    const dataOf = (stack: TerraformStack) => Object.keys(asRecord(synthesized(stack)['data']));
    expect(dataOf(ownStack(allInputs).stack)).toEqual(['aws_ecs_task_definition']);
    expect(dataOf(ownStack(() => ({})).stack).sort()).toEqual([
      'aws_caller_identity',
      'aws_ecs_task_definition',
      'aws_security_groups',
      'aws_subnet',
      'aws_subnets',
    ]);
    // The subnets and groups of a user's stack can be unknown until the apply, so they are not compared.
    expect(dataOf(ownStack(({ subnet }) => ({ subnetIds: [subnet.id] })).stack).sort()).toEqual([
      'aws_caller_identity',
      'aws_ecs_task_definition',
      'aws_security_groups',
    ]);
    expect(dataOf(ownStack(({ group }) => ({ securityGroupIds: [group.id] })).stack).sort()).toEqual([
      'aws_caller_identity',
      'aws_ecs_task_definition',
      'aws_subnet',
      'aws_subnets',
    ]);
  });

  test('limit lookups to the VPC of the inputs', () => {
    const written = synthesized(ownStack(({ subnet }) => ({ vpcId: subnet.vpcId })).stack);
    for (const address of ['data.aws_subnets.tasks', 'data.aws_security_groups.tasks']) {
      expect([address, JSON.stringify(at(valuesOf(written, address), 'filter'))]).toEqual([
        address,
        expect.stringMatching(/"name":"vpc-id","values":\["\$\{aws_subnet\.[\w-]+\.vpc_id\}"\]/),
      ]);
    }
    expect(asRecord(written['data'])['aws_subnet']).toBeUndefined();
  });

  test('have a construct for each job, with its resources as children', () => {
    const { stack, backgroundJobs } = ownStack(() => ({}));
    const constructs = stack.node.findAll().filter((construct) => construct instanceof JobConstruct);
    expect(constructs.map(({ node, job }) => [node.path, job.name])).toEqual([
      ['own/team/jobs/file_upload_jobs/import', 'import'],
      ['own/team/jobs/scheduled_jobs/nightly', 'nightly'],
      ['own/team/jobs/queue_worker_jobs/legacy', 'legacy'],
      ['own/team/jobs/queue_worker_jobs/pages', 'pages'],
    ]);
    const queue = backgroundJobs.resources.get('aws_sqs_queue.queue_worker_jobs_pages');
    expect(queue).toBeInstanceOf(SqsQueue);
    expect(constructs.at(-1)?.node.findAll()).toContain(queue);
  });

  test('accept values of another stack of the app', () => {
    const app = new App({ outdir: Testing.app().outdir });
    const network = new OwnStack(app, 'network');
    const stack = new OwnStack(app, 'jobs');
    new BackgroundJobs(stack, 'jobs', { environment, inputs: { subnetIds: [network.subnet.id] } });
    const service = valuesOf(synthesized(stack), 'aws_ecs_service.queue_worker_jobs_pages');
    expect(JSON.stringify(at(service, 'network_configuration', 'subnets'))).toMatch(
      /terraform_remote_state\.[\w-]+\.outputs\./,
    );
  });
});
