import { expect, test } from '@jest/globals';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { reviewFormats } from '../../../lib/report/review/formats/formats';
import { reviewToMarkdown } from '../../../lib/report/review/formats/markdown';
import { reviewEnvironments } from '../../../lib/report/review/review-environment';
import { planConfigurations } from '../../../lib/review/configurations/configurations';
import { readPlan } from '../../../lib/review/plan/read-plan';
import { countCalls, growthOfCalls } from '../../support/count-calls';
import { smallConfig, TemporaryFolder } from '../../support/run-program';

const now = new Date('2027-03-01T12:00:00Z');

/** Returns an environment. Some of its jobs have another timeout. */
function environmentWith(jobs: number, minute: number, changed = 0) {
  const folder = new TemporaryFolder().write({
    ...smallConfig,
    'env-config/prod.yml': [
      'scheduled_jobs:',
      ...Array.from(
        { length: jobs },
        (_, index) =>
          `  job-${index}: { task_command: [bin/job], schedule_expression: cron(${minute} 4 * * ? *), timeout_seconds: ${index < changed ? 90 : 60} }`,
      ),
    ].join('\n'),
  });
  try {
    return loadEnvironments(`${folder.path}/env-config`, ['prod']).environments[0];
  } finally {
    folder.remove();
  }
}

test('the work of a review of two configurations grows with the number of jobs', () => {
  const growth = growthOfCalls(
    20,
    (jobs) => {
      const pair = { name: 'prod', before: environmentWith(jobs, 0), after: environmentWith(jobs, 5) };
      return () => reviewFormats.markdown(reviewEnvironments([planConfigurations(pair, now)]), undefined);
    },
    /\/lib\/(?:report\/)?review\//,
  );
  expect(growth).toBeLessThan(4.5);
});

test('the work of reading a plan grows with the number of its resources', () => {
  const growth = growthOfCalls(
    50,
    (resources) => {
      const plan = JSON.stringify({
        format_version: '1.2',
        planned_values: {},
        resource_changes: Array.from({ length: resources }, (_, index) => ({
          address: `aws_sfn_state_machine.jobs_${index}`,
          mode: 'managed',
          type: 'aws_sfn_state_machine',
          name: `jobs_${index}`,
          change: {
            actions: [index % 2 === 0 ? 'no-op' : 'update'],
            before: { tags: { 'background-jobs:service': 'app' } },
            after: { tags: { 'background-jobs:service': 'app' } },
          },
        })),
      });
      return () => readPlan(plan, { name: 'app', now });
    },
    /\/lib\/review\//,
  );
  expect(growth).toBeLessThan(4.2);
});

/** Returns the review of two configurations with jobs of which some change. */
function changedReview(jobs: number, changed: number) {
  const before = environmentWith(jobs, 0);
  const after = environmentWith(jobs, 0, changed);
  const planned = planConfigurations({ name: 'prod', before, after }, now);
  return () => reviewFormats.text(reviewEnvironments([planned]));
}

test('the work for a changed job does not depend on the number of jobs', () => {
  const workPerChange = (jobs: number): number => {
    const [one, eleven] = [changedReview(jobs, 1), changedReview(jobs, 11)];
    const files = /\/lib\/(?:report\/)?review\//;
    const workForOne = countCalls(one, files);
    return countCalls(eleven, files) - workForOne;
  };
  workPerChange(20);
  expect(workPerChange(120) / workPerChange(20)).toBeLessThan(1.2);
});

test('the work for a comment is that of the added jobs for which it has space', () => {
  const files = /\/lib\/(?:report\/)?review\//;
  const workFor = (maximumCharacters: number): number => {
    const planned = planConfigurations(
      { name: 'prod', before: undefined, after: environmentWith(100, 0) },
      now,
    );
    const { environments } = reviewEnvironments([planned]);
    return countCalls(() => reviewToMarkdown({ environments }, maximumCharacters, undefined), files);
  };
  workFor(Infinity);
  expect(workFor(8000)).toBeLessThan(workFor(Infinity) / 4);
});
