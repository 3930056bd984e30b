import { describe, expect, test } from '@jest/globals';
import { runMachine } from '../../../lib/aws/state-machines/interpreter/run-machine';
import { maximumHistoryEvents } from '../../../lib/aws/state-machines/limits';
import type { StateMachineDefinition } from '../../../lib/aws/state-machines/definition';
import {
  launchRetriers,
  launchRetrySecondsOf,
  maximumEvents,
} from '../../../lib/jobs/run/definition/launch-retry';
import type { EcsAnswer } from '../support/endings';
import { ecsAnswer } from '../support/endings';
import { at } from '../../support/stack-json';
import { environmentOf, issuesOf, runJob, stateMachineTarget } from '../support/environments';
import { callsOf, definitionsOf, interpret, type Fields } from '../support/run-definition';

const rejected = (error: string): EcsAnswer => ({ kind: 'error', error, cause: 'rejected' });

/** Returns the maximum seconds of each wait before a retry of the launch. The launch must fail the run in the end. */
function waitsOf(definition: unknown, error: string): readonly number[] {
  const { happenings, end } = interpret(definition, () => rejected(error));
  expect(end).toMatchObject({ status: 'FAILED', error });
  return happenings.flatMap((event) => (event.kind === 'pause' && event.isRandom ? [event.seconds] : []));
}

const mean = (waits: readonly number[]) => waits.reduce((sum, wait) => sum + wait, 0) / 2;
const scheduled = (fields: Fields) =>
  definitionsOf([{ schedule_expression: 'rate(1 day)', task_command: ['job'], ...fields }])[0];
function uploaded(fields: Fields, section = 'file_upload_jobs'): StateMachineDefinition {
  const [job] = environmentOf({ [section]: { job: { task_command: ['job'], ...fields } } }).jobs;
  return stateMachineTarget(runJob(job)).stateMachine.definition;
}

describe('a rejected launch', () => {
  const capacity = ['AmazonECS.Unknown', 'ECS.AmazonECSException', 'ECS.ThrottlingException'];

  test.each([...capacity, 'ECS.InvalidParameterException'])(
    'of a scheduled job is retried for ten minutes on average after %s, with any timeout or retry',
    (error) => {
      for (const fields of [{}, { timeout_seconds: 60 }, { retry: { max_attempts: 2 } }]) {
        const average = mean(waitsOf(scheduled(fields), error));
        expect(average).toBeGreaterThanOrEqual(600);
        expect(average).toBeLessThan(700);
      }
    },
  );

  test.each(capacity)('of an upload or an event is retried for hours after %s', (error) => {
    const event = { event_pattern: { source: ['shop'] }, timeout_seconds: 60 };
    for (const definition of [uploaded({ timeout_seconds: 60 }), uploaded(event, 'event_jobs')]) {
      const waits = waitsOf(definition, error);
      expect(mean(waits)).toBeGreaterThanOrEqual(14_400);
      expect(mean(waits)).toBeLessThan(15_000);
      expect(Math.max(...waits)).toBe(900);
    }
  });

  test('of an upload is retried for only half an hour after ECS.InvalidParameterException', () => {
    const average = mean(waitsOf(uploaded({ timeout_seconds: 60 }), 'ECS.InvalidParameterException'));
    expect(average).toBeGreaterThanOrEqual(1800);
    expect(average).toBeLessThan(1900);
  });

  test('is retried for launch_retry_seconds', () => {
    for (const seconds of [60, 600, 1800, 3600, 7200, 86_400]) {
      const average = mean(waitsOf(uploaded({ launch_retry_seconds: seconds }), 'AmazonECS.Unknown'));
      expect(average).toBeGreaterThanOrEqual(seconds);
      expect(average).toBeLessThan(seconds + 451);
    }
  });

  test('does not count as an attempt', () => {
    const fields = { task_command: ['job', '<attempt>'], retry: { max_attempts: 1 } };
    const answers = [rejected('ECS.AmazonECSException'), ecsAnswer({ kind: 'exit', code: 1 })];
    const { happenings, end } = interpret(
      scheduled(fields),
      () => answers.shift() ?? ecsAnswer({ kind: 'success' }),
    );
    expect([callsOf(happenings).length, end.status]).toEqual([3, 'SUCCEEDED']);
  });

  test('after an internal error of ECS is not retried, because a task may be running', () => {
    for (const fields of [{}, { retry: { max_attempts: 3 } }, { timeout_seconds: 60 }]) {
      const { happenings, end } = interpret(scheduled(fields), () => rejected('ECS.ServerException'));
      expect([callsOf(happenings).length, end.status]).toEqual([1, 'FAILED']);
    }
  });

  test.each<Fields>([
    { overlap: 'skip' },
    { overlap: 'replace', timeout_seconds: 60, retry: { max_attempts: 1 } },
    { overlap: 'skip', task_command: null, steps: [{ name: 'a', task_command: ['a'] }] },
    { overlap: 'skip', on_failure: { task_command: ['mourn'] } },
  ])(
    'after an internal error of ECS ends the run 150 seconds later if runs must not overlap: %j',
    (fields) => {
      const { happenings, end } = interpret(scheduled(fields), (state) =>
        /^RunTask( a)?$/.test(state) ? rejected('ECS.ServerException') : { kind: 'result', value: {} },
      );
      const events = happenings.map((event) => (event.kind === 'pause' ? event.seconds : event.state));
      const onFailure = 'on_failure' in fields ? ['RunTask on_failure'] : [];
      const launch = 'steps' in fields ? 'RunTask a' : 'RunTask';
      expect(events).toEqual(['AcquireLock', launch, 150, ...onFailure]);
      expect(end).toMatchObject({ status: 'FAILED', error: 'ECS.ServerException' });
    },
  );
});

/**
 * Counts the events of a run's history: two for each state, two more for a Parallel state, and one each when a launch is
 * scheduled, started, submitted and failed.
 */
function countEvents(definition: unknown, answerOf: (call: number) => EcsAnswer): number {
  let [events, ignored, calls] = [2, 0, 0];
  const observed = (machine: unknown): unknown =>
    JSON.parse(JSON.stringify(machine), (key, value: unknown) =>
      key !== 'States' || typeof value !== 'object' || value === null
        ? value
        : new Proxy(value, {
            // To find out whether a wait is random, the interpreter reads all states. These reads are not events.
            ownKeys: (target) => {
              ignored = Reflect.ownKeys(target).length;
              return Reflect.ownKeys(target);
            },
            get: (target, name, receiver): unknown => {
              if (ignored > 0) ignored -= 1;
              else events += at(target, String(name), 'Type') === 'Parallel' ? 4 : 2;
              return Reflect.get(target, name, receiver);
            },
          }),
    );
  const context = { Execution: { Id: 'arn:run', StartTime: '2027-01-01T00:00:00.000Z' } };
  const run = runMachine(observed(definition), { input: {}, context });
  let next = run.next();
  while (next.done !== true) {
    if (next.value.kind === 'call') {
      const answer = answerOf(calls);
      events += answer.kind === 'error' && answer.cause === 'rejected' ? 3 : 4;
      calls += 1;
      next = run.next(answer);
    } else next = run.next();
  }
  return events;
}

describe('the history of a run', () => {
  const timeout: EcsAnswer = { kind: 'error', error: 'States.Timeout', cause: undefined };
  const failure = ecsAnswer({ kind: 'exit', code: 1 });

  test.each<readonly [string, Fields & { readonly retry: Fields & { readonly max_attempts: number } }]>([
    ['a default', { retry: { max_attempts: 5 }, timeout_seconds: 60 }],
    [
      'a default that is shortened',
      { retry: { max_attempts: 300, max_delay_seconds: 120 }, timeout_seconds: 60 },
    ],
    ['as many retries as possible', { retry: { max_attempts: 556, max_delay_seconds: 120 } }],
    ['a whole day', { retry: { max_attempts: 20 }, timeout_seconds: 60, launch_retry_seconds: 86_400 }],
    [
      'steps and on_failure',
      {
        task_command: null,
        steps: ['a', 'b', 'c', 'd'].map((name) => ({ name, task_command: [name] })),
        retry: { max_attempts: 20 },
        on_failure: { task_command: ['mourn'], retry: { max_attempts: 20 } },
      },
    ],
  ])('is within its maximum if every launch is rejected as often as possible, with %s', (_, fields) => {
    const environment = environmentOf({
      file_upload_jobs: { job: { task_command: ['job'], ...fields } },
    });
    const job = runJob(environment.jobs[0]);
    const { definition } = stateMachineTarget(job).stateMachine;
    const first = Object.values(definition.States).find(({ Type }) => Type === 'Task');
    const limits = (first?.Type === 'Task' ? (first.Retry ?? []) : []).flatMap(
      ({ ErrorEquals: [error = ''], MaxAttempts = 0 }) =>
        Array.from({ length: MaxAttempts }, () => rejected(error)),
    );
    const ofAttempt = [...limits, 'timeout_seconds' in fields ? timeout : failure];
    // The last attempt of each step but the last one succeeds, so that the next step runs.
    const ofStep = ofAttempt.length * (1 + fields.retry.max_attempts);
    const events = countEvents(definition, (call) => {
      const isLastAttempt = call % ofStep === ofStep - 1;
      const hasNextStep = call < ofStep * (job.run.stages.length - 1);
      return isLastAttempt && hasNextStep
        ? ecsAnswer({ kind: 'success' })
        : (ofAttempt[call % ofAttempt.length] ?? failure);
    });
    const maximum = maximumEvents(job.run, launchRetrySecondsOf(job.run));
    expect(events).toBeGreaterThan(1000);
    expect(events).toBeLessThanOrEqual(maximum);
    expect(maximum).toBeLessThanOrEqual(maximumHistoryEvents);
  });

  test('limits the number of retries, and the time for which launches are retried', () => {
    const issues = (fields: Fields) =>
      issuesOf({ file_upload_jobs: { job: { task_command: ['job'], ...fields } } });
    expect(issues({ retry: { max_attempts: 556, max_delay_seconds: 120 } })).toEqual([]);
    expect(issues({ retry: { max_attempts: 557, max_delay_seconds: 120 } })).toEqual([
      expect.stringMatching(
        /retry\.max_attempts: max_attempts is 557; all steps together must have at most 556 retries/,
      ),
    ]);
    expect(
      issues({ retry: { max_attempts: 30, max_delay_seconds: 120 }, launch_retry_seconds: 86_400 }),
    ).toEqual([
      expect.stringContaining(
        'launch_retry_seconds: launch_retry_seconds is 86400, which is too long: an execution can have at most 25000 events, and each of 31 attempts',
      ),
    ]);
    expect(launchRetriers(60)).toHaveLength(1);
  });
});
