import { describe, expect, test } from '@jest/globals';
import { issuesOf } from './support/environments';

const worker = { task_command: ['work'], max_processing_seconds: 60, max_tasks: 2 };

describe('names that differ only in case', () => {
  test('are rejected for workers, because IAM ignores case in the names of their policies', () => {
    expect(issuesOf({ queue_worker_jobs: { claims: worker, Claims: worker, CLAIMS: worker } })).toEqual([
      'queue_worker_jobs.Claims: Claims differs from the worker claims only in case, and IAM accepts only one of their policies; rename one of them',
      'queue_worker_jobs.CLAIMS: CLAIMS differs from the worker claims only in case, and IAM accepts only one of their policies; rename one of them',
    ]);
  });

  test('are accepted for jobs without policies', () => {
    const job = { task_command: ['job'], schedule_expression: 'rate(1 day)' };
    expect(
      issuesOf({ scheduled_jobs: { nightly: job, Nightly: job }, queue_worker_jobs: { NIGHTLY: worker } }),
    ).toEqual([]);
  });
});

describe('a placeholder', () => {
  const schedule = (...task_command: readonly string[]) =>
    issuesOf({ scheduled_jobs: { a: { task_command, schedule_expression: 'rate(1 day)' } } });
  const upload = (...task_command: readonly string[]) =>
    issuesOf({ file_upload_jobs: { a: { task_command, source_bucket: 'uploads' } } });

  test.each(['ScheduledTime', 'SCHEDULED_TIME', 'scheduled-time', 'scheduledTime'])(
    'of a schedule gets a suggestion if it is written as <%s>',
    (name) => {
      expect(schedule('x', `<${name}>`)).toEqual([expect.stringContaining('did you mean <scheduled_time>?')]);
    },
  );

  test.each(['object_key', 'ObjectKey', 'OBJECT_KEY'])(
    'of uploads is rejected in a scheduled job: <%s>',
    (name) => {
      expect(schedule('x', `<${name}>`)).toEqual([
        expect.stringContaining(`<${name}> is not a placeholder of this job; only an upload has this value`),
      ]);
    },
  );

  test.each(['scheduled_time', 'ScheduledTime'])(
    'of schedules is rejected in an upload job: <%s>',
    (name) => {
      expect(upload('x', `<${name}>`)).toEqual([
        expect.stringContaining(`<${name}> is not a placeholder of this job; only a schedule has this value`),
      ]);
    },
  );
});
