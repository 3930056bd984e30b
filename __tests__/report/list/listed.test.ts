import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { dayToJson } from '../../../lib/report/list/day/json';
import { listToJson } from '../../../lib/report/list/json';
import { listDay } from '../../../lib/report/list/day/view';
import { listEnvironment } from '../../../lib/report/list/view';
import { renderDay } from '../../../lib/report/list/day/text';
import { renderList } from '../../../lib/report/list/text';
import { describePolicy } from '../../../lib/report/list/words/run-policy';
import { runJob, environmentOf } from '../../jobs/support/environments';
import { validFixtures } from '../../support/fixtures';
import { at } from '../../support/stack-json';
import { expectListed } from './support/expect-listed';

/** Environments of the fixture, with a time zone that this Node does not know. */
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
  const problem = 'this version of Node.js does not know the time zone America/Atlantis; update Node.js';

  test('is mentioned instead of the next runs', () => {
    const listed = elsewhere().map((environment) => listEnvironment(environment, from, 3));
    expect(renderList({ environments: listed, from, count: 3 })).toContain(`  unknown: ${problem}\n`);
    const json: unknown = JSON.parse(listToJson({ environments: listed, from, count: 3 }));
    expect(at(json, 'environments', 0, 'jobs', 0)).toMatchObject({
      next_runs: [],
      schedules: [{ problem, finished: false, next_runs: [] }],
    });
  });

  test('makes the times of a schedule on a day unknown', () => {
    const days = elsewhere().map((environment) => listDay(environment, { year: 2027, month: 3, day: 14 }));
    expect(renderDay({ environments: days, on: '2027-03-14' })).toContain(
      `  Unknown times: ${problem}\n    from-then-on`,
    );
    expect(
      at(JSON.parse(dayToJson({ environments: days, on: '2027-03-14' })), 'environments', 0, 'not_placed', 0),
    ).toMatchObject({
      job: 'from-then-on',
      because: problem,
    });
  });
});

// The slow tests have the other fixtures.
const chosen = ['calendars', 'every-field', 'workers'];

describe.each(validFixtures().filter(({ name }) => chosen.includes(name)))('$name', ({ config }) => {
  test.each([
    ['--from', '2027-03-13T00:00:00Z'],
    ['--on', '2027-03-14'],
  ])('is listed with %s %s deterministically, without control characters', (...when) => {
    expectListed(config, when);
  });
});

describe('the description of runs', () => {
  const words = (fields: Readonly<Record<string, unknown>>) => {
    const job = { schedule_expression: 'rate(1 day)', ...fields };
    const [built] = environmentOf({ scheduled_jobs: { job } }).jobs;
    return describePolicy(runJob(built).run);
  };
  const command = { task_command: ['job'] };

  test.each<readonly [Readonly<Record<string, unknown>>, string]>([
    [{}, 'no retries, no timeout, runs may overlap'],
    [
      { retry: { max_attempts: 1 }, timeout_seconds: 61, overlap: 'skip' },
      '1 retry (at most 2 attempts), timeout 61 seconds, a run is skipped while another run is active',
    ],
    [
      { retry: { max_attempts: 2, on_exit_codes: [75, 3] }, timeout_seconds: 3600, overlap: 'replace' },
      '2 retries (at most 3 attempts, only after exit codes 3 or 75), timeout 1 hour, a new run stops the active run',
    ],
    [
      {
        retry: { max_attempts: 2, unless_exit_codes: [2], on_start_failure: false },
        run_timeout_seconds: 172_800,
      },
      '2 retries (at most 3 attempts, not after exit code 2, not if the task fails to start), no timeout, run timeout 2 days, runs may overlap',
    ],
  ])('has one line for a single command: %j', (fields, expected) => {
    expect(words({ ...command, ...fields })).toEqual([expected]);
  });

  test('has a line for each stage of steps, and for the run', () => {
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
      '1. a: 1 retry (at most 2 attempts), no timeout',
      '2. in parallel: b: no retries, no timeout; c: no retries, timeout 1 minute',
      'on failure: no retries, no timeout',
      'a run is skipped while another run is active',
    ]);
  });
});
