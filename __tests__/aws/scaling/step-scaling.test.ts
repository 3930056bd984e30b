import { describe, expect, test } from '@jest/globals';
import type { ScalingRule } from '../../../lib/aws/scaling/scaling';
import { DesiredCapacity, stepCapacity } from '../../../lib/aws/scaling/step-scaling';

function ruleOf(
  comparison: ScalingRule['alarm']['comparison'],
  steps: ScalingRule['policy']['steps'],
): ScalingRule {
  return {
    key: 'busy',
    alarm: {
      name: 'a',
      description: '',
      queries: [{ id: 'a', namespace: 'AWS/SQS', name: 'A', dimensions: {}, statistic: 'Maximum' }],
      comparison,
      threshold: 50,
      evaluationPeriods: 1,
      treatMissingData: 'ignore',
    },
    policy: { name: 'p', cooldownSeconds: 100, steps },
  };
}

test('the lower bound of a step is inclusive above the threshold, the upper bound below it', () => {
  const up = ruleOf('GreaterThanOrEqualToThreshold', [
    { lower: 0, upper: 10, capacity: 1 },
    { lower: 10, upper: undefined, capacity: 2 },
  ]);
  expect([49.9, 50, 59.9, 60, 1000].map((value) => stepCapacity(up, value))).toEqual([undefined, 1, 1, 2, 2]);
  const down = ruleOf('LessThanThreshold', [
    { lower: -10, upper: 0, capacity: 2 },
    { lower: undefined, upper: -10, capacity: 1 },
  ]);
  expect([50.1, 50, 40.1, 40, 0].map((value) => stepCapacity(down, value))).toEqual([undefined, 2, 2, 1, 1]);
});

describe('the desired count', () => {
  const rule = ruleOf('GreaterThanOrEqualToThreshold', [
    { lower: 0, upper: 10, capacity: 3 },
    { lower: 10, upper: 20, capacity: 5 },
    { lower: 20, upper: undefined, capacity: 50 },
  ]);
  const after = (...calls: readonly (readonly [value: number, now: number])[]) => {
    const desired = new DesiredCapacity(1, { minimum: 1, maximum: 8 });
    return calls.map(([value, now]) => {
      desired.scale(rule, value, now);
      return desired.tasks;
    });
  };

  test('grows immediately, also during a cooldown, up to the maximum', () => {
    expect(after([50, 0], [60, 1], [70, 2])).toEqual([3, 5, 8]);
  });

  test('shrinks only after the cooldown, which restarts with each change', () => {
    expect(after([60, 0], [50, 99], [50, 100])).toEqual([5, 5, 3]);
    expect(after([50, 0], [60, 60], [50, 100], [50, 160])).toEqual([3, 5, 5, 3]);
  });

  test('shrinks immediately after a scale-out if only a scale-in starts a cooldown', () => {
    const desired = new DesiredCapacity(1, { minimum: 1, maximum: 8 }, false);
    const calls = [
      [70, 0],
      [60, 1],
      [50, 100],
      [50, 101],
      [60, 102],
      [50, 103],
    ] as const;
    const tasks = calls.map(([value, now]) => {
      desired.scale(rule, value, now);
      return desired.tasks;
    });
    expect(tasks).toEqual([8, 5, 5, 3, 5, 3]);
  });

  test('does not start a cooldown without a change', () => {
    expect(after([60, 0], [60, 90], [50, 100])).toEqual([5, 5, 3]);
  });

  test('does not change if no step matches', () => {
    expect(after([10, 0])).toEqual([1]);
  });

  test('moves between changed bounds', () => {
    const desired = new DesiredCapacity(5, { minimum: 0, maximum: 8 });
    desired.setBounds({ minimum: 6, maximum: 7 });
    expect([desired.tasks, desired.minimum]).toEqual([6, 6]);
    desired.setBounds({ minimum: 1, maximum: 2 });
    expect(desired.tasks).toBe(2);
    desired.setBounds({ minimum: 0, maximum: 9 });
    expect(desired.tasks).toBe(2);
  });
});
