import { expect, test } from '@jest/globals';
import type { ScheduledAction } from '../../../../lib/aws/scaling/scaling';
import { parseSchedule } from '../../../../lib/jobs/triggers/schedule';
import { simulateQueue } from '../../../../lib/simulate/queue/simulate-queue';
import { scalingOf } from '../../../simulate/queue/support/scaling';
import { simulateEverySecond } from '../../../simulate/queue/support/second-by-second';
import { fc, tries } from '../../../support/property-tests';

const from = new Date('2027-06-01T07:50:10Z');

const action = (key: string, expression: string, maximumCapacity: number): ScheduledAction => ({
  key,
  name: key,
  ...parseSchedule(expression),
  timezone: 'UTC',
  minimumCapacity: 0,
  maximumCapacity,
});

const scheduledActions = [action('fewer', 'cron(10 8 ? * * *)', 1), action('more', 'cron(40 8 ? * * *)', 6)];

const load = fc.record({
  arrivals: fc
    .uniqueArray(fc.record({ atSeconds: fc.nat(3599), count: fc.nat(60) }), {
      selector: ({ atSeconds }) => atSeconds,
      maxLength: 8,
    })
    .map((list) => list.sort((one, other) => one.atSeconds - other.atSeconds)),
  secondsPerMessage: fc.integer({ min: 1, max: 300 }),
  concurrency: fc.integer({ min: 1, max: 3 }),
  startSeconds: fc.nat(200),
  metricDelaySeconds: fc.nat(240),
  stopTimeoutSeconds: fc.nat(120),
  visibilityTimeoutSeconds: fc.integer({ min: 1, max: 400 }),
  maxReceiveCount: fc.integer({ min: 1, max: 4 }),
  isProtected: fc.boolean(),
  isIdleAtStart: fc.boolean(),
});

const service = fc.record({
  minimum: fc.nat(2),
  maximum: fc.integer({ min: 2, max: 10 }),
  backlogPerTask: fc.integer({ min: 1, max: 20 }),
});

const choices = fc.record({
  deployAt: fc.option(fc.nat(3000), { nil: undefined }),
  durationSeconds: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
  isScheduled: fc.boolean(),
});

test('a simulation that skips seconds has the result of a simulation of every second', () => {
  fc.assert(
    fc.property(service, load, choices, (limits, options, { deployAt, durationSeconds, isScheduled }) => {
      const { isProtected } = options;
      const scaling = scalingOf({
        ...limits,
        isProtected,
        scheduledActions: isScheduled ? scheduledActions : [],
      });
      const all = {
        ...options,
        ...(deployAt === undefined ? {} : { deployAt }),
        ...(durationSeconds === undefined ? {} : { durationSeconds }),
        ...(isScheduled ? { from } : {}),
      };
      expect(simulateQueue(scaling, all)).toEqual(simulateEverySecond(scaling, all));
    }),
    { numRuns: tries(250) },
  );
});
