import { describe, expect, test } from '@jest/globals';
import { baseWithJob, devOf, issuesOf } from './support/folders';

const inherited = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf', 'prototype'];

describe('a name that every JavaScript object has', () => {
  test.each(inherited)('%s is a valid name of a job, a tag and a variable', (name) => {
    const text = `${baseWithJob}  ${name}:
    schedule_expression: rate(1 hour)
    task_command: [x]
    environment_variables: { ${name}: v }
tags: { ${name}: t }
`;
    const { scheduledJobs, tags } = devOf({ 'dev.yml': text });
    expect(Object.keys(scheduledJobs)).toEqual(['nightly', name]);
    expect(Object.entries(scheduledJobs).map(([, job]) => job.environment_variables)).toEqual([
      undefined,
      { [name]: 'v' },
    ]);
    expect(Object.entries(tags)).toEqual([[name, 't']]);
  });

  test.each(inherited)('%s is an unknown field in every map', (name) => {
    const text = `${baseWithJob}    ${name}: 1\n${name}: {}\nstate_backend: { ${name}: {} }\nstorage: { ${name}: [] }\n`;
    expect(issuesOf({ 'dev.yml': text }).map((issue) => issue.split(/;| unknown/)[0])).toEqual([
      `dev.yml:11:5 scheduled_jobs.nightly.${name}`,
      `dev.yml:12:1 ${name}`,
      `dev.yml:13:18 state_backend.${name}`,
      `dev.yml:14:12 storage.${name}`,
    ]);
  });

  test('__proto__ is rejected as a key of every map', () => {
    const text = `${baseWithJob}  __proto__: { task_command: [x] }\ntags: { "__proto__": t }\n`;
    expect(issuesOf({ 'dev.yml': text })).toEqual([
      'dev.yml:11:3 __proto__ must not be used as a key; rename it',
      'dev.yml:12:9 __proto__ must not be used as a key; rename it',
    ]);
  });
});

describe('a text without quotes that YAML can read as another type', () => {
  const numbers = [
    '1.10',
    '022',
    '0x1F',
    '1e3',
    '.inf',
    '-.INF',
    '.nan',
    '0o17',
    '-0',
    '+1',
    '12345678901234567890',
  ];

  test.each(numbers)(
    '%s is rejected in a command, a variable and a tag; only the tag has its text from the file',
    (source) => {
      const text =
        baseWithJob.replace('bin/nightly', source) +
        `    environment_variables: { A: ${source} }\ntags: { b: ${source} }\n`;
      const hidden = 'YAML reads this as a number, but the field must be text; quote it';
      const issues = issuesOf({ 'dev.yml': text });
      expect(issues).toEqual([
        `dev.yml:10:20 scheduled_jobs.nightly.task_command[0] ${hidden}`,
        `dev.yml:11:33 scheduled_jobs.nightly.environment_variables.A ${hidden}`,
        expect.stringContaining(`dev.yml:12:12 tags.b ${source}: YAML reads this as `),
      ]);
      expect(issues[2]).toContain(`; quote it: "${source}"`);
    },
  );

  test.each(['true', 'False', 'null', '~'])('%s is rejected in a command', (source) => {
    expect(issuesOf({ 'dev.yml': baseWithJob.replace('bin/nightly', source) })).toEqual([
      expect.stringMatching(
        /^dev.yml:10:20 scheduled_jobs.nightly.task_command\[0\] (null: |~: )?YAML reads this as (true or false|null), but the field must be text; quote it/,
      ),
    ]);
  });

  test.each(['yes', 'off', '2026-03-01', '12:30:45', '1_000', '1.2.3', 'nan'])('%s is text', (source) => {
    const { scheduledJobs } = devOf({ 'dev.yml': baseWithJob.replace('bin/nightly', source) });
    expect(scheduledJobs['nightly']?.task_command).toEqual([source]);
  });

  test('a number in quotes is rejected, with the hint to remove the quotes', () => {
    expect(issuesOf({ 'dev.yml': `${baseWithJob}    timeout_seconds: '60'\n` })).toEqual([
      'dev.yml:11:22 scheduled_jobs.nightly.timeout_seconds 60: must be a whole number of seconds; remove the quotes: 60',
    ]);
  });
});
