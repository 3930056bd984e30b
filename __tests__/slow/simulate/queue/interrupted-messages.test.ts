import { describe, expect, test } from '@jest/globals';
import { metricPeriodSeconds } from '../../../../lib/aws/alarms/metric-alarms';
import type { QueueEvent, QueueSimulation } from '../../../../lib/simulate/queue/queue-simulation';
import { simulateQueue } from '../../../../lib/simulate/queue/simulate-queue';
import { optionsOfWorker } from '../../../../lib/simulate/queue/worker-options';
import { workerOf } from '../../../jobs/support/workers';
import { fc } from '../../../support/property-tests';

/**
 * Random loads of two hours for each row: 1,000 with the environment variable `ALL_LOADS`, which takes minutes, otherwise the
 * first 200 of them. docs/queue-workers.md states what can interrupt a message, and has the numbers of 1,000 loads.
 */
const hasAllLoads = process.env['ALL_LOADS'] !== undefined;
const loads = hasAllLoads ? 1000 : 200;

type Range = readonly [minimum: number, maximum: number];

interface Row {
  readonly name: string;
  /** The range of the seconds in which a task processes a message. */
  readonly processing: Range;
  /** The range of the seconds until a new task receives messages. */
  readonly start: Range;
  /** The range of the seconds until alarms get the metrics of a minute. */
  readonly metrics: Range;
  /** Fields of the worker. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether the program stops at SIGTERM, and does not finish its message. */
  readonly stopsAtOnce?: true;
  /** Whether a scale-in waits for the cooldown of the last scale-out. AWS does not document that it waits. */
  readonly scaleOutDelaysScaleIn?: false;
  /** The loads with an interruption, of the first 200 and of all 1,000. */
  readonly interruptedLoads: readonly [ofFirst: number, ofAll: number];
}

const short: Range = [1, 120];
const long: Range = [121, 600];
const usual = { start: [60, 60], metrics: [60, 60] } as const;
const slow = { start: [60, 420], metrics: [60, 240] } as const;

const rows: readonly Row[] = [
  { name: 'default fields', processing: short, ...usual, fields: {}, interruptedLoads: [0, 0] },
  { name: 'default fields, slow', processing: short, ...slow, fields: {}, interruptedLoads: [0, 0] },
  {
    name: 'protection, slow',
    processing: long,
    ...slow,
    fields: { scale_in_protection: true },
    interruptedLoads: [0, 0],
  },
  {
    name: 'no protection',
    processing: long,
    ...usual,
    fields: { scale_in_protection: false },
    interruptedLoads: [4, 9],
  },
  {
    name: 'no protection, slow',
    processing: long,
    ...slow,
    fields: { scale_in_protection: false },
    interruptedLoads: [3, 22],
  },
  {
    name: 'no protection, and a program that stops at SIGTERM, slow',
    processing: [1, 600],
    ...slow,
    fields: { scale_in_protection: false },
    stopsAtOnce: true,
    interruptedLoads: [7, 42],
  },
  {
    name: 'default fields, slow, if a scale-out does not delay a scale-in',
    processing: short,
    ...slow,
    fields: {},
    scaleOutDelaysScaleIn: false,
    interruptedLoads: [0, 0],
  },
  {
    name: 'no protection, if a scale-out does not delay a scale-in',
    processing: long,
    ...usual,
    fields: { scale_in_protection: false },
    scaleOutDelaysScaleIn: false,
    interruptedLoads: [8, 31],
  },
  {
    name: 'no protection, slow, if a scale-out does not delay a scale-in',
    processing: long,
    ...slow,
    fields: { scale_in_protection: false },
    scaleOutDelaysScaleIn: false,
    interruptedLoads: [28, 117],
  },
];

const between = ([min, max]: Range) => fc.integer({ min, max });

const arrivals = fc
  .uniqueArray(fc.record({ atSeconds: fc.nat(7199), count: fc.integer({ min: 1, max: 60 }) }), {
    selector: ({ atSeconds }) => atSeconds,
    minLength: 1,
    maxLength: 12,
  })
  .map((list) => list.sort((one, other) => one.atSeconds - other.atSeconds));

/** Returns the alarm that stopped the tasks of an interruption, and the newest minute that the alarm read. */
function causeOf(
  { events }: QueueSimulation,
  interruptedAt: number,
  stopSeconds: number,
): Extract<QueueEvent, { kind: 'scaled' }> | undefined {
  const at = interruptedAt - stopSeconds;
  return events
    .filter((event) => event.kind === 'scaled')
    .find(({ atSeconds, from, to }) => atSeconds === at && to < from);
}

describe('random loads, with delays up to several minutes', () => {
  test.each(rows)('$name', (row) => {
    const samples = fc.sample(
      fc.record({
        arrivals,
        min_tasks: fc.nat(2),
        max_tasks: fc.integer({ min: 2, max: 20 }),
        backlog_per_task: fc.integer({ min: 1, max: 30 }),
        secondsPerMessage: between(row.processing),
        startSeconds: between(row.start),
        metricDelaySeconds: between(row.metrics),
        isIdleAtStart: fc.boolean(),
      }),
      { numRuns: loads, seed: 18 },
    );
    let interruptedLoads = 0;
    for (const { min_tasks, max_tasks, backlog_per_task, ...load } of samples) {
      const job = workerOf({
        ...{ min_tasks, max_tasks, backlog_per_task },
        max_processing_seconds: load.secondsPerMessage,
        queue: { max_receive_count: 1000 },
        ...row.fields,
      });
      const { scaleOutDelaysScaleIn = true } = row;
      const options = { ...load, ...optionsOfWorker(job), scaleOutDelaysScaleIn };
      const stopTimeoutSeconds = row.stopsAtOnce === true ? 0 : options.stopTimeoutSeconds;
      const got = simulateQueue(job.scaling, { ...options, stopTimeoutSeconds });
      if (scaleOutDelaysScaleIn)
        expect([got.end, got.totals.processed]).toEqual(['at-rest', got.totals.messages]);
      if (got.totals.interruptions > 0) interruptedLoads += 1;
      for (const event of got.events) {
        if (event.kind !== 'interrupted') continue;
        const cause = causeOf(got, event.atSeconds, stopTimeoutSeconds);
        if (!scaleOutDelaysScaleIn && cause?.by.kind === 'alarm' && cause.by.alarm === 'busy') continue;
        expect(cause?.by).toMatchObject({ kind: 'alarm', alarm: 'idle' });
        // The queue was empty in the minute that the alarm read: every interrupted message arrived later.
        const stoppedAt = cause?.atSeconds ?? 0;
        const read =
          Math.floor((stoppedAt - load.metricDelaySeconds) / metricPeriodSeconds) * metricPeriodSeconds;
        const later = load.arrivals.filter(({ atSeconds }) => read <= atSeconds && atSeconds < stoppedAt);
        expect(event.messages).toBeLessThanOrEqual(later.reduce((sum, { count }) => sum + count, 0));
      }
    }
    expect(interruptedLoads).toBe(row.interruptedLoads[hasAllLoads ? 1 : 0]);
  });
});
