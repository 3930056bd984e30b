import { describe, expect, test } from '@jest/globals';
import { issuesOf } from '../support/environments';

const job = (fields: Readonly<Record<string, unknown>>) =>
  issuesOf({ scheduled_jobs: { a: { task_command: ['x'], schedule_expression: 'rate(1 day)', ...fields } } });
const message = (run: number, what: string) =>
  `scheduled_jobs.a.run_timeout_seconds: run_timeout_seconds is ${run}; it must be greater than ${what}`;
const attempt = (seconds: number) =>
  `timeout_seconds (${seconds}), so that an attempt can time out and on_failure can run`;
const retry = (seconds: number) => `retry.interval_seconds (${seconds}), so that the first retry can start`;

describe('run_timeout_seconds', () => {
  test.each([
    [{ timeout_seconds: 600, run_timeout_seconds: 60 }, message(60, attempt(600))],
    [{ timeout_seconds: 600, run_timeout_seconds: 600 }, message(600, attempt(600))],
    [{ run_timeout_seconds: 60, retry: { max_attempts: 2, interval_seconds: 60 } }, message(60, retry(60))],
    [
      {
        task_command: null,
        run_timeout_seconds: 400,
        steps: [
          { name: 'a', task_command: ['a'], timeout_seconds: 5 },
          {
            parallel: [
              { name: 'b', task_command: ['b'], timeout_seconds: 500 },
              { name: 'c', task_command: ['c'] },
            ],
          },
        ],
      },
      message(400, attempt(500)),
    ],
    [
      {
        task_command: null,
        timeout_seconds: 400,
        run_timeout_seconds: 400,
        steps: [{ name: 'a', task_command: ['a'] }],
      },
      message(400, attempt(400)),
    ],
  ])('must leave time for an attempt and a retry: %j', (fields, expected) => {
    expect(job(fields)).toEqual([expected]);
  });

  test.each([
    { timeout_seconds: 600, run_timeout_seconds: 601 },
    { run_timeout_seconds: 60 },
    { run_timeout_seconds: 60, retry: { max_attempts: 2 } },
    { run_timeout_seconds: 60, retry: { max_attempts: 2, interval_seconds: 60, jitter: true } },
    { run_timeout_seconds: 60, retry: { max_attempts: 0, interval_seconds: 60 } },
    {
      task_command: null,
      timeout_seconds: 600,
      run_timeout_seconds: 300,
      steps: [{ name: 'a', task_command: ['a'], timeout_seconds: 100 }],
    },
  ])('is accepted: %j', (fields) => {
    expect(job(fields)).toEqual([]);
  });
});
