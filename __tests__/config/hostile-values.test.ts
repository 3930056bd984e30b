import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../lib/config/reading/read-config';
import { base, baseWithJob, inFolder, issuesOf } from './support/folders';
import { expectRejectedEverywhere, yamlOf } from './support/rejected-texts';
import { textPlaces } from './support/text-places';

describe('a text that can’t reach a task, AWS or Terraform unchanged', () => {
  test('has more than 300 places in the schema', () => {
    expect(textPlaces.length).toBeGreaterThan(300);
    const names = textPlaces.map(({ name }) => name);
    for (const name of [
      'tags.<key>',
      'tags.key',
      'scheduled_jobs.<key>',
      'scheduled_jobs.any.task_command.0',
      'scheduled_jobs.any.environment_variables.<key>',
      'event_jobs.any.event_pattern.detail.<key>',
      'event_jobs.any.event_pattern.source.0',
      'state_backend.s3.key',
      'service.vpc_tags.key',
      'file_upload_jobs.any.path_prefix',
      'file_upload_jobs.any.path_prefix.0',
      'queue_worker_jobs.any.schedule.message.<key>',
    ])
      expect(names).toContain(name);
  });

  // The slow tests have the other characters.
  test.each([
    ['NUL', 'x\0y', 'unusable-character'],
    ['a letter and an accent', 'e\u0301', 'text-not-normalized'],
  ])('is rejected at every place: %s', (_, text, code) => {
    expectRejectedEverywhere(text, code);
  });

  test('is not an emoji, a composed letter, a tab or a new line', () => {
    const texts = ['🙈', 'é', 'a\tb', 'a\nb', '\ufffd', '漢字', '\u0007', '\u0085'];
    expect(
      issuesOf({
        'dev.yml': yamlOf({ state_backend: { local: { path: texts.join('') } } }),
        'defaults.yml': baseWithJob,
      }),
    ).toEqual([]);
  });

  test('is reported once, although every job inherits it', () => {
    const jobs = 'job_defaults: { environment_variables: { A: "x\\0y" } }\n';
    expect(issuesOf({ 'dev.yml': `${baseWithJob}${jobs}` })).toEqual([
      expect.stringMatching(
        /A the text contains the character U\+0000; no command, variable or name of a file can contain it; remove it$/,
      ),
    ]);
  });

  test('is never printed', () => {
    const issues = inFolder(
      { 'dev.yml': `${base}tags: { "k\\0": "secret\\0" }\n` },
      (folder) => readConfig(folder).issues,
    );
    expect(issues.map(({ message }) => message).join()).not.toContain('secret');
  });
});

describe('an unknown key without a value at the top of a file', () => {
  test.each(['dev.yml', 'defaults.yml'])('is reported in %s', (file) => {
    const other = file === 'dev.yml' ? { 'defaults.yml': '' } : { 'dev.yml': '' };
    expect(issuesOf({ [file]: `${base}scheduld_jobs:\n  # nightly: {}\n`, ...other })).toEqual([
      `${file}:7:1 scheduld_jobs unknown field; did you mean scheduled_jobs?`,
    ]);
  });

  test('differs from a section whose lines are comments', () => {
    expect(issuesOf({ 'dev.yml': `${base}scheduled_jobs:\n  # nightly: {}\n` })).toEqual([]);
  });
});

test('the pairs of prefixes and suffixes are counted before they are built', () => {
  const texts = (letter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${letter}${index}`);
  const jobs = (upload: object) => ({
    file_upload_jobs: { import: { source_bucket: 'uploads', task_command: ['x'], ...upload } },
    queue_worker_jobs: {
      work: {
        task_command: ['x'],
        max_processing_seconds: 60,
        max_tasks: 2,
        file_upload: { source_bucket: 'uploads', ...upload },
      },
    },
  });
  const issues = issuesOf({
    'defaults.yml': base,
    'dev.yml': JSON.stringify(jobs({ path_prefix: texts('p', 6000), path_suffix: texts('s', 6000) })),
  });
  const message =
    '6000 prefixes and 6000 suffixes are 36000000 pairs; an event pattern can have at most 215 pairs; use fewer values, or two jobs';
  expect(issues.map((issue) => issue.replace(/^\S+ /, ''))).toEqual([
    `file_upload_jobs.import.path_prefix ${message}`,
    `queue_worker_jobs.work.file_upload.path_prefix ${message}`,
  ]);
});

test('the variables of steps are measured before the definition is built', () => {
  const job = (own: object) => ({
    schedule_expression: 'rate(1 day)',
    environment_variables: { TEXT: 'x'.repeat(400_000) },
    steps: Array.from({ length: 2000 }, (_, index) => ({ name: `s${index}`, task_command: ['x'], ...own })),
  });
  const issues = (own: object) =>
    issuesOf({ 'defaults.yml': base, 'dev.yml': JSON.stringify({ scheduled_jobs: { many: job(own) } }) });
  expect(issues({})).toEqual([
    expect.stringMatching(
      /environment_variables 2000 steps inherit variables with 800022000 bytes in total; a state machine definition must have at most 1048576; /,
    ),
  ]);
  expect(issues({ environment_variables: { TEXT: 'y' } }).join()).not.toContain('inherit');
});

test('variables of job_defaults that no task can have are reported once, and not merged into the jobs', () => {
  const job = { schedule_expression: 'rate(1 day)', task_command: ['x'] };
  const jobs = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`job-${index}`, job]));
  const yaml = (count: number, section: object) => {
    const names = Array.from({ length: count }, (_, index) => `A${index}`);
    const variables = Object.fromEntries(names.map((name) => [name, '']));
    const content = { job_defaults: { environment_variables: variables }, ...section };
    return { 'defaults.yml': base, 'dev.yml': JSON.stringify(content) };
  };
  expect(issuesOf(yaml(1000, { scheduled_jobs: jobs })).map((issue) => issue.replace(/^\S+ /, ''))).toEqual([
    'job_defaults.environment_variables the variables have 26890 characters, and each job inherits them; a task can have at most 8192; use fewer or shorter variables, or set them in single jobs',
  ]);
  const worker = { task_command: ['x'], max_processing_seconds: 60, max_tasks: 2 };
  expect(issuesOf(yaml(1000, { queue_worker_jobs: { worker } }))).toEqual([]);
});
