import { describe, expect, test } from '@jest/globals';
import { reviewEnvironments } from '../../../lib/report/review/review-environment';
import type { PlannedEnvironment } from '../../../lib/review/planned-environment';
import type { Risk } from '../../../lib/report/review/view';
import { changeOf, planned, type TestChange } from './planned';

function risksIn(environment: PlannedEnvironment): readonly Risk[] | undefined {
  return reviewEnvironments([environment]).environments[0]?.risks;
}

function risksOf(...changes: readonly TestChange[]): readonly Risk[] | undefined {
  return risksIn(planned(...changes));
}

const values = { name: 'x' };
/** A job that stays. */
const kept: TestChange = {
  address: 'aws_scheduler_schedule.jobs_nightly',
  before: values,
  after: values,
  action: 'no-op',
};

describe('the risk destroy', () => {
  test.each([
    ['aws_sqs_queue.jobs_nightly-dead-letters', true],
    ['aws_cloudwatch_log_group.jobs_nightly', true],
    ['aws_sfn_state_machine.jobs_nightly', true],
    ['aws_dynamodb_table.job_locks', true],
    ['aws_s3_bucket_notification.storage', true],
    ['aws_scheduler_schedule_group.scheduled_jobs', true],
    ['aws_ecs_service.queue_worker_jobs_nightly', true],
    ['aws_cloudwatch_metric_alarm.jobs_nightly-failed', false],
    ['aws_cloudwatch_event_rule.failed-runs', false],
    ['aws_cloudwatch_dashboard.jobs', false],
    ['aws_iam_role.states', false],
    ['aws_scheduler_schedule.jobs_nightly-0123abcd', false],
  ])('of a job that stays, the deletion of %s has it: %s', (address, expected) => {
    expect(risksOf(kept, { address, before: values })?.includes('destroy')).toBe(expected);
  });

  test('a deleted job has it, whatever its resources are', () => {
    expect(risksOf({ ...kept, action: 'delete', after: undefined })).toEqual(['destroy']);
  });

  test('a log group that Terraform only removes from the state does not have it', () => {
    const before = { name: '/jobs/nightly', skip_destroy: true };
    expect(risksOf(kept, { address: 'aws_cloudwatch_log_group.jobs_nightly', before })).toEqual([]);
  });

  test('a resource that is not part of the jobs has it', () => {
    const other = changeOf({ address: 'aws_db_instance.x', before: values });
    expect(risksIn({ ...planned(kept), otherChanges: [other] })).toEqual(['destroy']);
  });
});
