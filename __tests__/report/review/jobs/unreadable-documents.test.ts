import { expect, test } from '@jest/globals';
import { reviewJobs } from '../../../../lib/report/review/jobs/review-jobs';
import { planned } from '../planned';
import { rowText } from './support/review-change';

/** Returns the rows of a target whose input has an environment variable with this value. */
function rowsOf(inputOf: (value: string) => Readonly<Record<string, unknown>>): readonly string[] {
  const side = (value: string) => ({ rule: 'app-prod-load', target_id: 'load', ...inputOf(value) });
  const address = 'aws_cloudwatch_event_target.jobs_load';
  const { jobs } = reviewJobs(planned({ address, before: side('old-value'), after: side('new-value') }));
  return jobs.flatMap(({ rows }) => rows).map(rowText);
}

const overrides = (value: string) =>
  JSON.stringify({ containerOverrides: [{ name: 'web', environment: [{ name: 'MODE', value }] }] });

test.each<readonly [string, (value: string) => Readonly<Record<string, unknown>>]>([
  ['an input without its end', (value) => ({ input: overrides(value).slice(0, -1) })],
  [
    'a template without its end',
    (value) => ({ input_transformer: [{ input_template: overrides(value).slice(0, -1) }] }),
  ],
  ['a template outside of a list', (value) => ({ input_transformer: { input_template: overrides(value) } })],
  [
    'variables in an argument that no row describes',
    (value) => ({ other: { environment: { MODE: value } } }),
  ],
])('%s has a row, but its environment variables are not shown', (_, inputOf) => {
  const rows = rowsOf(inputOf);
  expect(rows).not.toEqual([]);
  expect(rows.join('\n')).not.toMatch(/old-value|new-value/);
});
