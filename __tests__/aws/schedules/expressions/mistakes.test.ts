import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { golden } from '../../../support/fixtures';
import { issuesOf } from '../../../jobs/support/environments';

/** What people write and AWS refuses; the first of them are from public repositories. */
const mistakes: readonly string[] = [
  ...readFileSync(join(__dirname, 'invalid-schedules.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(/ {2,}/, 1)[0] ?? ''),
  '0 4 * * *',
  '0 4 * * 1-5',
  '*/15 * * * *',
  '@daily',
  'every 5 minutes',
  '5 minutes',
  'cron(0 4 * * ?)',
  'cron(0 4 * * 0)',
  'cron(0 0 12 * * ?)',
  'cron(0 0 12 1/1 * ? *)',
  'cron(0 4 15 * MON *)',
  'cron(0 4 ? * ? *)',
  'cron(0 4 ? * mon-fri *)',
  'cron(0 4 ? * Monday *)',
  'cron(0 4 ? * 0 *)',
  'cron(0 4 ? * 8 *)',
  'cron(60 4 * * ? *)',
  'cron(60 * * * ? *)',
  'cron(0 24 * * ? *)',
  'cron(0 24 ? * FRI *)',
  'cron(0 4 0 * ? *)',
  'cron(0 4 32 * ? *)',
  'cron(0 4 * 13 ? *)',
  'cron(0 4 * * ? 1969)',
  'cron(0/0 * * * ? *)',
  'cron(0 9 LW * ? *)',
  'cron(0 9 L-3 * ? *)',
  'cron(0 9 1,L * ? *)',
  'cron(0 9 ? * 2/2 *)',
  'cron(0 9 ? * 5#6 *)',
  'cron(0 9 30-2 * ? *)',
  'cron(0 9 1-5-7 * ? *)',
  'cron(0 9 1,,5 * ? *)',
  'cron(0  4 * * ? *)',
  'Cron(0 4 * * ? *)',
  'cron(0 0 31 4,6,9,11 ? *)',
  'cron(0 0 29 2 ? 2027)',
  'cron()',
  'rate(1 week)',
  'rate(5 mins)',
  'rate(5)',
  'rate(1.5 hours)',
  'rate(-1 days)',
  'rate(30 seconds)',
  'Rate(1 Day)',
  'at(2030-01-01)',
  'at(2030-01-01 10:00)',
  'at(2030-01-01T10:00:00Z)',
  'at(2030-13-01T10:00:00)',
  'at(2030-01-01T24:00:00)',
  '2030-01-01T10:00:00',
];

test('every usual mistake in a schedule gets the message that docs/schedule-mistakes.md shows', () => {
  const rows = mistakes.map((expression) => {
    const job = { task_command: ['job'], schedule_expression: expression };
    const [issue = 'nothing', ...others] = issuesOf({ scheduled_jobs: { job } });
    expect(others).toEqual([]);
    const start = `scheduled_jobs.job.schedule_expression: ${expression}: `;
    expect(issue.slice(0, start.length)).toBe(start);
    return `| \`${expression}\` | ${issue
      .slice(start.length)
      .replace(/(cron|rate|at)\([^…][^)]*\)/g, '`$&`')
      .replace(/\|/g, '\\|')} |`;
  });
  const page = [
    '<!-- Written by `npm run goldens`, which the tests hold against what validate says. -->',
    '',
    '# Mistakes in schedules, and what validate says of them',
    '',
    'None of these reaches AWS. What was probably meant is said where it can be told.',
    '',
    '| written | said |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
  expect(page).toBe(golden(join(__dirname, '..', '..', '..', '..', 'docs', 'schedule-mistakes.md'), page));
});
