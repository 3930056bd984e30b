import { describe, expect, test } from '@jest/globals';
import { expectEnough, fc, randomValues } from '../../support/property-tests';
import { maximumOverridesCharacters } from '../../../lib/aws/ecs/limits';
import { invalidParameterError, rejectedLaunchErrors } from '../../../lib/aws/state-machines/definition';
import { fieldOf, itemsOf, parseJson } from '../../../lib/values/json';
import { at } from '../../support/stack-json';
import { causes, failedCause, own, unusualDescriptions } from '../support/causes';
import { ecsAnswer, stoppedTask, type EcsAnswer } from '../support/endings';
import {
  callsOf,
  definitionsOf,
  executeElsewhere,
  interpret,
  type AnswerOf,
  type Fields,
} from '../support/run-definition';

/** A failure of the step, for which Step Functions has an error and a cause. */
interface Failure {
  readonly error: string;
  readonly cause: string;
}

const failures: fc.Arbitrary<Failure> = fc.record({
  error: fc.oneof(
    { weight: 6, arbitrary: fc.constant('States.TaskFailed') },
    fc.constantFrom(...rejectedLaunchErrors, 'ECS.ClientException', 'ECS.ServerException'),
  ),
  cause: fc.oneof(
    causes.map(({ text }) => text),
    { weight: 2, arbitrary: unusualDescriptions },
    fc.constant('{"Failures":[{"Reason":"RESOURCE:MEMORY"}],"Tasks":[]}'),
  ),
});

/** Failures without null in the list of containers (findings/local-stepfunctions-filter-fails-on-null.sh). */
const comparableFailures = failures.filter(
  ({ cause }) => !itemsOf(fieldOf(parseJson(cause), 'Containers')).includes(null),
);

const command = { task_command: ['job'] };
const tested = { name: 'tested', ...command };
const other = { name: 'other', ...command };
const jobs: readonly Fields[] = [
  command,
  { ...command, retry: { max_attempts: 1, unless_exit_codes: [64] } },
  { ...command, sidecar_failure: 'ignore', overlap: 'skip', timeout_seconds: 60 },
  { steps: [other, tested], sidecar_failure: 'fail', overlap: 'replace' },
  { steps: [{ parallel: [other, tested] }], retry: { max_attempts: 1, on_start_failure: false } },
  {
    ...command,
    capacity_provider: 'FARGATE_SPOT',
    retry: { max_attempts: 1, on_demand_after_spot: true },
    on_failure: { task_command: ['mourn', '<attempt>'], retry: { max_attempts: 1 } },
  },
].map((fields) => ({
  on_failure: { task_command: ['mourn'] },
  schedule_expression: 'rate(1 day)',
  ...fields,
}));

/** Calls that acquire the lock succeed. */
const isLaunch = (state: string) => state.startsWith('RunTask');
const isOnFailure = (state: string) => /^RunTask(OnDemand)? on_failure$/.test(state);
const isTested = (state: string) => /^RunTask(OnDemand)?( tested)?$/.test(state);
const rejectsOverrides = (parameters: unknown) =>
  JSON.stringify(at(parameters, 'Overrides')).length > maximumOverridesCharacters;

/** Returns the answers of ECS: every task of the tested step fails, and overrides that are too long are rejected. */
function answersTo({ error, cause }: Failure): AnswerOf {
  return (state, parameters): EcsAnswer => {
    if (isTested(state)) return { kind: 'error', error, cause };
    if (!isLaunch(state) || !rejectsOverrides(parameters)) return ecsAnswer({ kind: 'success' });
    const why = 'Container Overrides length must be at most 8192';
    return { kind: 'error', error: invalidParameterError, cause: why };
  };
}

/** Returns the parameters of the on_failure tasks that ECS starts. */
const startedOnFailure = (calls: readonly { readonly state: string; readonly parameters: unknown }[]) =>
  calls.flatMap(({ state, parameters }) =>
    isOnFailure(state) && !rejectsOverrides(parameters) ? [parameters] : [],
  );

const definitions = definitionsOf(jobs);

describe('on_failure', () => {
  test('runs exactly once if a step failed, whatever the cause is', () => {
    const seen = { failed: 0, succeeded: 0 };
    for (const definition of definitions)
      for (const failure of randomValues(failures, 40)) {
        const { happenings, end } = interpret(definition, answersTo(failure));
        const started = startedOnFailure(callsOf(happenings));
        expect({ failure, started: started.length }).toEqual({
          failure,
          started: end.status === 'FAILED' ? 1 : 0,
        });
        if (end.status === 'FAILED') expect([end.error, failure]).toEqual([failure.error, failure]);
        seen[end.status === 'FAILED' ? 'failed' : 'succeeded'] += 1;
      }
    expectEnough(seen.failed, 100);
    expectEnough(seen.succeeded, 0);
  });

  test('runs in another implementation of the States Language too', async () => {
    for (const definition of definitions)
      for (const failure of randomValues(comparableFailures, 10)) {
        const here = interpret(definition, answersTo(failure));
        const there = await executeElsewhere(definition, answersTo(failure));
        const failedThere = there.failed !== undefined;
        const count = startedOnFailure(there.started).length;
        expect({ failure, failedThere, count }).toEqual({
          failure,
          failedThere: here.end.status === 'FAILED',
          count: startedOnFailure(callsOf(here.happenings)).length,
        });
      }
  });

  test('starts with a short cause if ECS rejects the cause as too long, and starts the same attempt', () => {
    const reason = '"'.repeat(4000);
    const task = stoppedTask('EssentialContainerExited', reason, [{ Name: own, ExitCode: 3 }]);
    const cause = JSON.stringify(task);
    const [definition] = definitionsOf([
      {
        schedule_expression: 'rate(1 day)',
        ...command,
        on_failure: { task_command: ['mourn', '<attempt>'], retry: { max_attempts: 1 } },
      },
    ]);
    const answers: EcsAnswer[] = [ecsAnswer({ kind: 'exit', code: 1 }), ecsAnswer({ kind: 'success' })];
    const answerOf = answersTo({ error: 'States.TaskFailed', cause });
    const { happenings } = interpret(definition, (state, parameters) =>
      isOnFailure(state) && !rejectsOverrides(parameters)
        ? (answers.shift() ?? ecsAnswer({ kind: 'success' }))
        : answerOf(state, parameters),
    );
    const started = startedOnFailure(callsOf(happenings));
    expect(started.map(failedCause)).toEqual(
      Array.from({ length: 2 }, () => 'States.TaskFailed: the history of the execution has the cause'),
    );
    const commands = started.map((parameters) =>
      at(parameters, 'Overrides', 'ContainerOverrides', 0, 'Command', 1),
    );
    expect(commands).toEqual(['1', '2']);
  });

  test('is not launched again if ECS rejects a launch with a short cause', () => {
    const [definition] = definitions;
    const invalid: EcsAnswer = { kind: 'error', error: invalidParameterError, cause: 'no such subnet' };
    const causesAfter = (cause: string) => {
      const answerOf = answersTo({ error: 'States.TaskFailed', cause });
      const { happenings, end } = interpret(definition, (state, parameters) =>
        isOnFailure(state) ? invalid : answerOf(state, parameters),
      );
      expect(end).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
      return [...new Set(startedOnFailure(callsOf(happenings)).map(failedCause))];
    };
    const short = 'States.TaskFailed: the history of the execution has the cause';
    expect(causesAfter('a sentence')).toEqual([short]);
    const task = stoppedTask('EssentialContainerExited', 'stopped', [{ Name: own, ExitCode: 3 }]);
    expect(causesAfter(JSON.stringify(task))).toEqual(['stopped (exit code 3)', short]);
  });
});
