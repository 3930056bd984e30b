import { describe, expect, test } from '@jest/globals';
import { expectEnough, fc, tries } from '../../support/property-tests';
import type { Arrival } from '../../../lib/simulate/queue/arrival';
import { parseRate } from '../../../lib/simulate/queue/arrivals';
import { simulateQueue } from '../../../lib/simulate/queue/simulate-queue';
import type { QueueSimulation } from '../../../lib/simulate/queue/queue-simulation';
import { calculateByHand } from './support/by-hand';
import { scalingOf } from './support/scaling';

function arrivalsOf(text: string): readonly Arrival[] {
  const parsed = parseRate(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.arrivals;
}

const each = (arrivals: readonly Arrival[]): readonly number[] =>
  arrivals.flatMap(({ atSeconds, count }) => Array.from({ length: count }, () => atSeconds));

interface Case {
  readonly arrivals: readonly Arrival[];
  readonly minimum: number;
  readonly maximum: number;
  readonly backlogPerTask: number;
  readonly secondsPerMessage: number;
  readonly startSeconds: number;
}

function bothWays(service: Case) {
  const got = simulateQueue(scalingOf(service), service);
  const expected = calculateByHand(each(service.arrivals), service, got.minutes.length);
  return { got, expected };
}

function summaryOf({ minutes, totals }: QueueSimulation) {
  return {
    waiting: minutes.map(({ waiting }) => waiting),
    inFlight: minutes.map(({ inFlight }) => inFlight),
    desired: minutes.map(({ desired }) => desired),
    longestWait: totals.longestWaitSeconds,
    taskSeconds: totals.taskSeconds,
  };
}

describe('minute by minute, as calculated by hand', () => {
  test.each([
    [
      'a constant rate below capacity',
      '30/minute for 40m',
      { minimum: 1, maximum: 10, secondsPerMessage: 5 },
    ],
    ['a burst from zero', 'burst of 500', { minimum: 0, maximum: 20, secondsPerMessage: 30 }],
    ['a rate above the maximum', '120/minute for 20m', { minimum: 0, maximum: 8, secondsPerMessage: 10 }],
  ])('%s', (_, rate, limits) => {
    const service = { ...limits, arrivals: arrivalsOf(rate), backlogPerTask: 10, startSeconds: 60 };
    const { got, expected } = bothWays(service);
    expect(expected).toBeDefined();
    expect(summaryOf(got)).toEqual(expected);
    expect(got.end).toBe('at-rest');
    expect(got.totals).toMatchObject({ processed: each(service.arrivals).length, interruptions: 0 });
  });

  test('any messages, unless busy tasks are stopped', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyCase, (service) => {
        const { got, expected } = bothWays(service);
        if (expected === undefined) return;
        compared += 1;
        expect(summaryOf(got)).toEqual(expected);
      }),
      { numRuns: tries(100) },
    );
    expectEnough(compared, 30);
  });
});

const anyArrivals = fc
  .uniqueArray(fc.record({ atSeconds: fc.nat(1500), count: fc.integer({ min: 1, max: 120 }) }), {
    selector: ({ atSeconds }) => atSeconds,
    minLength: 1,
    maxLength: 6,
  })
  .map((arrivals) => arrivals.sort((one, other) => one.atSeconds - other.atSeconds));

const anyCase: fc.Arbitrary<Case> = fc.record({
  arrivals: anyArrivals,
  minimum: fc.nat(2),
  maximum: fc.integer({ min: 2, max: 20 }),
  backlogPerTask: fc.integer({ min: 1, max: 30 }),
  secondsPerMessage: fc.integer({ min: 1, max: 90 }),
  startSeconds: fc.constantFrom(0, 60, 75),
});

interface RandomCase {
  readonly service: Case;
  readonly isProtected: boolean;
  readonly isIdleAtStart: boolean;
  readonly metricDelaySeconds: number;
  readonly concurrency: number;
  readonly visibilityTimeoutSeconds: number;
  readonly durationSeconds: number | undefined;
}

const any: fc.Arbitrary<RandomCase> = fc.record({
  service: anyCase,
  isProtected: fc.boolean(),
  isIdleAtStart: fc.boolean(),
  metricDelaySeconds: fc.constantFrom(0, 60, 130),
  concurrency: fc.integer({ min: 1, max: 3 }),
  visibilityTimeoutSeconds: fc.integer({ min: 30, max: 200 }),
  durationSeconds: fc.option(fc.integer({ min: 60, max: 3000 }), { nil: undefined }),
});

function simulate({ service, durationSeconds, ...options }: RandomCase): QueueSimulation {
  const scaling = scalingOf({ ...service, isProtected: options.isProtected });
  const length = durationSeconds === undefined ? {} : { durationSeconds };
  return simulateQueue(scaling, { ...service, ...options, ...length });
}

describe('with any arrivals', () => {
  const check = (name: string, holds: (got: QueueSimulation, input: RandomCase) => void): void => {
    test(name, () => {
      fc.assert(
        fc.property(any, (input) => {
          holds(simulate(input), input);
        }),
        { numRuns: tries(60) },
      );
    });
  };

  check(
    'there are never more tasks than the maximum, and never fewer than the minimum',
    (got, { service }) => {
      for (const { desired, running } of got.minutes) {
        expect(desired).toBeLessThanOrEqual(service.maximum);
        expect(desired).toBeGreaterThanOrEqual(service.minimum);
        expect(running).toBeLessThanOrEqual(service.maximum);
      }
      expect(got.totals.maximumTasks).toBeLessThanOrEqual(service.maximum);
    },
  );

  check('each message is processed, in flight or waiting', ({ minutes, totals }, { service }) => {
    const last = minutes.at(-1);
    expect(last).toBeDefined();
    if (totals.seconds % 60 === 0)
      expect(totals.processed + (last?.waiting ?? 0) + (last?.inFlight ?? 0)).toBe(totals.messages);
    const arrived = service.arrivals.filter(({ atSeconds }) => atSeconds <= totals.seconds);
    expect(totals.messages).toBe(each(arrived).length);
  });

  check(
    'a simulation without a duration ends at rest with every message processed',
    ({ end, totals }, { durationSeconds }) => {
      if (durationSeconds !== undefined) {
        expect([end, totals.seconds]).toEqual(['duration', durationSeconds]);
      } else {
        expect([end, totals.processed]).toEqual(['at-rest', totals.messages]);
      }
    },
  );

  check(
    'a message is received within the delay of metrics and starts',
    ({ minutes }, { service, ...input }) => {
      const { metricDelaySeconds, isIdleAtStart } = input;
      const bound =
        60 + Math.ceil(metricDelaySeconds / 60) * 60 + service.startSeconds + (isIdleAtStart ? 900 : 0) + 60;
      // Consecutive minutes in which messages wait and no task runs.
      let without = 0;
      for (const { waiting, running } of minutes) {
        without = waiting > 0 && running === 0 ? without + 1 : 0;
        expect(without * 60).toBeLessThanOrEqual(bound);
      }
    },
  );

  check('with scale-in protection, no message is interrupted', ({ totals, events }, { isProtected }) => {
    if (isProtected) expect(totals.interruptions).toBe(0);
    const interruptedMessages = events.reduce(
      (sum, event) => sum + (event.kind === 'interrupted' ? event.messages : 0),
      0,
    );
    expect(interruptedMessages).toBe(totals.interruptions);
  });

  check('the simulation is deterministic', (got, input) => {
    expect(simulate(input)).toEqual(got);
  });
});
