import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { AwsStub } from '../support/terraform/aws-stub';
import { planEnvironment, plannedValues } from '../support/plans/plan';
import { asRecord, at, parsed } from '../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(180_000);

const folder = join(__dirname, '..', 'fixtures', 'hostile-strings', 'env-config');
/** The file as the YAML library parses it, independent of our parser. */
const configured: unknown = parse(readFileSync(join(folder, 'test.yml'), 'utf8'));

describeWithTerraform('a user’s text in Terraform’s plan', () => {
  let workspace: TerraformWorkspace;
  let stub: AwsStub;
  let values: ReadonlyMap<unknown, Readonly<Record<string, unknown>>>;
  beforeAll(async () => {
    workspace = new TerraformWorkspace();
    const [environment] = loadEnvironments(folder).environments;
    if (environment === undefined) throw new Error('the fixture hostile-strings has no environment');
    const { accountId } = environment.config;
    stub = await AwsStub.start(accountId === undefined ? {} : { accountId });
    const { plan } = await planEnvironment(workspace, 'hostile', environment, stub);
    values = plannedValues(plan);
  });
  afterAll(async () => {
    await stub.stop();
    workspace.remove();
  });

  test('is unchanged in tags and their keys', () => {
    for (const address of ['aws_sfn_state_machine.jobs_literal', 'aws_iam_role.states']) {
      const { 'background-jobs:service': service, ...tags } = asRecord(values.get(address)?.['tags']);
      expect(service).toMatch(/./);
      expect(tags).toEqual(at(configured, 'tags'));
    }
  });

  test('is unchanged in the tags of a security group lookup and their keys', () => {
    const [body] = stub.bodies.filter((_, index) => stub.actions[index] === 'DescribeSecurityGroups');
    const parameters = new URLSearchParams(body);
    const filters = [1, 2, 3].map((index) => [
      parameters.get(`Filter.${index}.Name`),
      parameters.get(`Filter.${index}.Value.1`),
    ]);
    const tags = asRecord(at(configured, 'service', 'security_group_tags'));
    expect(filters.sort()).toEqual(
      Object.entries(tags)
        .map(([key, value]) => [`tag:${key}`, value])
        .sort(),
    );
  });

  test('is unchanged in descriptions', () => {
    const schedule = values.get('aws_scheduler_schedule.jobs_literal');
    expect(schedule?.['description']).toBe(at(configured, 'scheduled_jobs', 'literal', 'description'));
    const rule = values.get('aws_cloudwatch_event_rule.jobs_tracked');
    expect(rule?.['description']).toBe(at(configured, 'file_upload_jobs', 'tracked', 'description'));
  });

  test('is unchanged in commands and environment variables of a state machine', () => {
    const definition = parsed(values.get('aws_sfn_state_machine.jobs_literal')?.['definition']);
    const override = at(definition, 'States', 'RunTask', 'Parameters', 'Overrides', 'ContainerOverrides', 0);
    expect(at(override, 'Command')).toEqual(at(configured, 'scheduled_jobs', 'literal', 'task_command'));
    const environment = asRecord(at(configured, 'scheduled_jobs', 'literal', 'environment_variables'));
    expect(at(override, 'Environment')).toEqual(
      Object.entries(environment).map(([Name, Value]) => ({ Name, Value })),
    );
  });

  test('is unchanged in an event pattern', () => {
    const pattern = parsed(values.get('aws_cloudwatch_event_rule.jobs_tracked')?.['event_pattern']);
    const prefix = at(configured, 'file_upload_jobs', 'tracked', 'path_prefix');
    expect(at(pattern, 'detail', 'object', 'key')).toEqual([{ prefix }]);
  });

  test('is unchanged in an input template', () => {
    const target = values.get('aws_cloudwatch_event_target.jobs_direct');
    const template = at(target, 'input_transformer', 0, 'input_template');
    // The template is JSON once its placeholders are in quotes.
    const override = at(
      parsed(String(template).replace(/(?<=[[,:])<(\w+)>/g, '"<$1>"')),
      'containerOverrides',
      0,
    );
    expect(at(override, 'command')).toEqual(at(configured, 'file_upload_jobs', 'direct', 'task_command'));
    expect(at(override, 'environment', 0, 'value')).toBe(
      at(configured, 'file_upload_jobs', 'direct', 'environment_variables', 'ENVIRONMENT'),
    );
  });
});
