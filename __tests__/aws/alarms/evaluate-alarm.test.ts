import { expect, test } from '@jest/globals';
import { AlarmEvaluator } from '../../../lib/aws/alarms/evaluate-alarm';
import type { Alarm } from '../../../lib/aws/alarms/metric-alarms';

const alarm: Alarm = {
  name: 'busy',
  description: '',
  queries: [
    { id: 'a', namespace: 'AWS/SQS', name: 'A', dimensions: {}, statistic: 'Maximum' },
    { id: 'twice', expression: 'a * 2', label: '' },
  ],
  comparison: 'GreaterThanThreshold',
  threshold: 1,
  evaluationPeriods: 3,
  treatMissingData: 'ignore',
};

/** X: above the threshold; 0: below it; -: missing. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
test.each([
  ['0 - X - X', 'OK', 'OK', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'OK'],
  ['- - - - -', 'before', 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'before', 'ALARM', 'OK'],
])('three of %s must breach the threshold, as in AWS’s table', (signs, ignore, breaching, notBreaching) => {
  const values = signs.split(' ').map((sign) => ({ X: 2, 0: 0 })[sign]);
  for (const before of ['OK', 'ALARM'] as const) {
    const state = (treatMissingData: Alarm['treatMissingData']) =>
      new AlarmEvaluator({ ...alarm, treatMissingData }).evaluate(values, before).state;
    expect(state('ignore')).toBe(ignore === 'before' ? before : ignore);
    expect(state('breaching')).toBe(breaching);
    expect(state('notBreaching')).toBe(notBreaching);
  }
});

test('reads as many periods as AWS’s table has', () => {
  expect(new AlarmEvaluator(alarm).range).toBe(5);
});

test.each([
  ['GreaterThanThreshold', 'OK', 'ALARM'],
  ['GreaterThanOrEqualToThreshold', 'ALARM', 'ALARM'],
  ['LessThanThreshold', 'OK', 'OK'],
] as const)('%s is evaluated at the threshold and above it', (comparison, at, above) => {
  const evaluator = new AlarmEvaluator({ ...alarm, comparison, evaluationPeriods: 1 });
  expect(evaluator.evaluate([0, 1], 'OK')).toEqual({ state: at, value: 1 });
  expect(evaluator.evaluate([0, 1.5], 'OK')).toEqual({ state: above, value: 1.5 });
  expect(
    new AlarmEvaluator({ ...alarm, comparison, evaluationPeriods: 1 }).evaluate([5, 0], 'OK').state,
  ).toBe(comparison === 'LessThanThreshold' ? 'ALARM' : 'OK');
});

test('returns the value of the last query', () => {
  expect(new AlarmEvaluator(alarm).valueOf(() => 4)).toBe(8);
});

test('rejects an invalid expression with the name of the alarm', () => {
  const queries: Alarm['queries'] = [{ id: 'b', expression: 'twice + 1', label: '' }];
  expect(() => new AlarmEvaluator({ ...alarm, queries })).toThrow(
    new TypeError('busy: twice + 1: unknown ID twice; no ID is defined before it'),
  );
});
