import { describe, expect, test } from '@jest/globals';
import { at } from '../../support/stack-json';
import { ecsAnswer, stoppedTask, type EcsAnswer } from '../support/endings';
import { callsOf, definitionsOf, executeElsewhere, interpret, type Fields } from '../support/run-definition';
import type { Ending } from '../support/run-model';

const interrupted = (code: 0 | 143): Ending => ({ kind: 'spot', code });
const rejected: Ending = { kind: 'rejected' };

function definitionOf(fields: Fields) {
  const job = {
    schedule_expression: 'rate(1 day)',
    task_command: ['job'],
    capacity_provider: 'FARGATE_SPOT',
    ...fields,
  };
  const [definition] = definitionsOf([job]);
  if (definition === undefined) throw new TypeError('no definition');
  return definition;
}

const capacityOf = (parameters: unknown) =>
  at(parameters, 'LaunchType') ?? at(parameters, 'CapacityProviderStrategy', 0, 'CapacityProvider');

/** Runs a Spot job in both implementations. Returns the capacity of each launch, and the end. */
async function seen(fields: Fields, ...endings: readonly (Ending | EcsAnswer)[]) {
  const answers = () => {
    const left = [...endings];
    return (): EcsAnswer => {
      const next = left.shift() ?? { kind: 'success' as const };
      return next.kind === 'error' || next.kind === 'result' ? next : ecsAnswer(next);
    };
  };
  const { happenings, end } = interpret(definitionOf(fields), answers());
  const launches = callsOf(happenings).map(({ parameters }) => capacityOf(parameters));
  const there = await executeElsewhere(definitionOf(fields), answers());
  expect(there.started.map(({ parameters }) => capacityOf(parameters))).toEqual(launches);
  expect(there.failed).toBe(end.status === 'FAILED' ? end.cause : undefined);
  if (end.status === 'SUCCEEDED') expect(there.output).toEqual(end.output);
  return { launches, end, parameters: callsOf(happenings).map(({ parameters }) => parameters) };
}

const spot = 'FARGATE_SPOT';

describe('a Spot task that AWS interrupts', () => {
  test('is retried, whatever its exit code is and whatever the exit codes of retry are', async () => {
    for (const rule of [
      {},
      { on_exit_codes: [75] },
      { unless_exit_codes: [143] },
      { on_start_failure: false },
    ])
      for (const code of [0, 143] as const) {
        const { launches, end } = await seen({ retry: { max_attempts: 1, ...rule } }, interrupted(code));
        expect([launches, end.status]).toEqual([[spot, spot], 'SUCCEEDED']);
      }
  });

  test('is retried even if its own container exited with 0 and a sidecar failed', async () => {
    for (const policy of [{}, { sidecar_failure: 'ignore' }, { sidecar_failure: 'fail' }]) {
      const task = stoppedTask('SpotInterruption', 'Your Spot Task was interrupted.', [
        { Name: 'log-router' },
        { Name: 'app-test', ExitCode: 0 },
      ]);
      const answer: EcsAnswer = { kind: 'error', error: 'States.TaskFailed', cause: JSON.stringify(task) };
      const retried = await seen({ ...policy, retry: { max_attempts: 1 } }, answer);
      expect([retried.launches, retried.end.status]).toEqual([[spot, spot], 'SUCCEEDED']);
      const failed = await seen(policy, answer);
      expect([failed.launches, failed.end.status]).toEqual([[spot], 'FAILED']);
    }
  });

  test('fails the run without a retry, even if all containers exited with 0', async () => {
    const { end } = await seen({ timeout_seconds: 60 }, interrupted(0));
    expect(end).toEqual({
      status: 'FAILED',
      error: 'SpotInterruption',
      cause: 'AWS interrupted the Spot task, and its containers exited with 0',
    });
    const cause = async (code: 0 | 143) => {
      const { parameters } = await seen({ on_failure: { task_command: ['mourn'] } }, interrupted(code));
      return at(parameters[1], 'Overrides', 'ContainerOverrides', 0, 'Environment', 2, 'Value');
    };
    expect(await cause(0)).toBe('AWS interrupted the Spot task, and its containers exited with 0');
    expect(await cause(143)).toBe('Your Spot Task was interrupted. (exit code 143)');
  });

  test('has ECS’s description of its last task as the output of the run, as on FARGATE', async () => {
    for (const fields of [
      {},
      { retry: { max_attempts: 1 } },
      { task_command: null, steps: [{ name: 'a', task_command: ['a'] }] },
      { task_command: null, steps: [{ name: 'a', task_command: ['a'] }], sidecar_failure: 'fail' },
    ]) {
      const onSpot = await seen(fields);
      const onDemand = await seen({ ...fields, capacity_provider: 'FARGATE' });
      expect(onSpot.end).toMatchObject({ status: 'SUCCEEDED', output: { LastStatus: 'STOPPED' } });
      expect(onSpot.end).toEqual(onDemand.end);
    }
  });
});

describe('on_demand_after_spot', () => {
  const retry = { max_attempts: 2, on_demand_after_spot: true };

  test('runs every attempt but the first on FARGATE', async () => {
    const exit: Ending = { kind: 'exit', code: 1 };
    expect((await seen({ retry }, exit, exit)).launches).toEqual([spot, 'FARGATE', 'FARGATE']);
    expect((await seen({ retry }, interrupted(0))).launches).toEqual([spot, 'FARGATE']);
    const failed = await seen({ retry }, exit, exit, exit, exit);
    expect([failed.launches, failed.end.status]).toEqual([[spot, 'FARGATE', 'FARGATE'], 'FAILED']);
  });

  test('launches the first attempt on FARGATE if there is no Spot capacity', async () => {
    const { launches, parameters } = await seen(
      { retry, task_command: ['job', '<attempt>'] },
      ...Array.from({ length: 6 }, () => rejected),
    );
    expect(launches).toEqual([spot, spot, spot, spot, spot, 'FARGATE', 'FARGATE']);
    expect(at(parameters.at(-1), 'Overrides', 'ContainerOverrides', 0, 'Command', 1)).toBe('1');
  });

  test('has no effect on a task that runs on FARGATE, or without a retry', () => {
    const plain = (fields: Fields) => JSON.stringify(definitionOf(fields));
    expect(plain({ retry, capacity_provider: 'FARGATE' })).toBe(
      plain({ retry: { max_attempts: 2 }, capacity_provider: 'FARGATE' }),
    );
    expect(plain({ retry: { ...retry, max_attempts: 0 } })).toBe(plain({}));
  });
});
