import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { reviewJobs } from '../../../../lib/report/review/jobs/review-jobs';
import { planConfigurations } from '../../../../lib/review/configurations/configurations';
import { readPlan } from '../../../../lib/review/plan/read-plan';
import type { PlannedEnvironment } from '../../../../lib/review/planned-environment';
import { exampleAfter, pairFile, pairs } from '../../../review/support/pairs';
import { linesOf } from './support/review-change';

const now = new Date('2027-03-01T12:00:00Z');

function linesOfReview(environment: PlannedEnvironment): readonly string[] {
  const { jobs, shared } = reviewJobs(environment);
  return [
    ...jobs.flatMap((job) => [`${job.name}: ${job.label} ${job.action}`, ...linesOf(job)]),
    ...linesOf(shared),
  ];
}

describe('the review of a plan of Terraform has the same rows as the review of the configurations', () => {
  const comparable = pairs.filter(
    ({ hasCopiedValues, differsFromConfigurations }) =>
      hasCopiedValues !== true && differsFromConfigurations !== true,
  );
  test.each(comparable.map((pair) => [pair.name, pair] as const))('%s', (name, pair) => {
    const plan = readPlan(readFileSync(pairFile(pair, 'plan.json'), 'utf8'), { name, now });
    const [planned] = plan.ok ? plan.value : [];
    if (planned === undefined) throw new Error(`${name} has no plan`);
    const change = { name, before: exampleAfter(pair.before), after: exampleAfter(pair.after) };
    const configured = planConfigurations(change, planned.at);
    expect(linesOfReview(planned)).toEqual(linesOfReview(configured));
  });
});
