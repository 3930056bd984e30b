import { describe, expect, test } from '@jest/globals';
import type { StateMachineDefinition } from '../../../lib/aws/state-machines/definition';
import { validateDefinition } from '../../../lib/aws/state-machines/validation/validate-definition';
import { manifestFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { validFixtures } from '../../support/fixtures';
import { asList, asRecord, at, parsed, resourcesOf } from '../../support/stack-json';
import { aslErrors } from '../support/asl';
import { environmentOf, stateMachineTarget } from '../support/environments';
import { ecsAnswer } from '../support/endings';
import { execute, serviceError } from '../support/step-functions';

/** Returns the synthesized definitions of a fixture, with lists of IDs instead of lookups. */
function definitionsOf(config: string): readonly string[] {
  const { environments } = loadEnvironments(config);
  return synthesize(environments)
    .filter(({ path }) => path !== manifestFile)
    .flatMap(({ content }) => resourcesOf(content))
    .filter(({ type }) => type === 'aws_sfn_state_machine')
    .map(({ values }) => String(values['definition']).replace(/\$\{jsonencode\([^}]*\)\}/g, '["id-1"]'));
}

/** Returns one definition with all of them as branches, because each call of the validator is slow. */
function together(definitions: readonly unknown[]): unknown {
  const Branches = definitions.map((definition, index) => {
    const { StartAt, States } = asRecord(renamed(definition, (name) => `${index} ${name}`));
    return { StartAt, States };
  });
  return { StartAt: 'All', States: { All: { Type: 'Parallel', Branches, End: true } } };
}

/** Returns the same state machine with other names of states. */
function renamed(node: unknown, name: (before: string) => string): unknown {
  if (Array.isArray(node)) return node.map((item) => renamed(item, name));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]: [string, unknown]) => {
      if (['Next', 'Default', 'StartAt'].includes(key)) return [key, name(String(value))];
      if (key !== 'States') return [key, key === 'Parameters' ? value : renamed(value, name)];
      const states = Object.entries(asRecord(value));
      return [key, Object.fromEntries(states.map(([each, state]) => [name(each), renamed(state, name)]))];
    }),
  );
}

describe('the definition of a state machine', () => {
  const fixtures = validFixtures().map(({ name, config }) => [name, definitionsOf(config)] as const);

  test.each(fixtures)(
    'of the fixture %s is valid and small, and its retries are within the limits',
    (_, definitions) => {
      expect(aslErrors(together(definitions.map(parsed)))).toEqual([]);
      for (const definition of definitions) {
        expect(validateDefinition(parsed(definition))).toEqual([]);
        expect(Buffer.byteLength(definition)).toBeLessThan(1_048_576);
        // Only the conversion of a cause catches every error. A task catches the errors that its state names.
        const conversion = '{"ErrorEquals":["States.ALL"],"ResultPath":"$.stopped",';
        expect(definition.replaceAll(conversion, '{')).not.toContain('States.ALL');
        for (const state of Object.values(asRecord(at(parsed(definition), 'States')))) {
          for (const retrier of asList(at(state, 'Retry') ?? [])) expectWithinLimits(asRecord(retrier));
        }
      }
    },
  );

  test('is in many fixtures, and an invalid one is rejected', () => {
    expect(fixtures.flatMap(([, definitions]) => definitions).length).toBeGreaterThan(15);
    expect(aslErrors({ StartAt: 'RunTask', States: { Run: { Type: 'Task', End: true } } })).not.toEqual([]);
    const wrong = { States: { Run: { Type: 'Task', Resource: 'arn:x', Next: 'Nowhere' } }, StartAt: 'Run' };
    expect(aslErrors(together([wrong]))).not.toEqual([]);
  });
});

function expectWithinLimits(retrier: Readonly<Record<string, unknown>>): void {
  // This Retrier excludes errors from retries.
  if (retrier['MaxAttempts'] === 0) return;
  const { IntervalSeconds = 1, MaxAttempts, BackoffRate = 2, MaxDelaySeconds = 31_622_400 } = retrier;
  expect(IntervalSeconds).toBeGreaterThanOrEqual(1);
  expect(MaxAttempts).toBeGreaterThanOrEqual(1);
  expect(BackoffRate).toBeGreaterThanOrEqual(1);
  expect(Number(MaxDelaySeconds)).toBeGreaterThan(Number(IntervalSeconds));
  expect(MaxDelaySeconds).toBeLessThanOrEqual(31_622_400);
}

/** Returns the definition of a scheduled job with these fields. */
function definitionOf(fields: Readonly<Record<string, unknown>>): StateMachineDefinition {
  const job = { schedule_expression: 'rate(1 day)', task_command: ['job'], ...fields };
  const [built] = environmentOf({ scheduled_jobs: { job } }).jobs;
  if (built === undefined) throw new TypeError('no job');
  return stateMachineTarget(built).stateMachine.definition;
}

const failed = ecsAnswer({ kind: 'exit', code: 1 });
const description = failed.kind === 'error' ? failed.cause : '';

/** Runs a definition whose tasks end in these ways, in this order. Returns the end of the run and the number of tasks. */
async function run(definition: StateMachineDefinition, endings: readonly ('succeeds' | 'fails' | 'hangs')[]) {
  let started = 0;
  const runTask = () => {
    const ending = endings[started];
    started += 1;
    if (ending === 'hangs') return new Promise(() => undefined);
    if (ending === 'succeeds') return { LastStatus: 'STOPPED' };
    return Promise.reject(serviceError('States.TaskFailed', description));
  };
  try {
    await execute(definition, {}, runTask);
    return { ended: 'SUCCEEDED', started };
  } catch (error) {
    return {
      ended: error instanceof Error && error.message.includes('still running') ? 'TIMED_OUT' : 'FAILED',
      started,
    };
  }
}

describe('a run', () => {
  const retrying = { retry: { max_attempts: 2 } };

  test('succeeds if its task succeeds', async () => {
    expect(await run(definitionOf({}), ['succeeds'])).toEqual({ ended: 'SUCCEEDED', started: 1 });
  });

  test('fails if its task fails and has no retry', async () => {
    expect(await run(definitionOf({}), ['fails', 'succeeds'])).toEqual({ ended: 'FAILED', started: 1 });
    const never = definitionOf({ retry: { max_attempts: 0 } });
    expect(await run(never, ['fails', 'succeeds'])).toEqual({ ended: 'FAILED', started: 1 });
  });

  test('succeeds if a retry succeeds', async () => {
    const ended = await run(definitionOf(retrying), ['fails', 'fails', 'succeeds']);
    expect(ended).toEqual({ ended: 'SUCCEEDED', started: 3 });
  });

  test('fails after the last retry', async () => {
    const ended = await run(definitionOf(retrying), ['fails', 'fails', 'fails', 'succeeds']);
    expect(ended).toEqual({ ended: 'FAILED', started: 3 });
  });

  test('stops a task after its timeout, and retries it', async () => {
    const [once, twice] = await Promise.all([
      run(definitionOf({ timeout_seconds: 1 }), ['hangs']),
      run(definitionOf({ timeout_seconds: 1, retry: { max_attempts: 1 } }), ['hangs', 'succeeds']),
    ]);
    expect(once).toEqual({ ended: 'TIMED_OUT', started: 1 });
    expect(twice).toEqual({ ended: 'SUCCEEDED', started: 2 });
  });
});
