import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withOutputs } from '../scripts/docs/with-outputs';
import { exampleConfig } from './support/fixtures';
import { run, TemporaryFolder } from './support/run-program';
import { asRecord } from './support/stack-json';

const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

const guide = readFileSync(join(__dirname, '..', 'docs', 'file-upload-jobs.md'), 'utf8');
const base =
  'app_name: app\nregion: us-east-1\nservice: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }\n';

/** Returns the fenced code blocks of a language, in order. */
function blocks(language: string, page = readme): readonly string[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? '');
}

/** Runs a command of a page. It reads the example, unless the page has `--config`. */
function runAsShown(...programArguments: readonly string[]) {
  const hasFolder = programArguments.includes('--config');
  return run(...programArguments, ...(hasFolder ? [] : ['--config', exampleConfig]));
}

describe('the README', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder();
  });
  afterAll(() => {
    folder.remove();
  });

  test('has a valid configuration', () => {
    const yaml = blocks('yaml').find((block) => block.includes('app_name')) ?? '';
    folder.write({ 'right/defaults.yml': yaml, 'right/prod.yml': '' });
    expect(run('validate', '--config', join(folder.path, 'right'))).toMatchObject({ status: 0, error: '' });
  });

  test('has the output of npm start for the example', () => {
    const shown = blocks('').find((block) => block.startsWith('dev ')) ?? 'nothing';
    const { out } = runAsShown('synth', '--out', join(folder.path, 'cdktf.out'));
    expect(out.replaceAll(`${folder.path}/`, '').startsWith(shown.replace('…\n', ''))).toBe(true);
  });

  test('has the output of permissions for the example', () => {
    const shown = blocks('').find((block) => block.includes('plan   ')) ?? 'nothing';
    const [environment = '', ...lines] = shown.split('\n').filter((line) => line !== '…');
    const { out } = runAsShown('permissions', '--environment', environment);
    expect(out).toContain(lines.join('\n').trimEnd());
  });

  test('has the output of list for the example', () => {
    const shown = blocks('').find((block) => block.includes('next runs')) ?? 'nothing';
    const { out } = runAsShown('list', '--environment', 'prod', '--from', '2027-03-08T00:00:00Z');
    expect(out.endsWith(`\n${shown}`)).toBe(true);
  });

  test('has the messages of an invalid configuration', () => {
    const lines = Array.from({ length: 12 }, () => '');
    lines[0] = 'scheduled_jobs:';
    lines[1] = '  nightly:';
    lines[2] = '    task_command: [bin/nightly]';
    lines[6] = '    schedule_expresion: cron(0 4 * * ? *)';
    lines[11] = '    cpu: 1024';
    folder.write({
      'env-config/defaults.yml':
        'app_name: app\nregion: us-east-1\nservice: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }\n',
      'env-config/dev.yml': `${lines.join('\n')}\n`,
    });
    const { error } = run(
      'synth',
      '--config',
      join(folder.path, 'env-config'),
      '--out',
      join(folder.path, 'out'),
    );
    const shown = blocks('').find((block) => block.includes('nothing was written')) ?? 'nothing';
    expect(error.replaceAll(`${folder.path}/`, '')).toBe(shown);
  });

  test('refers to a guide to file upload jobs with valid configurations', () => {
    for (const [index, yaml] of blocks('yaml', guide).entries()) {
      folder.write({ [`guide-${index}/defaults.yml`]: base, [`guide-${index}/dev.yml`]: yaml });
      const config = join(folder.path, `guide-${index}`);
      expect(run('synth', '--config', config, '--out', join(folder.path, 'out'))).toMatchObject({
        status: 0,
        error: '',
      });
    }
  });

  test('refers to a guide to file upload jobs with the output of simulate upload', () => {
    const [yaml = ''] = blocks('yaml', guide);
    folder.write({ 'guide/defaults.yml': base, 'guide/dev.yml': yaml });
    const [command = ''] = blocks('sh', guide);
    const optionMatches = [...command.matchAll(/--(bucket|key|version-id) (?:"([^"]*)"|(\S+))/g)];
    const options = optionMatches.flatMap(([, name = '', quoted, plain]) => [
      `--${name}`,
      quoted ?? plain ?? '',
    ]);
    expect(options).toHaveLength(6);
    const config = join(folder.path, 'guide');
    const { out } = run('simulate', 'upload', '--config', config, ...options);
    expect(blocks('', guide)).toEqual([out]);
  });

  test('refers to a guide to runs with a valid configuration', () => {
    const page = readFileSync(join(__dirname, '..', 'docs', 'runs.md'), 'utf8');
    const [yaml = ''] = blocks('yaml', page);
    folder.write({ 'runs/defaults.yml': base + yaml, 'runs/prod.yml': '' });
    expect(run('validate', '--config', join(folder.path, 'runs'))).toMatchObject({ status: 0, error: '' });
  });

  test.each([
    ['list.md', 4],
    ['runs.md', 3],
  ])('refers to the guide %s, which has the output of its commands', (name, count) => {
    const page = readFileSync(join(__dirname, '..', 'docs', name), 'utf8');
    const calls: string[] = [];
    const printed = withOutputs(page, (programArguments) => {
      calls.push(programArguments.join(' '));
      const { status, out, error } = runAsShown(...programArguments);
      expect({ status, error }).toEqual({ status: 0, error: '' });
      return out;
    });
    // Each command of the page is followed by its output.
    expect(calls).toEqual(
      blocks('sh', page).map((block) => block.trim().replace('npx background-jobs ', '')),
    );
    expect(calls.length).toBeGreaterThanOrEqual(count);
    expect(printed).toBe(page);
    expect(withOutputs(page, () => 'something else\n')).not.toBe(page);
  });

  test('refers only to scripts in package.json', () => {
    const { scripts } = asRecord(JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')));
    const mentioned = [
      ...readme.matchAll(/npm (?:run )?(test:\w+|start|test|benchmark|docs|goldens|lint)\b/g),
    ].map((match) => match[1]);
    expect(mentioned.length).toBeGreaterThan(3);
    for (const name of mentioned) expect(Object.keys(asRecord(scripts))).toContain(name);
  });
});
