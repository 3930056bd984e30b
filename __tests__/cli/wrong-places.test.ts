import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runApp } from '../../lib/cli/cdktf-app';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
});
afterEach(() => {
  folder.remove();
});
const path = (name: string) => join(folder.path, name);
const config = () => path('env-config');
const synth = (out: string, ...more: readonly string[]) =>
  run('synth', '--config', config(), '--out', out, ...more);

describe('the output', () => {
  test.each(['env-config', 'env-config/out', 'env-config/../env-config', 'link', 'link/out'])(
    'must not be in the configuration: %s',
    (name) => {
      symlinkSync(config(), path('link'));
      const before = folder.files('env-config');
      const out = `${folder.path}/${name}`;
      expect(synth(out)).toEqual({
        status: 2,
        out: '',
        error: `--out ${out}: the output must not be in the configuration folder ${config()}; name another folder\n`,
      });
      expect(folder.files('env-config')).toEqual(before);
    },
  );

  test.each(['', '/out', '/env-config-out', '/..out'])(
    'may be beside or around the configuration: %j',
    (name) => {
      expect(synth(`${folder.path}${name}`).status).toBe(0);
    },
  );

  test('must not be in the configuration for main.ts either', () => {
    const printed: string[] = [];
    const environment = { BACKGROUND_JOBS_CONFIG: config(), CDKTF_OUTDIR: join(config(), 'out') };
    expect(runApp(environment, (text) => printed.push(text))).toBe(2);
    expect(printed.join('')).toContain('the output must not be in the configuration folder');
    expect(Object.keys(folder.files('env-config'))).toEqual(['defaults.yml', 'dev.yml', 'prod.yml']);
  });

  test('keeps the stack of a deleted environment, with a note', () => {
    const out = path('out');
    expect(synth(out).error).toBe('');
    mkdirSync(join(out, 'stacks', 'not-a-stack'));
    rmSync(path('env-config/dev.yml'));
    // With --environment, the program does not look for deleted environments.
    expect(synth(out, '--environment', 'prod').error).toBe('');
    const { status, error } = synth(out);
    expect([status, error]).toEqual([
      0,
      `${join(out, 'stacks', 'dev')}: no environment has this stack any more, and its resources remain; run terraform destroy there, and then delete the folder\n`,
    ]);
    expect(Object.keys(folder.files('out'))).toContain('stacks/dev/cdk.tf.json');
  });
});

describe('a YAML file that is not read', () => {
  const issues = () => run('validate', '--config', config()).out.replaceAll(`${folder.path}/`, '');

  test.each([
    [
      'is in a subfolder',
      'env-config/prod/prod.yml',
      'env-config/prod/prod.yml:1:1  the file is not read, because it is in a subfolder; move it to env-config/prod.yml, or out of env-config',
    ],
    [
      'differs from another file only in case',
      'env-config/Prod.yml',
      'env-config/prod.yml:1:1  prod and Prod have the same stack name, or names that differ only in case,',
    ],
  ])('is an error if it %s', (_, file, message) => {
    folder.write({ [file]: 'service: { name: other }\n' });
    expect(issues()).toContain(message);
  });

  test('causes no error in a hidden subfolder, or in a subfolder that is another configuration folder', () => {
    folder.write({ 'env-config/.github/x.yml': 'x' });
    expect(issues()).toContain('no errors');
    folder.write({
      'env-config/api/defaults.yml': smallConfig['env-config/defaults.yml'].replace(
        'app_name: app',
        'app_name: api',
      ),
      'env-config/api/dev.yml': '',
    });
    const { status } = run('validate', '--config', config(), '--config', join(config(), 'api'));
    expect(status).toBe(0);
  });

  test('causes a hint at its folder if the folder of --config has no environment', () => {
    folder.write({ 'parent/env-config/dev.yml': '' });
    expect(run('validate', '--config', path('parent')).error.replaceAll(`${folder.path}/`, '')).toBe(
      'parent: the folder has no environment, but parent/env-config has YAML files; name that folder, or move its files\n',
    );
  });
});

describe('default.yml', () => {
  const write = (files: Readonly<Record<string, string>>) => {
    rmSync(config(), { recursive: true });
    folder.write(files);
    return run('validate', '--config', config()).out.replaceAll(`${folder.path}/`, '');
  };
  const defaults = smallConfig['env-config/defaults.yml'];

  test.each(['default', 'Default', 'defualts'])('is not read as defaults if it is named %s.yml', (name) => {
    const out = write({ [`env-config/${name}.yml`]: defaults, 'env-config/dev.yml': '' });
    expect(out).toContain(
      `env-config/${name}.yml:1:1  the file is read as an environment, and dev.yml has no app_name, region, service; did you mean defaults.yml? Rename the file, or add the fields`,
    );
    expect(out).toContain('1 error\n');
  });

  test('may be the file of an environment if the other files are complete', () => {
    // Two regions share no trigger.
    const complete = defaults.replace(/ *shared-trigger.*\n/, '');
    const dev = complete.replace('region: us-east-1', 'region: us-west-2');
    expect(write({ 'env-config/default.yml': complete, 'env-config/dev.yml': dev })).toContain('no errors');
    expect(
      write({ 'env-config/default.yml': '', 'env-config/defaults.yml': defaults, 'env-config/dev.yml': '' }),
    ).toContain('no errors');
  });
});

describe('a wrong option', () => {
  test.each([
    [['list', '--frm', 'x'], "error: unknown option '--frm'", 'Usage: background-jobs list [options]'],
    [
      ['simulate', 'run'],
      "error: missing required argument 'job'",
      'Usage: background-jobs simulate run [options] <job>',
    ],
    [
      ['simulate', 'nothing'],
      "error: unknown command 'nothing'",
      'Usage: background-jobs simulate [options] [command]',
    ],
  ])('prints the help of its command: %j', (words, message, usage) => {
    const { status, error } = run(...words);
    expect(status).toBe(2);
    expect(error).toContain(message);
    expect(error).toContain(usage);
  });
});
