import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commandsIn, rejected } from './support/commands';

const commandsOf = (file: string) => commandsIn(readFileSync(join(__dirname, file), 'utf8'));
const refused = commandsOf('refused-commands.txt');
const accepted = commandsOf('accepted-commands.txt');
const hasPlaceholder = (argument: string) => /<(object_key|bucket_name)>/.test(argument);

test('the tables have hundreds of different commands with a placeholder', () => {
  const all = [...refused, ...accepted];
  expect(new Set(all.map((command) => JSON.stringify(command))).size).toBe(all.length);
  expect(all.filter((command) => !command.some(hasPlaceholder))).toEqual([]);
  expect(refused.length).toBeGreaterThan(200);
  expect(accepted.length).toBeGreaterThan(60);
});

describe('a placeholder that can become code is rejected', () => {
  test.each(refused.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    const indexes = rejected(command).map(({ index }) => index);
    expect(indexes).toContain(command.findLastIndex(hasPlaceholder));
  });
});

describe('a placeholder that is data is accepted', () => {
  test.each(accepted.map((command) => [command.join(' '), command] as const))('%s', (_, command) => {
    expect(rejected(command)).toEqual([]);
  });
});
