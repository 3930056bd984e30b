import { describe, expect, test } from '@jest/globals';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { base, inFolder } from './support/folders';

/** A worker, to which a test adds fields from line 12. */
const worker = `${base}project_name: platform
queue_worker_jobs:
  work:
    task_command: [bin/worker]
    max_processing_seconds: 60
`;

/** Returns the line, column and path of each issue. Paths begin at the job. */
function locationsOf(text: string): readonly string[] {
  return inFolder({ 'dev.yml': text }, (folder) =>
    loadEnvironments(folder).issues.map(
      ({ line, column, path }) => `${line}:${column} ${path.replace(/^\w+_jobs\.\w+\./, '')}`,
    ),
  );
}

type Case = readonly [what: string, fields: string, locations: readonly string[]];

const independentMistakes: readonly Case[] = [
  [
    'a queue',
    `    max_tasks: 4
    queue:
      max_receive_count: 0
      visibility_timeout_seconds: 1
      message_group_id: x
`,
    [
      '14:26 queue.max_receive_count',
      '15:35 queue.visibility_timeout_seconds',
      '16:25 queue.message_group_id',
    ],
  ],
  [
    'an upload',
    `    max_tasks: 4
    file_upload:
      path_prefix: /x
      path_pattern: '*/x'
      minimum_size_bytes: -1
      message: { a: <nonsense>, b: 5, c: 'x <object_kye>' }
`,
    [
      '15:7 file_upload.path_pattern',
      '16:27 file_upload.minimum_size_bytes',
      '17:21 file_upload.message.a',
      '17:36 file_upload.message.b',
      '17:42 file_upload.message.c',
    ],
  ],
  [
    'an upload and its delivery',
    `    max_tasks: 4
    file_upload:
      delivery: { maximum_retry_attempts: -1, dead_letter_queue: 1, maximum_event_age: 60 }
      maximum_size_bytes: 1
      minimum_size_bytes: 2
`,
    [
      '14:43 file_upload.delivery.maximum_retry_attempts',
      '14:66 file_upload.delivery.dead_letter_queue',
      '14:69 file_upload.delivery.maximum_event_age',
      '15:7 file_upload.maximum_size_bytes',
    ],
  ],
  [
    'a schedule',
    `    max_tasks: 4
    schedule:
      schedule_expression: hourly
      start_date: now
      message: { a: <object_key>, b: 5 }
`,
    [
      '14:28 schedule.schedule_expression',
      '15:19 schedule.start_date',
      '16:21 schedule.message.a',
      '16:38 schedule.message.b',
    ],
  ],
  [
    'a list of maps with an item that is not a map',
    `    max_tasks: 4
    scheduled_scaling:
      - { schedule_expression: rate(1 day), min_tasks: x, max_tasks: 2 }
      - none
      - { schedule_expression: rate(1 day), min_tasks: 3, max_tasks: 2, mx: 1 }
      - { schedule_expression: rate(1 week), min_tasks: 3, max_tasks: 2 }
`,
    [
      '14:56 scheduled_scaling[0].min_tasks',
      '15:9 scheduled_scaling[1]',
      '16:32 scheduled_scaling[2].schedule_expression',
      '16:70 scheduled_scaling[2].max_tasks',
      '16:73 scheduled_scaling[2].mx',
      '17:32 scheduled_scaling[3].schedule_expression',
      '17:71 scheduled_scaling[3].max_tasks',
    ],
  ],
  [
    'variables',
    `    max_tasks: 4
    environment_variables: { A: 1.10, 'B C': x, QUEUE_URL: x, D: <object_key> }
`,
    [
      '13:33 environment_variables.A',
      '13:39 environment_variables."B C"',
      '13:49 environment_variables.QUEUE_URL',
      '13:66 environment_variables.D',
    ],
  ],
];

const dependentMistakes: readonly Case[] = [
  [
    'fifo, which message groups require',
    `    max_tasks: 4
    queue: { fifo: 'yes', message_group_id: x }
`,
    ['13:20 queue.fifo'],
  ],
  [
    'a misspelt fifo',
    `    max_tasks: 4
    queue: { fifoo: true, message_group_id: x }
`,
    ['13:14 queue.fifoo'],
  ],
  [
    'a fifo without a value',
    `    max_tasks: 4
    queue: { fifo: , message_group_id: x }
`,
    ['13:14 queue.fifo'],
  ],
  [
    'a field that visibility_timeout_seconds is compared with',
    `    max_tasks: 4
    stop_timeout_seconds: 0
    queue: { visibility_timeout_seconds: 61 }
`,
    ['13:27 stop_timeout_seconds'],
  ],
  [
    'a field that limits the deployment of a single task',
    `    max_tasks: 1
    maximum_percent: 201
    minimum_healthy_percent: 100
`,
    ['13:22 maximum_percent'],
  ],
  [
    'the time zone of a schedule that is compared with another one',
    `    max_tasks: 4
    scheduled_scaling:
      - { schedule_expression: rate(1 day), min_tasks: 1, max_tasks: 2, schedule_expression_timezone: Mars }
      - { schedule_expression: rate(1 day), min_tasks: 1, max_tasks: 2 }
`,
    ['14:103 scheduled_scaling[0].schedule_expression_timezone'],
  ],
];

describe('all mistakes in one map are reported together', () => {
  test.each(independentMistakes)('of %s', (_, fields, locations) => {
    expect(locationsOf(worker + fields)).toEqual(locations);
  });

  test('of a retry in a step and in on_failure', () => {
    const retry =
      '{ max_attempts: x, interval_seconds: 60, max_delay_seconds: 30, on_exit_codes: [1], unless_exit_codes: [2] }';
    const jobs = `${base}scheduled_jobs:
  nightly:
    schedule_expression: rate(1 hour)
    steps:
      - { name: 'a b', task_command: [x], retry: ${retry} }
    on_failure: { retry: ${retry} }
`;
    expect(locationsOf(jobs)).toEqual([
      '11:17 steps[0].name',
      '11:66 steps[0].retry.max_attempts',
      '11:110 steps[0].retry.max_delay_seconds',
      '11:134 steps[0].retry.unless_exit_codes',
      '12:5 on_failure.task_command',
      '12:42 on_failure.retry.max_attempts',
      '12:86 on_failure.retry.max_delay_seconds',
      '12:110 on_failure.retry.unless_exit_codes',
    ]);
  });
});

describe('a map that requires at least one key', () => {
  test('is not reported as empty if its only value is invalid', () => {
    const tagged = base.replace('subnet_ids: [subnet-1]', 'subnet_tags: { tier: 1 }');
    expect(locationsOf(tagged)).toEqual(['5:24 service.subnet_tags.tier']);
  });
});

describe('a rule is not checked if the value is invalid of', () => {
  test.each(dependentMistakes)('%s', (_, fields, locations) => {
    expect(locationsOf(worker + fields)).toEqual(locations);
  });

  test('visibility_timeout_seconds, whose default depends on max_processing_seconds', () => {
    const long = worker.replace('max_processing_seconds: 60', 'max_processing_seconds: 43180');
    const fields = '    max_tasks: 4\n    queue: { visibility_timeout_seconds: 43201 }\n';
    expect(locationsOf(long + fields)).toEqual(['13:42 queue.visibility_timeout_seconds']);
  });

  test('interval_seconds of a retry', () => {
    const job =
      '{ schedule_expression: rate(1 hour), task_command: [x], retry: { max_attempts: 1, interval_seconds: x, max_delay_seconds: 1 } }';
    expect(locationsOf(`${base}scheduled_jobs:\n  a: ${job}\n`)).toEqual(['8:106 retry.interval_seconds']);
  });

  test('max_attempts of a retry, which decides whether the job needs a state machine', () => {
    const job =
      '{ source_bucket: bucket, task_command: [x], target: ecs_cluster, retry: { max_attempts: none } }';
    expect(locationsOf(`${base}file_upload_jobs:\n  a: ${job}\n`)).toEqual(['8:94 retry.max_attempts']);
  });

  test('service.name, which is part of the name of a task definition family', () => {
    const named = worker.replace('service:', 'service:\n  name: a b');
    expect(locationsOf(`${named}    max_tasks: 4\n    task_definition_family: app-dev-work\n`)).toEqual([
      '5:9 service.name',
    ]);
  });
});
