import { describe, expect, test } from '@jest/globals';
import { describeEnvironment } from '../../lib/resources/environment-resources';
import { environmentOf, issuesOf } from './support/environments';

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

  const task_command = ['job'];
  test.each([
    ['scheduled_jobs', { task_command, schedule_expression: 'rate(1 day)', timeout_seconds: 60 }],
    ['file_upload_jobs', { task_command, source_bucket: 'uploads', delivery: { dead_letter_queue: true } }],
    ['event_jobs', { task_command, event_pattern: { source: ['a.b'] }, timeout_seconds: 60 }],
  ])('have no name in common, and none in IAM: %s', (section, job) => {
    const environment = environmentOf({
      [section]: { 'a-b': job, 'A-b': job },
      alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:alarms' },
    });
    const { shared, jobs } = describeEnvironment(environment);
    const own = jobs.flatMap(({ resources }) => resources);
    const all = [...shared, ...own];
    expect(own.length).toBeGreaterThan(4);
    const nameOf = (resource: (typeof all)[number]) =>
      'name' in resource.arguments && resource.arguments.name !== undefined
        ? [JSON.stringify([resource.type, resource.arguments.name])]
        : [];
    const names = all.flatMap(nameOf);
    const addresses = all.map(({ address }) => address);
    const paths = all.map(({ path }) => path.join('/'));
    expect([addresses, paths, names].map((list) => new Set(list).size)).toEqual(
      [addresses, paths, names].map((list) => list.length),
    );
    // IAM compares names without case. The roles of these jobs are shared, so that their names have no job.
    expect(own.filter(({ type }) => type.startsWith('aws_iam_'))).toEqual([]);
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
