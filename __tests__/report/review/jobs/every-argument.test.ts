import { describe, expect, jest, test } from '@jest/globals';
import { generatedArguments } from '../../../../lib/review/jobs/configured-arguments';
import { plainText } from '../../../../lib/report/review/words';
import { jobAspects } from '../../../../lib/report/review/jobs/aspects/job-aspects';
import { reviewJobs } from '../../../../lib/report/review/jobs/review-jobs';
import { Reads } from '../../../../lib/review/jobs/cursor';
import { groupChanges } from '../../../../lib/review/jobs/group-changes';
import { SideResources } from '../../../../lib/review/jobs/resources-of-side';
import { sensitiveValue, unknownValue } from '../../../../lib/review/planned-environment';
import { fc, randomValues, tries } from '../../../support/property-tests';
import {
  other,
  silentValues,
  unchangedPlans,
  valuesOfFixtures,
  wholeArguments,
} from './support/fixture-values';
import { planTime } from './support/review-change';

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
      ...shared.rows.map(({ aspect }) => `${name} ${plainText(aspect)}`),
    ];
  });
  expect(changed).toEqual([]);
});

test('an aspect reads only its parts, so it has no row if they stay', () => {
  const [all, has] = [jest.spyOn(SideResources.prototype, 'all'), jest.spyOn(SideResources.prototype, 'has')];
  const context = { at: planTime, region: 'us-east-1' };
  const seen = new Set<string>();
  const others = new Set<string>();
  try {
    for (const { plan } of unchangedPlans())
      for (const changes of groupChanges(plan).jobs.values()) {
        // Jobs with the same parts are read by the same code.
        const kind = JSON.stringify(changes.map(({ part }) => part));
        if (seen.has(kind)) continue;
        seen.add(kind);
        jobAspects.forEach(({ parts, rows }, index) => {
          if (parts === undefined) return;
          const recorder = { reads: new Reads() };
          const [none, side] = [[], changes].map((each) => new SideResources(each, 'after', recorder));
          if (none === undefined || side === undefined) throw new TypeError('both sides exist');
          rows(side, side, context);
          rows(none, side, context);
          for (const [part] of [...all.mock.calls, ...has.mock.calls])
            if (!parts.some((name) => name === part)) others.add(`${index}: ${part}`);
          all.mockClear();
          has.mockClear();
        });
      }
    expect(seen.size).toBeGreaterThan(10);
    expect([...others]).toEqual([]);
  } finally {
    all.mockRestore();
    has.mockRestore();
  }
});
