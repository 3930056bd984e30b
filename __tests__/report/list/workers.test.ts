import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run, TemporaryFolder } from '../../support/run-program';
import { at } from '../../support/stack-json';

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder().write({
    'env-config/dev.yml': `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
job_defaults: { task_command: [x] }
scheduled_jobs:
  noon: { schedule_expression: cron(0 12 * * ? *), schedule_expression_timezone: America/New_York }
queue_worker_jobs:
  letters:
    max_processing_seconds: 60
    stop_timeout_seconds: 30
    max_tasks: 2
    schedule:
      schedule_expression: cron(0 12 * * ? *)
      schedule_expression_timezone: America/New_York
      flexible_time_window_minutes: 5
  office:
    max_processing_seconds: 60
    min_tasks: 0
    max_tasks: 2
    scheduled_scaling:
      - { schedule_expression: cron(0 8 ? * MON-FRI *), schedule_expression_timezone: America/New_York, min_tasks: 2, max_tasks: 10 }
      - { schedule_expression: cron(30 2 * * ? *), schedule_expression_timezone: America/New_York, min_tasks: 1, max_tasks: 1 }
      - { schedule_expression: rate(1 day), min_tasks: 0, max_tasks: 0 }
  off:
    state: DISABLED
    max_processing_seconds: 60
    max_tasks: 1
    queue: { fifo: true }
    scheduled_scaling: [{ schedule_expression: cron(0 8 * * ? *), min_tasks: 1, max_tasks: 1 }]
    schedule: { schedule_expression: cron(0 9 ? * MON *), message: { of: <scheduled_time> } }
  feed: { max_processing_seconds: 60, max_tasks: 1, schedule: { schedule_expression: rate(1 hour), start_date: 2027-03-01T00:10:00Z } }
  uncounted: { max_processing_seconds: 60, max_tasks: 1, schedule: { schedule_expression: rate(2 hours) } }
`,
  });
});
afterAll(() => {
  folder.remove();
});

const list = (...more: readonly string[]): string => {
  const { status, out, error } = run('list', '--config', join(folder.path, 'env-config'), ...more);
  expect({ status, error }).toEqual({ status: 0, error: '' });
  return out;
};
const jsonOf = (...more: readonly string[]): unknown =>
  at(JSON.parse(list('--format', 'json', ...more)), 'environments', 0);

/** The lines of an event's description, by its summary. */
function descriptionsIn(calendar: string): ReadonlyMap<string, readonly string[]> {
  const events = calendar.replaceAll('\r\n ', '').split('BEGIN:VEVENT\r\n').slice(1);
  const field = (event: string, name: string) =>
    (new RegExp(`^${name}:(.*)$`, 'm').exec(event)?.[1] ?? '').replaceAll('\\,', ',').trim();
  return new Map(events.map((event) => [field(event, 'SUMMARY'), field(event, 'DESCRIPTION').split('\\n')]));
}

describe('a day of queue workers', () => {
  test('separates messages and changes of task limits from runs, in order', () => {
    expect(list('--on', '2027-03-15')).toBe(
      `Runs on Mon 2027-03-15, in each job's time zone, without disabled jobs

dev: 1 run; 26 messages to queues; 2 changes of task limits
  starts        in UTC             same minute  job
  12:00 -04:00  2027-03-15 16:00Z               noon

  worker  effect                                                  when
  feed    24 messages to its queue, 00:10 +00:00 to 23:10 +00:00  every hour

  time          in UTC             worker   effect
  02:30 -04:00  2027-03-15 06:30Z  office   1 task from then on
  09:00 +00:00  2027-03-15 09:00Z  off      a message to its queue; it stays there, because the job is disabled
  08:00 -04:00  2027-03-15 12:00Z  office   2 to 10 tasks from then on
  12:00 -04:00  2027-03-15 16:00Z  letters  a message to its queue, up to 5 minutes later

  Unknown times: AWS counts a rate without start_date from the creation of the schedule; this time is unknown here
    office     every 24 hours: no tasks from then on
    uncounted  every 2 hours: a message to its queue
`,
    );
  });

  test('shows messages without runs, and times that clocks skip', () => {
    const out = list('--on', '2027-03-14');
    expect(out).toContain('; 25 messages to queues\n');
    expect(out).toContain(
      '  office, 1 task from then on: 02:30 does not exist on this day in America/New_York and is skipped (cron(30 2 * * ? *))\n',
    );
  });

  test('has separate lists in JSON, and counts no message as a run', () => {
    const day = jsonOf('--on', '2027-03-15');
    expect(at(day, 'runs')).toEqual([expect.objectContaining({ job: 'noon', starts_in_same_minute: 1 })]);
    expect(at(day, 'messages')).toHaveLength(26);
    expect(at(day, 'messages', 9)).toMatchObject({
      job: 'off',
      queue: 'app-dev-off.fifo',
      local: '2027-03-15T09:00:00+00:00',
    });
    expect(at(day, 'scheduled_scaling')).toEqual([
      expect.objectContaining({ min_tasks: 1, max_tasks: 1 }),
      {
        job: 'office',
        expression: 'cron(0 8 ? * MON-FRI *)',
        timezone: 'America/New_York',
        words: 'At 08:00 AM, Monday through Friday, America/New_York',
        local: '2027-03-15T08:00:00-04:00',
        utc: '2027-03-15T12:00:00Z',
        min_tasks: 2,
        max_tasks: 10,
      },
    ]);
    expect(at(day, 'not_placed')).toMatchObject([
      { job: 'office', kind: 'scheduled_scaling' },
      { job: 'uncounted', kind: 'message' },
    ]);
    expect(at(jsonOf('--on', '2027-03-14'), 'skipped')).toMatchObject([
      { job: 'office', kind: 'scheduled_scaling', local_times: ['02:30'] },
    ]);
  });
});

describe('a calendar', () => {
  test('explains messages, and shows the new limits of changes', () => {
    const events = descriptionsIn(list('--on', '2027-03-15', '--format', 'ics'));
    expect(events.get('dev: letters (message)')).toEqual([
      'Sends a message to the queue app-dev-letters. No run starts\\; the tasks of the worker process the message.',
      'At 12:00 PM, every day, America/New_York',
      'Mon 2027-03-15 12:00 -04:00 (America/New_York)',
      'It may be sent up to 5 minutes later.',
    ]);
    expect(events.get('dev: off (message)')).toEqual([
      'Sends a message to the queue app-dev-off.fifo. It stays there, because the job is disabled.',
      'At 09:00 AM, only on Monday, Etc/UTC',
      'Mon 2027-03-15 09:00 +00:00 (Etc/UTC)',
    ]);
    expect(events.get('dev: office (2 to 10 tasks from then on)')).toEqual([
      'At 08:00 AM, Monday through Friday, America/New_York',
      'Mon 2027-03-15 08:00 -04:00 (America/New_York)',
    ]);
    expect(events.has('dev: noon')).toBe(true);
  });

  test('has the next messages of the list', () => {
    const events = descriptionsIn(list('--from', '2027-03-15T00:00:00Z', '--count', '1', '--format', 'ics'));
    expect([...events.keys()]).toEqual([
      'dev: noon',
      'dev: feed (message)',
      'dev: letters (message)',
      'dev: off (message)',
      'dev: uncounted (message, time unknown)',
    ]);
  });
});

describe('the list of queue workers', () => {
  test('shows the senders of messages, the task limits and the times of scheduled messages', () => {
    const out = list('--from', '2027-03-15T00:00:00Z', '--count', '1');
    expect(out).toContain(`
  letters                      messages in app-dev-letters                          at each message
    queue worker, ECS service  sent by a schedule:                                  scheduled messages:
                                 At 12:00 PM, every day, America/New_York           Mon 2027-03-15 12:00 -04:00  2027-03-15 16:00Z
                                 cron(0 12 * * ? *)
                                 up to 5 minutes later
                               1 to 2 tasks, scaled by the backlog
                               a message that takes more than 30 seconds can be
                                 interrupted by a deployment or a scale-in, and is
                                 then received again
                               visibility timeout 90 seconds; after 5 receives, a
                                 message moves to app-dev-letters-dead-letters
`);
    expect(out).toContain(`
  office                       messages in app-dev-office                           at each message
    queue worker, ECS service  sent by other programs
                               initially 0 to 2 tasks, scaled by the backlog
                               At 08:00 AM, Monday through Friday,
                                 America/New_York: 2 to 10 tasks from then on
                               At 02:30 AM, every day, America/New_York: 1 task
                                 from then on
                               every 24 hours: no tasks from then on
`);
    expect(out).toContain(`
  off                          messages in app-dev-off.fifo                         disabled; messages stay in the queue
    queue worker, ECS service  sent by a schedule:                                  scheduled messages:
                                 At 09:00 AM, only on Monday, Etc/UTC               Mon 2027-03-15 09:00 +00:00  2027-03-15 09:00Z
                                 cron(0 9 ? * MON *)
                               no tasks
`);
    expect(out).toContain('\n                               1 task, whatever the backlog\n');
  });

  test('has the message of a schedule in JSON', () => {
    const jobs = at(jsonOf('--from', '2027-03-15T00:00:00Z'), 'jobs');
    expect(at(jobs, 3)).toMatchObject({
      name: 'off',
      schedules: [{ message: { of: '<aws.scheduler.scheduled-time>' } }],
    });
  });
});
