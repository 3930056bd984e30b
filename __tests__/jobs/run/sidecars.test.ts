import { describe, expect, test } from '@jest/globals';
import { expectEnough, fc, randomValues, tries } from '../../support/property-tests';
import { at, parsed } from '../../support/stack-json';
import { causes, failedCause, own, type Cause } from '../support/causes';
import { ecsAnswer, stoppedTask, type EcsAnswer, type StoppedContainer } from '../support/endings';
import { callsOf, definitionsOf, executeElsewhere, interpret, type Fields } from '../support/run-definition';

type Policy = 'ignore' | 'fail' | undefined;

type Result = 'success' | 'again' | 'failure';

/** Returns the result of a failed task according to the documentation. */
function expected({ task }: Cause, policy: Policy, canRetry: boolean): Result {
  if (task === undefined) return 'failure';
  const again = canRetry ? 'again' : 'failure';
  const code = task.containers.find(({ Name }) => Name === own)?.ExitCode;
  if (code !== 0) return again;
  if (policy === 'ignore') return 'success';
  const sidecars = task.containers.filter(({ Name }) => Name !== own);
  const hasFailed = sidecars.some(({ ExitCode = 0 }) => ExitCode !== 0);
  return policy === undefined && !hasFailed && task.stopCode === 'EssentialContainerExited'
    ? 'success'
    : 'failure';
}

interface Case {
  readonly cause: Cause;
  readonly policy: Policy;
  readonly canRetry: boolean;
  readonly hasOnFailure: boolean;
  readonly shape: 'single' | 'first' | 'last' | 'parallel';
}

const cases: fc.Arbitrary<Case> = fc.record({
  cause: causes,
  policy: fc.constantFrom<Policy>('ignore', 'fail', undefined),
  canRetry: fc.boolean(),
  hasOnFailure: fc.boolean(),
  shape: fc.constantFrom('single', 'first', 'last', 'parallel'),
});

function fieldsOf({ policy, canRetry, hasOnFailure, shape }: Omit<Case, 'cause'>): Fields {
  const tested = { name: 'tested', task_command: ['bin/tested'] };
  const other = { name: 'other', task_command: ['bin/other'], retry: { max_attempts: 0 } };
  return {
    schedule_expression: 'rate(1 day)',
    ...{
      single: { task_command: ['bin/tested'] },
      first: { steps: [tested, other] },
      last: { steps: [other, tested] },
      parallel: { steps: [{ parallel: [other, tested] }] },
    }[shape],
    ...(policy === undefined ? {} : { sidecar_failure: policy }),
    ...(canRetry ? { retry: { max_attempts: 1 } } : {}),
    ...(hasOnFailure ? { on_failure: { task_command: ['mourn'] } } : {}),
  };
}

/** Returns the answers of ECS: the first task of the tested step fails with the cause, and all other tasks succeed. */
function answersOf({ cause }: Case): (state: string) => EcsAnswer {
  let attempts = 0;
  return (state) => {
    if (state !== 'RunTask' && state !== 'RunTask tested') return ecsAnswer({ kind: 'success' });
    attempts += 1;
    return attempts === 1
      ? { kind: 'error', error: 'States.TaskFailed', cause: cause.text }
      : ecsAnswer({ kind: 'success' });
  };
}

const isTested = (state: string) => state === 'RunTask' || state === 'RunTask tested';

describe('a failed task', () => {
  test('runs again only if its own container did not exit with 0, whatever the cause is', () => {
    const samples = randomValues(cases, tries(700));
    const seen = { success: 0, again: 0, failure: 0, unreadable: 0 };
    definitionsOf(samples.map(fieldsOf)).forEach((definition, index) => {
      const sample = samples[index] ?? fail();
      const result = expected(sample.cause, sample.policy, sample.canRetry);
      seen[result] += 1;
      seen.unreadable += sample.cause.task === undefined ? 1 : 0;
      const { happenings, end } = interpret(definition, answersOf(sample));
      const calls = callsOf(happenings);
      const mourned = calls.filter(({ state }) => state === 'RunTask on_failure');
      expect({
        attempts: calls.filter(({ state }) => isTested(state)).length,
        status: end.status,
        mourned: mourned.length,
        sample,
      }).toEqual({
        attempts: result === 'again' ? 2 : 1,
        status: result === 'failure' ? 'FAILED' : 'SUCCEEDED',
        mourned: result === 'failure' && sample.hasOnFailure ? 1 : 0,
        sample,
      });
      for (const { parameters } of mourned) {
        expect(failedCause(parameters).length).toBeLessThanOrEqual(1024);
        expect(JSON.stringify(at(parameters, 'Overrides')).length).toBeLessThanOrEqual(8192);
      }
      if (end.status === 'FAILED') expect(end.error).toBe('States.TaskFailed');
    });
    expectEnough(Math.min(...Object.values(seen)), 10);
  });

  test('has the same consequences in another implementation of the States Language', async () => {
    const samples = randomValues(cases, tries(150));
    for (const [index, definition] of definitionsOf(samples.map(fieldsOf)).entries()) {
      const sample = samples[index] ?? fail();
      const here = interpret(definition, answersOf(sample));
      const there = await executeElsewhere(definition, answersOf(sample));
      const statesOf = (calls: readonly { readonly state: string }[]) =>
        calls.map(({ state }) => state).sort();
      expect(statesOf(there.started)).toEqual(statesOf(callsOf(here.happenings)));
      // It removes backslashes from the arguments of States.Format.
      const plain = (text: string | undefined) => text?.replaceAll('\\', '');
      expect(plain(there.failed)).toBe(plain(here.end.status === 'FAILED' ? here.end.cause : undefined));
      if (here.end.status === 'SUCCEEDED') expect(there.output).toEqual(here.end.output);
    }
  });
});

const exited = 'EssentialContainerExited';
const router = (code: number | undefined): StoppedContainer =>
  code === undefined ? { Name: 'log-router' } : { Name: 'log-router', ExitCode: code };

/** Runs a job whose own container exits with 0 while a sidecar fails. */
function runWithSidecar(fields: Fields, sidecar: StoppedContainer, failsIn = 'RunTask') {
  const [definition] = definitionsOf([{ schedule_expression: 'rate(1 day)', ...fields }]);
  const task = stoppedTask(exited, 'Essential container in task exited', [
    sidecar,
    { Name: own, ExitCode: 0 },
  ]);
  return interpret(definition, (state) =>
    state === failsIn
      ? { kind: 'error', error: 'States.TaskFailed', cause: JSON.stringify(task) }
      : ecsAnswer({ kind: 'success' }),
  );
}

describe('a run whose sidecar never started', () => {
  const because = 'the container of the job exited with 0, and another container of the task failed';
  const stopped = [
    { Name: 'log-router', LastStatus: 'STOPPED' },
    { Name: own, ExitCode: 0, LastStatus: 'STOPPED' },
  ];

  test('succeeds, and has the containers in its output', () => {
    const { end } = runWithSidecar({ task_command: ['job'] }, router(undefined));
    expect(end).toEqual({
      status: 'SUCCEEDED',
      output: { outcome: 'succeeded', because, step: 'job-0000', containers: stopped },
    });
  });

  test('has the containers of each stage in its output if the job has several steps', () => {
    const steps = [
      { name: 'a', task_command: ['a'] },
      {
        parallel: [
          { name: 'b', task_command: ['b'] },
          { name: 'c', task_command: ['c'] },
        ],
      },
      { name: 'd', task_command: ['d'] },
    ];
    expect(runWithSidecar({ steps }, router(undefined), 'RunTask a').end).toEqual({
      status: 'SUCCEEDED',
      output: {
        outcome: 'succeeded',
        because,
        sidecar_failures: { stage_1: { step: 'a', containers: stopped } },
      },
    });
    expect(runWithSidecar({ steps }, router(undefined), 'RunTask c').end).toMatchObject({
      output: {
        sidecar_failures: { stage_2: [{}, { sidecar_failure: { step: 'c', containers: stopped } }] },
      },
    });
    expect(runWithSidecar({ steps }, router(undefined), 'RunTask d').end).toMatchObject({
      output: { sidecar_failures: { stage_3: { step: 'd' } } },
    });
    // The description of the last task is the output of a run in which nothing failed.
    expect(runWithSidecar({ steps }, router(undefined), 'none').end).toMatchObject({
      output: { LastStatus: 'STOPPED', StopCode: exited },
    });
  });
});

test('the on_failure task learns which container failed', () => {
  const fields = { task_command: ['job'], on_failure: { task_command: ['mourn'] }, sidecar_failure: 'fail' };
  const causeOf = (sidecar: StoppedContainer) =>
    failedCause(callsOf(runWithSidecar(fields, sidecar).happenings).at(-1)?.parameters);
  expect(causeOf(router(137))).toBe(
    'Essential container in task exited (exit codes: log-router 137, app-test 0)',
  );
  expect(causeOf(router(undefined))).toBe(
    'Essential container in task exited (exit code 0; another container did not start)',
  );
});

test('a run with sidecar_failure: fail keeps ECS’s description as its cause', () => {
  const { end } = runWithSidecar({ task_command: ['job'], sidecar_failure: 'fail' }, router(undefined));
  const cause = end.status === 'FAILED' ? (end.cause ?? '') : '';
  expect(at(parsed(cause), 'Containers', 1, 'ExitCode')).toBe(0);
});

function fail(): never {
  throw new Error('no sample');
}
