import { describe, expect, test } from '@jest/globals';
import { deduplicate } from '../../lib/config/deduplicate-issues';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { issue } from '../report/issues/support/issues';
import { base, baseWithJob, inFolder, issuesOf, type Files } from './support/folders';

const own: Files = { 'dev.yml': '', 'prod.yml': '', 'staging.yml': '' };

/** The issues, of jobs too, each in one line. */
const told = (files: Files) =>
  inFolder(files, (folder) =>
    loadEnvironments(folder).issues.map(
      ({ file, line, message }) => `${file.slice(folder.length + 1)}:${line} ${message}`,
    ),
  );

/** One mistake in defaults.yml each, which every environment inherits. */
const mistakes: readonly (readonly [what: string, defaults: string, message: string])[] = [
  ['a wrong value', `${base}tracing: 1\n`, 'defaults.yml:7 1: must be true or false, not a number'],
  ['an unknown field', `${base}tracin: true\n`, 'defaults.yml:7 unknown field; did you mean tracing?'],
  [
    'a wrong default of jobs',
    `${baseWithJob}job_defaults: { cpu: 1 }\n`,
    'defaults.yml:11 1: must be one of',
  ],
  [
    'a field that no environment has',
    base.replace(/app_name.*\n/, ''),
    'defaults.yml:1 required field is missing: Name of the application',
  ],
  [
    'a rule that two fields break',
    `${baseWithJob}    cpu: 256\n`,
    'defaults.yml:11 cpu is set without memory',
  ],
  ['text that is no YAML', 'a: [\n', 'defaults.yml:2 '],
  [
    'a name that is too long with the environment’s before it',
    `${base}scheduled_jobs:\n  ${'x'.repeat(60)}: { schedule_expression: rate(1 hour), task_command: [a] }\n`,
    `defaults.yml:8 app-dev-${'x'.repeat(60)} has 68 characters; the name of a schedule must have at most 64 characters (also in prod, staging)`,
  ],
  [
    'a state that environments would share',
    `${base}state_backend: { s3: { bucket: b, key: k, region: us-east-1 } }\n`,
    'defaults.yml:7 prod has the same state as dev, so that each apply would delete the jobs of the other; give each environment its own state (also in staging)',
  ],
  [
    'a bucket whose name is made of what no bucket has',
    `${base}project_name: P\nfile_upload_jobs: { a: { task_command: [a] } }\n`,
    'defaults.yml:8 the default bucket name P-app-dev (<project_name>-<app_name>-<environment>) is not a valid S3 bucket name; set storage.bucket_name (also in prod, staging)',
  ],
];

describe('one mistake in defaults.yml is one message for three environments', () => {
  test.each(mistakes)('%s', (_, defaults, message) => {
    const messages = told({ ...own, 'defaults.yml': defaults });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });
});

describe('what only some environments have wrong', () => {
  test('is told where each has it', () => {
    const withoutRegion = base.replace(/region.*\n/, '');
    expect(issuesOf({ ...own, 'defaults.yml': withoutRegion, 'prod.yml': 'region: us-east-1\n' })).toEqual([
      'dev.yml:1:1 region required field is missing: AWS region of the cluster and of all created resources',
      'staging.yml:1:1 region required field is missing: AWS region of the cluster and of all created resources',
    ]);
  });

  test('is told at the file of the only environment, and without defaults.yml at each file', () => {
    expect(issuesOf({ 'defaults.yml': base.replace(/region.*\n/, ''), 'dev.yml': '' })).toHaveLength(1);
    expect(issuesOf({ 'defaults.yml': base.replace(/region.*\n/, ''), 'dev.yml': '' })[0]).toMatch(
      /^dev\.yml/,
    );
    expect(
      issuesOf({ 'dev.yml': 'tracing: true\n', 'prod.yml': '' }).filter((line) => / region /.test(line)),
    ).toHaveLength(2);
  });

  test('keeps both of two mistakes at one place of one environment', () => {
    const job = 'file_upload_jobs: { a: { source_bucket: bucket, task_command: ["<a> <b>"] } }\n';
    expect(told({ ...own, 'defaults.yml': base + job })).toEqual([
      'defaults.yml:7 <a> is not a placeholder of this job; use one of <bucket_name>, <object_key>, <object_version_id>, <object_etag>, <object_size>, <sequencer>, <event_id>, <event_time>, <execution_id>, <attempt>',
      'defaults.yml:7 <b> is not a placeholder of this job; use one of <bucket_name>, <object_key>, <object_version_id>, <object_etag>, <object_size>, <sequencer>, <event_id>, <event_time>, <execution_id>, <attempt>',
    ]);
  });

  test('names the first five of many environments behind the message', () => {
    const many = Object.fromEntries('abcdefghi'.split('').map((name) => [`${name}.yml`, '']));
    const state = 'state_backend: { s3: { bucket: b, key: k, region: us-east-1 } }\n';
    expect(told({ ...many, 'defaults.yml': base + state })[0]).toMatch(
      /\(also in c, d, e, f, g and 2 more\)$/,
    );
  });
});

describe('what one environment has at one place', () => {
  const at = (environment: string, message: string) => ({ environment, issues: [{ ...issue, message }] });

  test('is all told, also when it was found in several rounds', () => {
    const told = deduplicate([at('dev', 'a'), at('dev', 'b'), at('prod', 'a'), at('prod', 'b')]);
    expect(told.map(({ message }) => message)).toEqual(['a', 'b']);
  });

  test('stands for what another has in other words, and for nothing at another place', () => {
    const elsewhere = { environment: 'prod', issues: [{ ...issue, line: 9, message: 'c' }] };
    const told = deduplicate([at('dev', 'a'), at('prod', 'b'), elsewhere]);
    expect(told.map(({ message }) => message)).toEqual(['a (also in prod)', 'c']);
  });
});
