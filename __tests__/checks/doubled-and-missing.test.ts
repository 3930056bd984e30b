import { describeChecks, schedule, scaling, upload, worker } from './support/check-helpers';

/** Returns a section with one scheduled job. */
const scheduled = (fields: Readonly<Record<string, unknown>>) => ({
  scheduled_jobs: { job: schedule(fields) },
});

/** Returns changes of `scheduled_scaling`, each with its expression and its maximum. */
const changes = (...items: readonly (readonly [expression: string, maximum: number])[]) =>
  items.map(([schedule_expression, max_tasks]) => ({ schedule_expression, min_tasks: 0, max_tasks }));

const everyNight = changes(['cron(0 8 * * ? *)', 4], ['cron(0 18 * * ? *)', 0]);

describeChecks([
  {
    code: 'endless-replacement',
    finds: [
      [
        scheduled({ overlap: 'replace', schedule_expression: 'rate(1 minute)' }),
        'scheduled_jobs.job.schedule_expression: a run that replaces another one first waits 150 seconds; rate(1 minute) starts the next run, which replaces this one, after 60 seconds',
      ],
      [
        scheduled({
          overlap: 'replace',
          timeout_seconds: 150,
          schedule_expression: ['rate(1 day)', 'cron(0/5 9 * * ? *)'],
        }),
        'scheduled_jobs.job.schedule_expression.1: a run that replaces another one first waits 150 seconds, and its own tasks then run for up to 150 seconds; cron(0/5 9 * * ? *) starts the next run, which replaces this one, after 300 seconds',
      ],
      [
        scheduled({
          overlap: 'replace',
          schedule_expression: 'rate(1 hour)',
          flexible_time_window_minutes: 58,
        }),
        'scheduled_jobs.job.schedule_expression: a run that replaces another one first waits 150 seconds; rate(1 hour) starts the next run, which replaces this one, after 120 seconds',
      ],
    ],
    passes: [
      scheduled({ overlap: 'replace', timeout_seconds: 149, schedule_expression: 'rate(5 minutes)' }),
      // Without a timeout, the duration of a run is unknown.
      scheduled({ overlap: 'replace', schedule_expression: 'rate(3 minutes)' }),
      scheduled({ overlap: 'replace', schedule_expression: 'at(2027-01-01T00:00:00)' }),
      scheduled({ overlap: 'replace', schedule_expression: 'rate(1 minute)', state: 'DISABLED' }),
      scheduled({ overlap: 'skip', schedule_expression: 'rate(1 minute)' }),
    ],
  },
  {
    code: 'run-at-creation',
    finds: [
      [
        scheduled({ schedule_expression: ['cron(0 4 * * ? *)', 'rate(7 days)'] }),
        'scheduled_jobs.job.schedule_expression.1: rate(7 days) starts a run immediately at each apply that creates the schedule',
      ],
      [
        worker({ schedule: { schedule_expression: 'rate(24 hours)' } }),
        'queue_worker_jobs.work.schedule.schedule_expression: rate(24 hours) sends a message immediately at each apply that creates the schedule',
      ],
    ],
    passes: [
      scheduled({ schedule_expression: 'rate(23 hours)' }),
      scheduled({ schedule_expression: 'rate(1 day)', start_date: '2027-01-01T00:00:00Z' }),
      scheduled({ schedule_expression: 'rate(1 day)', state: 'DISABLED' }),
      scheduled({}),
    ],
  },
  {
    code: 'simultaneous-schedules',
    finds: [
      [
        scheduled({ schedule_expression: ['cron(0 3 1 * ? *)', 'cron(0 3 ? * MON *)'] }),
        'scheduled_jobs.job.schedule_expression.1: cron(0 3 1 * ? *) and cron(0 3 ? * MON *) both start a run at Mon 2026-06-01 03:00',
      ],
      [
        scheduled({ schedule_expression: ['cron(0 3 L * ? *)', 'cron(0 4 1 * ? *)', 'cron(0 3 28 * ? *)'] }),
        'scheduled_jobs.job.schedule_expression.2: cron(0 3 L * ? *) and cron(0 3 28 * ? *) both start a run at Sun 2027-02-28 03:00',
      ],
      [
        scheduled({ schedule_expression: ['at(2026-06-01T03:00:00)', 'cron(0 3 1 * ? *)'] }),
        'scheduled_jobs.job.schedule_expression.1: at(2026-06-01T03:00:00) and cron(0 3 1 * ? *) both start a run at Mon 2026-06-01 03:00',
      ],
      [
        scheduled({ schedule_expression: ['rate(1 hour)', 'rate(1 day)'] }),
        'scheduled_jobs.job.schedule_expression.1: rate(1 hour) and rate(1 day) both start a run at the same time',
      ],
      [
        scheduled({
          start_date: '2026-04-01T00:00:00Z',
          schedule_expression: ['rate(2 hours)', 'cron(0 6 * * ? *)'],
        }),
        'scheduled_jobs.job.schedule_expression.1: rate(2 hours) and cron(0 6 * * ? *) both start a run at Wed 2026-04-01 06:00',
      ],
      [
        worker({
          scheduled_scaling: changes(['cron(0 18 * * ? *)', 0], ['cron(0 18 ? * SUN *)', 2]),
        }),
        'queue_worker_jobs.work.scheduled_scaling.1.schedule_expression: cron(0 18 * * ? *) and cron(0 18 ? * SUN *) both change the number of tasks at Sun 2026-03-01 18:00',
      ],
    ],
    passes: [
      scheduled({ schedule_expression: ['cron(0 3 1 * ? *)', 'cron(30 3 ? * MON *)'] }),
      scheduled({ schedule_expression: ['cron(0 3 ? * TUE *)', 'cron(0 3 ? * MON *)'] }),
      scheduled({ schedule_expression: ['cron(0 3 * * ? 2027)', 'cron(0 3 * * ? 2028)'] }),
      // Only one of two runs does its work.
      scheduled({ overlap: 'skip', schedule_expression: ['cron(0 3 1 * ? *)', 'cron(0 3 ? * MON *)'] }),
      scheduled({ schedule_expression: ['cron(0 3 1 * ? *)', 'cron(0 3 ? * MON *)'], state: 'DISABLED' }),
      // The first run of a rate without a start date is unknown.
      scheduled({ schedule_expression: ['rate(2 hours)', 'cron(0 6 * * ? *)'] }),
      scheduled({
        start_date: '2026-04-01T00:00:00Z',
        end_date: '2026-05-31T00:00:00Z',
        schedule_expression: ['cron(0 3 1 * ? *)', 'cron(0 3 ? * MON *)'],
      }),
      scheduled({
        start_date: '2026-04-01T00:30:00Z',
        schedule_expression: ['rate(2 hours)', 'cron(0 6 * * ? *)'],
      }),
      worker({ scheduled_scaling: everyNight }),
    ],
  },
  {
    code: 'expires-without-tasks',
    finds: [
      [
        worker({ queue: { message_retention_seconds: 50400 }, scheduled_scaling: everyNight }),
        'queue_worker_jobs.work.queue.message_retention_seconds: no task runs for 50400 seconds after cron(0 18 * * ? *), but SQS deletes a message after 50400 seconds',
      ],
      [
        // From Friday evening to Tuesday evening are four days.
        worker({ scheduled_scaling: changes(['cron(0 18 ? * TUE *)', 4], ['cron(0 18 ? * FRI *)', 0]) }),
        'queue_worker_jobs.work.queue.message_retention_seconds: no task runs for 345600 seconds after cron(0 18 ? * FRI *), but SQS deletes a message after 345600 seconds',
      ],
      [
        worker({ scheduled_scaling: changes(['at(2027-01-01T00:00:00)', 0]) }),
        'queue_worker_jobs.work.queue.message_retention_seconds: no task runs again after at(2027-01-01T00:00:00), but SQS deletes a message after 345600 seconds',
      ],
      [
        worker({
          scheduled_scaling: [...everyNight, ...changes(['cron(1 8 24 12 ? *)', 0])],
          queue: { message_retention_seconds: 50401 },
        }),
        'queue_worker_jobs.work.queue.message_retention_seconds: no task runs for 86340 seconds after cron(1 8 24 12 ? *), but SQS deletes a message after 50401 seconds',
      ],
    ],
    passes: [
      worker({ queue: { message_retention_seconds: 50401 }, scheduled_scaling: everyNight }),
      worker({ scheduled_scaling: scaling('cron(0 8 * * ? *)') }),
      // The first time of a rate is unknown.
      worker({ scheduled_scaling: changes(['rate(9 days)', 0], ['rate(10 days)', 1]) }),
      worker(),
    ],
  },
  {
    code: 'short-timeout',
    finds: [
      [
        scheduled({ timeout_seconds: 59 }),
        'scheduled_jobs.job.timeout_seconds: the task is stopped 59 seconds after its launch, but its start on Fargate often takes as long',
      ],
      [
        {
          file_upload_jobs: {
            job: {
              timeout_seconds: 600,
              steps: [
                {
                  parallel: [
                    { name: 'a', task_command: ['a'] },
                    { name: 'b', task_command: ['b'], timeout_seconds: 5 },
                  ],
                },
              ],
            },
          },
        },
        'file_upload_jobs.job.steps.0.parallel.1.timeout_seconds: the task is stopped 5 seconds after its launch, but its start on Fargate often takes as long',
      ],
    ],
    passes: [scheduled({ timeout_seconds: 60 }), scheduled({})],
  },
  {
    code: 'common-objects',
    finds: [
      [
        {
          file_upload_jobs: {
            csv: upload({ path_suffix: '.csv' }),
            incoming: upload({ path_prefix: 'in/' }),
            pattern: upload({ path_pattern: 'in/*/x-*.csv' }),
          },
        },
        'file_upload_jobs.incoming: an object such as "in/.csv" can also start csv',
        'file_upload_jobs.pattern: an object such as "in//x-.csv" can also start csv',
      ],
      [
        {
          file_upload_jobs: { import: upload({ path_prefix: 'in/', path_suffix: ['.csv', '.CSV'] }) },
          ...worker({ file_upload: { path_prefix: 'in/' } }),
        },
        'queue_worker_jobs.work.file_upload: an object such as "in/.CSV" can also start import',
      ],
      [
        {
          file_upload_jobs: {
            big: upload({ minimum_size_bytes: 10 }),
            some: upload({ maximum_size_bytes: 10 }),
          },
        },
        'file_upload_jobs.some: an object that starts this job can also start big',
      ],
      [
        {
          file_upload_jobs: {
            a: upload({ path_pattern: String.raw`in/\*x*` }),
            b: upload({ path_pattern: String.raw`*\*x` }),
          },
        },
        'file_upload_jobs.b: an object such as "in/*x" can also start a',
      ],
    ],
    passes: [
      { file_upload_jobs: { a: upload({ path_suffix: '.csv' }), b: upload({ path_suffix: '.pdf' }) } },
      { file_upload_jobs: { a: upload({ path_pattern: 'a/*.csv' }), b: upload({ path_prefix: 'b/' }) } },
      { file_upload_jobs: { a: upload({ maximum_size_bytes: 9 }), b: upload({ minimum_size_bytes: 10 }) } },
      { file_upload_jobs: { a: upload({ reasons: ['POST'] }), b: upload({ reasons: ['CopyObject'] }) } },
      {
        file_upload_jobs: {
          a: upload({ path_suffix: '.csv' }),
          b: upload({ path_prefix: 'b/', source_bucket: 'other' }),
        },
      },
      {
        file_upload_jobs: {
          a: upload({ path_suffix: '.csv', state: 'DISABLED' }),
          b: upload({ path_prefix: 'b/' }),
        },
      },
      // The check nested-prefixes reports these pairs.
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/' }),
          b: upload({ path_prefix: 'in/a/', path_suffix: '.csv' }),
        },
      },
    ],
  },
]);
