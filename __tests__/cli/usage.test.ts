import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';
import { at } from '../support/stack-json';

let folder: TemporaryFolder;
let config: string;
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
  config = join(folder.path, 'env-config');
});
afterEach(() => {
  folder.remove();
});

describe('background-jobs validate', () => {
  test('exits with 0 and prints one line without errors and advice', () => {
    const { status, out, error } = run('validate', '--config', config);
    expect({ status, out, error }).toEqual({
      status: 0,
      out: `${config}: dev, prod: no errors and no advice\n`,
      error: '',
    });
  });

  test('exits with 1 and prints the issues to standard output', () => {
    folder.write({ 'env-config/dev.yml': 'tracing: 1\n' });
    const { status, out, error } = run('validate', '--config', config);
    expect({ status, error }).toEqual({ status: 1, error: '' });
    expect(out.replaceAll(`${folder.path}/`, '')).toBe(
      `env-config/dev.yml:1:10  tracing  1: must be true or false, not a number
  1 | tracing: 1
    |          ^
1 error
`,
    );
  });

  test('has stable JSON, with and without errors', () => {
    expect(JSON.parse(run('validate', '--config', config, '--format', 'json').out)).toEqual({ issues: [] });
    folder.write({ 'env-config/dev.yml': 'tracing: 1\n' });
    const { status, out } = run('validate', '--config', config, '--format', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({
      issues: [
        {
          file: join(config, 'dev.yml'),
          line: 1,
          column: 10,
          path: 'tracing',
          code: 'wrong-type',
          severity: 'error',
          message: '1: must be true or false, not a number',
        },
      ],
    });
  });

  test.each(['github', 'sarif'])(
    'prints %s to standard output, with the same exit status as text',
    (format) => {
      expect(run('validate', '--config', config, '--format', format)).toMatchObject({ status: 0, error: '' });
      folder.write({ 'env-config/dev.yml': 'tracing: 1\n' });
      const { status, out, error } = run('validate', '--config', config, '--format', format);
      expect({ status, error }).toEqual({ status: 1, error: '' });
      expect(out).toContain('wrong-type');
    },
  );

  test('prints file names for GitHub relative to the checkout', () => {
    folder.write({ 'env-config/dev.yml': 'tracing: 1\n' });
    const inherited = process.env['GITHUB_WORKSPACE'];
    process.env['GITHUB_WORKSPACE'] = folder.path;
    const { out } = run('validate', '--config', config, '--format', 'github');
    if (inherited === undefined) delete process.env['GITHUB_WORKSPACE'];
    else process.env['GITHUB_WORKSPACE'] = inherited;
    expect(out).toBe(
      '::error file=env-config/dev.yml,line=1,col=10,title=wrong-type::tracing: 1: must be true or false, not a number\n',
    );
  });

  test('escapes control characters of the configuration', () => {
    folder.write({ 'env-config/dev.yml': 'region: "\\e[31mred\\nline"\n' });
    expect(run('validate', '--config', config).out).toContain('\\u001b[31mred');
    for (const format of ['text', 'github', 'json', 'sarif'])
      expect(run('validate', '--config', config, '--format', format).out).not.toContain('\u001b');
  });
});

describe('wrong usage', () => {
  test.each([
    [
      'a missing folder',
      () => ['synth', '--config', join(folder.path, 'nowhere')],
      /nowhere: the folder does not exist; check the path/,
    ],
    [
      'a file instead of a folder',
      () => ['validate', '--config', join(config, 'dev.yml')],
      /the path is not a folder/,
    ],
    [
      'an unknown environment',
      () => ['synth', '--config', config, '--environment', 'pord'],
      /--environment pord: no such environment; did you mean prod\?/,
    ],
    ['an unknown command', () => ['synht'], /unknown command 'synht'\n\(Did you mean synth\?\)/],
    ['an unknown option', () => ['synth', '--outt', 'x'], /unknown option '--outt'/],
    ['an unknown format', () => ['validate', '--format', 'xml'], /Allowed choices are text, json/],
    ['too many arguments', () => ['synth', 'dev'], /too many arguments/],
  ])('with %s exits with 2 and a message', (_, programArguments, message) => {
    const { status, out, error } = run(...programArguments());
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toMatch(message);
  });

  test('without a command prints the commands and exits with 2', () => {
    const { status, error } = run();
    expect(status).toBe(2);
    expect(error).toContain('synth');
  });

  test('--help is not an error', () => {
    const { status, out } = run('--help');
    expect(status).toBe(0);
    expect(out).toContain('validate');
  });

  test('--help lists every command', () => {
    const { out } = run('--help');
    const names = [...out.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map((match) => match[1]);
    expect(names).toEqual([
      'init',
      'adopt',
      'synth',
      'validate',
      'list',
      'permissions',
      'commands',
      'review',
      'status',
      'simulate',
      'schema',
      'help',
    ]);
    const { out: simulate } = run('simulate', '--help');
    expect([...simulate.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map((match) => match[1])).toEqual([
      'run',
      'upload',
      'event',
      'queue',
      'alarms',
      'help',
    ]);
  });

  test('--version prints the version of package.json', () => {
    const version = at(JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')), 'version');
    expect(run('--version')).toEqual({ status: 0, out: `${String(version)}\n`, error: '' });
  });

  test.each(['simulate run', 'simulate upload', 'simulate queue', 'validate', 'list'])(
    '%s --help lists its options with one default each',
    (command) => {
      const { status, out } = run(...command.split(' '), '--help');
      expect(status).toBe(0);
      const options = out
        .replaceAll(/\n {10,}/g, ' ')
        .split('\n')
        .filter((line) => line.startsWith('  --'));
      expect(options.length).toBeGreaterThan(3);
      for (const option of options) expect(option.split('default: ').length).toBeLessThanOrEqual(2);
    },
  );
});

describe('background-jobs schema', () => {
  test('prints a JSON Schema for editors', () => {
    const { status, out } = run('schema');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'env-config',
    });
  });
});
