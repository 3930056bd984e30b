import { describe, expect, test } from '@jest/globals';
import { expectEnough, fc, randomValues, tries } from '../../support/property-tests';
import type { ExecutionEnd } from '../../../lib/aws/state-machines/interpreter/run-machine';
import { validateDefinition } from '../../../lib/aws/state-machines/validation/validate-definition';
import { at } from '../../support/stack-json';
import { ecsAnswer } from '../support/endings';
import { callsOf, definitionsOf, executeElsewhere, interpret, type Fields } from '../support/run-definition';
import { expectedOf, type Ending, type RunModel, type StepModel } from '../support/run-model';

const exitCodes = [1, 2, 64, 75] as const;
const ending: fc.Arbitrary<Ending> = fc.oneof(
  fc.constantFrom<Ending>(
    { kind: 'success' },
    { kind: 'timeout' },
    { kind: 'no-start' },
    { kind: 'rejected' },
    { kind: 'lost' },
    { kind: 'spot', code: 0 },
    { kind: 'spot', code: 143 },
    { kind: 'sidecar', code: undefined },
    { kind: 'sidecar', code: 137 },
  ),
  fc.constantFrom(...exitCodes).map((code): Ending => ({ kind: 'exit', code })),
);
const codes = fc.uniqueArray(fc.constantFrom(...exitCodes), { minLength: 1, maxLength: 3 });
const retry = fc
  .record({
    max: fc.integer({ min: 0, max: 3 }),
    rule: fc.constantFrom('on', 'unless', 'none'),
    listed: codes,
    onStartFailure: fc.boolean(),
  })
  .map(({ max, rule, listed, onStartFailure }) => ({
    max,
    on: rule === 'on' ? listed : undefined,
    unless: rule === 'unless' ? listed : undefined,
    onStartFailure,
  }));
const step = (name: string): fc.Arbitrary<StepModel> =>
  fc
    .record({
      timeout: fc.option(fc.constant(60), { nil: undefined }),
      capacity: fc.constantFrom('fargate', 'spot', 'fallback'),
      retry: fc.option(retry, { nil: undefined }),
      endings: fc.array(ending, { maxLength: 6 }),
    })
    .map(({ timeout, capacity, retry: again, endings }) => ({
      name,
      timeout,
      capacity,
      retry: again,
      // Without a timeout, no task times out.
      endings: endings
        .filter(({ kind }) => timeout !== undefined || kind !== 'timeout')
        // Only a Spot task is interrupted.
        .filter(
          ({ kind }, index) =>
            kind !== 'spot' || capacity === 'spot' || (capacity === 'fallback' && index === 0),
        ),
    }));
const runs: fc.Arbitrary<RunModel> = fc.record({
  stages: fc.tuple(
    fc.tuple(step('first')),
    fc.oneof(fc.tuple(step('second')), fc.tuple(step('left'), step('right'), step('middle'))),
    fc.tuple(step('last')),
  ),
  onFailure: fc.boolean(),
  sidecarFailure: fc.constantFrom('ignore', 'fail', undefined),
});

function fieldsOf({ name, timeout, capacity, retry: again }: StepModel): Fields {
  return {
    name,
    task_command: [`bin/${name}`, '<attempt>'].slice(0, name === 'left' ? 1 : 2),
    ...(timeout === undefined ? {} : { timeout_seconds: timeout }),
    ...(capacity === 'fargate' ? {} : { capacity_provider: 'FARGATE_SPOT' }),
    ...(again === undefined
      ? {}
      : {
          retry: {
            max_attempts: again.max,
            ...(again.on === undefined ? {} : { on_exit_codes: again.on }),
            ...(again.unless === undefined ? {} : { unless_exit_codes: again.unless }),
            on_start_failure: again.onStartFailure,
            on_demand_after_spot: capacity === 'fallback',
          },
        }),
  };
}

function jobOf({ stages, onFailure, sidecarFailure }: RunModel): Fields {
  return {
    schedule_expression: 'rate(1 day)',
    steps: stages.map((steps) => {
      const [only, ...others] = steps.map(fieldsOf);
      return others.length === 0 ? only : { parallel: steps.map(fieldsOf) };
    }),
    ...(sidecarFailure === undefined ? {} : { sidecar_failure: sidecarFailure }),
    ...(onFailure ? { on_failure: { task_command: ['bin/mourn'] } } : {}),
  };
}

const nameOf = (state: string): string => state.split(' ').at(-1) ?? '';

/** Returns the endings of each step, in order. */
function endingsOf({ stages }: RunModel): (state: string) => Ending {
  const left = new Map(stages.flat().map(({ name, endings }) => [name, [...endings]]));
  return (state) => left.get(nameOf(state))?.shift() ?? { kind: 'success' };
}

const answersOf = (model: RunModel) => {
  const endingOf = endingsOf(model);
  return (state: string) => ecsAnswer(endingOf(state));
};
const sorted = (names: readonly string[]) => names.toSorted();

const failedStep = (end: ExecutionEnd) =>
  end.status === 'FAILED' ? /^[a-z]+/.exec(end.cause ?? '')?.[0] : undefined;

describe('a run of steps', () => {
  test('starts its tasks and ends as the fields are documented', () => {
    const samples = randomValues(runs, tries(400));
    const seen = { failed: 0, mourned: 0, parallel: 0 };
    definitionsOf(samples.map(jobOf)).forEach((definition, index) => {
      const model = samples[index] ?? fail();
      expect(validateDefinition(definition)).toEqual([]);
      const { happenings, end } = interpret(definition, answersOf(model));
      const started = callsOf(happenings).map(({ state }) => nameOf(state));
      const expected = expectedOf(model);
      expect({ started, failed: failedStep(end) }).toEqual(expected);
      seen.failed += expected.failed === undefined ? 0 : 1;
      seen.mourned += started.includes('on_failure') ? 1 : 0;
      seen.parallel += expected.failed === 'right' || expected.failed === 'middle' ? 1 : 0;
    });
    expectEnough(Math.min(seen.failed, seen.mourned, seen.parallel), 0);
  });

  test('starts them with the same arguments in another implementation of the States Language', async () => {
    const samples = randomValues(runs, tries(60));
    const definitions = definitionsOf(samples.map(jobOf));
    for (const [index, definition] of definitions.entries()) {
      const model = samples[index] ?? fail();
      const there = await executeElsewhere(definition, answersOf(model));
      const here = interpret(definition, answersOf(model));
      expect(sorted(there.started.map(({ state }) => state))).toEqual(
        sorted(callsOf(here.happenings).map(({ state }) => state)),
      );
      for (const name of new Set(there.started.map(({ state }) => state))) {
        const of = (calls: readonly { readonly state: string; readonly parameters: unknown }[]) =>
          calls.filter(({ state }) => state === name).map(({ parameters }) => at(parameters, 'Overrides'));
        expect(of(there.started)).toEqual(of(callsOf(here.happenings)));
      }
      expect(there.failed).toBe(here.end.status === 'FAILED' ? here.end.cause : undefined);
    }
  });
});

const one = (fields: Fields) =>
  definitionsOf([{ schedule_expression: 'rate(1 day)', task_command: ['job', '<attempt>'], ...fields }])[0] ??
  fail();

/** Runs a job whose tasks end in these ways. Returns the waits, and the attempt number that each task gets. */
function seen(fields: Fields, ...endings: readonly Ending[]) {
  const left = [...endings];
  const { happenings, end } = interpret(one(fields), () => ecsAnswer(left.shift() ?? { kind: 'success' }));
  return {
    waits: happenings.flatMap((happening) => (happening.kind === 'pause' ? [happening.seconds] : [])),
    attempts: callsOf(happenings).map(({ parameters }) =>
      at(parameters, 'Overrides', 'ContainerOverrides', 0, 'Command', 1),
    ),
    end,
  };
}

const exit = (code: number): Ending => ({ kind: 'exit', code });
const timeout: Ending = { kind: 'timeout' };

describe('a run of one command', () => {
  test('waits like a Retrier, and passes the number of the attempt to the task', () => {
    const again = { max_attempts: 4, interval_seconds: 10, backoff_rate: 1.5, max_delay_seconds: 20 };
    const counted = seen({ retry: again, timeout_seconds: 60 }, exit(1), exit(1), exit(1), exit(1));
    expect(counted).toMatchObject({ waits: [10, 15, 20, 20], attempts: ['1', '2', '3', '4', '5'] });
    const command = ['job', '-'];
    const retried = seen({ retry: again, task_command: command }, exit(1), exit(1), exit(1), exit(1));
    expect(retried.waits).toEqual(counted.waits);
  });

  test('waits for a random part of the interval with jitter, and for the whole interval without', () => {
    const again = { max_attempts: 2, interval_seconds: 10, on_exit_codes: [1] };
    const withJitter = { retry: { ...again, jitter: true } };
    // The maximum of the random part.
    expect(seen(withJitter, exit(1), exit(1)).waits).toEqual([10, 20]);
    const random =
      /States\.MathRandom\(0, States\.MathAdd\(States\.ArrayGetItem\(\$\.attempt\.waits, [^"]*\), 1\)\)"/;
    expect(JSON.stringify(one(withJitter))).toMatch(random);
    expect(JSON.stringify(one({ retry: again }))).not.toContain('MathRandom');
    expect(JSON.stringify(one({ retry: { ...again, jitter: 'FULL' } }))).toMatch(random);
  });

  test('waits until a task that timed out has stopped before the next attempt', () => {
    const again = { max_attempts: 2, interval_seconds: 10 };
    expect(seen({ retry: again, timeout_seconds: 60 }, timeout, exit(1)).waits).toEqual([150, 10, 20]);
  });

  test('does not count rejected launches as attempts', () => {
    const rejected: Ending = { kind: 'rejected' };
    const { attempts, end } = seen({ retry: { max_attempts: 0 } }, rejected, rejected);
    expect([attempts, end.status]).toEqual([['1', '1', '1'], 'SUCCEEDED']);
    // Thirteen more launches, and then no retry of the task.
    const rejections = Array.from({ length: 20 }, () => rejected);
    for (const counted of [{ on_exit_codes: [75] }, {}])
      expect(seen({ retry: { max_attempts: 3, ...counted } }, ...rejections).attempts).toHaveLength(14);
  });

  test('fails with ECS’s description of its last task, or with its timeout', () => {
    const { end } = seen({ retry: { max_attempts: 1, on_exit_codes: [75] } }, exit(75), exit(2));
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(
      at(JSON.parse(end.status === 'FAILED' ? (end.cause ?? '') : ''), 'Containers', 1, 'ExitCode'),
    ).toBe(2);
    expect(seen({ timeout_seconds: 60, retry: { max_attempts: 1 } }, timeout, timeout).end).toEqual({
      status: 'FAILED',
      error: 'States.Timeout',
      cause: 'the task was still running after 60 seconds, and was stopped',
    });
    expect(seen({ timeout_seconds: 60 }, timeout).end).toEqual({
      status: 'FAILED',
      error: 'States.Timeout',
      cause: 'the task was still running after 60 seconds, and was stopped',
    });
  });

  test('passes a short description of the failure to the on_failure task', () => {
    const variablesAfter = (ending: Ending) => {
      const definition = one({ on_failure: { task_command: ['mourn'] }, timeout_seconds: 60 });
      const { happenings } = interpret(definition, (state) =>
        ecsAnswer(state === 'RunTask' ? ending : { kind: 'success' }),
      );
      return at(callsOf(happenings).at(-1)?.parameters, 'Overrides', 'ContainerOverrides', 0, 'Environment');
    };
    const variables = (error: string, cause: string) => [
      { Name: 'FAILED_STEP', Value: 'job-0000' },
      { Name: 'FAILED_ERROR', Value: error },
      { Name: 'FAILED_CAUSE', Value: cause },
    ];
    expect(variablesAfter(exit(3))).toEqual(
      variables('States.TaskFailed', 'Essential container in task exited (exit code 3)'),
    );
    expect(variablesAfter({ kind: 'no-start' })).toEqual(
      variables('States.TaskFailed', 'CannotPullContainerError: no such tag'),
    );
    expect(variablesAfter(timeout)).toEqual(
      variables('States.Timeout', 'the task was still running after 60 seconds, and was stopped'),
    );
  });

  test('gets its scheduled time, or its start time if a person started it', () => {
    const definition = one({
      task_command: ['job', '--at=<scheduled_time>,<schedule_expression_timezone>', '<execution_id>'],
    });
    const command = (input: unknown) => {
      const { happenings } = interpret(definition, () => ecsAnswer({ kind: 'success' }), input);
      return at(callsOf(happenings)[0]?.parameters, 'Overrides', 'ContainerOverrides', 0, 'Command');
    };
    expect(command({ scheduled_time: '2027-03-14T10:00:00Z' })).toEqual([
      'job',
      '--at=2027-03-14T10:00:00Z,Etc/UTC',
      'arn:run',
    ]);
    expect(command({})).toEqual(['job', '--at=2027-01-01T00:00:00.000Z,Etc/UTC', 'arn:run']);
  });
});

function fail(): never {
  throw new Error('no sample');
}
