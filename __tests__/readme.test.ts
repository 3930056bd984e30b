import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../lib/cli/command-registry';
import { jobSectionNames } from '../lib/config/schema/environment-sections';
import { withOutputs } from '../scripts/docs/with-outputs';
import { exampleConfig } from './support/fixtures';
import { run, TemporaryFolder } from './support/run-program';
import { asRecord } from './support/stack-json';

/** Returns the text of a page of the repository. */
function pageAt(path: string): string {
  return readFileSync(join(__dirname, '..', path), 'utf8');
}

const readme = pageAt('README.md');
const guide = pageAt('docs/file-upload-jobs.md');
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

/** Returns the names of a command, or of its subcommands: `simulate run`. */
function namesOf(command: Command): readonly string[] {
  if (command.commands.length === 0) return [command.name()];
  return command.commands.map((subcommand) => `${command.name()} ${subcommand.name()}`);
}

describe('the README', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder();
  });
  afterAll(() => {
    folder.remove();
  });

  test('has the commands that install and start the program', () => {
    const [start = ''] = blocks('sh');
    const { name } = asRecord(JSON.parse(pageAt('package.json')));
    expect(start).toBe(
      `npm install --save-dev ${String(name)}\nnpx ${String(name)} init\nnpx ${String(name)} synth\n`,
    );
  });

  test('has a valid configuration, with its output and the number of its lines and resources', () => {
    const yaml = blocks('yaml').find((block) => block.includes('app_name')) ?? '';
    folder.write({ 'right/defaults.yml': yaml, 'right/prod.yml': '' });
    const config = join(folder.path, 'right');
    const out = join(folder.path, 'right-out');
    expect(run('validate', '--config', config)).toMatchObject({ status: 0, error: '' });
    const shown = blocks('').find((block) => block.startsWith('prod ')) ?? 'nothing';
    expect(run('synth', '--config', config, '--out', out)).toMatchObject({
      status: 0,
      out: shown.replace('cdktf.out', out),
    });
    const { resource } = asRecord(
      JSON.parse(readFileSync(join(out, 'stacks', 'prod', 'cdk.tf.json'), 'utf8')),
    );
    const resources = Object.values(asRecord(resource)).flatMap((named) => Object.keys(asRecord(named)));
    const lines = yaml.trimEnd().split('\n');
    expect(readme).toContain(
      `these ${lines.length} lines, \`synth\` generates ${resources.length} resources`,
    );
  });

  test('refers to CONTRIBUTING, which has the output of npm start for the example', () => {
    const shown =
      blocks('', pageAt('CONTRIBUTING.md')).find((block) => block.startsWith('dev ')) ?? 'nothing';
    const { out } = runAsShown('synth', '--out', join(folder.path, 'cdktf.out'));
    expect(out.replaceAll(`${folder.path}/`, '').startsWith(shown.replace('…\n', ''))).toBe(true);
  });

  test('refers to a page with the output of permissions for the example', () => {
    const page = pageAt('docs/permissions.md');
    const shown = blocks('', page).find((block) => block.includes('plan   ')) ?? 'nothing';
    const [environment = '', ...lines] = shown.split('\n').filter((line) => line !== '…');
    const { out } = runAsShown('permissions', '--environment', environment);
    expect(out).toContain(lines.join('\n').trimEnd());
  });

  test('refers to a page with every command', () => {
    const page = pageAt('docs/commands.md');
    const documented = [...page.matchAll(/^\| `([a-z ]+?)(?: [[<-].*?)?` /gm)].map(([, name]) => name);
    const program = new Command();
    for (const command of registry) command.addTo(program, () => undefined);
    const names = program.commands.flatMap(namesOf);
    expect(names.length).toBeGreaterThan(9);
    expect([...new Set(documented)].sort()).toEqual([...names].sort());
  });

  test('has a picture of every kind of job, for light and dark pages', () => {
    const pictures = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    expect(pictures).toHaveLength(1);
    const [, alternative = '', path = ''] = pictures[0] ?? [];
    expect(alternative.length).toBeGreaterThan(80);
    const picture = pageAt(path);
    expect(picture).toContain('@media (prefers-color-scheme: dark)');
    const sections = [...picture.matchAll(/>(\w+_jobs)</g)].map(([, section]) => section);
    expect(sections.sort()).toEqual([...jobSectionNames].sort());
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

  test('refers only to scripts in package.json, as the other pages do', () => {
    const { scripts } = asRecord(JSON.parse(pageAt('package.json')));
    const pages = ['README.md', 'CONTRIBUTING.md', 'docs/deploying.md', 'docs/e2e.md'].map(pageAt).join('\n');
    const mentioned = [
      ...pages.matchAll(
        /npm (?:run )?(?:--silent )?(test:\w+|start|test|benchmark|docs|e2e|fuzz|goldens|lint|cdktf)\b/g,
      ),
    ].map(([, name]) => name);
    expect(mentioned.length).toBeGreaterThan(10);
    for (const name of mentioned) expect(Object.keys(asRecord(scripts))).toContain(name);
  });
});
