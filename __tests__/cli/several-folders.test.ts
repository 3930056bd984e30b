import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runApp } from '../../lib/cli/cdktf-app';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';
import { asRecord, at } from '../support/stack-json';

let folder: TemporaryFolder;
const defaults = smallConfig['env-config/defaults.yml'];
const api = defaults.replace('app_name: app', 'app_name: api').replace('nightly:', 'sync:');
beforeEach(() => {
  folder = new TemporaryFolder().write({
    'web/defaults.yml': defaults.replace('app_name: app', 'app_name: web'),
    'web/dev.yml': '',
    'web/prod.yml': '',
    'api/defaults.yml': api,
    'api/dev.yml': '',
  });
});
afterEach(() => {
  folder.remove();
});

const path = (name: string) => join(folder.path, name);
const both = () => ['--config', path('web'), '--config', path('api')];
/** Runs a command for both folders. Returns its status and its output without the temporary folder. */
function runBoth(command: string, ...more: readonly string[]) {
  const { status, out, error } = run(...command.split(' '), ...both(), ...more);
  return { status, text: (out + error).replaceAll(`${folder.path}/`, '') };
}

describe('several folders', () => {
  test('are validated together', () => {
    expect(runBoth('validate')).toEqual({
      status: 0,
      text: 'web, api: web-dev, web-prod, api-dev: no errors and no advice\n',
    });
  });

  test('are named in the source location of each issue', () => {
    folder.write({ 'web/dev.yml': 'regionn: x\n', 'api/dev.yml': 'tracing: 1\n' });
    const { status, text } = runBoth('validate');
    expect(status).toBe(1);
    expect(text.match(/^\S+:\d+:\d+ {2}\S+/gm)).toEqual([
      'api/dev.yml:1:10  tracing',
      'web/dev.yml:1:1  regionn',
    ]);
  });

  test('have a stack for each application and environment', () => {
    expect(runBoth('synth', '--out', path('out')).status).toBe(0);
    const files = folder.files('out');
    expect(Object.keys(files)).toEqual([
      'manifest.json',
      'stacks/api-dev/cdk.tf.json',
      'stacks/web-dev/cdk.tf.json',
      'stacks/web-prod/cdk.tf.json',
    ]);
    expect(Object.keys(asRecord(at(JSON.parse(files['manifest.json'] ?? ''), 'stacks')))).toEqual([
      'api-dev',
      'web-dev',
      'web-prod',
    ]);
  });

  test('are synthesized by main.ts to the same bytes', () => {
    runBoth('synth', '--out', path('out'));
    const printed: string[] = [];
    const config = [path('web'), path('api')].join(delimiter);
    const environment = { BACKGROUND_JOBS_CONFIG: config, CDKTF_OUTDIR: path('cdktf') };
    expect(runApp(environment, (text) => printed.push(text))).toBe(0);
    expect(printed).toEqual([]);
    expect(folder.files('cdktf')).toEqual(folder.files('out'));
  });

  test.each([
    ['dev', ['web-dev', 'api-dev']],
    ['web-dev', ['web-dev']],
    ['prod', ['web-prod']],
  ])('have the environments that --environment %s selects in lists', (name, selected) => {
    const { status, text } = runBoth('list', '--format', 'json', '--environment', name);
    expect(status).toBe(0);
    const environments: unknown = at(JSON.parse(text), 'environments');
    expect(Array.isArray(environments) && environments.map((one: unknown) => at(one, 'name'))).toEqual(
      selected,
    );
  });

  test('reject an unknown environment, with a suggestion or with all names', () => {
    expect(runBoth('list', '--environment', 'web-deb')).toEqual({
      status: 2,
      text: '--environment web-deb: no such environment; did you mean web-dev?\n',
    });
    expect(runBoth('list', '--environment', 'nowhere').text).toBe(
      '--environment nowhere: no such environment; the environments in web and api are web-dev, web-prod, api-dev\n',
    );
  });

  test('have one policy for each stack', () => {
    expect(runBoth('permissions --for plan', '--environment', 'api-dev').status).toBe(0);
    expect(runBoth('permissions --for plan', '--environment', 'dev').text).toContain(
      '2 environments are selected (web-dev, api-dev)',
    );
  });

  test('have the jobs of every folder in commands and simulations', () => {
    const titles = (text: string) =>
      text.match(/^(?:# )?(?:web|api)-\w+/gm)?.map((title) => title.replace('# ', ''));
    expect(titles(runBoth('commands sync').text)).toEqual(['api-dev']);
    expect(titles(runBoth('simulate run sync').text)).toEqual(['api-dev']);
    expect(titles(runBoth('simulate upload --bucket uploads --key a').text)).toEqual([
      'web-dev',
      'web-prod',
      'api-dev',
    ]);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    [
      'names of stacks',
      {
        'api/defaults.yml': api
          .replace('app_name: api', 'app_name: Web')
          .replace('service:', 'service:\n  name: x'),
      },
      'api/dev.yml:1:1  dev in api and dev in web have the same stack name, or names that differ only in case,',
    ],
    [
      'names of services',
      { 'api/dev.yml': 'service: { name: web-dev }\n' },
      'api/dev.yml:1:12  service.name  dev in api has the same service.name, region and account as dev in web,',
    ],
    [
      'states',
      Object.fromEntries(
        ['web/prod.yml', 'api/dev.yml'].map((name) => [
          name,
          'state_backend: { local: null, s3: { bucket: b, key: k, region: us-east-1 } }\n',
        ]),
      ),
      'api/dev.yml:1:1  state_backend  dev in api has the same state as prod in web,',
    ],
    [
      'local states',
      {
        'web/prod.yml': 'state_backend: { local: { path: ../x.tfstate } }\n',
        'api/dev.yml': 'state_backend: { local: { path: ../x.tfstate } }\n',
      },
      'api/dev.yml:1:1  state_backend  dev in api has the same state as prod in web,',
    ],
    [
      'names of jobs’ resources',
      {
        'web/dev.yml':
          'service: { name: a }\nscheduled_jobs: { b-c: { task_command: [x], schedule_expression: rate(1 day) } }\n',
        'api/dev.yml':
          'service: { name: a-b }\nscheduled_jobs: { c: { task_command: [x], schedule_expression: rate(1 day) } }\n',
      },
      'belongs to the job b-c in dev in web in the same account and region;',
    ],
  ])('must have different %s', (_, files, message) => {
    folder.write(files);
    const { status, text } = runBoth('validate');
    expect(status).toBe(1);
    expect(text).toContain(message);
  });

  test('must be different', () => {
    symlinkSync(path('web'), path('link'));
    for (const other of [path('web'), `${path('web')}/`, path('link')]) {
      const { status, error } = run('validate', '--config', path('web'), '--config', other);
      expect(status).toBe(2);
      expect(error).toBe(`${other}: the folder is the same as ${path('web')}; remove one of them\n`);
    }
  });

  test('must exist', () => {
    const { status, error } = run('validate', '--config', path('web'), '--config', path('nowhere'));
    expect([status, error]).toEqual([2, `${path('nowhere')}: the folder does not exist; check the path\n`]);
    expect(run('validate', '--config', '')).toMatchObject({
      status: 2,
      error: '--config: the value is empty; pass the path of a folder\n',
    });
  });

  test('have the advice of each, even if it is the same', () => {
    const without = (text: string) => text.replace(/ {2}no-timeout.*\n/, '');
    folder.write({ 'web/defaults.yml': without(defaults.replace('app_name: app', 'app_name: web')) });
    folder.write({
      'api/defaults.yml': api.replace(
        /scheduled_jobs:[^]*/,
        'ignore_checks: { assumed-notification: There are no buckets }\n',
      ),
      'api/dev.yml': defaults.slice(
        defaults.indexOf('scheduled_jobs:'),
        defaults.indexOf('file_upload_jobs:'),
      ),
    });
    const { text } = runBoth('validate');
    expect(text.match(/^\S+(?=:\d+:\d+ .*scheduled_jobs\.nightly)/gm)).toEqual([
      'api/dev.yml',
      'web/defaults.yml',
    ]);
  });
});
