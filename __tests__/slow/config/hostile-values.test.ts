import { describe, test } from '@jest/globals';
import { runChecks } from '../../../lib/checks/run-checks';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { baseWithJob, inFolder } from '../../config/support/folders';
import { expectRejectedEverywhere } from '../../config/support/rejected-texts';

test.each([
  ['the first half of a surrogate pair', 'x\ud800y'],
  ['the second half of a surrogate pair', 'x\udc00y'],
  ['U+FFFE', 'x\ufffey'],
  ['U+FFFF', 'x\uffffy'],
])('a text that can’t reach a task is rejected at every place: %s', (_, text) => {
  expectRejectedEverywhere(text, 'unusable-character');
});

describe('the check of a long text ends, which a search in quadratic time would not do in minutes', () => {
  const long = (part: string) => part.repeat(400_000 / part.length);
  const job = { schedule_expression: 'rate(1 day)', task_command: ['x'] };
  test.each([
    ['a command', (text: string) => ({ scheduled_jobs: { nightly: { ...job, task_command: [text] } } })],
    [
      'a variable',
      (text: string) => ({ scheduled_jobs: { nightly: { ...job, environment_variables: { A: text } } } }),
    ],
    ['the address of a backend', (text: string) => ({ state_backend: { http: { address: text } } })],
    ['the connection of a backend', (text: string) => ({ state_backend: { pg: { conn_str: text } } })],
    ['the name of the application', (text: string) => ({ app_name: text })],
  ])('%s', (_, contentOf) => {
    for (const part of ['a.', 'a:', ' ', '\n', '1', '-', '?', 'token', '&a', '{{']) {
      const files = { 'defaults.yml': baseWithJob, 'dev.yml': JSON.stringify(contentOf(long(part))) };
      inFolder(files, (folder) => runChecks(loadEnvironments(folder), new Date('2027-01-01T00:00:00Z')));
    }
  });
});
