import { describeChecks, scaling, schedules, worker } from './support/check-helpers';

const notified = { alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' } };
const kept = { delivery: { dead_letter_queue: true } };

describeChecks([
  {
    code: 'dropped-runs',
    finds: [
      [
        { ...notified, ...schedules(2, { missed_run: false }) },
        'scheduled_jobs: if the Scheduler drops a run of job-0, job-1, the alarm does not name the job',
      ],
      ...[
        'rate(1 day)',
        'at(2030-01-01T00:00:00)',
        'cron(0 4 ? * MON-FRI *)',
        ['rate(1 hour)', 'rate(2 days)'],
      ].map(
        (schedule_expression) =>
          [
            { ...notified, ...schedules(1, { schedule_expression, missed_run: false, delivery: {} }) },
            'scheduled_jobs: if the Scheduler drops a run of job-0, the alarm does not name the job',
          ] as const,
      ),
      [
        { ...notified, ...worker({ schedule: { schedule_expression: 'rate(1 day)' } }) },
        'queue_worker_jobs: if the Scheduler drops a run of work, the alarm does not name the job',
      ],
    ],
    passes: [
      schedules(1),
      { ...notified, ...schedules(1) },
      { ...notified, ...schedules(1, { ...kept, missed_run: false }) },
      { ...notified, ...schedules(1, { state: 'DISABLED', missed_run: false }) },
      ...[
        'rate(23 hours)',
        'rate(1 hour)',
        'cron(0 4,16 * * ? *)',
        'cron(0/30 4 * * ? *)',
        'cron(0 * * * ? *)',
      ].map((schedule_expression) => ({
        ...notified,
        ...schedules(1, { schedule_expression, missed_run: false }),
      })),
      { ...notified, ...worker({ schedule: { schedule_expression: 'rate(1 day)', ...kept } }) },
    ],
  },
  {
    code: 'unwatched-runs',
    finds: [
      [
        { ...notified, ...schedules(2, { schedule_expression: 'rate(14 minutes)' }) },
        'scheduled_jobs.job-0: no alarm reports a missed run of job-0, job-1, because the runs are less than 15 minutes apart',
      ],
    ],
    passes: [
      schedules(1, { schedule_expression: 'rate(5 minutes)' }),
      ...[
        { schedule_expression: 'rate(15 minutes)' },
        { schedule_expression: 'rate(5 minutes)', missed_run: false },
        { schedule_expression: 'rate(5 minutes)', missed_run: {} },
        { schedule_expression: 'rate(5 minutes)', state: 'DISABLED' },
      ].map((fields) => ({ ...notified, ...schedules(1, fields) })),
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
    code: 'every-minute',
    finds: [
      [
        schedules(1, { schedule_expression: 'cron(* */6 * * ? *)' }),
        'scheduled_jobs.job-0.schedule_expression: cron(* */6 * * ? *) fires 240 times a day: in each minute of the hours 0, 6, 12, 18; cron(0 */6 * * ? *) fires 4 times',
      ],
      [
        schedules(1, { schedule_expression: ['rate(1 day)', 'cron(0-59 4 ? * MON-FRI *)'] }),
        'scheduled_jobs.job-0.schedule_expression.1: cron(0-59 4 ? * MON-FRI *) fires 60 times a day: in each minute of the hour 4; cron(0 4 ? * MON-FRI *) fires once',
      ],
      [
        worker({ schedule: { schedule_expression: 'cron(*/1 9,17 * * ? *)' } }),
        'queue_worker_jobs.work.schedule.schedule_expression: cron(*/1 9,17 * * ? *) fires 120 times a day: in each minute of the hours 9, 17; cron(0 9,17 * * ? *) fires 2 times',
      ],
      [
        worker({ scheduled_scaling: scaling('cron(* 8 * * ? *)') }),
        'queue_worker_jobs.work.scheduled_scaling.0.schedule_expression: cron(* 8 * * ? *) fires 60 times a day: in each minute of the hour 8; cron(0 8 * * ? *) fires once',
      ],
    ],
    passes: [
      schedules(1, { schedule_expression: 'cron(0 */6 * * ? *)' }),
      schedules(1, { schedule_expression: 'cron(*/5 4 * * ? *)' }),
      schedules(1, { schedule_expression: 'cron(* * * * ? *)' }),
      // Hours in sequence are a period in which the job polls.
      schedules(1, { schedule_expression: 'cron(* 9-17 ? * MON-FRI *)' }),
      schedules(1, { schedule_expression: 'cron(* 4 * * ? *)', state: 'DISABLED' }),
    ],
  },
  {
    code: 'misleading-step',
    finds: [
      ...(
        [
          ['cron(*/60 * * * ? *)', '*/60 for minutes matches only 0, so its step never applies'],
          ['cron(0 0/24 * * ? *)', '0/24 for hours matches only 0, so its step never applies'],
          ['cron(0 4 1/31 * ? *)', '1/31 for day-of-month matches only 1, so its step never applies'],
          ['cron(0 4 1 1/12 ? *)', '1/12 for month matches only 1, so its step never applies'],
          ['cron(5-20/30 4 * * ? *)', '5-20/30 for minutes matches only 5, so its step never applies'],
          ['cron(0,30/30 4 * * ? *)', '30/30 for minutes matches only 30, so its step never applies'],
          [
            'cron(*/45 * * * ? *)',
            '*/45 is not every 45 minutes: it matches minutes 0 and 45, which are 45 and 15 minutes apart',
          ],
          [
            'cron(0 5/18 * * ? *)',
            '5/18 is not every 18 hours: it matches hours 5 and 23, which are 18 and 6 hours apart',
          ],
        ] as const
      ).map(
        ([schedule_expression, message]) =>
          [
            schedules(1, { schedule_expression }),
            `scheduled_jobs.job-0.schedule_expression: ${message}`,
          ] as const,
      ),
      [
        worker({ scheduled_scaling: scaling('cron(0/60 8 * * ? *)') }),
        'queue_worker_jobs.work.scheduled_scaling.0.schedule_expression: 0/60 for minutes matches only 0, so its step never applies',
      ],
    ],
    passes: [
      'cron(*/30 * * * ? *)',
      'cron(0 */12 * * ? *)',
      'cron(0/1 4 1/1 * ? *)',
      'cron(*/45 4 * * ? *)',
      'cron(*/7 * * * ? *)',
      'rate(45 minutes)',
    ].map((schedule_expression) => schedules(1, { schedule_expression })),
  },
  {
    code: 'inverted-offset',
    finds: [
      [
        schedules(1, {
          schedule_expression: ['cron(0 4 * * ? *)', 'cron(0 5 * * ? *)'],
          schedule_expression_timezone: 'Etc/GMT+5',
        }),
        'scheduled_jobs.job-0.schedule_expression_timezone: Etc/GMT+5 is 5 hours behind UTC, because its sign is inverted; UTC+5 is Etc/GMT-5',
      ],
      [
        worker({ scheduled_scaling: scaling('cron(0 8 * * ? *)', 'Etc/GMT-1') }),
        'queue_worker_jobs.work.scheduled_scaling.0.schedule_expression_timezone: Etc/GMT-1 is 1 hour ahead of UTC, because its sign is inverted; UTC-1 is Etc/GMT+1',
      ],
    ],
    passes: [
      ...['Etc/GMT+0', 'Etc/GMT', 'GMT0', 'America/New_York'].map((schedule_expression_timezone) =>
        schedules(1, { schedule_expression_timezone }),
      ),
      schedules(1, { schedule_expression: 'rate(1 day)', schedule_expression_timezone: 'Etc/GMT+5' }),
      schedules(1, { schedule_expression_timezone: 'Etc/GMT+5', state: 'DISABLED' }),
    ],
  },
  {
    code: 'skipped-by-clock-change',
    finds: [
      ...(
        [
          [
            'cron(30 2 * * ? *)',
            'Europe/Berlin',
            'Sun 2026-03-29 02:30 does not exist in Europe/Berlin, where clocks move from 02:00 to 03:00, so AWS skips this run; the next is at Mon 2026-03-30 02:30',
          ],
          [
            'cron(30 2 * * ? *)',
            'America/New_York',
            'Sun 2026-03-08 02:30 does not exist in America/New_York, where clocks move from 02:00 to 03:00, so AWS skips this run; the next is at Mon 2026-03-09 02:30',
          ],
          // Clocks in Cairo move at midnight, on a Friday.
          [
            'cron(0 0 ? * FRI *)',
            'Africa/Cairo',
            'Fri 2026-04-24 00:00 does not exist in Africa/Cairo, where clocks move from 00:00 to 01:00, so AWS skips this run; the next is at Fri 2026-05-01 00:00',
          ],
          // Half an hour.
          [
            'cron(15 2 ? * SUN *)',
            'Australia/Lord_Howe',
            'Sun 2026-10-04 02:15 does not exist in Australia/Lord_Howe, where clocks move from 02:00 to 02:30, so AWS skips this run; the next is at Sun 2026-10-11 02:15',
          ],
          // In 2028, the yearly run is on the day of the clock change.
          [
            'cron(0 2 26 3 ? *)',
            'Europe/Berlin',
            'Sun 2028-03-26 02:00 does not exist in Europe/Berlin, where clocks move from 02:00 to 03:00, so AWS skips this run; the next is at Mon 2029-03-26 02:00',
          ],
          [
            'at(2027-03-28T02:30:00)',
            'Europe/Berlin',
            'Sun 2027-03-28 02:30 does not exist in Europe/Berlin, where clocks move from 02:00 to 03:00, so at(2027-03-28T02:30:00) never fires',
          ],
        ] as const
      ).map(
        ([schedule_expression, schedule_expression_timezone, message]) =>
          [
            schedules(1, { schedule_expression, schedule_expression_timezone }),
            `scheduled_jobs.job-0.schedule_expression: ${message}`,
          ] as const,
      ),
      [
        worker({
          state: 'DISABLED',
          schedule: {
            schedule_expression: 'cron(30 2 * * ? *)',
            schedule_expression_timezone: 'Europe/Berlin',
          },
        }),
        'queue_worker_jobs.work.schedule.schedule_expression: Sun 2026-03-29 02:30 does not exist in Europe/Berlin, where clocks move from 02:00 to 03:00, so AWS skips this message; the next is at Mon 2026-03-30 02:30',
      ],
    ],
    passes: [
      ...(
        [
          ['cron(30 2 * * ? *)', 'Etc/UTC'],
          ['cron(30 2 * * ? *)', 'Asia/Tokyo'],
          ['cron(30 3 * * ? *)', 'Europe/Berlin'],
          // An hourly schedule misses no run: the next run is an hour later, as on other days.
          ['cron(30 * * * ? *)', 'Europe/Berlin'],
          ['cron(*/5 * * * ? *)', 'Europe/Berlin'],
          ['cron(30 2 ? * MON-SAT *)', 'Europe/Berlin'],
          ['rate(1 day)', 'Europe/Berlin'],
          // This time occurs twice, and the schedule fires once.
          ['cron(30 1 ? 11 SUN *)', 'America/New_York'],
          // The skipped time is in the past.
          ['at(2025-03-30T02:30:00)', 'Europe/Berlin'],
        ] as const
      ).map(([schedule_expression, schedule_expression_timezone]) =>
        schedules(1, { schedule_expression, schedule_expression_timezone }),
      ),
      schedules(1, {
        schedule_expression: 'cron(30 2 * * ? *)',
        schedule_expression_timezone: 'Europe/Berlin',
        end_date: '2026-03-28T00:00:00Z',
      }),
      schedules(1, {
        schedule_expression: 'cron(30 2 * * ? *)',
        schedule_expression_timezone: 'Europe/Berlin',
        state: 'DISABLED',
      }),
    ],
  },
  {
    code: 'schedule-in-the-past',
    finds: [
      [
        schedules(1, { schedule_expression: 'at(2026-03-01T11:59:59)' }),
        'scheduled_jobs.job-0.schedule_expression: at(2026-03-01T11:59:59) has passed in Etc/UTC and never fires again',
      ],
      [
        // 12:00 in UTC is 21:00 in Tokyo.
        schedules(1, {
          schedule_expression: 'at(2026-03-01T20:00:00)',
          schedule_expression_timezone: 'Asia/Tokyo',
        }),
        'scheduled_jobs.job-0.schedule_expression: at(2026-03-01T20:00:00) has passed in Asia/Tokyo and never fires again',
      ],
      [
        schedules(1, { schedule_expression: 'cron(0 0 28 2 ? 2020-2026)' }),
        'scheduled_jobs.job-0.schedule_expression: cron(0 0 28 2 ? 2020-2026) has passed in Etc/UTC and never fires again',
      ],
      [
        schedules(1, { schedule_expression: ['rate(1 day)', 'cron(0 0 28 2 ? 2020-2026)'] }),
        'scheduled_jobs.job-0.schedule_expression.1: cron(0 0 28 2 ? 2020-2026) has passed in Etc/UTC and never fires again',
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
        'queue_worker_jobs.work.schedule.schedule_expression: at(2026-03-01T11:59:59) has passed in Etc/UTC and never fires again',
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
        'queue_worker_jobs.work.scheduled_scaling.1.schedule_expression: at(2026-03-01T20:00:00) has passed in Asia/Tokyo and never fires again; if its limits still apply, move them to min_tasks and max_tasks of the job',
        'queue_worker_jobs.work.scheduled_scaling.2.schedule_expression: cron(0 0 28 2 ? 2020-2026) has passed in Etc/UTC and never fires again; if its limits still apply, move them to min_tasks and max_tasks of the job',
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
