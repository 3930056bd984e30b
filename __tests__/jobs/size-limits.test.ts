import { describe, expect, test } from '@jest/globals';
import { load, baseConfig } from './support/environments';

const job = { schedule_expression: 'rate(1 day)', task_command: ['job'] };

/** Returns the issues of an environment with these fields over the base. */
function issuesOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return load({ ...baseConfig, scheduled_jobs: { job }, ...fields }).issues.map(
    ({ path, code, message }) => `${path} ${code}: ${message}`,
  );
}

describe('the limits of generated values', () => {
  test('reject the ARN of a role with a long path', () => {
    // arn:aws:iam::123456789012:role and app-test-jobs-states-us-east-1
    const longest = `/${'p'.repeat(256 - 30 - 30 - 2)}/`;
    expect(issuesOf({ iam: { path: longest } })).toEqual([]);
    expect(issuesOf({ iam: { path: `/p${longest.slice(1)}` } })).toEqual([
      'iam.path role-arn-too-long: the ARN of the state machine role has 257 characters; it must have at most 256; shorten iam.path by 1',
    ]);
    expect(issuesOf({ account_id: undefined, iam: { path: `/p${longest.slice(1)}` } })).toHaveLength(1);
  });

  test('allow a longer ARN of a role that no state machine has', () => {
    const upload = { file_upload_jobs: { etl: { task_command: ['etl', '<object_key>'] } } };
    const fields = { storage: { bucket_name: 'uploads' }, scheduled_jobs: {}, ...upload };
    expect(issuesOf({ ...fields, iam: { path: `/${'p'.repeat(300)}/` } })).toEqual([]);
  });

  test('reject a policy with too many roles', () => {
    const jobs = Array.from({ length: 120 }, (_, index) => [
      `job-${index}`,
      { ...job, task_role_arn: `arn:aws:iam::123456789012:role/a-role-with-a-long-name-${index}` },
    ]);
    expect(issuesOf({ scheduled_jobs: Object.fromEntries(jobs) })).toEqual([
      expect.stringMatching(
        /^ policy-too-large: the policy of the role app-test-jobs-states-us-east-1 has \d+ characters; it must have at most 6144; use the same task_role_arn in more jobs$/,
      ),
    ]);
  });

  test('reject an override that is too long without a key', () => {
    const withText = (length: number) => ({
      scheduled_jobs: { job: { ...job, task_command: ['x'.repeat(length)] } },
    });
    expect(issuesOf(withText(8000))).toEqual([]);
    expect(issuesOf(withText(8192))).toEqual([
      expect.stringMatching(
        /^scheduled_jobs.job.task_command override-too-large: the task override has 82\d\d bytes; it must have at most 8192; move long texts into a file of the image$/,
      ),
    ]);
  });

  test.each<readonly [field: string, fields: Readonly<Record<string, unknown>>, what: string]>([
    ['path_prefix', { path_prefix: texts(60, 100) }, 'the event pattern'],
    ['path_suffix', { path_suffix: texts(60, 100) }, 'the event pattern'],
    ['path_pattern', { path_pattern: texts(60, 100).map((text) => `${text}*`) }, 'the event pattern'],
    [
      'path_prefix',
      { path_prefix: texts(10, 100), path_suffix: texts(10, 100) },
      'the event pattern, which has each pair of a prefix and a suffix,',
    ],
  ])('reject a large event pattern at %s', (field, fields, what) => {
    const etl = { task_command: ['etl'], ...fields };
    const [issue, ...others] = issuesOf({
      storage: { bucket_name: 'uploads' },
      scheduled_jobs: {},
      file_upload_jobs: { etl },
    });
    expect(others).toEqual([]);
    expect(issue?.startsWith(`file_upload_jobs.etl.${field} event-pattern-too-large: ${what} has `)).toBe(
      true,
    );
    expect(issue).toMatch(/bytes; it must have at most 4096; use fewer or shorter values, or two jobs$/);
  });
});

/** Returns different texts of one length. */
function texts(count: number, length: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${index}-`.padEnd(length, 'x'));
}
