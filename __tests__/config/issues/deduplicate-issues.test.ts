import { describe, expect, test } from '@jest/globals';
import { deduplicate } from '../../../lib/config/issues/deduplicate-issues';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { issue } from '../../report/issues/support/issues';
import { base, baseWithJob, inFolder, issuesOf, type Files } from '../support/folders';

const own: Files = { 'dev.yml': '', 'prod.yml': '', 'staging.yml': '' };

/** Returns the issues of the files and of their jobs, each in one line. */
const messagesOf = (files: Files) =>
  inFolder(files, (folder) =>
    loadEnvironments(folder).issues.map(
      ({ file, line, message }) => `${file.slice(folder.length + 1)}:${line} ${message}`,
    ),
  );

/** Files defaults.yml with one mistake each, which every environment inherits. */
const mistakes: readonly (readonly [what: string, defaults: string, message: string])[] = [
  ['an invalid value', `${base}tracing: 1\n`, 'defaults.yml:7 1: must be true or false, not a number'],
  ['an unknown field', `${base}tracin: true\n`, 'defaults.yml:7 unknown field; did you mean tracing?'],
  [
    'an invalid default of jobs',
    `${baseWithJob}job_defaults: { cpu: 1 }\n`,
    'defaults.yml:11 1: must be one of',
  ],
  [
    'a field that no environment has',
    base.replace(/app_name.*\n/, ''),
    'defaults.yml:1 required field is missing: Name of the application',
  ],
  [
    'two fields that violate a rule together',
    `${baseWithJob}    cpu: 256\n`,
    'defaults.yml:11 cpu is set without memory',
  ],
  ['text that is not YAML', 'a: [\n', 'defaults.yml:2 '],
  [
    'a name that is too long with the prefix of the environment',
    `${base}scheduled_jobs:\n  ${'x'.repeat(60)}: { schedule_expression: rate(1 hour), task_command: [a] }\n`,
    `defaults.yml:8 app-dev-${'x'.repeat(60)} has 68 characters; the name of a schedule must have at most 64 characters; shorten the name of the job or service.name by at least 4 characters (also in prod, staging)`,
  ],
  [
    'a state that environments share',
    `${base}state_backend: { s3: { bucket: b, key: k, region: us-east-1 } }\n`,
    'defaults.yml:7 prod has the same state as dev, so that each apply would delete the jobs of the other; give each environment its own state (also in staging)',
  ],
  [
    'a default bucket name that S3 rejects',
    `${base}project_name: P\nfile_upload_jobs: { a: { task_command: [a] } }\n`,
    'defaults.yml:8 the default bucket name P-app-dev (<project_name>-<app_name>-<environment>) is not a valid S3 bucket name; set storage.bucket_name (also in prod, staging)',
  ],
];

describe('one mistake in defaults.yml causes one message for three environments', () => {
  test.each(mistakes)('%s', (_, defaults, message) => {
    const messages = messagesOf({ ...own, 'defaults.yml': defaults });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });
});

describe('a mistake of some environments', () => {
  test('is reported in the file of each environment that has it', () => {
    const withoutRegion = base.replace(/region.*\n/, '');
    expect(issuesOf({ ...own, 'defaults.yml': withoutRegion, 'prod.yml': 'region: us-east-1\n' })).toEqual([
      'dev.yml:1:1 region required field is missing: AWS region of the cluster and of all created resources',
      'staging.yml:1:1 region required field is missing: AWS region of the cluster and of all created resources',
    ]);
  });

  test('is reported in the file of the only environment, or in each file without defaults.yml', () => {
    expect(issuesOf({ 'defaults.yml': base.replace(/region.*\n/, ''), 'dev.yml': '' })).toHaveLength(1);
    expect(issuesOf({ 'defaults.yml': base.replace(/region.*\n/, ''), 'dev.yml': '' })[0]).toMatch(
      /^dev\.yml/,
    );
    expect(
      issuesOf({ 'dev.yml': 'tracing: true\n', 'prod.yml': '' }).filter((line) => / region /.test(line)),
    ).toHaveLength(2);
  });

  test('is reported beside another mistake at the same location', () => {
    const job = 'file_upload_jobs: { a: { source_bucket: bucket, task_command: ["<a> <b>"] } }\n';
    expect(messagesOf({ ...own, 'defaults.yml': base + job })).toEqual([
      'defaults.yml:7 <a> is not a placeholder of this job; use one of <bucket_name>, <object_key>, <object_version_id>, <object_etag>, <object_size>, <sequencer>, <event_id>, <event_time>, <execution_id>, <attempt>',
      'defaults.yml:7 <b> is not a placeholder of this job; use one of <bucket_name>, <object_key>, <object_version_id>, <object_etag>, <object_size>, <sequencer>, <event_id>, <event_time>, <execution_id>, <attempt>',
    ]);
  });

  test('has the names of the first five other environments in its message', () => {
    const many = Object.fromEntries('abcdefghi'.split('').map((name) => [`${name}.yml`, '']));
    const state = 'state_backend: { s3: { bucket: b, key: k, region: us-east-1 } }\n';
    expect(messagesOf({ ...many, 'defaults.yml': base + state })[0]).toMatch(
      /\(also in c, d, e, f, g and 2 more\)$/,
    );
  });
});

describe('the issues at one location', () => {
  const at = (environment: string, message: string) => ({ environment, issues: [{ ...issue, message }] });

  test('of one environment are all kept', () => {
    const kept = deduplicate([at('dev', 'a'), at('dev', 'b'), at('prod', 'a'), at('prod', 'b')]);
    expect(kept.map(({ message }) => message)).toEqual(['a', 'b']);
  });

  test('of another environment only add its name, but issues at other locations are kept', () => {
    const elsewhere = { environment: 'prod', issues: [{ ...issue, line: 9, message: 'c' }] };
    const kept = deduplicate([at('dev', 'a'), at('prod', 'b'), elsewhere]);
    expect(kept.map(({ message }) => message)).toEqual(['a (also in prod)', 'c']);
  });
});
