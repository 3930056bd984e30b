import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { dayToJson } from '../../../lib/report/list/day-json';
import { listToJson } from '../../../lib/report/list/list-json';
import { listDay } from '../../../lib/report/list/listed-day';
import { listEnvironment } from '../../../lib/report/list/listed-jobs';
import { renderDay } from '../../../lib/report/list/render-day';
import { renderList } from '../../../lib/report/list/render-list';
import { describePolicy } from '../../../lib/report/list/words/run-policy';
import { runJob, environmentOf } from '../../jobs/support/environments';
import { validFixtures } from '../../support/fixtures';
import { run } from '../../support/run-program';
import { at } from '../../support/stack-json';

/** The example's environments, as if their zone were one that is newer than this Node. */
function elsewhere(): readonly EnvironmentJobs[] {
  const { environments } = loadEnvironments(
    join(__dirname, '..', '..', 'fixtures', 'calendars', 'env-config'),
  );
  return environments.map((environment) => ({
    ...environment,
    jobs: environment.jobs.map((job) => {
      if (job.type !== 'scheduled_job') return job;
      const [first, ...others] = job.schedules;
      const timezone = 'America/Atlantis';
      return {
        ...job,
        schedules: [{ ...first, timezone }, ...others.map((other) => ({ ...other, timezone }))] as const,
      };
    }),
  }));
}

describe('a time zone that AWS knows and Node does not', () => {
  const from = new Date('2027-03-13T00:00:00Z');
  const problem = 'this Node.js does not know the time zone America/Atlantis';

  test('is said in place of the next runs', () => {
    const listed = elsewhere().map((environment) => listEnvironment(environment, from, 3));
    expect(renderList(listed, from)).toContain(`  not known: ${problem}\n`);
    const json: unknown = JSON.parse(listToJson(listed, from, 3));
    expect(at(json, 'environments', 0, 'jobs', 0)).toMatchObject({
      next_runs: [],
      schedules: [{ problem, finished: false, next_runs: [] }],
    });
  });

  test('leaves a schedule without its place on a day', () => {
    const days = elsewhere().map((environment) => listDay(environment, { year: 2027, month: 3, day: 14 }));
    expect(renderDay(days, '2027-03-14')).toContain(`  Not placed: ${problem}\n    from-then-on`);
    expect(at(JSON.parse(dayToJson(days, '2027-03-14')), 'environments', 0, 'not_placed', 0)).toMatchObject({
      job: 'from-then-on',
      because: problem,
    });
  });
});

describe.each(validFixtures().map(({ name, config }) => [name, config] as const))('%s', (_, config) => {
  test.each([
    ['--from', '2027-03-13T00:00:00Z'],
    ['--on', '2027-03-14'],
  ])('is listed, %s %s, the same each time and with nothing that a terminal obeys', (...when) => {
    for (const format of ['text', 'json', 'ics']) {
      const call = ['list', '--config', config, '--format', format, ...when];
      const { status, out, error } = run(...call);
      expect({ status, error }).toEqual({ status: 0, error: '' });
      expect(run(...call).out).toBe(out);
      expect(out.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(out).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe('how runs go, in words', () => {
  const words = (fields: Readonly<Record<string, unknown>>) => {
    const job = { schedule_expression: 'rate(1 day)', ...fields };
    const [built] = environmentOf({ scheduled_jobs: { job } }).jobs;
    return describePolicy(runJob(built).run);
  };
  const command = { task_command: ['job'] };

  test.each<readonly [Readonly<Record<string, unknown>>, string]>([
    [{}, 'no retries: 1 run, no timeout, runs may overlap'],
    [
      { retry: { max_attempts: 1 }, timeout_seconds: 61, overlap: 'skip' },
      '1 retry: 2 runs at the most, timeout 61 seconds, a start while a run goes on does nothing',
    ],
    [
      { retry: { max_attempts: 2, on_exit_codes: [75, 3] }, timeout_seconds: 3600, overlap: 'replace' },
      '2 retries: 3 runs at the most (of exit codes only 3 or 75), timeout 1 hour, a start ends the run that goes on',
    ],
    [
      {
        retry: { max_attempts: 2, unless_exit_codes: [2], on_start_failure: false },
        run_timeout_seconds: 172_800,
      },
      '2 retries: 3 runs at the most (of exit codes all but 2, not when the task never started), no timeout, the whole run timeout 2 days, runs may overlap',
    ],
  ])('of one command: %j', (fields, expected) => {
    expect(words({ ...command, ...fields })).toEqual([expected]);
  });

  test('of steps: each of them, and the whole', () => {
    const steps = [
      { name: 'a', ...command, retry: { max_attempts: 1 } },
      {
        parallel: [
          { name: 'b', ...command },
          { name: 'c', ...command, timeout_seconds: 60 },
        ],
      },
    ];
    expect(words({ steps, overlap: 'skip', on_failure: command })).toEqual([
      '1. a: 1 retry: 2 runs at the most, no timeout',
      '2. side by side: b: no retries: 1 run, no timeout; c: no retries: 1 run, timeout 1 minute',
      'after a failure: no retries: 1 run, no timeout',
      'a start while a run goes on does nothing',
    ]);
  });
});
