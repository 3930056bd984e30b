import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
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

function bothWays(given: Case) {
  const got = simulateQueue(scalingOf(given), given);
  const expected = calculateByHand(each(given.arrivals), given, got.minutes.length);
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
  ])('%s', (_, rate, service) => {
    const given = { ...service, arrivals: arrivalsOf(rate), backlogPerTask: 10, startSeconds: 60 };
    const { got, expected } = bothWays(given);
    expect(expected).toBeDefined();
    expect(summaryOf(got)).toEqual(expected);
    expect(got.end).toBe('at-rest');
    expect(got.totals).toMatchObject({ processed: each(given.arrivals).length, interruptions: 0 });
  });

  test('any messages, unless busy tasks are stopped', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyCase, (given) => {
        const { got, expected } = bothWays(given);
        if (expected === undefined) return;
        compared += 1;
        expect(summaryOf(got)).toEqual(expected);
      }),
      { numRuns: 100, seed: 1 },
    );
    expect(compared).toBeGreaterThan(50);
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

interface Wished {
  readonly given: Case;
  readonly isProtected: boolean;
  readonly isIdleAtStart: boolean;
  readonly metricDelaySeconds: number;
  readonly concurrency: number;
  readonly visibilityTimeoutSeconds: number;
  readonly durationSeconds: number | undefined;
}

const any: fc.Arbitrary<Wished> = fc.record({
  given: anyCase,
  isProtected: fc.boolean(),
  isIdleAtStart: fc.boolean(),
  metricDelaySeconds: fc.constantFrom(0, 60, 130),
  concurrency: fc.integer({ min: 1, max: 3 }),
  visibilityTimeoutSeconds: fc.integer({ min: 30, max: 200 }),
  durationSeconds: fc.option(fc.integer({ min: 60, max: 3000 }), { nil: undefined }),
});

function simulate({ given, durationSeconds, ...options }: Wished): QueueSimulation {
  const scaling = scalingOf({ ...given, isProtected: options.isProtected });
  const length = durationSeconds === undefined ? {} : { durationSeconds };
  return simulateQueue(scaling, { ...given, ...options, ...length });
}

describe('with any arrivals', () => {
  const check = (name: string, holds: (got: QueueSimulation, wished: Wished) => void): void => {
    test(name, () => {
      fc.assert(
        fc.property(any, (wished) => {
          holds(simulate(wished), wished);
        }),
        { numRuns: 60, seed: 1 },
      );
    });
  };

  check('there are never more tasks than the maximum, and never fewer than the minimum', (got, { given }) => {
    for (const { desired, running } of got.minutes) {
      expect(desired).toBeLessThanOrEqual(given.maximum);
      expect(desired).toBeGreaterThanOrEqual(given.minimum);
      expect(running).toBeLessThanOrEqual(given.maximum);
    }
    expect(got.totals.maximumTasks).toBeLessThanOrEqual(given.maximum);
  });

  check('each message is processed, in flight or waiting', ({ minutes, totals }, { given }) => {
    const last = minutes.at(-1);
    expect(last).toBeDefined();
    if (totals.seconds % 60 === 0)
      expect(totals.processed + (last?.waiting ?? 0) + (last?.inFlight ?? 0)).toBe(totals.messages);
    const came = given.arrivals.filter(({ atSeconds }) => atSeconds <= totals.seconds);
    expect(totals.messages).toBe(each(came).length);
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
    ({ minutes }, { given, ...wished }) => {
      const { metricDelaySeconds, isIdleAtStart } = wished;
      const bound =
        60 + Math.ceil(metricDelaySeconds / 60) * 60 + given.startSeconds + (isIdleAtStart ? 900 : 0) + 60;
      // So many minutes in a row without a task that runs, while messages wait.
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

  check('the simulation is deterministic', (got, wished) => {
    expect(simulate(wished)).toEqual(got);
  });
});
