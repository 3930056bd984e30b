import { expect, test } from '@jest/globals';
import { jobSectionNames } from '../../lib/config/schema/environment-sections';
import { isRunJob, pathOfJob, queueNamesOf, schedulesOf, stateOf, targetKindOf } from '../../lib/jobs/job';
import { jobKinds, kindOfSection } from '../../lib/jobs/kinds';
import { environmentOf } from './support/environments';

test('the sections of the configuration have their kinds, in the order of the configuration', () => {
  expect(Object.values(jobKinds).map(({ section }) => section)).toEqual(jobSectionNames);
  for (const section of jobSectionNames) expect(kindOfSection[section].section).toBe(section);
});

test('a job of each kind has the traits of its triggers and its target', () => {
  const { jobs } = environmentOf({
    file_upload_jobs: {
      etl: { task_command: ['etl'], delivery: { dead_letter_queue: true }, state: 'DISABLED' },
    },
    scheduled_jobs: { nightly: { task_command: ['nightly'], schedule_expression: 'rate(1 day)' } },
    queue_worker_jobs: {
      claims: {
        task_command: ['worker'],
        max_processing_seconds: 60,
        max_tasks: 1,
        schedule: { schedule_expression: 'rate(1 minutes)' },
      },
    },
  });
  const traits = jobs.map((job) => [
    pathOfJob(job, 'state').join('.'),
    stateOf(job),
    targetKindOf(job),
    isRunJob(job),
    queueNamesOf(job).map((name) => name.slice(name.indexOf('-', 4) + 1)),
    schedulesOf(job).map(({ expression, parsedExpression }) => [expression, parsedExpression]),
  ]);
  const daily = ['rate(1 day)', { kind: 'rate', value: 1, unit: 'day' }];
  const minutely = ['rate(1 minute)', { kind: 'rate', value: 1, unit: 'minute' }];
  expect(traits).toEqual([
    ['file_upload_jobs.etl.state', 'DISABLED', 'ecs_cluster', true, ['etl-dead-letters'], []],
    ['scheduled_jobs.nightly.state', 'ENABLED', 'state_machine', true, [], [daily]],
    [
      'queue_worker_jobs.claims.state',
      'ENABLED',
      'ecs_service',
      false,
      ['claims', 'claims-dead-letters'],
      [minutely],
    ],
  ]);
});
