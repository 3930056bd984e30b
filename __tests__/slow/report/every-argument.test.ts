import { describe, expect, test } from '@jest/globals';
import { sensitiveValue, unknownValue } from '../../../lib/review/planned-environment';
import {
  other,
  silentValues,
  valuesOfFixtures,
  wholeArguments,
} from '../../report/review/jobs/support/fixture-values';

describe('every argument of every resource', () => {
  const values = valuesOfFixtures();

  test('has a row if it changes, or is on the list of noise', () => {
    expect(values.length).toBeGreaterThan(500);
    expect(silentValues(values, other)).toEqual([]);
  });

  test.each([
    ['unknown', unknownValue],
    ['sensitive', sensitiveValue],
  ] as const)('has a row if it becomes %s', (_, value) => {
    expect(silentValues(wholeArguments(values), () => value)).toEqual([]);
  });
});
