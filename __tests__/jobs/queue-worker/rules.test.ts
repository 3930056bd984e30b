import { describe, expect, test } from '@jest/globals';
import { issuesOf } from '../support/environments';
import { least, issuesOfWorker } from '../support/workers';

type Fields = Readonly<Record<string, unknown>>;

describe('the configuration of a worker', () => {
  test.each<readonly [string, Fields, RegExp]>([
    [
      'more tasks at least than at most',
      { min_tasks: 5 },
      /max_tasks: max_tasks is 4; it must be at least min_tasks \(5\)/,
    ],
    [
      'the same from a time on',
      { scheduled_scaling: [{ schedule_expression: 'rate(1 day)', min_tasks: 3, max_tasks: 2 }] },
      /scheduled_scaling\[0\]\.max_tasks: max_tasks is 2; it must be at least min_tasks \(3\)/,
    ],
    [
      'two backlogs',
      { backlog_per_task: 1, target_latency_seconds: 60, seconds_per_message: 1 },
      /target_latency_seconds and backlog_per_task exclude each other/,
    ],
    ['a latency without a pace', { target_latency_seconds: 60 }, /needs seconds_per_message/],
    [
      'a pace without a latency',
      { seconds_per_message: 1 },
      /seconds_per_message has no effect without target_latency_seconds/,
    ],
    [
      'a latency that no message keeps',
      { target_latency_seconds: 5, seconds_per_message: 6 },
      /target_latency_seconds is 5; it must be at least seconds_per_message \(6\)/,
    ],
    [
      'a message that is seen again while it is worked on',
      { queue: { visibility_timeout_seconds: 89 } },
      /queue\.visibility_timeout_seconds: .* is 89; it must be at least max_processing_seconds \(60\) plus stop_timeout_seconds \(30\), which is 90/,
    ],
    [
      'work that takes longer than SQS hides a message',
      { max_processing_seconds: 43_180 },
      /max_processing_seconds: max_processing_seconds \(43180\) plus .* is 43210; it must be at most 43200/,
    ],
    [
      'a message group that no message gets',
      { queue: { message_group_id: 'x' } },
      /message_group_id is x; in a standard queue, it needs file_upload, because only messages from file_upload get it/,
    ],
    [
      'a group by the key of what has none, in a standard queue',
      { queue: { message_group_id: '<object_key>' } },
      /message_group_id: <object_key> needs file_upload/,
    ],
    [
      'high throughput of a standard queue',
      { queue: { high_throughput: true } },
      /high_throughput is true; it needs fifo: true/,
    ],
    [
      'a message that is deleted while it is processed',
      { max_processing_seconds: 600, queue: { message_retention_seconds: 599 } },
      /message_retention_seconds is 599; it must be at least max_processing_seconds \(600\)/,
    ],
    [
      'a message that is deleted before a task can receive it',
      { queue: { message_retention_seconds: 60, delay_seconds: 900 } },
      /message_retention_seconds is 60; it must be at least delay_seconds \(900\) plus max_processing_seconds \(60\), which is 960/,
    ],
    [
      'an average above the maximum',
      { target_latency_seconds: 600, seconds_per_message: 60.5 },
      /seconds_per_message is 60\.5; this average must be at most max_processing_seconds \(60\)/,
    ],
    [
      'rebalancing without a further task',
      { availability_zone_rebalancing: true, minimum_healthy_percent: 0, maximum_percent: 100 },
      /availability_zone_rebalancing is true; it needs a maximum_percent above 100 \(100 here\)/,
    ],
    [
      'rebalancing of a single task',
      { availability_zone_rebalancing: true, max_tasks: 1 },
      /availability_zone_rebalancing is true; it needs a maximum_percent above 100 \(100 here\)/,
    ],
    [
      'the retries of a run',
      { retry: { max_attempts: 3 } },
      /retry: unknown field of queue workers; use queue\.max_receive_count: SQS delivers a message again if no task deletes it/,
    ],
    [
      'the timeout of a run',
      { timeout_seconds: 60 },
      /timeout_seconds: unknown field of queue workers; use max_processing_seconds/,
    ],
    [
      'a variable that is taken',
      { environment_variables: { QUEUE_URL: 'x' } },
      /QUEUE_URL: QUEUE_URL is the name of a variable that every worker gets automatically; rename your variable/,
    ],
    [
      'a group by the key of what has none',
      { queue: { fifo: true, message_group_id: '<object_key>' } },
      /message_group_id: <object_key> needs file_upload/,
    ],
    [
      'a group by the key and more',
      { queue: { fifo: true, message_group_id: 'of-<object_key>' }, file_upload: {} },
      /message_group_id: of-<object_key> contains the placeholder <object_key>; a message group must be exactly <object_key>/,
    ],
    [
      'a group by something else',
      { queue: { fifo: true, message_group_id: '<bucket_name>' }, file_upload: {} },
      /message_group_id: <bucket_name> contains the placeholder <bucket_name>; a message group must be exactly <object_key>, or a text without placeholders/,
    ],
    [
      'a field that a state machine would take for a path',
      { file_upload: { message: { 'a.$': 'x', uri: 's3://<bucket_name>/<object_key>' } } },
      /message\."a\.\$": a\.\$ ends with \.\$, which Step Functions evaluates as a path/,
    ],
    [
      'a message that gets too large',
      {
        file_upload: {
          message: { keys: '<object_key>'.repeat(260) },
        },
      },
      /file_upload\.message: the message, with the longest key that S3 allows, has 266\d{3} bytes; it must have at most 262144/,
    ],
    [
      'a placeholder of a run',
      { file_upload: { message: { run: '<execution_id>' } } },
      /<execution_id> is not a placeholder of this message/,
    ],
    [
      'a placeholder of an upload in a schedule',
      { schedule: { schedule_expression: 'rate(1 day)', message: { key: '<object_key>' } } },
      /<object_key> is not a placeholder of this message; use <scheduled_time>/,
    ],
    [
      'a placeholder in the command',
      { task_command: ['work', '<object_key>'] },
      /<object_key> is not a placeholder of this job; remove it, because the tasks of a worker read their values from the messages/,
    ],
    [
      'one time twice',
      {
        scheduled_scaling: ['rate(1 hour)', 'rate(1 hours)'].map((schedule_expression) => ({
          schedule_expression,
          min_tasks: 1,
          max_tasks: 2,
        })),
      },
      /scheduled_scaling\[1\]\.schedule_expression: .* is a duplicate schedule in this time zone; keep one of the two/,
    ],
    [
      'one time twice, in one zone of two names',
      {
        scheduled_scaling: [{}, { schedule_expression_timezone: 'UTC' }].map((zone) => ({
          schedule_expression: 'at(2027-01-01T00:00:00)',
          ...zone,
          min_tasks: 1,
          max_tasks: 2,
        })),
      },
      /scheduled_scaling\[1\]\.schedule_expression: .* is a duplicate schedule in this time zone; keep one of the two/,
    ],
    [
      'a deployment that can’t move',
      { minimum_healthy_percent: 100, maximum_percent: 100 },
      /can’t progress, .*; lower minimum_healthy_percent or raise maximum_percent/,
    ],
    [
      'the same of one task, of which half is one',
      { max_tasks: 1, minimum_healthy_percent: 50 },
      /minimum_healthy_percent is 50; a deployment of 1 desired task can’t progress, because at least 1 and at most 1 tasks must be running/,
    ],
    [
      'the same with a rounding up',
      { min_tasks: 2, max_tasks: 2, minimum_healthy_percent: 60, maximum_percent: 100 },
      /minimum_healthy_percent is 60; a deployment of 2 desired tasks can’t progress, because at least 2 and at most 2 tasks must be running/,
    ],
    [
      'the same with a rounding down',
      { min_tasks: 19, max_tasks: 40, maximum_percent: 105 },
      /maximum_percent is 105; a deployment of 19 desired tasks can’t progress, because at least 19 and at most 19 tasks must be running/,
    ],
    [
      'the same at some times',
      {
        max_tasks: 1,
        maximum_percent: 150,
        scheduled_scaling: [{ schedule_expression: 'rate(1 day)', min_tasks: 4, max_tasks: 10 }],
      },
      /maximum_percent is 150; a deployment of 1 desired task can’t progress, because at least 1/,
    ],
    [
      'a schedule that is none',
      { schedule: { schedule_expression: 'cron(0 4 * * *)' } },
      /schedule\.schedule_expression: .*cron/,
    ],
    [
      'what only runs have',
      { steps: [] },
      /steps: unknown field of this kind of job; only jobs in file_upload_jobs, scheduled_jobs, event_jobs have it/,
    ],
  ])('is rejected: %s', (_, fields, message) => {
    const issues = issuesOfWorker(fields);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(message);
  });

  test('is rejected if the names of its queues are too long, or belong to another job', () => {
    const long = issuesOf({ queue_worker_jobs: { ['x'.repeat(55)]: { ...least, queue: { fifo: true } } } });
    expect(long).toEqual([
      expect.stringMatching(/has 82 characters; the name of a queue must have at most 80 characters/),
    ]);
    expect(
      issuesOf({ queue_worker_jobs: { ['x'.repeat(53)]: { ...least, queue: { fifo: true } } } }),
    ).toEqual([]);
    const outputs = issuesOf({ queue_worker_jobs: { a: least, a_dead_letter: least } });
    expect(outputs).toEqual([
      expect.stringMatching(
        /a_dead_letter: this worker and the worker a would both have the Terraform output queue_worker_jobs_a_dead_letter_queue_url;/,
      ),
    ]);
    const both = issuesOf({ queue_worker_jobs: { a: least, 'a-dead-letters': least } });
    expect(both).toEqual([
      expect.stringMatching(
        /a-dead-letters: the queue of this job would have the same name as a queue of the job a; rename this job$/,
      ),
    ]);
  });

  test('is rejected if its task definition would overwrite its source', () => {
    expect(issuesOfWorker({ task_definition_family: 'app-test-work' })).toEqual([
      expect.stringMatching(
        /the job would overwrite the task definition that it is based on \(app-test-work\)/,
      ),
    ]);
    expect(issuesOfWorker({ task_definition_family: 'app-test-other' })).toEqual([]);
  });

  test('is rejected if its source is the task definition of another worker, even in a circle', () => {
    const from = (worker: string) => ({ ...least, task_definition_family: `app-test-${worker}` });
    const said = (worker: string, other: string) =>
      `queue_worker_jobs.${worker}.task_definition_family: app-test-${other} is the generated task definition of the worker ${other}; a worker must not be based on another worker; set the task definition on which ${other} is based, or remove task_definition_family`;
    expect(issuesOf({ queue_worker_jobs: { a: from('b'), b: least } })).toEqual([said('a', 'b')]);
    expect(issuesOf({ queue_worker_jobs: { a: from('b'), b: from('c'), c: from('a') } })).toEqual([
      said('a', 'b'),
      said('b', 'c'),
      said('c', 'a'),
    ]);
    // No other kind of job creates a task definition.
    const scheduled_jobs = { b: { task_command: ['b'], schedule_expression: 'rate(1 day)' } };
    expect(issuesOf({ queue_worker_jobs: { a: from('b') }, scheduled_jobs })).toEqual([]);
  });

  test('is accepted at its limits', () => {
    expect(issuesOfWorker({ queue: { visibility_timeout_seconds: 90 }, min_tasks: 4 })).toEqual([]);
    expect(issuesOfWorker({ target_latency_seconds: 6, seconds_per_message: 6 })).toEqual([]);
    expect(issuesOfWorker({ target_latency_seconds: 60, seconds_per_message: 60 })).toEqual([]);
    expect(issuesOfWorker({ queue: { message_retention_seconds: 60 } })).toEqual([]);
    expect(issuesOfWorker({ queue: { message_group_id: 'x' }, file_upload: {} })).toEqual([]);
    expect(issuesOfWorker({ queue: { message_group_id: '<object_key>' }, file_upload: {} })).toEqual([]);
    expect(
      issuesOfWorker({
        availability_zone_rebalancing: true,
        maximum_percent: 101,
        max_tasks: 100,
        min_tasks: 100,
      }),
    ).toEqual([]);
    expect(issuesOfWorker({ send_from_role_arns: ['arn:aws:iam::210987654321:role/web'] })).toEqual([]);
    expect(issuesOfWorker({ availability_zone_rebalancing: false, max_tasks: 1 })).toEqual([]);
    expect(issuesOfWorker({ environment_variables: { QUEUE: 'x' } })).toEqual([]);
    expect(issuesOfWorker({ queue: { fifo: true, message_group_id: 'a<1>b<' } })).toEqual([]);
    expect(issuesOfWorker({ file_upload: { message: { 'a.$': 'x' } } })).toEqual([]);
    expect(issuesOfWorker({ file_upload: { message: { keys: '<object_key>'.repeat(250) } } })).toEqual([]);
  });
});
