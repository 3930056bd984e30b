import { describe, expect, test } from '@jest/globals';
import { maximumTrustPolicyCharacters } from '../../lib/aws/iam/limits';
import { policyDocument, policySize } from '../../lib/aws/iam/policies';
import { maximumQueuePolicyPrincipals } from '../../lib/aws/queues';
import { workersOf } from '../../lib/jobs/job';
import { asRecord } from '../support/stack-json';
import { baseConfig, environmentOf, load } from './support/environments';

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
        /^scheduled_jobs.job-0.task_role_arn policy-too-large: the policy of the role app-test-jobs-states-us-east-1 has \d+ characters; it must have at most 6144; use the same task_role_arn in more jobs$/,
      ),
    ]);
  });

  test('reject a policy with too many keys, at the first key of a worker', () => {
    const worker = { task_command: ['x'], max_processing_seconds: 60, max_tasks: 2 };
    const workers = Array.from({ length: 100 }, (_, index) => [
      `worker-${index}`,
      {
        ...worker,
        schedule: { schedule_expression: 'rate(1 day)' },
        queue: {
          kms_key_arn: `arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-${String(index).padStart(12, '0')}`,
        },
      },
    ]);
    const issues = issuesOf({
      queue_worker_jobs: Object.fromEntries([['first', { ...worker }], ...workers]),
    });
    expect(issues).toEqual([
      expect.stringMatching(
        /^queue_worker_jobs.worker-0.queue.kms_key_arn policy-too-large: the policy of the role app-test-jobs-scheduler-us-east-1 has \d+ characters; it must have at most 6144; use the same queue.kms_key_arn in more workers$/,
      ),
    ]);
  });

  test('name the machines in the encryption context as long as the policy fits without other lists', () => {
    const statementsOf = (count: number) => {
      const jobs = Array.from({ length: count }, (_, index) => [
        `job-${index}`,
        { ...job, overlap: 'replace' },
      ]);
      const { roles } = environmentOf({
        ...baseConfig,
        kms_key_arn: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        scheduled_jobs: Object.fromEntries(jobs),
      });
      const policy = roles.find(({ kind }) => kind === 'states')?.policy.Statement ?? [];
      const named = policy.filter((statement) => JSON.stringify(statement).includes('job-0'));
      return named.map(({ Sid }) => Sid);
    };
    expect(statementsOf(5)).toEqual(['DescribeAndStopExecutions', 'EncryptExecutions']);
    expect(statementsOf(30)).toEqual(['EncryptExecutions']);
    expect(statementsOf(200)).toEqual([]);
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

describe('the limits of queue workers', () => {
  const worker = { task_command: ['work'], max_processing_seconds: 60, max_tasks: 2 };
  const issuesOfWorker = (fields: Readonly<Record<string, unknown>>) =>
    issuesOf({ scheduled_jobs: {}, queue_worker_jobs: { claims: { ...worker, ...fields } } });
  const roles = (length: number) =>
    Array.from({ length: 20 }, (_, index) =>
      `arn:aws:iam::123456789012:role/${'p'.repeat(length)}/`.concat(String(index).padStart(2, '0')),
    );
  const accounts = Array.from({ length: 20 }, (_, index) => String(210_987_654_300 + index));

  test('reject a queue policy that is too large', () => {
    const everything = { send_from_account_ids: accounts, file_upload: { source_bucket: 'arrivals' } };
    expect(issuesOfWorker({ ...everything, send_from_role_arns: roles(220) })).toEqual([]);
    expect(issuesOfWorker({ ...everything, send_from_role_arns: roles(300) })).toEqual([
      expect.stringMatching(
        /^queue_worker_jobs\.claims\.send_from_role_arns queue-policy-too-large: the policy of the queue has \d+ bytes; it must have at most 8192; remove roles of this account, and attach the policy in the output queue_worker_jobs_claims_send_message_policy_arn to these roles$/,
      ),
    ]);
  });

  test('never have more principals, statements or conditions than a queue policy can have', () => {
    const { jobs } = environmentOf({
      queue_worker_jobs: {
        claims: {
          ...worker,
          send_from_role_arns: roles(20),
          send_from_account_ids: accounts,
          file_upload: { source_bucket: 'arrivals' },
          schedule: { schedule_expression: 'rate(1 day)', message: {} },
        },
      },
    });
    for (const { queue, deadLetterQueue } of workersOf(jobs))
      for (const { Statement: statements } of [queue.policy, deadLetterQueue.policy]) {
        const principals = statements.flatMap(({ Principal: principal }) =>
          principal === '*' ? ['*'] : Object.values(asRecord(principal)).flat(),
        );
        expect(principals.length).toBeLessThanOrEqual(maximumQueuePolicyPrincipals);
        expect(statements.length).toBeLessThanOrEqual(20);
        for (const { Action: actions } of statements) expect([actions].flat().length).toBeLessThanOrEqual(7);
        const conditions = statements.flatMap(({ Condition: condition = {} }) =>
          Object.values(asRecord(condition)).flatMap((keys) => Object.keys(asRecord(keys))),
        );
        expect(conditions.length).toBeLessThanOrEqual(10);
      }
  });

  test('reject a task definition that is too large', () => {
    const withVariable = (length: number) => ({ environment_variables: { TEXT: 'x'.repeat(length) } });
    expect(issuesOfWorker(withVariable(65_000))).toEqual([]);
    expect(issuesOfWorker(withVariable(65_536))).toEqual([
      expect.stringMatching(
        /^queue_worker_jobs\.claims\.task_command task-definition-too-large: .* has 65\d\d\d bytes; it must have at most 65536; /,
      ),
    ]);
  });

  test('reject more scheduled actions than a service can have', () => {
    const actions = (count: number) => ({
      scheduled_scaling: Array.from({ length: count }, (_, index) => ({
        schedule_expression: `cron(${index % 60} ${Math.floor(index / 60)} * * ? *)`,
        min_tasks: 1,
        max_tasks: 2,
      })),
    });
    expect(issuesOfWorker(actions(200))).toEqual([]);
    expect(issuesOfWorker(actions(201))).toEqual([expect.stringContaining('must have at most 200 items')]);
  });
});

describe('the limit of one year', () => {
  const year = 31_536_000;
  const withFields = (fields: Readonly<Record<string, unknown>>) =>
    issuesOf({ scheduled_jobs: { job: { ...job, ...fields } } });

  test.each(['timeout_seconds', 'run_timeout_seconds'])('applies to %s', (field) => {
    expect(withFields({ [field]: year })).toEqual([]);
    expect(withFields({ [field]: year + 1 })).toEqual([
      expect.stringContaining(
        `must be at most ${year} seconds (one year, after which Step Functions ends a run)`,
      ),
    ]);
  });

  test('applies to the waits of all retries together', () => {
    const retry = { max_attempts: 3, backoff_rate: 1 };
    expect(withFields({ retry: { ...retry, interval_seconds: year / 3 } })).toEqual([]);
    const tooLate = { retry: { ...retry, interval_seconds: year / 3 + 1 } };
    expect(withFields(tooLate)).toEqual([
      `scheduled_jobs.job.retry.max_attempts retries-exceed-a-year: the waits before 3 retries are ${year + 3} seconds in total; they must be at most ${year}, because Step Functions ends a run after a year; reduce max_attempts, interval_seconds or backoff_rate, or set max_delay_seconds`,
    ]);
    // Each wait is random and can be short.
    expect(withFields({ retry: { ...tooLate.retry, jitter: true } })).toEqual([]);
    // By default, the waits double: the sum of 25 waits is more than a year.
    expect(withFields({ retry: { max_attempts: 24 } })).toEqual([]);
    expect(withFields({ retry: { max_attempts: 25 } })).toHaveLength(1);
    expect(withFields({ retry: { max_attempts: 25, max_delay_seconds: 900 } })).toEqual([]);
  });

  test('comes after the limit of retries, which is checked before a list of waits is built', () => {
    expect(withFields({ retry: { max_attempts: 25_000 } })).toEqual([
      expect.stringMatching(
        / too-many-retries: max_attempts is 25000; all steps together must have at most 5\d\d /,
      ),
    ]);
    expect(withFields({ retry: { max_attempts: 99_999_999 } })).toEqual([
      expect.stringContaining('must be at most 25000 (a run has no more events)'),
    ]);
  });

  test('applies to retries of a step', () => {
    const steps = [{ name: 'first', task_command: ['a'], retry: { max_attempts: 30 } }];
    expect(withFields({ task_command: undefined, steps })).toEqual([
      expect.stringMatching(/^scheduled_jobs\.job\.steps\[0\]\.retry\.max_attempts retries-exceed-a-year: /),
    ]);
  });
});

test('a trust policy that would be too long matches the rules on any event bus', () => {
  const trustOf = (count: number) => {
    const jobs = Array.from({ length: count }, (_, index) => [
      `job-${index}`,
      {
        task_command: ['job'],
        target: 'state_machine',
        event_bus_name: `bus-${String(index).padStart(2, '0')}`.padEnd(60, 'x'),
        event_pattern: { source: ['shop'] },
      },
    ]);
    const { roles } = environmentOf({ event_jobs: Object.fromEntries(jobs) });
    const trust = roles.find(({ kind }) => kind === 'events-states')?.trustPolicy;
    return trust ?? policyDocument([]);
  };
  expect(policySize(trustOf(13))).toBeLessThanOrEqual(maximumTrustPolicyCharacters);
  expect(JSON.stringify(trustOf(13))).toContain('rule/bus-12xx');
  for (const count of [16, 200]) {
    expect(policySize(trustOf(count))).toBeLessThan(maximumTrustPolicyCharacters);
    expect(JSON.stringify(trustOf(count))).toContain(
      '["arn:aws:events:us-east-1:123456789012:rule/app-test-*","arn:aws:events:us-east-1:123456789012:rule/*/app-test-*"]',
    );
  }
});

/** Returns different texts of one length. */
function texts(count: number, length: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${index}-`.padEnd(length, 'x'));
}
