import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commandsIn, rejectedArguments, type UploadFields } from './support/commands';

const commandsOf = (file: string) => commandsIn(readFileSync(join(__dirname, file), 'utf8'));
const rejectedCommands = commandsOf('refused-commands.txt');
const accepted = commandsOf('accepted-commands.txt');
const rejectedPositions = commandsOf('refused-positions.txt');
const acceptedPositions = commandsOf('accepted-positions.txt');
const hasPlaceholder = (argument: string) => /<(object_key|bucket_name)>/.test(argument);

test('the tables have hundreds of different commands with a placeholder', () => {
  const all = [...rejectedCommands, ...accepted, ...rejectedPositions, ...acceptedPositions];
  expect(new Set(all.map((command) => JSON.stringify(command))).size).toBe(all.length);
  expect(all.filter((command) => !command.some(hasPlaceholder))).toEqual([]);
  expect(rejectedCommands.length).toBeGreaterThan(200);
  expect(accepted.length).toBeGreaterThan(60);
  expect(rejectedPositions.length).toBeGreaterThan(700);
  expect(acceptedPositions.length).toBeGreaterThan(700);
});

describe('a placeholder that can become code is rejected', () => {
  test.each(rejectedCommands.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    const indexes = rejectedArguments(command).map(({ index }) => index);
    expect(indexes).toContain(command.findLastIndex(hasPlaceholder));
  });
});

describe('a placeholder that is data is accepted', () => {
  test.each(accepted.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    expect(rejectedArguments(command)).toEqual([]);
  });
});

test('of hundreds of positions that are code in some program, none is accepted', () => {
  const isAccepted = (command: readonly string[]) =>
    !rejectedArguments(command).some(({ index }) => index === command.findLastIndex(hasPlaceholder));
  expect(rejectedPositions.filter(isAccepted).map((command) => command.join(' '))).toEqual([]);
});

describe('an unknown option before the placeholder hides nothing', () => {
  /** Matches the programs that read options even after their operands. */
  const readsLaterOptions =
    /^(curl|git|mysql|mysqldump|psql|rake|rsync|sed|sort|sox|sqlite3|duckdb|tar|wget|ansible-playbook)$/;
  const all = [...rejectedCommands, ...rejectedPositions];
  const unknown = '--unlisted';

  /** Returns whether a program would read an argument at this index as its own option. */
  const canHaveOption = (command: readonly string[], index: number) => {
    const before = command.slice(1, index);
    const isValue = /^[-+/]/.test(before.at(-1) ?? '') && !/^--.*=/.test(before.at(-1) ?? '');
    const hasOperand = before.some((argument) => !argument.startsWith('-'));
    return !isValue && (!hasOperand || readsLaterOptions.test(command[0] ?? ''));
  };
  const indexes = ({ length }: readonly string[]) => Array.from({ length }, (_, index) => index + 1);

  test('a rejected placeholder stays rejected after one more option', () => {
    const changed = all.flatMap((command) => {
      const place = rejectedArguments(command).at(-1)?.index ?? 0;
      return indexes(command)
        .filter((index) => index <= place && canHaveOption(command, index))
        .map((index) => ({ command: command.toSpliced(index, 0, unknown), place: place + 1 }));
    });
    expect(changed.length).toBeGreaterThan(1000);
    const isAccepted = ({ command, place }: (typeof changed)[number]) =>
      !rejectedArguments(command).some(({ index }) => index === place);
    expect(changed.filter(isAccepted).map(({ command }) => command.join(' '))).toEqual([]);
  });

  test.each(['rsync', 'psql', 'git fetch', 'tar', 'mysql', 'sort', 'curl', 'wget'])(
    '%s: any number of unknown options',
    (program) => {
      const withOptions = [1, 2, 3, 4].flatMap((count) =>
        [unknown, '-Ǝ'].map((option) => [...program.split(' '), ...Array<string>(count).fill(option)]),
      );
      expect(
        withOptions.map((command) => rejectedArguments([...command, '<object_key>', 'a']).length),
      ).toEqual(withOptions.map(() => 1));
    },
  );
});

test('of hundreds of commands of common services, none is rejected', () => {
  const isRejected = (command: readonly string[]) => rejectedArguments(command).length > 0;
  expect(acceptedPositions.filter(isRejected).map((command) => command.join(' '))).toEqual([]);
});

describe('a key in a folder of path_prefix is not an option', () => {
  const later = [
    ['bin/rails', 'claims:import', '<bucket_name>', '<object_key>'],
    ['rake', 'import', '<object_key>'],
    ['npm', 'run', 'import', '<object_key>'],
    ['sort', '<object_key>'],
    ['sox', '<object_key>', 'out.wav'],
  ];
  const code = [
    ['sh', '-c', '<object_key>'],
    ['node', '<object_key>'],
    ['node', '--import', '<object_key>'],
    ['timeout', '60', '<object_key>'],
    ['perl', '-n', 'a.pl', '<object_key>'],
    ['<object_key>'],
    ['x', '-k<object_key>'],
    ['x', '--eval=<object_key>'],
  ];
  const isAccepted = (upload: UploadFields) => (command: readonly string[]) =>
    rejectedArguments(command, upload).length === 0;

  test.each<UploadFields>([
    { path_prefix: 'claims/' },
    { path_prefix: ['a/b', '2027-x/'] },
    { path_pattern: 'a/*.csv' },
  ])('%j', (upload) => {
    expect(later.filter(isAccepted(upload))).toEqual(later);
    expect(code.filter(isAccepted(upload))).toEqual([]);
  });

  test.each<UploadFields>([
    {},
    { path_prefix: '-x/' },
    { path_prefix: ['claims/', '-'] },
    { path_prefix: 'claims' },
    { path_prefix: '|/' },
    { path_pattern: '*/a' },
  ])('but in %j, a key can be an option', (upload) => {
    expect(later.filter(isAccepted(upload))).toEqual([]);
  });
});
