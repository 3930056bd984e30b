import { describe, expect, test } from '@jest/globals';
import { validateMachine } from '../../../../lib/aws/state-machines/validation/validate-definition';
import { watchDefinition } from '../../../../lib/jobs/alarms/watch/watch-definition';
import type { ScheduledJob } from '../../../../lib/jobs/job';
import { jobsOfType } from '../../../../lib/jobs/job';
import { environmentOf, issuesOf } from '../../support/environments';
import { callsOf, executeElsewhere, interpret, type AnswerOf } from '../../support/run-definition';

const topic = 'arn:aws:sns:us-east-1:123456789012:jobs';
const alarms = { sns_topic_arn: topic };

function scheduledJob(fields: object, sections: object = { alarms }): ScheduledJob {
  const job = { task_command: ['job'], schedule_expression: 'cron(0 4 * * ? *)', ...fields };
  const [found] = jobsOfType(environmentOf({ ...sections, scheduled_jobs: { job } }).jobs, 'scheduled_job');
  if (found === undefined) throw new TypeError('the job is missing');
  return found;
}

describe('a scheduled job', () => {
  test.each([
    ['cron(0 4 * * ? *)', {}, 900],
    ['cron(0/20 * * * ? *)', {}, 600],
    [['cron(0 4 * * ? *)', 'cron(16 4 * * ? *)'], {}, 480],
    // The two times are on different days.
    [['cron(0 4 ? * MON *)', 'cron(5 4 ? * TUE *)'], {}, 900],
    ['cron(0 4 1 1 ? *)', {}, 900],
    ['at(2030-01-01T00:00:00)', {}, 900],
    ['rate(15 minutes)', {}, 450],
    ['rate(365 days)', {}, 900],
    ['cron(0 4 * * ? *)', { flexible_time_window_minutes: 30 }, 2700],
    ['cron(0 4 * * ? *)', { missed_run: {} }, 900],
    ['cron(0 4 * * ? *)', { missed_run: { after_seconds: 7200 } }, 7200],
    ['cron(* * * * ? *)', { missed_run: {} }, 120],
  ])('with %j and %j reports a missed run after %d seconds', (schedule, fields, seconds) => {
    const { missedRun } = scheduledJob({ schedule_expression: schedule, ...fields });
    expect(missedRun).toMatchObject({ kind: 'watched', afterSeconds: seconds });
  });

  test.each([
    [{ missed_run: false }, 'off'],
    [{ state: 'DISABLED' }, 'no_topic'],
    [{ schedule_expression: 'rate(14 minutes)' }, 'frequent'],
    [{ schedule_expression: ['cron(0 4 * * ? *)', 'cron(10 4 * * ? *)'] }, 'frequent'],
  ])('with %j reports no missed run', (fields, why) => {
    expect(scheduledJob(fields).missedRun).toEqual({ kind: 'unwatched', why });
  });

  test('without alarms has no check, and the environment has no watch machine', () => {
    expect(scheduledJob({ expected_seconds: 60 }, {})).toMatchObject({
      missedRun: { kind: 'unwatched', why: 'no_topic' },
      slowRun: undefined,
    });
    const scheduled_jobs = { job: { task_command: ['job'], schedule_expression: 'rate(1 day)' } };
    expect(environmentOf({ scheduled_jobs }).watch).toBeUndefined();
  });

  test('has the times of each of its schedules in its checks, and no start date', () => {
    const job = scheduledJob({
      schedule_expression: ['cron(0 4 * * ? *)', 'cron(0 5 1 * ? *)', 'rate(1 day)'],
      schedule_expression_timezone: 'Europe/Berlin',
      start_date: '2027-01-01T00:00:00Z',
      end_date: '2028-01-01T00:00:00Z',
    });
    const checks = job.missedRun.kind === 'watched' ? job.missedRun.checks : [];
    const [first, second] = job.schedules;
    expect(checks).toHaveLength(2);
    for (const [index, schedule] of [first, second].entries()) {
      const { expression, timezone, endDate, groupName } = schedule ?? first;
      expect(checks[index]).toMatchObject({
        expression,
        timezone,
        endDate,
        groupName,
        startDate: undefined,
        input: { not_before: '2027-01-01T00:00:00Z' },
      });
    }
  });

  test.each([
    [
      { flexible_time_window_minutes: 30, missed_run: { after_seconds: 1919 } },
      'scheduled_jobs.job.missed_run.after_seconds: after_seconds is 1919; it must be at least 1920, because flexible_time_window_minutes (30) lets AWS start a run later; increase after_seconds, or remove it to use the default',
    ],
    [
      { expected_seconds: 60, run_timeout_seconds: 60 },
      'scheduled_jobs.job.expected_seconds: expected_seconds is 60; it must be less than run_timeout_seconds (60), because a run ends at that time',
    ],
    [
      { expected_seconds: 60, timeout_seconds: 30 },
      'scheduled_jobs.job.expected_seconds: expected_seconds is 60; it must be less than timeout_seconds (30), because a run ends at that time',
    ],
  ])('with %j has an issue', (fields, issue) => {
    const job = { task_command: ['job'], schedule_expression: 'rate(1 day)', ...fields };
    expect(issuesOf({ scheduled_jobs: { job } })).toContain(issue);
  });

  test.each([
    { flexible_time_window_minutes: 30, missed_run: { after_seconds: 1920 } },
    { expected_seconds: 60, run_timeout_seconds: 61 },
    { expected_seconds: 60, timeout_seconds: 30, retry: { max_attempts: 3 } },
  ])('with %j has no issue', (fields) => {
    const job = { task_command: ['job'], schedule_expression: 'rate(1 day)', ...fields };
    expect(issuesOf({ scheduled_jobs: { job } }).filter((issue) => /seconds/.test(issue))).toEqual([]);
  });
});

test('an upload job with expected_seconds gets a state machine and a rule, and not without alarms', () => {
  const job = { task_command: ['job'], path_prefix: 'in/', expected_seconds: 60 };
  const environment = environmentOf({ alarms, file_upload_jobs: { job } });
  expect(environment.watch?.rules).toMatchObject([
    {
      jobName: 'job',
      eventPattern: {
        detail: { stateMachineArn: ['arn:aws:states:us-east-1:123456789012:stateMachine:app-test-job'] },
      },
      targets: [{ check: 'slow', input: { expected_seconds: 60 } }],
    },
  ]);
  expect(environmentOf({ file_upload_jobs: { job } }).watch).toBeUndefined();
});

describe('the watch machine', () => {
  const definition = watchDefinition({
    partition: 'aws',
    region: 'us-east-1',
    accountId: '123456789012',
  });
  const notification = { job: 'nightly', topic_arn: topic, subject: 'Subject', message: 'Message' };
  const due = {
    check: 'due',
    state_machine: 'arn:machine',
    scheduled_time: '2027-01-01T04:00:00Z',
    after_seconds: 900,
    ...notification,
  };
  const next = {
    check: 'next',
    state_machine: 'arn:machine',
    execution: 'arn:run-1',
    interval_seconds: 3600,
    after_seconds: 900,
    ...notification,
  };
  const slow = { check: 'slow', execution: 'arn:run-1', expected_seconds: 60, ...notification };
  const result = (value: unknown) => ({ kind: 'result', value }) as const;
  const error = (name: string) => ({ kind: 'error', error: name, cause: 'The cause' }) as const;

  /** Returns the responses of the services: the newest run, or the status of a run. */
  const answers =
    (answer: ReturnType<typeof result> | ReturnType<typeof error>): AnswerOf =>
    (state) =>
      state === 'ListRuns' || state === 'DescribeRun' ? answer : result({ MessageId: '1' });
  const newest = (ExecutionArn: string, StartDate: string) =>
    result({ Executions: [{ ExecutionArn, StartDate, Status: 'SUCCEEDED' }] });

  test('is valid', () => {
    expect(validateMachine(definition)).toEqual([]);
  });

  const published = { TopicArn: topic, Subject: 'Subject', Message: 'Message' };
  const failedCheck = {
    TopicArn: topic,
    Subject: 'A check of a background job failed',
    Message: expect.stringContaining('The check of the job nightly failed with the error Sfn.Denied'),
  };
  const cases = [
    ['no run', due, result({ Executions: [] }), published],
    ['a run before the scheduled time', due, newest('arn:1', '2027-01-01T03:59:59.999Z'), published],
    ['a run at the scheduled time', due, newest('arn:1', '2027-01-01T04:00:00.000Z'), undefined],
    ['a run after the scheduled time', due, newest('arn:1', '2027-01-01T04:10:00.123Z'), undefined],
    ['a deleted job', due, error('Sfn.StateMachineDoesNotExistException'), undefined],
    ['an error', due, error('Sfn.Denied'), failedCheck],
    [
      'a time before the start date',
      { ...due, not_before: '2027-01-01T04:00:01Z' },
      result({ Executions: [] }),
      undefined,
    ],
    [
      'a time at the start date',
      { ...due, not_before: '2027-01-01T04:00:00Z' },
      result({ Executions: [] }),
      published,
    ],
    ['no further run', next, newest('arn:run-1', '2027-01-01T04:00:00.000Z'), published],
    ['no run in the list', next, result({ Executions: [] }), published],
    ['a further run', next, newest('arn:run-2', '2027-01-01T05:00:00.000Z'), undefined],
    ['a run that is active', slow, result({ Status: 'RUNNING' }), published],
    ['a run that has succeeded', slow, result({ Status: 'SUCCEEDED' }), undefined],
    ['a run that has failed', slow, result({ Status: 'FAILED' }), undefined],
    ['a deleted run', slow, error('Sfn.ExecutionDoesNotExistException'), undefined],
    ['an error', slow, error('Sfn.Denied'), failedCheck],
  ] as const;

  test.each(cases)('after %s publishes the message, or ends', async (_, input, answer, message) => {
    const answerOf = answers(answer);
    const { happenings, end } = interpret(definition, answerOf, input);
    const calls = callsOf(happenings).filter(({ resource }) => resource.endsWith('sns:publish'));
    expect(end.status).toBe('SUCCEEDED');
    expect(calls.map(({ parameters }) => parameters)).toEqual(message === undefined ? [] : [message]);
    // A second interpreter of the language takes the same way.
    const other = await executeElsewhere(definition, answerOf, input);
    const parameters = other.started.filter(({ state }) => state.startsWith('Publish'));
    expect(parameters.map((call) => call.parameters)).toEqual(message === undefined ? [] : [message]);
  });

  test('waits for the times of the check', () => {
    const waits = (input: object) =>
      interpret(definition, answers(newest('arn:2', '2028-01-01T00:00:00Z')), input).happenings.flatMap(
        (happening) => (happening.kind === 'pause' ? [happening.seconds] : []),
      );
    expect(waits(due)).toEqual([900]);
    expect(waits(next)).toEqual([3600, 900]);
  });

  test('ignores a next run after the end date', () => {
    const context = (EnteredTime: string) => ({
      Execution: { Id: 'arn:run' },
      State: { EnteredTime },
    });
    const calls = (enteredTime: string) =>
      interpret(
        definition,
        answers(newest('arn:run-1', '2027-01-01T04:00:00.000Z')),
        { ...next, not_after: '2027-01-01T05:00:00Z' },
        context(enteredTime),
      ).happenings.filter(({ kind }) => kind === 'call').length;
    expect(calls('2027-01-01T05:00:00.001Z')).toBe(0);
    expect(calls('2027-01-01T05:00:00.000Z')).toBe(2);
  });

  test('reads one run of a list, whose newest run comes first', () => {
    const { happenings } = interpret(definition, answers(result({ Executions: [] })), due);
    const [list] = callsOf(happenings);
    expect(list?.parameters).toEqual({ StateMachineArn: 'arn:machine', MaxResults: 1 });
  });
});
