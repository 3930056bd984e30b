import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run, TemporaryFolder } from '../support/run-program';

const start = process.cwd();
let parent: TemporaryFolder;
let folder: string;
beforeEach(() => {
  parent = new TemporaryFolder();
  folder = join(parent.path, 'My Shop');
  mkdirSync(folder);
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(start);
  parent.remove();
});

const write = (files: Readonly<Record<string, string>>): void => {
  parent.write(
    Object.fromEntries(Object.entries(files).map(([path, content]) => [join('My Shop', path), content])),
  );
};
const written = (): Readonly<Record<string, string>> => parent.files('My Shop');

describe('background-jobs init', () => {
  test('writes a configuration that is valid and can be synthesized', () => {
    expect(run('init')).toEqual({
      status: 0,
      out: `wrote env-config/defaults.yml
wrote env-config/dev.yml
wrote env-config/prod.yml
wrote env-config.test.js
wrote .gitignore

Next:
  npx background-jobs validate
  npx background-jobs synth
  npm install --save-dev jest && npx --no-install jest env-config.test.js
`,
      error: '',
    });
    expect(run('validate')).toMatchObject({ status: 0 });
    expect(run('validate').out).not.toMatch(/example|defaults\.yml/);
    expect(run('synth')).toMatchObject({ status: 0, error: '' });
    expect(written()).toMatchSnapshot({
      'cdktf.out/manifest.json': expect.any(String),
      'cdktf.out/stacks/dev/cdk.tf.json': expect.stringContaining('my-shop-dev-example'),
      'cdktf.out/stacks/prod/cdk.tf.json': expect.any(String),
    });
  });

  test.each(['true', 'null', 'on', '1e3', '0x10', '12', 'shop'])('writes the name %s as a text', (name) => {
    expect(run('init', '--app-name', name)).toMatchObject({ status: 0 });
    expect(run('validate')).toMatchObject({ status: 0 });
  });

  test('writes the environments, the region and the cdktf app of the options', () => {
    const { status, out } = run(
      ...['init', '--app-name', 'shop', '--region', 'eu-west-1', '--environments', 'dev, staging', '--cdktf'],
    );
    expect(status).toBe(0);
    expect(out).toContain(
      '  npm install --save-dev cdktf constructs cdktf-cli tsx && npx --no-install cdktf synth\n',
    );
    const files = written();
    expect(Object.keys(files)).toEqual([
      '.gitignore',
      'cdktf.json',
      'env-config.test.js',
      'env-config/defaults.yml',
      'env-config/dev.yml',
      'env-config/staging.yml',
      'main.ts',
    ]);
    expect(files['env-config/defaults.yml']).toContain('\napp_name: shop\nregion: eu-west-1\n');
    expect(files['main.ts']).toMatchInlineSnapshot(`
     "import { runApp } from 'background-jobs';

     process.exitCode = runApp(process.env, (text) => process.stderr.write(text));
     "
    `);
    expect(files['cdktf.json']).toContain('"app": "npx --no-install tsx main.ts"');
  });

  test.each([
    ['{}', 'env-config.test.js', 'npm install --save-dev jest && npx --no-install jest env-config.test.js'],
    [
      'not JSON',
      'env-config.test.js',
      'npm install --save-dev jest && npx --no-install jest env-config.test.js',
    ],
    [
      '{"type":"module","devDependencies":{"jest":"30"}}',
      'env-config.test.cjs',
      'npx --no-install jest env-config.test.cjs',
    ],
    [
      '{"devDependencies":{"vitest":"4"}}',
      'env-config.test.mjs',
      'npx --no-install vitest run env-config.test.mjs',
    ],
    [
      '{"devDependencies":{"vitest":"4","jest":"30"}}',
      'env-config.test.js',
      'npx --no-install jest env-config.test.js',
    ],
  ])('writes a test for the project %s', (manifest, file, command) => {
    write({ 'package.json': manifest });
    expect(run('init').out).toContain(`  ${command}\n`);
    expect(Object.keys(written())).toContain(file);
  });

  test('names the schema of the package that a parent folder has installed', () => {
    parent.write({ 'node_modules/background-jobs/schema/env-config.schema.json': '{}' });
    run('init');
    expect(written()['env-config/dev.yml']).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/background-jobs\/schema\/env-config\.schema\.json\n/,
    );
  });

  test('adds only missing lines to .gitignore, and keeps the others', () => {
    write({ '.gitignore': 'node_modules/\ncdktf.out/' });
    run('init');
    expect(written()['.gitignore']).toBe('node_modules/\ncdktf.out/\n.terraform/\n*.tfstate\n*.tfstate.*\n');
  });

  test('leaves a complete .gitignore as it is', () => {
    write({ '.gitignore': '.terraform/\r\ncdktf.out/\r\n*.tfstate\r\n*.tfstate.*' });
    expect(run('init').out).not.toContain('.gitignore');
  });
});

describe('background-jobs init never replaces a file', () => {
  test.each([
    ['env-config/own.yml', 'env-config'],
    ['env-config.test.js', 'env-config.test.js'],
    ['cdktf.json', 'cdktf.json'],
    ['main.ts', 'main.ts'],
  ])('such as %s', (file, named) => {
    write({ [file]: 'own' });
    expect(run('init', '--cdktf')).toEqual({
      status: 2,
      out: '',
      error: `${named}: already in the folder, and init does not replace files; move these files, or run init in another folder\n`,
    });
    expect(written()).toEqual({ [file]: 'own' });
  });

  test('such as a symbolic link that leads nowhere', () => {
    symlinkSync(join(parent.path, 'missing'), 'main.ts');
    expect(run('init', '--cdktf')).toMatchObject({ status: 2 });
    expect(written()).toEqual({});
  });

  test('or folder, and writes nothing if one file can’t be written', () => {
    mkdirSync('.gitignore');
    const { status, error } = run('init');
    expect({ status, error }).toEqual({
      status: 2,
      error: '.gitignore: the path is a folder, but must be a file; rename it, or check the path\n',
    });
    expect(existsSync('env-config')).toBe(false);
  });
});

describe('background-jobs init rejects', () => {
  test.each([
    [['--region', 'us-est-1'], '--region us-est-1: not a region of AWS; did you mean us-east-1?\n'],
    [['--region', 'moon'], '--region moon: not a region of AWS; write one such as us-east-1\n'],
    [
      ['--environments', 'dev,,prod'],
      '--environments dev,,prod: a name is empty; write names separated by commas, such as dev,prod\n',
    ],
    [['--environments', 'dev,Dev'], '--environments dev,Dev: Dev occurs twice; remove one of them\n'],
    [
      ['--environments', 'defaults'],
      '--environments defaults: defaults.yml has the values that all environments share; use another name\n',
    ],
    [
      ['--environments', '../dev'],
      '--environments ../dev: the name of an environment must begin with a letter or a digit, and have at most 63 letters, digits, - and _; change ../dev\n',
    ],
    [['--app-name', ''], expect.stringMatching(/^--app-name "": must [^\n]*\n$/)],
    [['--app-name', 'a b\n'], expect.stringMatching(/^--app-name "a b\\n": must [^\n]*\n$/)],
  ])('%j', (options, error) => {
    expect(run('init', ...options)).toEqual({ status: 2, out: '', error });
    expect(written()).toEqual({});
  });

  test('a folder whose name can’t be the name of an application', () => {
    mkdirSync('…');
    process.chdir('…');
    const { status, error } = run('init');
    expect({ status, error }).toEqual({
      status: 2,
      error: expect.stringMatching(
        /^the name of the folder [^\n]* can't be the name of the application \([^\n]*\); pass --app-name\n$/,
      ),
    });
    expect(written()).toEqual({});
  });
});
