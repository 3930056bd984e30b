import type { ExampleFiles, RuleDocumentation } from './rule';

const nightly = (fields: string): ExampleFiles => ({
  'dev.yml': `scheduled_jobs:\n  nightly:\n    task_command: [bin/nightly]\n${fields}`,
});

/** Rules of the schedules that start jobs, send messages or change the number of tasks. */
export const scheduleRuleDocs = {
  'duplicate-schedule': {
    violation: 'two equal schedules in one list',
    why: 'The name of a schedule in a list contains a hash of its expression, so equal schedules would have the same name. In scheduled_scaling, two equal schedules would change the number of tasks at the same time, to different limits.',
    wrong: nightly('    schedule_expression: [rate(1 hour), rate(1 hours)]\n'),
    right: nightly('    schedule_expression: rate(1 hour)\n'),
  },
  'end-not-after-start': {
    violation: 'an end_date that is not after start_date',
    why: 'The schedule would never start the job.',
    wrong: nightly(
      '    schedule_expression: rate(1 day)\n    start_date: "2027-07-01T00:00:00Z"\n    end_date: "2027-01-01T00:00:00Z"\n',
    ),
    right: nightly(
      '    schedule_expression: rate(1 day)\n    start_date: "2027-01-01T00:00:00Z"\n    end_date: "2027-07-01T00:00:00Z"\n',
    ),
  },
  'dates-with-one-time-schedule': {
    violation: 'a start_date or an end_date with a one-time schedule',
    why: 'EventBridge Scheduler ignores these dates for a schedule with at().',
    wrong: nightly(
      '    schedule_expression: at(2027-07-01T04:00:00)\n    start_date: "2027-07-01T00:00:00Z"\n',
    ),
    right: nightly('    schedule_expression: at(2027-07-01T04:00:00)\n'),
  },
  'never-fires': {
    violation: 'a cron expression that matches no time between start_date and end_date',
    why: 'The schedule would never start the job or send a message.',
    wrong: nightly(
      '    schedule_expression: cron(0 4 1 1 ? *)\n    start_date: "2027-02-01T00:00:00Z"\n    end_date: "2027-07-01T00:00:00Z"\n',
    ),
    right: nightly(
      '    schedule_expression: cron(0 4 1 * ? *)\n    start_date: "2027-02-01T00:00:00Z"\n    end_date: "2027-07-01T00:00:00Z"\n',
    ),
  },
  'missed-run-in-window': {
    violation: 'a missed_run.after_seconds that is less than flexible_time_window_minutes plus two minutes',
    why: 'AWS may start a run until the end of the flexible time window. An earlier alarm would report a run that is not missed. The two minutes are for the precision of EventBridge Scheduler, which is one minute, and for the list of runs.',
    wrong: nightly(
      '    schedule_expression: cron(0 4 * * ? *)\n    flexible_time_window_minutes: 30\n    missed_run: { after_seconds: 900 }\n',
    ),
    right: nightly(
      '    schedule_expression: cron(0 4 * * ? *)\n    flexible_time_window_minutes: 30\n    missed_run: { after_seconds: 2700 }\n',
    ),
  },
  'schedule-name-conflict': {
    violation: 'two jobs whose schedules have the same name',
    why: 'If a job has several schedules, the program adds a hash to the name of each schedule. Such a name can equal the name of another job’s schedule.',
    wrong: {
      'dev.yml': `scheduled_jobs:
  nightly:
    task_command: [bin/nightly]
    schedule_expression: [rate(1 day), rate(7 days)]
  nightly-1adfeb56:
    task_command: [bin/other]
    schedule_expression: rate(1 day)
`,
    },
    right: {
      'dev.yml': `scheduled_jobs:
  nightly:
    task_command: [bin/nightly]
    schedule_expression: [rate(1 day), rate(7 days)]
  other:
    task_command: [bin/other]
    schedule_expression: rate(1 day)
`,
    },
  },
} as const satisfies Record<string, RuleDocumentation>;
