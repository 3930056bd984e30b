import { describe, expect, test } from '@jest/globals';
import { AlarmEvaluator, type AlarmState } from '../../../lib/aws/alarms/evaluate-alarm';
import type { Alarm, Metric } from '../../../lib/aws/alarms/metric-alarms';
import type { DataPoint } from '../../../lib/aws/alarms/metric-math/evaluate-metric-math';
import type { AlarmKey } from '../../../lib/jobs/alarms/job-alarm';
import { fc, tries } from '../../support/property-tests';
import { workerOf } from '../support/workers';
import { minutesOfWorker, type WorkerHistory } from './support/worker-history';

const alarms = { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' };

const known = new Map<string, Alarm>();

/** Returns an alarm of a worker with these fields. It builds each worker once. */
function alarmOf(key: AlarmKey, fields: Readonly<Record<string, unknown>> = {}): Alarm {
  const id = JSON.stringify([key, fields]);
  const alarm = known.get(id) ?? buildAlarm(key, fields);
  known.set(id, alarm);
  return alarm;
}

function buildAlarm(key: AlarmKey, fields: Readonly<Record<string, unknown>>): Alarm {
  const found = workerOf(fields, { alarms }).alarms.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no alarm ${key}`);
  return found.alarm;
}

/** The metrics of one period, by name. A metric that is not listed has no value. */
type Metrics = Readonly<Record<string, DataPoint>>;

/** Returns the periods in which the alarm changes from OK to ALARM, and so notifies the topic. */
function alarmPeriodsOf(alarm: Alarm, periods: readonly Metrics[]): readonly number[] {
  const evaluator = new AlarmEvaluator(alarm);
  let state: AlarmState = 'OK';
  return periods.flatMap((_, newest) => {
    const before = state;
    const pointOf = ({ name }: Metric, age: number) => periods[newest - age]?.[name];
    ({ state } = evaluator.evaluate(evaluator.valuesOf(pointOf), before));
    return before === 'OK' && state === 'ALARM' ? [newest] : [];
  });
}

const repeated = (count: number, metrics: Metrics): readonly Metrics[] =>
  Array.from({ length: count }, () => metrics);

describe('the alarm dead-letters-added', () => {
  const letters = (visible: DataPoint, inFlight?: number): Metrics => ({
    ApproximateNumberOfMessagesVisible: visible,
    ApproximateNumberOfMessagesNotVisible: inFlight,
  });
  const rings = (key: 'dead-letters' | 'dead-letters-added', periods: readonly Metrics[]) =>
    alarmPeriodsOf(alarmOf(key), periods);

  test('reports each dead letter except the first one, which the alarm dead-letters reports', () => {
    const periods = [0, 0, 1, 1, 1, 2, 2, 3, 3, 0, 0, 1].map((count) => letters(count));
    expect(rings('dead-letters', periods)).toEqual([2, 11]);
    expect(rings('dead-letters-added', periods)).toEqual([5, 7]);
  });

  test('reports a further dead letter after another one was deleted', () => {
    expect(
      rings(
        'dead-letters-added',
        [4, 4, 1, 1, 2].map((count) => letters(count)),
      ),
    ).toEqual([4]);
  });

  test('reports dead letters of consecutive minutes once', () => {
    expect(
      rings(
        'dead-letters-added',
        [1, 2, 3, 4, 4, 4, 5].map((count) => letters(count)),
      ),
    ).toEqual([1, 6]);
  });

  test('does not report a dead letter that is received and returned to the queue', () => {
    const inspection = [letters(3), letters(1, 2), letters(0, 3), letters(2, 1), letters(3)];
    expect(rings('dead-letters-added', inspection)).toEqual([]);
  });

  test('does not report the first dead letter of a queue that was idle and had no metrics', () => {
    const first = [letters(undefined), letters(undefined), letters(1), letters(1)];
    expect(rings('dead-letters-added', first)).toEqual([]);
    expect(rings('dead-letters-added', [...first, letters(undefined), letters(2)])).toEqual([5]);
  });

  test('publishes nothing when it returns to OK, because the dead letters are still in the queue', () => {
    const silent = workerOf({}, { alarms }).alarms.map(({ key, action }) => [
      key,
      action.kind === 'notify_topic' && action.isSilentWhenOk === true,
    ]);
    expect(silent).toEqual([
      ['dead-letters', false],
      ['message-age', false],
      ['dead-letters-added', true],
      ['stalled', false],
    ]);
  });
});

describe('the alarm stalled', () => {
  const waiting: Metrics = {
    ApproximateAgeOfOldestMessage: 90,
    NumberOfMessagesDeleted: 0,
    CPUUtilization: 1,
  };
  const working: Metrics = { ...waiting, NumberOfMessagesDeleted: 2 };
  const empty: Metrics = { ApproximateAgeOfOldestMessage: 0, NumberOfMessagesDeleted: 0 };
  // The visibility timeout is 120 seconds. Together with 60 seconds of work and 600 for a task, it is 13 minutes.
  const minutes = 13;

  test('enters ALARM if messages wait and none is deleted for the time of a lost message and a new task', () => {
    const alarm = alarmOf('stalled');
    expect(alarm.evaluationPeriods).toBe(minutes);
    expect(alarmPeriodsOf(alarm, repeated(40, waiting))).toEqual([minutes - 1]);
    expect(alarmPeriodsOf(alarm, [...repeated(20, working), ...repeated(40, waiting)])).toEqual([
      19 + minutes,
    ]);
    expect(
      alarmPeriodsOf(alarm, [...repeated(minutes - 1, waiting), working, ...repeated(5, waiting)]),
    ).toEqual([]);
  });

  test('enters ALARM even if the number of deleted messages is missing', () => {
    const unknown = { ...waiting, NumberOfMessagesDeleted: undefined };
    expect(alarmPeriodsOf(alarmOf('stalled'), repeated(20, unknown))).toEqual([minutes - 1]);
  });

  test('stays OK while the queue is empty, busy or idle', () => {
    for (const metrics of [empty, working, {}])
      expect(alarmPeriodsOf(alarmOf('stalled'), repeated(60, metrics))).toEqual([]);
  });

  test('notifies again after the worker has recovered', () => {
    const stall = repeated(minutes, waiting);
    expect(alarmPeriodsOf(alarmOf('stalled'), [...stall, working, ...stall])).toEqual([12, 26]);
  });

  test('stays OK until the newest data points arrive, and enters ALARM when they arrive', () => {
    const late = [...repeated(minutes - 1, waiting), {}, {}];
    expect(alarmPeriodsOf(alarmOf('stalled'), late)).toEqual([]);
    expect(alarmPeriodsOf(alarmOf('stalled'), [...repeated(minutes, waiting), {}])).toEqual([minutes - 1]);
  });

  test('counts only the time with running tasks if a scheduled action stops all tasks', () => {
    const scheduled_scaling = [
      { schedule_expression: 'cron(0 8 * * ? *)', min_tasks: 1, max_tasks: 4 },
      { schedule_expression: 'cron(0 18 * * ? *)', min_tasks: 0, max_tasks: 0 },
    ];
    const alarm = alarmOf('stalled', { scheduled_scaling });
    const stopped = { ...waiting, CPUUtilization: undefined };
    expect(alarmPeriodsOf(alarm, repeated(900, stopped))).toEqual([]);
    expect(alarmPeriodsOf(alarm, [...repeated(30, stopped), ...repeated(20, waiting)])).toEqual([
      29 + minutes,
    ]);
    // Otherwise it also enters ALARM if no task runs, because the scaling did not start one.
    expect(alarmPeriodsOf(alarmOf('stalled', { min_tasks: 0 }), repeated(20, stopped))).toEqual([
      minutes - 1,
    ]);
  });

  test.each([
    [{ max_processing_seconds: 600 }, 60, 32],
    [{ max_processing_seconds: 600, queue: { delay_seconds: 900 } }, 60, 47],
    [{ max_processing_seconds: 600, queue: { visibility_timeout_seconds: 720, fifo: true } }, 60, 32],
    [{ max_processing_seconds: 20_000 }, 300, 136],
    [{ max_processing_seconds: 43_080, queue: { delay_seconds: 900 } }, 3600, 25],
  ])('of a worker with %j evaluates periods of %d seconds: %d', (fields, period, count) => {
    const { evaluationPeriods, queries } = alarmOf('stalled', fields);
    expect(evaluationPeriods).toBe(count);
    for (const query of queries) if ('namespace' in query) expect(query.periodSeconds).toBe(period);
  });

  test.each([1, 600, 4800, 5000, 30_000, 42_870, 43_080])(
    'of a worker with messages of %d seconds stays within the limits of CloudWatch',
    (seconds) => {
      const { evaluationPeriods, queries } = alarmOf('stalled', { max_processing_seconds: seconds });
      const periods = queries.flatMap((query) => ('namespace' in query ? [query.periodSeconds ?? 60] : []));
      const [period = 0] = periods;
      expect(new Set(periods).size).toBe(1);
      expect(period * evaluationPeriods).toBeLessThanOrEqual(period < 3600 ? 86_400 : 604_800);
      expect(period * evaluationPeriods).toBeGreaterThan(2 * seconds + 600);
    },
  );

  /** Random workers, whose messages take up to the maximum time. */
  const histories: fc.Arbitrary<WorkerHistory> = fc.record({
    tasks: fc.integer({ min: 1, max: 3 }),
    maximumSeconds: fc.constantFrom(5, 60, 900),
    visibilitySeconds: fc.constantFrom(930, 1200),
    firstTaskSeconds: fc.integer({ min: 0, max: 500 }),
    arrivals: fc.array(
      fc.record({
        afterSeconds: fc.nat(1500),
        workShare: fc.double({ min: 0, max: 1, noNaN: true }),
        diesFirst: fc.boolean(),
      }),
      {
        minLength: 1,
        maxLength: 25,
      },
    ),
  });
  const alarmOfHistory = ({ maximumSeconds, visibilitySeconds }: WorkerHistory) =>
    alarmOf('stalled', {
      max_processing_seconds: maximumSeconds,
      stop_timeout_seconds: 30,
      queue: { visibility_timeout_seconds: visibilitySeconds },
    });

  test('stays OK for a worker that processes messages, even if single tasks die', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(alarmPeriodsOf(alarmOfHistory(history), minutesOfWorker(history))).toEqual([]);
      }),
      { numRuns: tries(100) },
    );
  });

  test('enters ALARM once, at the expected minute, for a worker whose tasks stop working', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const alarm = alarmOfHistory(history);
        const stalled = minutesOfWorker({ ...history, tasks: 0 });
        const first = stalled.findIndex(({ ApproximateAgeOfOldestMessage: age = 0 }) => age > 0);
        const after = repeated(alarm.evaluationPeriods, { ApproximateAgeOfOldestMessage: 9999 });
        expect(alarmPeriodsOf(alarm, [...stalled, ...after])).toEqual([first + alarm.evaluationPeriods - 1]);
      }),
      { numRuns: tries(50) },
    );
  });
});
