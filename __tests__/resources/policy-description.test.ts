import { expect, test } from '@jest/globals';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { allResources, describeEnvironment } from '../../lib/resources/environment-resources';
import { environmentOf } from '../jobs/support/environments';
import { validFixtures } from '../support/fixtures';

const upload = { file_upload_jobs: { in: { task_command: ['etl'], source_bucket: 'arrivals' } } };
const event = { event_jobs: { order: { task_command: ['ship'], event_pattern: { source: ['shop'] } } } };

function policiesOf(environment: ReturnType<typeof environmentOf>) {
  return allResources(describeEnvironment(environment)).filter(({ type }) => type === 'aws_iam_policy');
}

test('a changed description replaces no policy', () => {
  const policies = validFixtures().flatMap(({ config }) =>
    loadEnvironments(config).environments.flatMap(policiesOf),
  );
  expect(policies.length).toBeGreaterThan(20);
  for (const { address, lifecycle } of policies)
    expect([address, lifecycle?.ignoreChanges]).toEqual([address, ['description']]);
});

test('the first job of another kind rewords the description of a shared policy', () => {
  const descriptions = [upload, { ...upload, ...event }].map((jobs) =>
    policiesOf(environmentOf(jobs)).map(
      ({ arguments: values }) => JSON.stringify(values).match(/"description":"[^"]*"/)?.[0],
    ),
  );
  expect(descriptions).toEqual([
    ['"description":"Starts the tasks of the file upload jobs of app-test"'],
    ['"description":"Starts the tasks of the file upload and event jobs of app-test"'],
  ]);
});
