import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findCodePlaceholders } from '../../../lib/jobs/code-placeholders/code-placeholders';
import { isCodeVariable } from '../../../lib/jobs/code-placeholders/code-variables';
import { remedyFor } from '../../../lib/jobs/code-placeholders/messages/remedies';
import { variablesFor } from '../../../lib/jobs/code-placeholders/messages/variable-names';
import { codeArgumentsOf, codeVariablesOf } from '../../../lib/jobs/code-placeholders/rules';
import { fileUploadPlaceholders } from '../../../lib/jobs/file-upload/object-source';
import { parseEventText } from '../../../lib/jobs/placeholders';
import type { EventTemplate } from '../../../lib/values/event-templates';
import { issuesOf } from '../support/environments';
import { commandsIn } from './support/commands';

const placeholders = fileUploadPlaceholders({});
const templates = (command: readonly string[]) => command.map((text) => parseEventText(text, placeholders));
const textOf = (template: EventTemplate) =>
  typeof template === 'string'
    ? template
    : template.map((part) => (typeof part === 'string' ? part : `<${part.name}>`)).join('');
const linesOf = (file: string) => commandsIn(readFileSync(join(__dirname, file), 'utf8'));

/** Returns the remedy for the first placeholder of a command that can become code. */
function remedyOf(texts: readonly string[]) {
  const command = templates(texts);
  const all = findCodePlaceholders(command);
  const [found] = all;
  if (found === undefined) throw new Error(`accepted: ${texts.join(' ')}`);
  const variables = variablesFor([...new Set(found.values.map(({ name }) => name))], {});
  return remedyFor({
    command,
    found,
    variables,
    isAccepted: (task) => findCodePlaceholders(task.command, task.variables).length < all.length,
  });
}

test('each proposed remedy is accepted', () => {
  const lines = [...linesOf('refused-commands.txt'), ...linesOf('refused-positions.txt')];
  const isRejected = (texts: readonly string[]) => {
    const before = findCodePlaceholders(templates(texts)).length;
    const { command, variables } = remedyOf(texts);
    return findCodePlaceholders(command, variables).length >= before;
  };
  expect(lines.filter(isRejected).map((line) => line.join(' '))).toEqual([]);
});

describe('the remedy fits the position', () => {
  const key = '<object_key>';
  test.each([
    [
      ['sh', '-c', `x ${key}`],
      ['sh', '-c', 'x "$OBJECT_KEY"'],
    ],
    [
      ['sh', '-c', `x "a ${key}"`],
      ['sh', '-c', 'x "a ${OBJECT_KEY}"'],
    ],
    [
      ['sh', '-c', key],
      ['bin/import', key],
    ],
    [
      ['sh', '-c', `eval ${key}`],
      ['bin/import', key],
    ],
    [
      ['timeout', '60', key],
      ['timeout', '60', 'bin/import', key],
    ],
    [[key], ['bin/import', key]],
    [
      ['python3', key],
      ['python3', 'main', key],
    ],
    [
      ['npm', 'run', key],
      ['npm', 'run', 'import', '--', key],
    ],
    [
      ['sort', key],
      ['sort', '--', key],
    ],
    [
      ['find', key, '-name', 'x'],
      ['find', `/data/${key}`, '-name', 'x'],
    ],
    [
      ['bin/rails', 'claims:import', key],
      ['bin/rails', 'claims:import', key],
    ],
    [
      ['psql', '-tAc', key],
      ['psql', '-v', `key=${key}`, '-f', 'import.sql'],
    ],
    [
      ['make', 'import', `KEY=${key}`],
      ['make', 'import'],
    ],
    [
      ['ssh', 'host', 'bin/import', key],
      ['sh', '-c', 'printf %s "$OBJECT_KEY" | ssh host bin/import'],
    ],
    [
      ['newtool', 'run', key],
      ['bin/newtool', 'run', key],
    ],
    [
      ['x', `-k${key}`],
      ['x', '-k', key],
    ],
    [
      ['env', `NODE_OPTIONS=${key}`, 'node', 'a.js'],
      ['env', `OBJECT_KEY=${key}`, 'node', 'a.js'],
    ],
    [
      ['sh', '-c', 'eval "$1"', 'sh', key],
      ['sh', '-c', 'bin/import "$@"', 'sh', key],
    ],
  ])('%j', (command, remedied) => {
    expect(remedyOf(command).command.map(textOf)).toEqual(remedied);
  });
});

describe('the words of a message are in the command', () => {
  test.each([
    [['bin/x', '-Fc', '<object_key>'], 'must not follow -Fc,'],
    [['bin/x', '--query-string', '<object_key>'], 'must not follow --query-string,'],
    [['bin/x', '--photo-viewer', '<object_key>'], 'must not follow an option with the word viewer,'],
    [['bin/x', '--on-done=<object_key>'], 'must not be the value of an option for an event,'],
    [['rake', 'import[<object_key>]'], 'must not be beside the character [ in one argument'],
  ])('%j', (task_command, text) => {
    const [found] = codeArgumentsOf({ task_command }, placeholders);
    expect(`${found?.requirement ?? ''},`).toContain(text);
  });
});

describe('a variable that holds a placeholder', () => {
  const found = (script: string, text = '<object_key>') =>
    codeArgumentsOf({ task_command: ['sh', '-c', script], environment_variables: { K: text } }, placeholders);
  test.each([
    'eval "$K"',
    '"$K"',
    'psql -c "$K"',
    'ssh host "$K"',
    'x=$K; $x',
    'sh -c "bin/$K"',
    'echo "$K" | sh',
  ])('must not be code: %s', (script) => {
    expect(found(script).map(({ subject }) => subject)).toEqual(['$K, which has <object_key>,']);
    expect(found(script, 'fixed')).toEqual([]);
  });

  test.each(['bin/import "$K"', 'echo "$K" | bin/import', 'KEY=$K bin/import'])(
    'can be data: %s',
    (script) => {
      expect(found(script)).toEqual([]);
    },
  );

  test('of a job must not be code in a step', () => {
    const steps = [{ name: 'a', task_command: ['sh', '-c', 'eval "$K"'] }];
    const job = { steps, environment_variables: { K: '<object_key>' } };
    expect(issuesOf({ file_upload_jobs: { job } })).toEqual([
      expect.stringMatching(
        /^file_upload_jobs\.job\.steps\[0\]\.task_command\[2\]: \$K, which has <object_key>, must not/,
      ),
    ]);
  });
});

describe('the proposed variable', () => {
  const namesFor = (paths: readonly string[], variables = {}) => [...variablesFor(paths, variables).values()];

  test('is not one from which programs read code, and not one that a shell sets', () => {
    const paths = [
      'path',
      'home',
      'pythonPath',
      'command',
      'java_options',
      'user',
      'uid',
      'ld_preload',
      'seconds',
    ];
    const names = paths.flatMap((path) => namesFor([`$.detail.${path}`]));
    expect(names.filter(isCodeVariable)).toEqual([]);
    expect(namesFor(['$.path'])).toEqual(['EVENT_PATH']);
    expect(namesFor(['$.uid'])).toEqual(['EVENT_UID']);
  });

  test('is different for each placeholder', () => {
    expect(namesFor(['$.detail.order.id', '$.detail.user.id'])).toEqual(['ID', 'USER_ID']);
    expect(new Set(namesFor(['$.path', '$.a.path', '$.b.path', '$.event.path'])).size).toBe(4);
  });

  test('is not one that the task has, except for the same placeholder', () => {
    expect(namesFor(['object_key'], { OBJECT_KEY: 'a' })).toEqual(['EVENT_OBJECT_KEY']);
    expect(namesFor(['object_key'], { MY_KEY: '<object_key>' })).toEqual(['MY_KEY']);
    expect(codeVariablesOf({ environment_variables: { PATH: '<object_key>' } }, placeholders)).toEqual([
      expect.objectContaining({
        action: 'use another variable, such as environment_variables: { OBJECT_KEY: <object_key> }',
      }),
    ]);
  });

  test('is in the message for each placeholder, also if the placeholder is the whole value', () => {
    const event = (...task_command: readonly string[]) =>
      issuesOf({ event_jobs: { job: { event_pattern: { source: ['a.b'] }, task_command } } });
    expect(event('python3', '-c', 'f(<$.detail.a.id>, <$.detail.b.id>)')).toEqual([
      expect.stringContaining('{ ID: <$.detail.a.id>, B_ID: <$.detail.b.id> }, and read the variables'),
    ]);
    expect(event('mysql', '-e', '<$.detail.order.id>')).toEqual([
      expect.stringMatching(
        /: <\$\.detail\.order\.id> must not .* \[bin\/import, <\$\.detail\.order\.id>\]$/,
      ),
    ]);
  });
});
