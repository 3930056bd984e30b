import { describe, expect, test } from '@jest/globals';
import { findUnknownFields, suggestField } from '../../lib/config/hints/unknown-fields';
import { parseYaml } from '../../lib/config/yaml/parse-yaml';
import { maps, messageOf, suggestedBy } from './support/unknown-fields';
import { issuesOf } from '../jobs/support/environments';
import { closestMatch } from '../../lib/text/closest-match';
import { least } from '../jobs/support/workers';

test('the schema has maps of fields', () => {
  expect(maps.map(({ path }) => path.join('.'))).toEqual(
    expect.arrayContaining([
      '',
      'service',
      'iam',
      'job_defaults.retry',
      'scheduled_jobs.any',
      'file_upload_jobs.any.retry',
      'state_backend',
      'state_backend.s3.assume_role',
    ]),
  );
});

test.each(maps.map(({ path, fields }) => [path.join('.') || 'the top', path, fields] as const))(
  'in %s, a field without its third letter gets a suggestion',
  (_, path, fields) => {
    const long = fields.filter((field) => field.length > 8);
    expect(long.map((field) => suggestedBy(messageOf(path, field.slice(0, 2) + field.slice(3))))).toEqual(
      long,
    );
  },
);

test.each(maps.map(({ path, fields }) => [path.join('.') || 'the top', path, fields] as const))(
  'in %s, an unrelated word gets a short list of fields, or no suggestion',
  (_, path, fields) => {
    for (const word of ['zzz', 'x', 'lambda', 'kubernetes_namespace_selector', '日本', '🙂🙂', '-', '<<']) {
      const other = path.at(-1) === 'ignore_checks' ? '; docs/checks.md lists the codes of the checks' : '';
      const expected =
        fields.length <= 12 ? `unknown field; use one of ${fields.join(', ')}` : `unknown field${other}`;
      expect({ word, message: messageOf(path, word) }).toEqual({ word, message: expected });
    }
  },
);

describe('a field in another map', () => {
  test.each([
    ['queue_worker_jobs.any.fifo', 'move it to queue'],
    ['queue_worker_jobs.any.visibility_timeout_seconds', 'move it to queue'],
    ['queue_worker_jobs.any.dead_letter_queue', 'move it to file_upload.delivery or schedule.delivery'],
    ['queue_worker_jobs.any.message', 'move it to file_upload or schedule'],
    ['queue_worker_jobs.any.path_prefix', 'move it to file_upload'],
    ['queue_worker_jobs.any.start_date', 'move it to schedule'],
    ['queue_worker_jobs.any.delivery', 'move it to file_upload or schedule'],
    ['queue_worker_jobs.any.file_upload.dead_letter_queue', 'move it to delivery'],
    ['queue_worker_jobs.any.file_upload.delivery.message', 'move it to file_upload'],
    ['queue_worker_jobs.any.queue.stop_timeout_seconds', 'move it to the job'],
    ['queue_worker_jobs.any.no-timeout', 'move it to ignore_checks'],
    ['file_upload_jobs.any.dead_letter_queue', 'move it to delivery'],
    ['file_upload_jobs.any.max_attempts', 'move it to retry'],
    ['file_upload_jobs.any.retry.timeout_seconds', 'move it to the job'],
    ['job_defaults.interval_seconds', 'move it to retry'],
    ['job_defaults.retry.timeout_seconds', 'move it to job_defaults'],
  ])('%s: %s', (field, hint) => {
    const path = field.split('.');
    expect(messageOf(path.slice(0, -1), path.at(-1) ?? '')).toBe(`unknown field here; ${hint}`);
  });

  test('of the same job gets a suggestion in lists too, but not for another kind of job', () => {
    const messagesOf = (job: unknown) =>
      findUnknownFields(
        parseYaml('f.yml', JSON.stringify({ scheduled_jobs: { any: job } })).root,
      ).problems.map(({ message }) => message);
    expect(messagesOf({ steps: [{ max_attempts: 1, overlap: 'skip' }] })).toEqual([
      'unknown field here; move it to retry',
      'unknown field here; move it to the job',
    ]);
    expect(messageOf(['queue_worker_jobs', 'any', 'schedule'], 'fifo')).not.toContain('move it');
    // The field could belong to any item of the list.
    expect(messageOf(['queue_worker_jobs', 'any'], 'parallel')).toBe('unknown field');
    expect(messageOf(['scheduled_jobs', 'any'], 'path_prefix')).toBe(
      'unknown field of this kind of job; only jobs in file_upload_jobs have it',
    );
    expect(messageOf([], 'fifo')).toBe('unknown field');
  });

  test('causes no issue of the rules that use it', () => {
    const least = { task_command: ['x'], max_processing_seconds: 60, max_tasks: 4 };
    const issues = (fields: object) => issuesOf({ queue_worker_jobs: { work: { ...least, ...fields } } });
    expect(issues({ fifo: true, queue: { message_group_id: 'x' } })).toEqual([
      'queue_worker_jobs.work.fifo: unknown field here; move it to queue',
    ]);
    expect(issues({ schedule_expression: 'rate(1 day)', schedule: { message: { a: 'b' } } })).toEqual([
      'queue_worker_jobs.work.schedule_expression: unknown field here; move it to schedule',
    ]);
    expect(issues({ task_command: undefined, command: ['x'] })).toEqual([
      'queue_worker_jobs.work.command: unknown field; write task_command: […]',
    ]);
  });
});

test.each([
  ['command', 'task_command'],
  ['timezone', 'schedule_expression_timezone'],
  ['expression', undefined],
  ['on', undefined],
  ['rate', undefined],
])(
  'for the part of a field name %s, the suggestion is the shortest field with this part: %s',
  (given, suggestion) => {
    const known = [
      'enable_execute_command',
      'task_command',
      'schedule_expression_timezone',
      'schedule_expression_date',
    ];
    expect(suggestField(given, known)).toBe(suggestion);
    expect(closestMatch(given, known)).toBeUndefined();
  },
);

test.each([
  ['Task-Command', 'task_command'],
  ['taskCommand', 'task_command'],
  ['TASK_COMMAND', 'task_command'],
  ['task command', 'task_command'],
  ['ipv4', 'IPv4'],
])('%s is recognised as %s', (given, suggestion) => {
  expect(closestMatch(given, ['schedule_expression', 'task_command', 'IPv4'])).toBe(suggestion);
});

test.each([
  ['few-receives', 'low-receive-count'],
  ['same-message', 'deduplicated-message'],
])('the old name %s of a check is reported with its new name %s', (old, renamed) => {
  const ignore_checks = { [old]: 'A reason that is long enough' };
  expect(issuesOf({ ignore_checks, queue_worker_jobs: { work: { ...least, ignore_checks } } })).toEqual(
    expect.arrayContaining([
      `ignore_checks.${old}: ${old} was renamed to ${renamed}; write the new name`,
      `queue_worker_jobs.work.ignore_checks.${old}: ${old} was renamed to ${renamed}; write the new name`,
    ]),
  );
});
