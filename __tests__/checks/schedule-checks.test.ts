import { describeChecks, scaling, schedules, worker } from './support/check-cases';

const notified = { alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' } };
const kept = { delivery: { dead_letter_queue: true } };

describeChecks([
  {
    code: 'dropped-runs',
    finds: [
      [
        { ...notified, ...schedules(2) },
        'scheduled_jobs: no alarm notifies alarms.sns_topic_arn if the Scheduler can’t start a run of job-0, job-1',
      ],
      ...[
        'rate(1 day)',
        'at(2030-01-01T00:00:00)',
        'cron(0 4 ? * MON-FRI *)',
        ['rate(1 hour)', 'rate(2 days)'],
      ].map(
        (schedule_expression) =>
          [
            { ...notified, ...schedules(1, { schedule_expression, delivery: {} }) },
            'scheduled_jobs: no alarm notifies alarms.sns_topic_arn if the Scheduler can’t start a run of job-0',
          ] as const,
      ),
      [
        { ...notified, ...worker({ schedule: { schedule_expression: 'rate(1 day)' } }) },
        'queue_worker_jobs: no alarm notifies alarms.sns_topic_arn if the Scheduler can’t start a run of work',
      ],
    ],
    passes: [
      schedules(1),
      { ...notified, ...schedules(1, kept) },
      { ...notified, ...schedules(1, { state: 'DISABLED' }) },
      ...[
        'rate(23 hours)',
        'rate(1 hour)',
        'cron(0 4,16 * * ? *)',
        'cron(0/30 4 * * ? *)',
        'cron(0 * * * ? *)',
      ].map((schedule_expression) => ({ ...notified, ...schedules(1, { schedule_expression }) })),
      { ...notified, ...worker({ schedule: { schedule_expression: 'rate(1 day)', ...kept } }) },
    ],
  },
  {
    code: 'start-date-passed',
    finds: [
      [
        schedules(1, {
          start_date: '2026-03-01T07:00:00-05:00',
          schedule_expression: ['rate(1 day)', 'rate(5 hours)'],
        }),
        'scheduled_jobs.job-0.start_date: 2026-03-01T12:00:00Z has passed',
      ],
      [
        worker({ schedule: { schedule_expression: 'rate(1 day)', start_date: '2026-03-01T12:00:00Z' } }),
        'queue_worker_jobs.work.schedule.start_date: 2026-03-01T12:00:00Z has passed',
      ],
    ],
    passes: [schedules(1), schedules(1, { start_date: '2026-03-01T07:00:01-05:00' })],
  },
  {
    code: 'local-time-in-utc',
    finds: [
      [
        schedules(1, { description: 'Sends letters at 6 am' }),
        'scheduled_jobs.job-0.description: "6 am" suggests a local time, but the schedule is in Etc/UTC',
      ],
      [
        schedules(1, { description: 'Every morning (EST)' }),
        'scheduled_jobs.job-0.description: "morning" suggests a local time, but the schedule is in Etc/UTC',
      ],
      [
        // A disabled worker has no tasks, but its schedule still sends messages.
        worker({
          description: 'Fetches what came in by 6 am',
          state: 'DISABLED',
          schedule: { schedule_expression: 'cron(0 6 * * ? *)' },
        }),
        'queue_worker_jobs.work.description: "6 am" suggests a local time, but the schedule of its messages is in Etc/UTC',
      ],
      [
        worker({
          description: 'Has more tasks in business hours',
          schedule: { schedule_expression: 'rate(1 hour)' },
          scheduled_scaling: [
            ...scaling('cron(0 18 ? * MON-FRI *)', 'America/New_York'),
            ...scaling('cron(0 8 ? * MON-FRI *)'),
          ],
        }),
        'queue_worker_jobs.work.description: "business hours" suggests a local time, but scheduled_scaling is in Etc/UTC',
      ],
    ],
    passes: [
      schedules(1, {
        description: 'Sends letters at 6 am',
        schedule_expression_timezone: 'America/New_York',
      }),
      schedules(1, { description: 'At 6 am UTC' }),
      schedules(1, { description: 'Runs the nightly import of the best estimates' }),
      schedules(1),
      worker({ description: 'Is at work in business hours' }),
      worker({
        description: 'Is at work in business hours',
        scheduled_scaling: scaling('cron(0 8 * * ? *)', 'America/New_York'),
        // A rate does not depend on the time zone.
        schedule: { schedule_expression: 'rate(15 minutes)' },
      }),
      worker({
        description: 'From 8 am UTC on',
        scheduled_scaling: scaling('cron(0 8 * * ? *)'),
      }),
      worker({
        description: 'From 8 am on',
        state: 'DISABLED',
        scheduled_scaling: scaling('cron(0 8 * * ? *)'),
      }),
    ],
  },
  {
    code: 'same-minute',
    finds: [
      [
        schedules(5),
        'scheduled_jobs.job-0.schedule_expression: 5 jobs start at cron(0 4 * * ? *) Etc/UTC: job-0, job-1, job-2, job-3, job-4',
      ],
    ],
    passes: [
      schedules(4),
      schedules(9, { flexible_time_window_minutes: 10 }),
      schedules(9, { state: 'DISABLED' }),
      {
        ...schedules(4),
        ...worker({
          schedule: { schedule_expression: 'cron(0 4 * * ? *)' },
          scheduled_scaling: scaling('cron(0 4 * * ? *)'),
        }),
      },
    ],
  },
  {
    code: 'schedule-in-the-past',
    finds: [
      [
        schedules(1, { schedule_expression: 'at(2026-03-01T11:59:59)' }),
        'scheduled_jobs.job-0.schedule_expression: at(2026-03-01T11:59:59) has passed and never fires again',
      ],
      [
        // 12:00 in UTC is 21:00 in Tokyo.
        schedules(1, {
          schedule_expression: 'at(2026-03-01T20:00:00)',
          schedule_expression_timezone: 'Asia/Tokyo',
        }),
        'scheduled_jobs.job-0.schedule_expression: at(2026-03-01T20:00:00) has passed and never fires again',
      ],
      [
        schedules(1, { schedule_expression: 'cron(0 0 28 2 ? 2020-2026)' }),
        'scheduled_jobs.job-0.schedule_expression: cron(0 0 28 2 ? 2020-2026) has passed and never fires again',
      ],
      [
        schedules(1, { schedule_expression: ['rate(1 day)', 'cron(0 0 28 2 ? 2020-2026)'] }),
        'scheduled_jobs.job-0.schedule_expression.1: cron(0 0 28 2 ? 2020-2026) has passed and never fires again',
      ],
      [
        schedules(1, {
          schedule_expression: ['rate(1 day)', 'rate(2 days)'],
          end_date: '2026-03-01T11:59:59Z',
        }),
        'scheduled_jobs.job-0.end_date: end_date (2026-03-01T11:59:59Z) has passed, so the job never starts again',
      ],
      [
        worker({ state: 'DISABLED', schedule: { schedule_expression: 'at(2026-03-01T11:59:59)' } }),
        'queue_worker_jobs.work.schedule.schedule_expression: at(2026-03-01T11:59:59) has passed and never fires again',
      ],
      [
        worker({ schedule: { schedule_expression: 'rate(1 day)', end_date: '2026-03-01T11:59:59Z' } }),
        'queue_worker_jobs.work.schedule.end_date: end_date (2026-03-01T11:59:59Z) has passed, so no more messages are sent',
      ],
      [
        worker({
          scheduled_scaling: [
            ...scaling('rate(1 day)'),
            ...scaling('at(2026-03-01T20:00:00)', 'Asia/Tokyo'),
            ...scaling('cron(0 0 28 2 ? 2020-2026)'),
          ],
        }),
        'queue_worker_jobs.work.scheduled_scaling.1.schedule_expression: at(2026-03-01T20:00:00) has passed and never fires again; if its limits still apply, move them to min_tasks and max_tasks of the job',
        'queue_worker_jobs.work.scheduled_scaling.2.schedule_expression: cron(0 0 28 2 ? 2020-2026) has passed and never fires again; if its limits still apply, move them to min_tasks and max_tasks of the job',
      ],
    ],
    passes: [
      schedules(1),
      schedules(1, { schedule_expression: 'rate(1 day)' }),
      schedules(1, { schedule_expression: 'at(2026-03-01T12:00:01)' }),
      schedules(1, {
        schedule_expression: 'at(2026-03-01T11:00:00)',
        schedule_expression_timezone: 'America/New_York',
      }),
      schedules(1, { schedule_expression: 'cron(0 0 1 3 ? 2020-2026)' }),
      schedules(1, { schedule_expression: 'cron(0 0 28 2 ? 2020)', state: 'DISABLED' }),
      worker({ scheduled_scaling: scaling('at(2026-03-01T11:59:59)'), state: 'DISABLED' }),
      worker({ scheduled_scaling: scaling('at(2026-03-01T11:00:00)', 'America/New_York') }),
    ],
  },
]);
