import { describe, expect, test } from '@jest/globals';
import { changedValues } from '../../../lib/review/jobs/changed-values';

describe('the values that differ', () => {
  test('a set whose items have ids has no order, and a list has one', () => {
    const queries = [
      { id: 'visible', period: 60 },
      { id: 'running', period: 60 },
    ];
    expect(changedValues({ metric_query: queries }, { metric_query: queries.toReversed() })).toEqual([]);
    expect(
      changedValues({ metric_query: queries }, { metric_query: [{ id: 'running', period: 30 }] }),
    ).toEqual([
      { path: ['metric_query', 0, 'period'], before: 60, after: 30 },
      { path: ['metric_query', 0, 'id'], before: 'visible', after: undefined },
      { path: ['metric_query', 0, 'period'], before: 60, after: undefined },
    ]);
    expect(changedValues({ command: ['a', 'b'] }, { command: ['b', 'a'] })).toHaveLength(2);
  });

  test('0 means the same as no value, and differs from other numbers', () => {
    expect(changedValues({ window: 0 }, { window: null })).toEqual([]);
    expect(changedValues({ window: 0 }, {})).toEqual([]);
    expect(changedValues({ window: 0 }, { window: 5 })).toEqual([{ path: ['window'], before: 0, after: 5 }]);
  });
});
