import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import type { Alarm, MetricQuery } from '../../../lib/aws/alarms/metric-alarms';
import type { ScheduledAction, ServiceScaling } from '../../../lib/aws/scaling/scaling';
import { parseSchedule } from '../../../lib/jobs/triggers/schedule';
import { explainInvalidQueueOptions } from '../../../lib/simulate/queue/options';
import { simulateQueue } from '../../../lib/simulate/queue/simulate-queue';
import type { QueueSimulationOptions } from '../../../lib/simulate/queue/queue-simulation';
import { scalingOf } from './support/scaling';

const burst = (count: number, atSeconds = 0) => ({ atSeconds, count });
const options: QueueSimulationOptions = { arrivals: [burst(100)], secondsPerMessage: 20 };

describe('stopped tasks', () => {
  // At 00:17:00, fifteen minutes after the scale-out, the idle alarm evaluates five minutes without a message. The messages
  // of 00:16:55 are not among them.
  const arrivals = [burst(100), burst(100, 1015)];

  test('interrupt messages in the worst case, which return after the visibility timeout', () => {
    const got = simulateQueue(scalingOf(), { ...options, arrivals, visibilityTimeoutSeconds: 600 });
    expect(got.events).toContainEqual({ kind: 'interrupted', atSeconds: 1020, messages: 10 });
    expect(got.totals).toMatchObject({ processed: 200, interruptions: 10 });
    // The interrupted messages stay in flight until 600 seconds after 00:16:55.
    expect(got.minutes.find(({ minute }) => minute === 17)).toMatchObject({
      inFlight: 10,
      running: 0,
      waiting: 90,
    });
    expect(got.totals.longestWaitSeconds).toBeGreaterThanOrEqual(600);
  });

  test('are busy tasks in the worst case, even if others are idle', () => {
    const fewer: ScheduledAction = {
      key: 'fewer',
      name: 'fewer',
      ...parseSchedule('cron(2 8 ? * * *)'),
      timezone: 'UTC',
      minimumCapacity: 0,
      maximumCapacity: 2,
    };
    const more = {
      ...fewer,
      key: 'more',
      ...parseSchedule('cron(0 18 ? * * *)'),
      minimumCapacity: 4,
      maximumCapacity: 4,
    };
    const interrupted = (isProtected: boolean) =>
      simulateQueue(scalingOf({ scheduledActions: [fewer, more], isProtected }), {
        arrivals: [burst(2, 80)],
        secondsPerMessage: 60,
        visibilityTimeoutSeconds: 100,
        from: new Date('2027-06-01T08:00:30Z'),
        isProtected,
      }).events.find(({ kind }) => kind === 'interrupted');
    expect(interrupted(false)).toEqual({ kind: 'interrupted', atSeconds: 90, messages: 2 });
    expect(interrupted(true)).toBeUndefined();
  });

  test('finish their messages first if they have scale-in protection', () => {
    const scaling = scalingOf({ isProtected: true, backlogPerTask: 100 });
    const alone = simulateQueue(scaling, { ...options, isProtected: true });
    const idle = alone.events.find((event) => event.kind === 'scaled' && event.to === 0)?.atSeconds ?? 0;
    const got = simulateQueue(scaling, {
      ...options,
      isProtected: true,
      arrivals: [burst(100), burst(100, idle - 5)],
    });
    expect(got.totals).toMatchObject({ processed: 200, interruptions: 0 });
    const at = (minute: number) => got.minutes.find((one) => one.minute === minute);
    expect(at(idle / 60)).toMatchObject({ desired: 0, running: 1, inFlight: 1, waiting: 99 });
    // A task that is done receives no other message. The alarm evaluates the new messages, and another task starts.
    expect(at(idle / 60 + 1)).toMatchObject({ desired: 1, running: 0, inFlight: 0, waiting: 99 });
  });
});

describe('a deployment', () => {
  const busy: QueueSimulationOptions = {
    arrivals: [burst(40)],
    secondsPerMessage: 90,
    visibilityTimeoutSeconds: 200,
    stopTimeoutSeconds: 30,
    maxReceiveCount: 5,
    deployAt: 330,
  };
  const deployed = (changes: Partial<QueueSimulationOptions> = {}, minimum = 2) =>
    simulateQueue(scalingOf({ minimum, isProtected: changes.isProtected ?? false }), { ...busy, ...changes });
  const phases = ({ events }: ReturnType<typeof simulateQueue>) =>
    events.flatMap((event) => (event.kind === 'deployment' ? [[event.phase, event.atSeconds]] : []));

  test('starts new tasks, stops each old task when a new one runs, and costs receives', () => {
    const got = deployed();
    // Four tasks are desired: four new ones start, and run 60 seconds later.
    expect(phases(got)).toEqual([
      ['started', 330],
      ['finished', 390],
    ]);
    // SIGKILL follows 30 seconds after SIGTERM, while tasks process messages.
    expect(got.events).toContainEqual({ kind: 'interrupted', atSeconds: 420, messages: 4 });
    expect(got.totals).toMatchObject({ processed: 40, interruptions: 4, deadLetters: 0, messages: 40 });
  });

  test('interrupts nothing if the stop timeout is long enough, or if tasks protect themselves', () => {
    expect(deployed({ stopTimeoutSeconds: 90 }).totals).toMatchObject({ processed: 40, interruptions: 0 });
    const got = deployed({ isProtected: true });
    expect(got.totals).toMatchObject({ processed: 40, interruptions: 0 });
    expect(phases(got).map(([phase]) => phase)).toEqual(['started', 'finished']);
    expect(got.notes).toContainEqual(expect.stringContaining('tasks protect themselves'));
  });

  test('moves a message that was received too often to the dead-letter queue', () => {
    const got = deployed({ maxReceiveCount: 1 });
    expect(got.totals).toMatchObject({ processed: 36, deadLetters: 4, interruptions: 4 });
    expect(got.events.filter(({ kind }) => kind === 'dead_letters')).not.toEqual([]);
    expect(got.end).toBe('at-rest');
  });

  test('stops the only task first if there must never be two', () => {
    const deploymentPercents = { minimumHealthyPercent: 0, maximumPercent: 100 };
    const got = simulateQueue(scalingOf({ minimum: 1, maximum: 1 }), { ...busy, deploymentPercents });
    expect(phases(got)[1]).toEqual(['finished', 330]);
    expect(Math.max(...got.minutes.map(({ running }) => running))).toBe(1);
    expect(got.minutes.find(({ minute }) => minute === 7)).toMatchObject({ running: 1 });
  });

  test('ends at once if no task runs', () => {
    const got = simulateQueue(scalingOf(), { ...busy, arrivals: [], deployAt: 30 });
    expect(phases(got)).toEqual([
      ['started', 30],
      ['finished', 30],
    ]);
  });

  test('loses no message, at any time and with any limits', () => {
    fc.assert(
      fc.property(
        fc.record({
          deployAt: fc.nat(900),
          stopTimeoutSeconds: fc.nat(120),
          secondsPerMessage: fc.integer({ min: 1, max: 120 }),
          maxReceiveCount: fc.integer({ min: 1, max: 5 }),
          isProtected: fc.boolean(),
          deploymentPercents: fc.constantFrom(
            { minimumHealthyPercent: 100, maximumPercent: 200 },
            { minimumHealthyPercent: 50, maximumPercent: 200 },
            { minimumHealthyPercent: 0, maximumPercent: 100 },
          ),
        }),
        fc.nat(3),
        (changes, minimum) => {
          const { totals, end, events } = deployed(changes, minimum);
          expect(totals.processed + totals.deadLetters).toBe(totals.messages);
          expect(end).toBe('at-rest');
          expect(events.filter((event) => event.kind === 'deployment')).toHaveLength(2);
          const isLongEnough = changes.isProtected || changes.stopTimeoutSeconds >= changes.secondsPerMessage;
          if (isLongEnough) expect(totals).toMatchObject({ interruptions: 0, deadLetters: 0 });
        },
      ),
      { numRuns: tries(60) },
    );
  });
});

describe('an idle queue', () => {
  const wakes = (simulated: ReturnType<typeof simulateQueue>) =>
    simulated.events.filter(({ kind }) => kind === 'reactivated');

  test('has metrics fifteen minutes after its first message', () => {
    const arrivals = [burst(10, 30)];
    const got = simulateQueue(scalingOf(), { ...options, arrivals, isIdleAtStart: true });
    expect(wakes(got)).toEqual([{ kind: 'reactivated', atSeconds: 30, metricsFromSeconds: 930 }]);
    // The metrics are of 00:16:00, the alarm gets them at 00:17:00, and the task needs a minute to start.
    expect(got.totals.firstBegunAfterSeconds).toBe(18 * 60 - 30);
  });

  test('is a queue without messages for six hours', () => {
    const arrivals = [burst(10), burst(10, 7 * 3600)];
    const got = simulateQueue(scalingOf(), { ...options, arrivals });
    expect(wakes(got)).toMatchObject([{ atSeconds: 7 * 3600 }]);
    expect(wakes(simulateQueue(scalingOf({ minimum: 1 }), { ...options, arrivals }))).toEqual([]);
  });

  test('needs a service without tasks', () => {
    const got = simulateQueue(scalingOf({ minimum: 1 }), { ...options, isIdleAtStart: true });
    expect(wakes(got)).toEqual([]);
    expect(got.notes).toEqual([
      "the queue can't be idle at the start, because the service always runs tasks that receive messages",
    ]);
  });
});

describe('late metrics', () => {
  const withMessages = (expression: string): ServiceScaling => {
    const scaling = scalingOf({ isProtected: true });
    const replaced = (query: MetricQuery): MetricQuery =>
      query.id === 'messages' ? { id: 'messages', expression, label: '' } : query;
    const alarmOf = (alarm: Alarm): Alarm => {
      const [last = alarm.queries[0], ...others] = alarm.queries.map(replaced).reverse();
      return { ...alarm, queries: [...others.reverse(), last] };
    };
    return { ...scaling, rules: scaling.rules.map((rule) => ({ ...rule, alarm: alarmOf(rule.alarm) })) };
  };
  const late = { ...options, isProtected: true, fillsLateMetrics: true, durationSeconds: 3600 };

  test('are hidden by FILL if alarms do not wait for them', () => {
    const got = simulateQueue(withMessages('FILL(visible, 0) + FILL(in_flight, 0)'), late);
    expect(got.totals).toMatchObject({ maximumTasks: 0, processed: 0, longestWaitSeconds: 3600 });
  });

  test('are seen without FILL', () => {
    const got = simulateQueue(withMessages('SUM([visible, in_flight])'), late);
    expect(got.totals).toMatchObject({ maximumTasks: 10, processed: 100, firstBegunAfterSeconds: 180 });
  });

  test('delay the first task', () => {
    const after = (metricDelaySeconds: number) =>
      simulateQueue(scalingOf(), { ...options, metricDelaySeconds }).totals.firstBegunAfterSeconds;
    expect([0, 60, 61, 180].map(after)).toEqual([120, 180, 240, 300]);
  });
});

describe('scheduled actions', () => {
  const action: ScheduledAction = {
    key: 'work',
    name: 'work',
    ...parseSchedule('cron(2 8 ? * * *)'),
    timezone: 'UTC',
    minimumCapacity: 3,
    maximumCapacity: 5,
  };
  const scaling = scalingOf({ scheduledActions: [action] });

  test('change the limits, and a number of tasks outside them', () => {
    const home = {
      ...action,
      key: 'home',
      ...parseSchedule('cron(0 18 ? * * *)'),
      minimumCapacity: 0,
      maximumCapacity: 1,
    };
    const both = scalingOf({ scheduledActions: [action, home] });
    const got = simulateQueue(both, { ...options, from: new Date('2027-06-01T08:00:30Z') });
    expect(got.minutes[0]?.desired).toBe(0);
    expect(got.events.slice(0, 2)).toEqual([
      { kind: 'limits', atSeconds: 90, action: 'work', minimum: 3, maximum: 5 },
      { kind: 'scaled', atSeconds: 90, from: 0, to: 3, by: { kind: 'action', action: 'work' } },
    ]);
    expect(got.totals.maximumTasks).toBe(5);
    expect(got.minutes.at(-1)?.desired).toBe(3);
  });

  test('that were due before the start apply at the start', () => {
    const got = simulateQueue(scaling, { ...options, from: new Date('2027-06-01T09:00:00Z') });
    expect(got.minutes[0]).toMatchObject({ desired: 3, running: 3, inFlight: 3 });
  });

  test('are not simulated without a start time, with a note', () => {
    const got = simulateQueue(scaling, options);
    expect(got.notes).toEqual(['the scheduled action is not simulated, because the start time is unknown']);
  });
});

test('a task processes as many messages at a time as its concurrency', () => {
  const got = simulateQueue(scalingOf({ backlogPerTask: 50 }), { ...options, concurrency: 4 });
  expect(got.minutes.find(({ minute }) => minute === 3)).toMatchObject({
    running: 2,
    inFlight: 8,
    waiting: 92,
  });
});

test('a simulation that never comes to rest ends after two days', () => {
  const slow = { arrivals: [burst(10_000)], secondsPerMessage: 60, visibilityTimeoutSeconds: 120 };
  const got = simulateQueue(scalingOf({ maximum: 1 }), slow);
  expect([got.end, got.totals.seconds, got.totals.processed]).toEqual(['too-long', 172_800, 2877]);
  expect(got.totals.longestWaitSeconds).toBe(172_800);
});

test('a message that takes longer than its visibility timeout gets a note', () => {
  expect(simulateQueue(scalingOf(), { ...options, secondsPerMessage: 30 }).notes).toEqual([
    'a task processes a message in 30 seconds, but the visibility timeout is 30 seconds; the simulation assumes that tasks extend this timeout, because otherwise another task receives the message again',
  ]);
});

test('every invalid number is explained', () => {
  expect(explainInvalidQueueOptions({ secondsPerMessage: 20, concurrency: 2 })).toEqual([]);
  expect(explainInvalidQueueOptions({ secondsPerMessage: 0.2, concurrency: 0, startSeconds: NaN })).toEqual([
    {
      option: 'secondsPerMessage',
      reason:
        'must be a whole number from 1 to 43200; instead of 0.2 seconds, use 1 second and a concurrency of 5',
    },
    { option: 'concurrency', reason: 'must be a whole number from 1 to 10000' },
    { option: 'startSeconds', reason: 'must be a whole number from 0 to 3600' },
  ]);
});
