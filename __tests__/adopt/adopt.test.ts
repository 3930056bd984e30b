import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../lib/values/json';
import { asRecord } from '../support/stack-json';
import { baseConfig } from '../jobs/support/environments';
import { run, TemporaryFolder } from '../support/run-program';
import { resource, roles, scheduledJob, stateOf, uploadJob, type WrittenResource } from './support/old-state';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const upload = { source_bucket: 'uploads', task_command: ['bin/import', '<object_key>'] };
const scheduled = { task_command: ['bin/job'], schedule_expression: 'cron(0 4 * * ? *)' };
const configuration = {
  ...baseConfig,
  service: { ...baseConfig.service, schedule_group_name: 'default' },
  alarms: false,
  file_upload_jobs: { import: { ...upload, path_prefix: 'import/', target: 'state_machine' } },
  scheduled_jobs: { nightly: scheduled },
};
const wholeState = [...uploadJob('import'), ...scheduledJob('nightly'), ...roles()];

function adopt(
  resources: readonly WrittenResource[] | string,
  { config = configuration, options = [] }: { config?: JsonObject; options?: readonly string[] } = {},
) {
  folder.write({
    'env-config/dev.yml': JSON.stringify(config),
    'state.json': typeof resources === 'string' ? resources : stateOf(resources),
  });
  const path = (name: string) => join(folder.path, name);
  const outcome = run(
    'adopt',
    ...['--config', path('env-config'), '--state', path('state.json'), '--out', path('adoption')],
    ...options,
  );
  const files = outcome.status === 2 ? {} : folder.files('adoption');
  const named = (text: string): string => text.replaceAll(`${folder.path}/`, '');
  return { status: outcome.status, out: named(outcome.out), error: named(outcome.error), files };
}

/** Returns the outcome of each resource of the state, by address, from the table of the checklist. */
function outcomesIn(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const rows = (files['checklist.md'] ?? '').matchAll(/^\| `([^`]*)` \| ([^|]*) \| /gm);
  return new Map([...rows].map(([, address = '', outcome = '']) => [address, outcome]));
}

describe('adopt', () => {
  test('writes the blocks and the checklist for a state of its own', () => {
    const { status, out, files } = adopt(wholeState);
    expect(status).toBe(0);
    const page = readFileSync(join(__dirname, '../../docs/adopting/from-template-infra.md'), 'utf8');
    expect(page).toContain(`\`\`\`\n${out}\`\`\`\n`);
    expect(files['imports.tf']).toMatchSnapshot('imports.tf');
    expect(files['forget.tf']).toMatchSnapshot('forget.tf');
    expect(files['checklist.md']?.replaceAll(`${folder.path}/`, '')).toMatchSnapshot('checklist.md');
  });

  test('writes the blocks and the checklist for the same state', () => {
    const { status, files } = adopt(wholeState, { options: ['--module', 'module.jobs'] });
    expect(status).toBe(0);
    expect(Object.keys(files)).toEqual(['checklist.md', 'moves.tf']);
    expect(files['moves.tf']).toMatchSnapshot('moves.tf');
    expect(files['checklist.md']?.replaceAll(`${folder.path}/`, '')).toMatchSnapshot('checklist.md');
  });

  test('lists every resource of the state exactly once', () => {
    const { files } = adopt([
      ...wholeState,
      ...scheduledJob('other'),
      resource('aws_s3_bucket', 'b', 0, { bucket: 'x', arn: 'arn:aws:s3:::x' }),
    ]);
    const outcomes = outcomesIn(files);
    const addresses = [...wholeState, ...scheduledJob('other')].map(({ address }) => address);
    expect([...outcomes.keys()]).toEqual([...addresses, 'module.service.aws_s3_bucket.b[0]']);
    expect([...outcomes.values()].filter((outcome) => outcome === 'adopted')).toHaveLength(5);
    expect([...outcomes.values()].filter((outcome) => outcome === 'kept in AWS')).toHaveLength(2);
  });

  test('names the field that keeps the group of a schedule, and fails', () => {
    const { status, out } = adopt(wholeState, {
      config: { ...configuration, service: baseConfig.service },
    });
    expect(status).toBe(1);
    expect(out).toContain(
      'module.service.aws_scheduler_schedule.scheduled_jobs["nightly"] (default/app-dev-nightly) starts what the job nightly (app-dev/app-dev-nightly) starts: set service.schedule_group_name: default\n',
    );
  });

  test.each([
    ['the service', scheduledJob('nightly', { service: 'platform-app' }), 'set service.name: platform-app'],
    [
      'the job, by its command',
      scheduledJob('close_books', { command: ['bin/job'] }),
      'rename the job nightly to close_books',
    ],
    ['the job, by its uploads', uploadJob('import', 'other-name'), 'set service.name: other-name'],
  ])('names the change that keeps the name of %s', (_, resources, remedy) => {
    const { status, out } = adopt(resources);
    expect(status).toBe(1);
    expect(out).toContain(remedy);
  });

  test('does not take another job with the same command for a job that has its trigger', () => {
    const { status, out } = adopt([...wholeState, ...scheduledJob('weekly')]);
    expect(status).toBe(0);
    expect(out).toContain('scheduled_jobs["weekly"]: no job of env-config has a trigger with this name');
  });

  test('keeps the resources of a job that has a module of its own', () => {
    const module = 'module.job["nightly"]';
    const inModule = (each: WrittenResource): WrittenResource => {
      const rest = { ...asRecord(each), index: undefined };
      return { ...rest, address: `${module}.${String(each['type'])}.this`, name: 'this' };
    };
    const role = resource('aws_iam_role', 'this', undefined, { name: 'nightly-role' });
    const resources = [...scheduledJob('nightly').map(inModule), inModule(role)];
    const json = JSON.stringify({
      format_version: '1.0',
      values: { root_module: { child_modules: [{ address: module, resources }] } },
    });
    const { status, files } = adopt(json);
    expect(status).toBe(0);
    expect(outcomesIn(files).get(`${module}.aws_iam_role.this`)).toBe('kept in AWS');
    expect(outcomesIn(files).get(`${module}.aws_cloudwatch_log_group.this`)).toBe('kept in AWS');
    expect(files['checklist.md']).toContain('delete the jobs `nightly`');
    expect(files['forget.tf']).toContain(`from = ${module}.aws_iam_role.this`);
  });

  test('adopts resources without keys, and names their blocks', () => {
    const withoutKey = (each: WrittenResource): WrittenResource => {
      const rest = { ...asRecord(each), index: undefined };
      return { ...rest, address: `${String(each['type'])}.this`, name: 'this' };
    };
    const resources = scheduledJob('nightly').map(withoutKey);
    const json = JSON.stringify({ format_version: '1.0', values: { root_module: { resources } } });
    const { status, files } = adopt(json);
    expect(status).toBe(0);
    expect(files['forget.tf']).not.toMatch(/^moved/m);
    expect(files['forget.tf']).toContain('removed {\n  from = aws_cloudwatch_log_group.this\n');
    expect(files['checklist.md']).toContain('delete the blocks of the adopted and of the kept resources');
  });

  test('replaces a target with another ID, so that the rule does not start the job twice', () => {
    const resources = wholeState.map((each) =>
      each['type'] === 'aws_cloudwatch_event_target'
        ? { ...each, values: { ...asRecord(each['values']), target_id: 'old' } }
        : each,
    );
    const { status, files } = adopt(resources);
    expect(status).toBe(0);
    expect(files['imports.tf']).toContain('id = "app-dev-import/old"');
    expect(files['checklist.md']).toContain('replaced because of target_id');
    expect(files['checklist.md']).toContain('`1 to destroy`');
  });

  test.each([
    ['deposed', { deposed_key: 'abc' }, 'deposed object'],
    ['tainted', { tainted: true }, 'terraform untaint'],
    ['sensitive', { sensitive_values: { arn: true } }, 'missing or sensitive'],
  ])('blocks the adoption of a %s resource', (_, rest, reason) => {
    const resources = wholeState.map((each) =>
      each['type'] === 'aws_sfn_state_machine' ? { ...each, ...rest } : each,
    );
    const { status, out } = adopt(resources);
    expect(status).toBe(1);
    expect(out).toContain(reason);
  });

  test.each([
    [
      'another provider',
      { provider_name: 'registry.example/own/aws' },
      'its provider is registry.example/own/aws',
    ],
    ['no provider', { provider_name: null }, 'its provider is not known'],
  ])('leaves a resource of %s', (_, rest, reason) => {
    const { out, files } = adopt(wholeState.map((each) => ({ ...each, ...rest })));
    expect(out).toContain(reason);
    expect(files['imports.tf']).not.toContain('import {');
  });

  test('leaves resources of another region or account', () => {
    const text = stateOf(wholeState);
    expect(adopt(text.replaceAll('us-east-1', 'us-west-2')).out).toContain('it is in the region us-west-2');
    expect(adopt(text.replaceAll('123456789012', '210987654321')).out).toContain(
      'it is in the account 210987654321',
    );
  });

  test('prints no value of the state but names', () => {
    const secret = 'hunter2-secret-value';
    const resources = wholeState.map((each) => ({
      ...each,
      values: { ...asRecord(each['values']), description: secret, tags: { owner: secret } },
    }));
    const { out, files } = adopt(resources);
    expect(out + Object.values(files).join('')).not.toContain(secret);
  });

  test('escapes the names in blocks', () => {
    const { files } = adopt([
      ...wholeState,
      resource(
        'aws_cloudwatch_log_group',
        'logs',
        'import',
        { name: 'a' },
        {
          address: 'module.service.aws_cloudwatch_log_group.logs["import"]',
        },
      ),
    ]);
    expect(files['forget.tf']).toContain('from = module.service.aws_cloudwatch_log_group.logs["import"]\n');
  });
});

describe('a file that is not the JSON of a state', () => {
  test.each([
    ['', 'the file is empty'],
    ['PK\u0003\u0004', 'the file is a plan'],
    ['{"version": 4', 'not valid JSON'],
    ['[]', 'the file is JSON, but not a state'],
    ['{}', 'the file is JSON, but not a state'],
    [JSON.stringify({ version: 4, serial: 1, lineage: 'x' }), 'raw state of Terraform'],
    [JSON.stringify({ format_version: '1.2', planned_values: {} }), 'the JSON of a plan'],
    [JSON.stringify({ format_version: '2.0', values: {} }), 'reads only 0.1, 0.2 and 1.x'],
    [JSON.stringify({ format_version: '1.0' }), 'the state has no resources'],
    [stateOf([]), 'the state has no resources'],
    [JSON.stringify({ StackResources: [] }), 'CloudFormation'],
    [JSON.stringify({ format_version: '1.0', values: { root_module: { resources: {} } } }), 'must be lists'],
    [
      stateOf([{ address: 'x"\n}\nresource "a" "b" {', type: 'a', name: 'b', values: {} }]),
      'no valid address',
    ],
    [stateOf([{ address: 'a.b["${x}"]', type: 'a', name: 'b', values: {} }]), 'no valid address'],
  ])('%s', (content, message) => {
    const { status, error, files } = adopt(content);
    expect(status).toBe(2);
    expect(error).toContain('--state state.json: ');
    expect(error).toContain(message);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(files).toEqual({});
  });

  test('a missing file, a wrong module and several environments are errors', () => {
    expect(run('adopt').status).toBe(2);
    expect(adopt(wholeState, { options: ['--module', 'jobs'] }).error).toContain('such as module.jobs');
    folder.write({ 'env-config/prod.yml': JSON.stringify({ ...configuration, app_name: 'b' }) });
    expect(adopt(wholeState).error).toContain('select it with --environment: dev, prod');
  });
});
