import { describe, expect, test } from '@jest/globals';
import type { StateMachineDefinition } from '../../../../lib/aws/state-machines/definition';
import {
  runMachine,
  type CallResult,
  type ExecutionEvent,
  type ExecutionEnd,
} from '../../../../lib/aws/state-machines/interpreter/run-machine';
import { validateDefinition } from '../../../../lib/aws/state-machines/validation/validate-definition';
import { at } from '../../../support/stack-json';
import { aslErrors } from '../../../jobs/support/asl';
import { environmentOf, issuesOf, stateMachineTarget } from '../../../jobs/support/environments';
import { LockWorld, type Status, type WorldRun } from '../../../jobs/support/lock-world';
import { executeCalls, serviceError } from '../../../jobs/support/step-functions';

function definitionOf(overlap: 'skip' | 'replace', fields: Readonly<Record<string, unknown>> = {}) {
  const job = { task_command: ['job'], schedule_expression: 'rate(1 day)', overlap, ...fields };
  const [built] = environmentOf({ scheduled_jobs: { job } }).jobs;
  if (built === undefined) throw new TypeError('no job');
  return stateMachineTarget(built).stateMachine.definition;
}

/** The status of the run in the lock table before the test; `none` if the table is empty. */
const befores: readonly (readonly [string, Status | 'none' | 'gone'])[] = [
  ['no run before', 'none'],
  ['one that succeeded', 'SUCCEEDED'],
  ['one that failed', 'FAILED'],
  ['one that was aborted', 'ABORTED'],
  ['one whose machine was deleted', 'gone'],
];

function worldAfter(before: Status | 'none' | 'gone'): LockWorld {
  const world = new LockWorld();
  if (before === 'none') return world;
  world.holder = 'before';
  if (before !== 'gone') world.add('before', '2026-12-31T00:00:00.000Z', before);
  return world;
}

/** A run that continues by one event at a time. */
class Stepped {
  readonly run: WorldRun;
  end: ExecutionEnd | undefined;
  worked = 0;
  private readonly machine;
  private pending: IteratorResult<ExecutionEvent, ExecutionEnd>;
  /** The tasks that were stopping when the pause began. */
  private stopping: readonly WorldRun[] = [];

  constructor(
    private readonly world: LockWorld,
    definition: unknown,
    id: string,
    startTime: string,
    /** Whether ECS has an internal error while the task runs. */
    private readonly isLost = false,
  ) {
    this.run = world.add(id, startTime);
    this.machine = runMachine(definition, {
      input: {},
      context: { Execution: { Id: id, StartTime: startTime } },
    });
    this.pending = this.machine.next();
    this.look();
  }

  get isOver(): boolean {
    return this.end !== undefined || this.run.status !== 'RUNNING';
  }

  /** A task begins and ends at two points, between which other runs can continue. */
  step(): void {
    const { value } = this.pending;
    if (this.pending.done === true || !('kind' in value)) throw new TypeError('it is over');
    if (value.kind === 'fork') throw new TypeError('nothing is side by side here');
    if (value.kind === 'pause') {
      // A task that was stopping has ended after the Wait state, but not after the wait before a retry.
      if (value.why === 'wait') for (const stopping of this.stopping) stopping.task = 'none';
      this.goOn(undefined);
    } else if (!value.resource.endsWith(':ecs:runTask.sync')) {
      const answer = this.world.answer(value.resource, value.parameters);
      this.goOn(answer);
      // No other run can change the result of the retries, so they are one event of the interleaving.
      const holder = at(value.parameters, 'ExecutionArn');
      while (typeof holder === 'string' && !this.world.runs.has(holder) && this.isRetrying()) {
        this.goOn(undefined);
        this.goOn(answer);
      }
    } else if (this.run.task === 'none') {
      this.world.begin(this.run);
    } else if (this.isLost) {
      this.run.task = 'stopping';
      this.goOn({ kind: 'error', error: 'ECS.ServerException', cause: 'internal error' });
    } else {
      this.run.task = 'none';
      this.worked += 1;
      this.goOn({ kind: 'result', value: {} });
    }
  }

  private isRetrying(): boolean {
    const { done, value } = this.pending;
    return done !== true && 'kind' in value && value.kind === 'pause' && value.why === 'retry';
  }

  private goOn(answer: CallResult | undefined): void {
    this.pending = this.machine.next(answer);
    this.look();
  }

  private look(): void {
    if (this.pending.done === true) {
      this.end = this.pending.value;
      this.run.status = this.end.status;
    } else {
      this.stopping = [...this.world.runs.values()].filter(({ task }) => task === 'stopping');
    }
  }
}

interface Outcome {
  readonly world: LockWorld;
  readonly runs: readonly Stepped[];
}

/** One order of all events: `choices` has the index of the run that continues at each point. */
function interleave(start: () => Outcome, choices: readonly number[]) {
  const outcome = start();
  const width: number[] = [];
  for (let point = 0; point < 200; point += 1) {
    const going = outcome.runs.filter(({ isOver }) => !isOver);
    if (going.length === 0) return { outcome, width };
    width.push(going.length);
    going[choices[point] ?? 0]?.step();
  }
  throw new Error('it never ends');
}

/** Returns every possible order. */
function* everyOrder(start: () => Outcome): Generator<Outcome> {
  let choices: number[] | undefined = [];
  while (choices !== undefined) {
    const { outcome, width } = interleave(start, choices);
    yield outcome;
    const taken = width.map((_, point) => choices?.[point] ?? 0);
    const last = taken.findLastIndex((choice, point) => choice + 1 < (width[point] ?? 1));
    choices = last < 0 ? undefined : [...taken.slice(0, last), (taken[last] ?? 0) + 1];
  }
}

const first = '2027-01-01T00:00:00.000Z';
const later = '2027-01-01T00:00:00.001Z';

/** A run that worked has no outcome of its own. */
function outcomeIn(output: unknown): string {
  const outcome = at(output, 'outcome');
  return typeof outcome === 'string' ? outcome : 'worked';
}

const outcomeOf = ({ end, run }: Stepped): string =>
  end?.status === 'SUCCEEDED' ? outcomeIn(end.output) : run.status;

/** Returns the faults: two tasks at the same time, or a run whose outcome contradicts its work. */
function faultsOf({ world, runs }: Outcome): readonly string[] {
  const wrong = runs.filter((run) => (outcomeOf(run) === 'worked' ? 1 : 0) !== run.worked);
  return [...world.faults, ...wrong.map((run) => `${run.run.id} worked ${run.worked} times`)];
}

describe.each(befores)('after %s', (_, before) => {
  const start =
    (definition: unknown, ...startTimes: readonly string[]) =>
    () => {
      const world = worldAfter(before);
      return {
        world,
        runs: startTimes.map((time, index) => new Stepped(world, definition, `run-${index}`, time)),
      };
    };

  test.each([
    ['in the same millisecond', first],
    ['one after the other', later],
  ])(
    'one of two runs that start %s is skipped or starts later, in every order of events',
    (_name, second) => {
      const [seen, faults] = [new Set<string>(), new Set<string>()];
      for (const outcome of everyOrder(start(definitionOf('skip'), first, second))) {
        for (const fault of faultsOf(outcome)) faults.add(fault);
        seen.add(outcome.runs.map(outcomeOf).toSorted().join(' '));
        for (const { end, run } of outcome.runs) {
          if (end?.status !== 'SUCCEEDED' || at(end.output, 'outcome') !== 'skipped') continue;
          const other = run.id === 'run-0' ? 'run-1' : 'run-0';
          if (at(end.output, 'running') !== other) faults.add(`${run.id} was skipped for nothing`);
        }
      }
      expect([...faults]).toEqual([]);
      expect([...seen].toSorted()).toEqual(['skipped worked', 'worked worked']);
    },
  );

  test('the newer of two runs replaces the older one or starts later, in every order of events', () => {
    const [seen, faults] = [new Set<string>(), new Set<string>()];
    for (const outcome of everyOrder(start(definitionOf('replace'), first, later))) {
      for (const fault of faultsOf(outcome)) faults.add(fault);
      seen.add(outcome.runs.map(outcomeOf).join(' '));
    }
    expect([...faults]).toEqual([]);
    expect([...seen].toSorted()).toEqual(['ABORTED worked', 'superseded worked', 'worked worked']);
  });

  test('one of two runs that start in the same millisecond replaces the other', () => {
    const faults = new Set<string>();
    for (const outcome of everyOrder(start(definitionOf('replace'), first, first))) {
      for (const fault of faultsOf(outcome)) faults.add(fault);
      if (!outcome.runs.map(outcomeOf).includes('worked')) faults.add('nobody worked');
    }
    expect([...faults]).toEqual([]);
  });

  test.each(['skip', 'replace'] as const)('two of three runs never work at the same time: %s', (overlap) => {
    const startThree = start(definitionOf(overlap), first, first, later);
    const faults = new Set<string>();
    const random = randomNumbers(1);
    for (let round = 0; round < 400; round += 1) {
      const { outcome } = interleave(
        startThree,
        Array.from({ length: 120 }, () => random(3)),
      );
      for (const fault of faultsOf(outcome)) faults.add(fault);
      if (!outcome.runs.map(outcomeOf).includes('worked')) faults.add('nobody worked');
    }
    expect([...faults]).toEqual([]);
  });
});

/** Pseudorandom numbers, the same in every run of the tests. */
function randomNumbers(start: number): (below: number) => number {
  let seed = start;
  return (below) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed >> 7) % below;
  };
}

describe('a run that Step Functions does not find yet', () => {
  const startUnseen = (definition: unknown, calls: number) => () => {
    const world = new LockWorld();
    const ids = ['run-0', 'run-1'];
    for (const id of ids) world.unseen.set(id, calls);
    const times = [first, later];
    return { world, runs: ids.map((id, index) => new Stepped(world, definition, id, times[index] ?? first)) };
  };

  test.each(['skip', 'replace'] as const)('still holds the lock: %s', (overlap) => {
    const definition = definitionOf(overlap);
    const faults = new Set<string>();
    const random = randomNumbers(3);
    for (let round = 0; round < 800; round += 1) {
      const start = startUnseen(definition, round % 5);
      const choices = Array.from({ length: 120 }, () => random(2));
      for (const fault of faultsOf(interleave(start, choices).outcome)) faults.add(fault);
    }
    expect([...faults]).toEqual([]);
  });
});

describe('a run that holds the lock', () => {
  test.each(['skip', 'replace'] as const)(
    'and is aborted at any time does not block other runs: %s',
    (overlap) => {
      const definition = definitionOf(overlap);
      for (let point = 0; point < 12; point += 1) {
        const world = new LockWorld();
        const run = new Stepped(world, definition, 'run-0', first);
        for (let step = 0; step < point && !run.isOver; step += 1) run.step();
        if (!run.isOver) world.abort(run.run);
        const next = new Stepped(world, definition, 'run-1', later);
        while (!next.isOver) next.step();
        expect([world.faults, outcomeOf(next)]).toEqual([[], 'worked']);
      }
    },
  );

  test.each([
    ['skip', 'ABORTED'],
    ['skip', 'TIMED_OUT'],
    ['replace', 'ABORTED'],
    ['replace', 'TIMED_OUT'],
  ] as const)('and was ended while its task went on is waited for: %s after %s', (overlap, status) => {
    const world = worldAfter(status);
    for (const before of world.runs.values()) before.task = 'stopping';
    const run = new Stepped(world, definitionOf(overlap), 'run-0', first);
    while (!run.isOver) run.step();
    expect([world.faults, outcomeOf(run)]).toEqual([[], 'worked']);
  });

  test.each(['skip', 'replace'] as const)(
    'and failed with an internal error of ECS is waited for, because its task may still run: %s',
    (overlap) => {
      const definition = definitionOf(overlap);
      const [faults, seen] = [new Set<string>(), new Set<string>()];
      const random = randomNumbers(5);
      for (let round = 0; round < 200; round += 1) {
        const choices = Array.from({ length: 120 }, () => random(2));
        const { outcome } = interleave(() => {
          const world = new LockWorld();
          const lost = new Stepped(world, definition, 'run-0', first, true);
          return { world, runs: [lost, new Stepped(world, definition, 'run-1', later)] };
        }, choices);
        for (const fault of faultsOf(outcome)) faults.add(fault);
        seen.add(outcome.runs.map(outcomeOf).join(' '));
      }
      expect([...faults]).toEqual([]);
      expect([...seen]).toContain('FAILED worked');
    },
  );

  test('continues if the response to its own call was lost', () => {
    const world = new LockWorld();
    world.holder = 'run-0';
    const run = new Stepped(world, definitionOf('skip'), 'run-0', first);
    while (!run.isOver) run.step();
    expect(outcomeOf(run)).toBe('worked');
  });

  test.each(['skip', 'replace'] as const)(
    'waits for the task of an aborted run also if the response to its own call was lost: %s',
    (overlap) => {
      const world = worldAfter('ABORTED');
      const machine = runMachine(definitionOf(overlap), {
        input: {},
        context: { Execution: { Id: 'run', StartTime: first } },
      });
      const happened: string[] = [];
      let next = machine.next();
      let lost = false;
      while (next.done !== true) {
        const { value } = next;
        happened.push(value.kind === 'pause' && value.why === 'wait' ? `${value.seconds} s` : value.state);
        const isCall = value.kind === 'call' && value.state !== 'RunTask';
        const answer: CallResult = isCall
          ? world.answer(value.resource, value.parameters)
          : { kind: 'result', value: {} };
        const loses: boolean = value.state === 'ReplaceStoppedLockHolder' && !lost;
        lost ||= loses;
        next = machine.next(
          loses ? { kind: 'error', error: 'DynamoDB.SdkClientException', cause: 'lost' } : answer,
        );
      }
      expect(happened.slice(-5)).toEqual([
        'ReplaceStoppedLockHolder',
        'ReplaceStoppedLockHolder',
        'ReplaceStoppedLockHolder',
        '150 s',
        'RunTask',
      ]);
    },
  );

  test.each(['States.Timeout', 'ECS.ServerException'])(
    'ends only after its task has stopped: %s',
    (error) => {
      const definition = definitionOf('skip', { timeout_seconds: 60, retry: { max_attempts: 0 } });
      const machine = runMachine(definition, {
        input: {},
        context: { Execution: { Id: 'run', StartTime: first } },
      });
      const happened: string[] = [];
      let next = machine.next();
      while (next.done !== true) {
        happened.push(next.value.kind === 'pause' ? `${next.value.seconds} s` : next.value.state);
        const late = next.value.kind === 'call' && next.value.state === 'RunTask';
        next = machine.next(
          late
            ? { kind: 'error', error, cause: error === 'States.Timeout' ? '' : 'internal error' }
            : { kind: 'result', value: {} },
        );
      }
      expect(happened).toEqual(['AcquireLock', 'RunTask', '150 s']);
      expect(next.value).toMatchObject({ status: 'FAILED', error });
    },
  );
});

describe('in another implementation of the States Language', () => {
  /** Runs two executions whose calls wait until it is their turn. */
  async function race(definition: StateMachineDefinition, choices: readonly number[]) {
    const world = new LockWorld();
    const waiting = new Map<string, () => void>();
    const turn = async (id: string): Promise<void> =>
      new Promise((resolve) => {
        waiting.set(id, resolve);
      });
    const over = new Set<string>();
    const resourceOf = (state: string): string => String(at(definition.States, state, 'Resource'));
    const ends = ['run-0', 'run-1'].map(async (id, index) => {
      // The library starts every run at the current time.
      const startTime = index === 0 ? '2000-01-01T00:00:00.000Z' : '2999-01-01T00:00:00.000Z';
      const run = world.add(id, startTime);
      const answer = async (state: string, parameters: unknown): Promise<unknown> => {
        await turn(id);
        // A stopped run makes no further call.
        if (run.status === 'ABORTED') throw serviceError('Stopped', 'by the other run');
        if (resourceOf(state).endsWith('ecs:runTask.sync')) {
          run.task = 'running';
          if ([...world.runs.values()].filter(({ task }) => task === 'running').length > 1)
            world.faults.push(id);
          await turn(id);
          run.task = 'none';
          return {};
        }
        const answered = world.answer(resourceOf(state), parameters);
        if (answered.kind === 'error') throw serviceError(answered.error, answered.cause);
        return answered.value;
      };
      const context = { Execution: { Id: id, StartTime: startTime } };
      try {
        const output = await executeCalls(definition, { input: {}, context, answer });
        run.status = 'SUCCEEDED';
        return outcomeIn(output);
      } catch (error) {
        if (run.status !== 'ABORTED') throw error;
        return 'ABORTED';
      } finally {
        over.add(id);
      }
    });
    const isDone = (id: string): boolean => over.has(id) || world.runs.get(id)?.status === 'ABORTED';
    for (let point = 0; !['run-0', 'run-1'].every(isDone); point += 1) {
      const live = ['run-0', 'run-1'].filter((id) => !isDone(id));
      for (let tries = 0; tries < 500 && !live.every((id) => waiting.has(id) || isDone(id)); tries += 1)
        await new Promise((resolve) => setImmediate(resolve));
      const ready = live.filter((id) => waiting.has(id));
      const id = ready[(choices[point] ?? 0) % Math.max(1, ready.length)];
      if (id === undefined) continue;
      const resume = waiting.get(id);
      waiting.delete(id);
      resume?.();
    }
    // A stopped run gets an error.
    for (const resume of waiting.values()) resume();
    const settled = await Promise.all(ends);
    return { faults: world.faults, ends: settled.join(' ') };
  }

  test.each([
    ['skip', ['skipped worked', 'worked skipped', 'worked worked']],
    ['replace', ['ABORTED worked', 'superseded worked', 'worked worked']],
  ] as const)('two runs end as in the tests’ implementation: %s', async (overlap, allowed) => {
    const definition = definitionOf(overlap);
    const seen = new Set<string>();
    const random = randomNumbers(7);
    for (let round = 0; round < 80; round += 1) {
      const { faults, ends } = await race(
        definition,
        Array.from({ length: 60 }, () => random(2)),
      );
      expect(faults).toEqual([]);
      seen.add(ends);
    }
    expect(allowed).toEqual(expect.arrayContaining([...seen]));
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('the lock', () => {
  test.each(['skip', 'replace'] as const)('has a definition that AWS accepts: %s', (overlap) => {
    const definition = definitionOf(overlap, { timeout_seconds: 60, retry: { max_attempts: 2 } });
    expect(validateDefinition(definition)).toEqual([]);
    expect(aslErrors(definition)).toEqual([]);
  });

  test('has a table only if a job needs it', () => {
    const job = { task_command: ['job'], schedule_expression: 'rate(1 day)' };
    expect(environmentOf({ scheduled_jobs: { job } }).lockTableName).toBeUndefined();
    const upload = { task_command: ['job'], overlap: 'skip' };
    expect(environmentOf({ file_upload_jobs: { job: upload } }).lockTableName).toBe('app-test-job-locks');
    expect(issuesOf({ file_upload_jobs: { job: { ...upload, target: 'ecs_cluster' } } })).toEqual([
      expect.stringContaining('overlap: skip (EventBridge starts the task even if another run is active)'),
    ]);
  });
});
