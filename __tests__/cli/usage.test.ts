import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';

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
  test('ends with 0 and one line when nothing is wrong', () => {
    const { status, out, error } = run('validate', '--config', config);
    expect({ status, out, error }).toEqual({
      status: 0,
      out: `${config}: dev, prod: nothing is wrong\n`,
      error: '',
    });
  });

  test('ends with 1 and prints the issues as its result', () => {
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

  test('has a stable form for programs, right or wrong', () => {
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

  test.each(['github', 'sarif'])('prints %s as its result, and ends as it does with text', (format) => {
    expect(run('validate', '--config', config, '--format', format)).toMatchObject({ status: 0, error: '' });
    folder.write({ 'env-config/dev.yml': 'tracing: 1\n' });
    const { status, out, error } = run('validate', '--config', config, '--format', format);
    expect({ status, error }).toEqual({ status: 1, error: '' });
    expect(out).toContain('wrong-type');
  });

  test('names files for GitHub from where the repository is checked out', () => {
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

  test('never lets the configuration’s text drive the terminal', () => {
    folder.write({ 'env-config/dev.yml': 'region: "\\e[31mred\\nline"\n' });
    expect(run('validate', '--config', config).out).toContain('\\u001b[31mred');
    for (const format of ['text', 'github', 'json', 'sarif'])
      expect(run('validate', '--config', config, '--format', format).out).not.toContain('\u001b');
  });
});

describe('a wrong call', () => {
  test.each([
    [
      'a folder that is not there',
      () => ['synth', '--config', join(folder.path, 'nowhere')],
      /nowhere: the configuration folder can't be read \(ENOENT\)/,
    ],
    [
      'a file in place of the folder',
      () => ['validate', '--config', join(config, 'dev.yml')],
      /can't be read \(ENOTDIR\)/,
    ],
    [
      'an environment that is not there',
      () => ['synth', '--config', config, '--environment', 'pord'],
      /--environment pord: there is no such environment; did you mean prod\?/,
    ],
    ['an unknown command', () => ['synht'], /unknown command 'synht'\n\(Did you mean synth\?\)/],
    ['an unknown option', () => ['synth', '--outt', 'x'], /unknown option '--outt'/],
    ['a format that is none', () => ['validate', '--format', 'xml'], /Allowed choices are text, json/],
    ['an argument too many', () => ['synth', 'dev'], /too many arguments/],
  ])('with %s ends with 2 and says so', (_, programArguments, message) => {
    const { status, out, error } = run(...programArguments());
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toMatch(message);
  });

  test('without a command prints the commands and ends with 2', () => {
    const { status, error } = run();
    expect(status).toBe(2);
    expect(error).toContain('synth');
  });

  test('with --help is none', () => {
    const { status, out } = run('--help');
    expect(status).toBe(0);
    expect(out).toContain('validate');
  });
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
