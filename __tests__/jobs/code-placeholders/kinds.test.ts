/**
 * Kinds of commands, made of parts that the tables of lines do not have together: names of options, of variables and of
 * programs, and launchers before known commands.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cloudTools } from '../../../lib/jobs/code-placeholders/programs/cloud-tools';
import { codeAsConfiguration } from '../../../lib/jobs/code-placeholders/programs/code-as-configuration';
import { databases } from '../../../lib/jobs/code-placeholders/programs/databases';
import { interpreters } from '../../../lib/jobs/code-placeholders/programs/interpreters';
import { launchers } from '../../../lib/jobs/code-placeholders/programs/launchers';
import { moreLaunchers } from '../../../lib/jobs/code-placeholders/programs/more-launchers';
import { packagesAndContainers } from '../../../lib/jobs/code-placeholders/programs/packages-and-containers';
import { scriptRunners } from '../../../lib/jobs/code-placeholders/programs/script-runners';
import { textTools } from '../../../lib/jobs/code-placeholders/programs/text-tools';
import { tools } from '../../../lib/jobs/code-placeholders/programs/tools';
import { windowsPrograms } from '../../../lib/jobs/code-placeholders/programs/windows';
import { isCodeVariable } from '../../../lib/jobs/code-placeholders/code-variables';
import { commandsIn, rejectedArguments } from './support/commands';

const key = '<object_key>';
const linesOf = (file: string) => commandsIn(readFileSync(join(__dirname, file), 'utf8'));
const rejectedCommands = [...linesOf('refused-commands.txt'), ...linesOf('refused-positions.txt')];
const hasPlaceholder = (argument: string) => /<(object_key|bucket_name)>/.test(argument);
const isAccepted = (command: readonly string[]) =>
  !rejectedArguments(command).some(({ index }) => index === command.findLastIndex(hasPlaceholder));
const acceptedOf = (commands: readonly (readonly string[])[]) =>
  commands.filter(isAccepted).map((command) => command.join(' '));
const words = (text: string) => text.trim().split(/\s+/);
const product = (...lists: readonly (readonly string[])[]): readonly string[] =>
  lists.reduce<readonly string[]>(
    (all, list) => all.flatMap((start) => list.map((end) => start + end)),
    [''],
  );
const bothForms = (names: readonly string[]) =>
  names.flatMap((name) => [
    ['bin/job', `--${name}=${key}`],
    ['bin/job', `--${name}`, key],
  ]);

describe('the name of an option', () => {
  const strong = words('cmd command exec eval hook shell script askpass interpreter launcher');

  test('shows code with each word before its last word', () => {
    expect(acceptedOf(bothForms(product(['', 'my-', 'pre-'], strong)))).toEqual([]);
    const tails = words('-wrapper -template -loader -init -stdin -before -as-root');
    expect(acceptedOf(bothForms(product(['', 'my-'], strong, tails)))).toEqual([]);
  });

  test('is data if an attribute follows a word that shows code', () => {
    const tails = words('-id -type -version -timeout -date -count -url -label -name-prefix -status');
    const names = product(['', 'my-'], strong, tails);
    expect(bothForms(names).filter((command) => rejectedArguments(command).length > 0)).toEqual([]);
  });

  test('shows the options of another program', () => {
    const programs = words('java jvm ssh rsync node python chrome gpg git driver executor docker');
    const ends = words('-options -opts -args -extra-args -common-flags');
    expect(acceptedOf(bothForms(product(['', 'my-'], programs, ends)))).toEqual([]);
    const data = words('-version -id -name -size -type');
    const names = product(['', 'my-'], programs, data);
    expect(bothForms(names).filter((command) => rejectedArguments(command).length > 0)).toEqual([]);
  });

  test('shows the action before or after an event', () => {
    const actions = words('process render import filter connect upload run script system task');
    expect(acceptedOf(bothForms(product(['pre', 'post', 'before', 'after'], ['', '-'], actions)))).toEqual(
      [],
    );
  });

  test('is data if it begins with a word such as no or show', () => {
    const names = product(
      words('no- skip- show- print- echo- ignore- without-'),
      words('hooks scripts query commands sql'),
    );
    expect(names.filter((name) => rejectedArguments(['bin/job', `--${name}`, key]).length > 0)).toEqual([]);
  });
});

test('variables whose value is a command have a known end', () => {
  const ends = words(
    'COMMAND PASSCOMMAND CMD EXEC EVAL OPTS OPTIONS SUBMIT_ARGS JVM_ARGS EXTRA_ARGS EDITOR PAGER BROWSER ASKPASS ENTRYPOINT SHELL HOOK INIT_SCRIPT INTERPRETER EXECUTABLE LAUNCHER WRAPPER COMPILER CLASSPATH',
  );
  expect(product(['APP_', 'MY_OWN_'], ends).filter((name) => !isCodeVariable(name))).toEqual([]);
  const data = words(
    'COMMAND_ID OPTION EXECUTION_ID SHELL_COMPANY WEBHOOK WEBHOOK_URL SCRIPT_ID EDITORIAL ARGS KEY_ARGS',
  );
  expect(product(['APP_'], data).filter(isCodeVariable)).toEqual([]);
});

describe('a launcher that no table has', () => {
  test.each([[['mpirun', '-np', '4']], [['app-launcher', '--flag', 'value', '--']]])(
    '%j hides no rejected command',
    (launcher) => {
      expect(acceptedOf(rejectedCommands.map((command) => [...launcher, ...command]))).toEqual([]);
    },
  );

  test.each([[['newrun']], [['my-exec', '--']], [['with-settings.sh']], [['chamber', 'exec', 'app', '--']]])(
    '%j hides no code of a shell and no script',
    (launcher) => {
      const commands = [
        ['sh', '-c', key],
        ['python', key],
        ['timeout', '60', key],
        ['make', `KEY=${key}`],
        [key],
      ];
      expect(acceptedOf(commands.map((command) => [...launcher, ...command]))).toEqual([]);
    },
  );

  test('an unknown program hides no interpreter and no launcher', () => {
    const known = rejectedCommands.filter(([program = '']) =>
      /^(bash|sh|python3?|node|perl|ruby|php|env|sudo|xargs|nohup|setsid|java|psql|mysql|ssh)$/.test(program),
    );
    expect(known.length).toBeGreaterThan(200);
    const starts = [['unlisted'], ['unlisted', '-np', '4'], ['unlisted', '--name', 'a', '--']];
    expect(acceptedOf(starts.flatMap((start) => known.map((command) => [...start, ...command])))).toEqual([]);
  });

  test('with install or run, a bare name starts what its operand names', () => {
    const starters = words('install run launch submit');
    expect(
      acceptedOf(
        starters.flatMap((word) => [
          ['unlisted', word, key],
          ['unlisted', 'x', word, '--', key],
        ]),
      ),
    ).toEqual([]);
  });
});

describe("a user's own program", () => {
  const own = words(
    'worker etl claims-import orders-api loader /app/bin/job ./tool scripts/load.sh bin/anything',
  );

  test('has subcommands that start nothing', () => {
    const commands = own.flatMap((program) =>
      words('run start submit launch').flatMap((word) => [
        [program, word, key],
        [program, word, '--key', key],
        [program, word, `--key=${key}`],
      ]),
    );
    expect(commands.filter((command) => rejectedArguments(command).length > 0)).toEqual([]);
  });

  test('still has options and subcommands that introduce code', () => {
    const commands = own.flatMap((program) => [
      [program, 'eval', key],
      [program, '--command', key],
      [program, '-c', key],
      [program, 'sh', '-c', key],
      [program, 'python', key],
    ]);
    expect(acceptedOf(commands)).toEqual([]);
  });
});

test('programs of Windows are found with upper case, with a folder and with an extension', () => {
  const names = windowsPrograms
    .map(([name]) => name.replace(/\.exe$/, ''))
    .filter((name) => !/^(sc|reg|regini|regedit|wslg?)$/.test(name));
  const spellings = names.flatMap((name) => [
    `${name}.exe`,
    `${name.toUpperCase()}.EXE`,
    `C:\\Windows\\System32\\${name.slice(0, 1).toUpperCase()}${name.slice(1)}.exe`,
  ]);
  expect(acceptedOf(spellings.map((name) => [name, key]))).toEqual([]);
  expect(acceptedOf(spellings.map((name) => ['timeout', '60', name, key]))).toEqual([]);
});

test('each name is in one table, and has the syntax of this table', () => {
  const all = [scriptRunners, moreLaunchers, interpreters, launchers, packagesAndContainers]
    .concat([tools, databases, cloudTools, textTools, codeAsConfiguration, windowsPrograms])
    .flatMap((table) => table.map(([name]) => name));
  expect(all.filter((name) => name === '' || name.includes(' '))).toEqual([]);
  // The table for Windows has a program cmd too. Windows ignores case.
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual(['cmd']);
});
