import { describe, expect, test } from '@jest/globals';
import { objectValues } from '../../../lib/aws/s3/object-events';
import { parseEventText } from '../../../lib/jobs/placeholders';
import { at } from '../../support/stack-json';
import { runJob, environmentOf, issuesOf, uploadJob } from '../support/environments';

const plain = { task_command: ['etl', '<object_key>', '--bucket', '<bucket_name>'] };

describe('a file upload job', () => {
  test.each([
    ['no other field', {}, 'ecs_cluster'],
    ['a variable that is the key', { environment_variables: { KEY: '<object_key>' } }, 'ecs_cluster'],
    ['a retry of no attempts', { retry: { max_attempts: 0, interval_seconds: 5 } }, 'ecs_cluster'],
    ['no retry and no timeout', { retry: null, timeout_seconds: null }, 'ecs_cluster'],
    ['Spot, sizes and a role', { capacity_provider: 'FARGATE_SPOT', cpu: 256, memory: 512 }, 'ecs_cluster'],
    ['a state machine', { target: 'state_machine' }, 'state_machine'],
  ])('with %s', (_, fields, target) => {
    expect(uploadJob({ ...plain, ...fields }).target.kind).toBe(target);
  });

  describe.each([
    ['a timeout', { timeout_seconds: 60 }, /timeout_seconds \(EventBridge/],
    ['a retry', { retry: { max_attempts: 1 } }, /retry \(EventBridge/],
    ['the key inside an argument', { task_command: ['etl', '--key=<object_key>'] }, /inside a longer text/],
    [
      'two values in one argument',
      { task_command: ['etl', '<bucket_name><object_key>'] },
      /inside a longer text/,
    ],
    [
      'the key inside a variable',
      { environment_variables: { URI: 's3://b/<object_key>' } },
      /inside a longer/,
    ],
    ['< in an argument', { task_command: ['etl', 'a < b'] }, /< or > in a text/],
    ['> in a variable', { environment_variables: { LIMIT: '>5' } }, /< or > in a text/],
    [
      'brackets around a placeholder',
      { task_command: ['etl', '<<object_key>>'], allow_code_placeholder: 'this test has no interpreter' },
      /inside a longer text/,
    ],
    [
      'steps',
      { task_command: null, steps: [{ name: 'a', task_command: ['a'] }] },
      /steps \(a rule starts one task/,
    ],
    ['a task after a failure', { on_failure: { task_command: ['mourn'] } }, /on_failure \(EventBridge/],
    ['one run at a time', { overlap: 'skip' }, /overlap: skip \(EventBridge/],
    ['the newest run', { overlap: 'replace' }, /overlap: replace \(EventBridge/],
    ['a time for the whole run', { run_timeout_seconds: 60 }, /run_timeout_seconds \(EventBridge/],
    ['a result of failed sidecars', { sidecar_failure: 'ignore' }, /sidecar_failure \(EventBridge/],
    ['a time for launches', { launch_retry_seconds: 60 }, /launch_retry_seconds \(EventBridge/],
    [
      'the ID of the execution',
      { environment_variables: { RUN: '<execution_id>' } },
      /a placeholder of the execution/,
    ],
    ['the number of the attempt', { task_command: ['etl', '<attempt>'] }, /a placeholder of the execution/],
    ['< in a variable’s name', { environment_variables: { 'A<B': 'x' } }, /< or > in a text/],
  ])('with %s', (_, fields, reason) => {
    test('gets a state machine by default', () => {
      expect(uploadJob({ ...plain, ...fields }).target.kind).toBe('state_machine');
    });

    test('rejects the target ecs_cluster, with the reason', () => {
      const issues = issuesOf({ file_upload_jobs: { job: { ...plain, ...fields, target: 'ecs_cluster' } } });
      expect(issues).toEqual([
        expect.stringMatching(/^file_upload_jobs\.job\.target: ecs_cluster does not support /),
      ]);
      expect(issues[0]).toMatch(reason);
    });
  });

  test('with several such fields gets exactly their reasons', () => {
    const job = { ...plain, target: 'ecs_cluster', timeout_seconds: 1, retry: { max_attempts: 1 } };
    const [issue = ''] = issuesOf({ file_upload_jobs: { job } });
    expect(issue).toMatch(/timeout_seconds \(.*\), retry \(/);
    expect(issue).not.toMatch(/inside|< or >/);
  });

  test('has the issue of an inherited field at its target', () => {
    const sections = {
      job_defaults: { timeout_seconds: 60 },
      file_upload_jobs: { direct: { ...plain, target: 'ecs_cluster' }, free: plain },
    };
    expect(issuesOf(sections)).toEqual([expect.stringMatching(/^file_upload_jobs\.direct\.target: /)]);
  });
});

describe('a placeholder', () => {
  const upload = (text: string) => issuesOf({ file_upload_jobs: { job: { task_command: ['etl', text] } } });
  const scheduled = (text: string) =>
    issuesOf({
      scheduled_jobs: { job: { task_command: ['job', text], schedule_expression: 'rate(1 day)' } },
    });

  test.each(['<objectkey>', '<Object_Key>', 'a<key>b', '<constructor>', '<toString>', '<object-key>'])(
    'that the job does not have, %s, is rejected once, in an argument and in a variable',
    (text) => {
      expect(upload(text)).toEqual([
        expect.stringMatching(/\.task_command\[1\]: <.*> is not a placeholder of this job; /),
      ]);
      const job = { task_command: ['etl'], environment_variables: { V: text } };
      expect(issuesOf({ file_upload_jobs: { job } })).toEqual([
        expect.stringMatching(/\.environment_variables\.V: <.*> is not a placeholder of this job; /),
      ]);
    },
  );

  test('is not a property that every object inherits', () => {
    const placeholders = { values: objectValues.created, literals: {}, isClosed: true };
    expect(parseEventText('a<constructor><valueOf>b', placeholders)).toBe('a<constructor><valueOf>b');
  });

  test('with a likely misspelling gets a suggestion', () => {
    expect(upload('<objct_key>')[0]).toContain('did you mean <object_key>?');
  });

  test('of another kind of job is rejected in a scheduled job, where other brackets are text', () => {
    expect(scheduled('<object_key>')).toEqual([
      expect.stringContaining(
        '<object_key> is not a placeholder of this job; only an upload has this value; use one of <scheduled_time>, <execution_id>, <attempt>, <schedule_expression_timezone>',
      ),
    ]);
    expect(scheduled('<html>')).toEqual([]);
    const job = { task_command: ['job', '<html>', '< >'], schedule_expression: 'rate(1 day)' };
    const [built] = environmentOf({ scheduled_jobs: { job } }).jobs;
    expect(runJob(built).run.stages).toHaveLength(1);
    expect(at(runJob(built).run.stages[0], 'step', 'task', 'overrides', 'task_command')).toEqual([
      'job',
      '<html>',
      '< >',
    ]);
  });
});
