import { describe, expect, test } from '@jest/globals';
import { generatedArguments } from '../../../../lib/review/jobs/configured-arguments';
import { reviewJobs } from '../../../../lib/report/review/jobs/review-jobs';
import { sensitiveValue, unknownValue } from '../../../../lib/review/planned-environment';
import { fc, randomValues, tries } from '../../../support/property-tests';
import {
  other,
  silentValues,
  unchangedPlans,
  valuesOfFixtures,
  wholeArguments,
} from './support/fixture-values';

describe('an argument of a resource', () => {
  const values = valuesOfFixtures();

  // A slow test changes every argument.
  test('has a row if it changes, or is on the list of noise', () => {
    const some = randomValues(fc.constantFrom(...values), tries(300));
    expect(silentValues(some, other)).toEqual([]);
  });

  test.each([
    ['unknown', unknownValue],
    ['sensitive', sensitiveValue],
  ] as const)('has a row if it becomes %s', (_, value) => {
    const some = randomValues(fc.constantFrom(...wholeArguments(values)), tries(150));
    expect(silentValues(some, () => value)).toEqual([]);
  });

  test('is known as an argument that this program sets', () => {
    const names = new Set(values.map(({ path: [name] }) => String(name)));
    expect([...names].filter((name) => !generatedArguments.has(name))).toEqual([]);
  });
});

test('an unchanged environment has no job, no row and no note', () => {
  const changed = unchangedPlans().flatMap(({ name, plan }) => {
    const { jobs, shared } = reviewJobs(plan);
    return [
      ...jobs.map((job) => `${name} ${job.name}`),
      ...shared.rows.map(({ aspect }) => `${name} ${aspect}`),
    ];
  });
  expect(changed).toEqual([]);
});
