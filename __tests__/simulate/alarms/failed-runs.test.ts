import { expect, test } from '@jest/globals';
import type { RunStatus } from '../../../lib/simulate/alarms/history';
import { simulateAlarms } from '../../../lib/simulate/alarms/simulate-alarms';
import { environmentOf } from '../../jobs/support/environments';
import type { Fields } from '../../jobs/support/run-definition';

const topic = (name: string): string => `arn:aws:sns:us-east-1:123456789012:${name}`;
const topics = { critical: topic('critical'), warning: topic('warning') };

/** Returns the hour, the topic and the first sentence of each message about a failed run of the job `job`. */
function messagesOf(section: string, job: Fields, ...statuses: readonly RunStatus[]): readonly string[] {
  const other = { task_command: ['x'], schedule_expression: 'rate(1 day)' };
  const sections = { scheduled_jobs: { other }, alarms: { topics } };
  const environment = environmentOf({
    ...sections,
    [section]: { ...(section === 'scheduled_jobs' ? { other } : {}), job: { task_command: ['x'], ...job } },
  });
  const built = environment.jobs.find(({ name }) => name === 'job');
  if (built === undefined) throw new TypeError('no job');
  const at = (hour: number, minute: number): Date => new Date(Date.UTC(2027, 0, 1, hour, minute));
  const { alarms } = simulateAlarms(environment, built, {
    from: at(0, 0),
    until: at(23, 0),
    runs: statuses.map((status, hour) => ({
      started: at(hour, 0),
      ended: status === 'RUNNING' ? undefined : at(hour, 30),
      status,
    })),
    undelivered: [],
  });
  const failed = alarms.find(({ kind }) => kind === 'failed');
  return failed?.isOff === undefined
    ? (failed?.notifications.map((notification) => {
        const name = notification.topic.slice(topic('').length);
        return `${notification.at.toISOString().slice(11, 16)} ${name}: ${notification.message.split(' at ')[0]}`;
      }) ?? [])
    : [failed.isOff];
}

const every: readonly RunStatus[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING'];
const execution = 'A run of a background job ended with the status';

test('each run of a state machine that fails sends a message to the topic of its severity', () => {
  const job = { schedule_expression: 'rate(1 hour)', alarms: { severity: 'warning' } };
  expect(messagesOf('scheduled_jobs', job, ...every)).toEqual([
    `01:30 warning: ${execution} FAILED`,
    `02:30 warning: ${execution} TIMED_OUT`,
    `03:30 warning: ${execution} ABORTED`,
  ]);
});

test('a run that a newer run replaces sends no message', () => {
  const job = { schedule_expression: 'rate(1 hour)', overlap: 'replace' };
  expect(messagesOf('scheduled_jobs', job, 'ABORTED', 'FAILED')).toEqual([
    `01:30 critical: ${execution} FAILED`,
  ]);
});

test('the third of several skipped runs in a row sends a message', () => {
  const job = { schedule_expression: 'rate(1 hour)', overlap: 'skip' };
  const skipped = (count: number): readonly RunStatus[] => Array.from({ length: count }, () => 'SKIPPED');
  expect(messagesOf('scheduled_jobs', job, 'SUCCEEDED', ...skipped(2), 'SUCCEEDED', ...skipped(5))).toEqual([
    `06:30 critical: ${execution} FAILED`,
  ]);
  expect(messagesOf('scheduled_jobs', { ...job, missed_run: false }, ...skipped(5))).toEqual([]);
});

test('a failed task of a job without a state machine sends a message', () => {
  const job = { path_prefix: 'in/', source_bucket: 'uploads' };
  expect(messagesOf('file_upload_jobs', job, 'SUCCEEDED', 'FAILED')).toEqual([
    '01:30 critical: A task of a background job failed or did not start (EssentialContainerExited)',
  ]);
});

test('a failed worker sends a message', () => {
  const job = { max_processing_seconds: 60, max_tasks: 1 };
  expect(messagesOf('queue_worker_jobs', job, 'SUCCEEDED', 'FAILED')).toEqual([
    "01:30 critical: A queue worker can't start its tasks, or its deployment failed (SERVICE_TASK_START_IMPAIRED)",
  ]);
});

test.each([{ alarms: false }, { state: 'DISABLED' }])('a job with %j sends no message', (fields) => {
  expect(messagesOf('scheduled_jobs', { schedule_expression: 'rate(1 hour)', ...fields }, 'FAILED')).toEqual([
    'the job notifies no SNS topic, or it is disabled',
  ]);
});
