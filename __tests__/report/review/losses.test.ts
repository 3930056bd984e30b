import { describe, expect, test } from '@jest/globals';
import { reviewLosses } from '../../../lib/report/review/losses';
import { plainText } from '../../../lib/report/review/words';
import { planned, type TestChange } from './planned';

function lossesOf(...changes: readonly TestChange[]): readonly string[] {
  return reviewLosses(planned(...changes)).map(plainText);
}

describe('what is lost', () => {
  test('the riskiest loss of a deleted job is first, and its next run is in the time zone of the schedule', () => {
    expect(
      lossesOf(
        {
          address: 'aws_scheduler_schedule.jobs_nightly',
          before: {
            name: 'nightly',
            schedule_expression: 'cron(0 6 * * ? *)',
            schedule_expression_timezone: 'America/New_York',
            state: 'ENABLED',
          },
        },
        { address: 'aws_sfn_state_machine.jobs_nightly', before: { name: 'nightly' } },
        { address: 'aws_cloudwatch_log_group.jobs_nightly', before: { name: '/jobs/nightly' } },
        { address: 'aws_sqs_queue.jobs_nightly-dead-letters', before: { name: 'nightly-dead-letters' } },
        {
          address: 'aws_cloudwatch_metric_alarm.jobs_nightly-dead-letters',
          before: { alarm_name: 'letters' },
        },
        {
          address: 'aws_scheduler_schedule.check-nightly',
          before: { name: 'check-nightly', schedule_expression: 'cron(0 6 * * ? *)' },
        },
      ),
    ).toEqual([
      'The queue nightly-dead-letters is deleted: all messages in it are lost, which are the dead letters of nightly.',
      'The log group /jobs/nightly is deleted: all its log events are lost.',
      'The state machine nightly is deleted: active runs stop at their next state, and the history of its runs (90 days) is lost.',
      'The schedule nightly is deleted: no run starts any more; the next run was due on Tue 2027-03-02 06:00 -05:00.',
    ]);
  });

  test('a log group that Terraform only removes from the state loses nothing', () => {
    const before = { name: '/jobs/nightly', skip_destroy: true };
    expect(lossesOf({ address: 'aws_cloudwatch_log_group.jobs_nightly', before })).toEqual([]);
  });

  test('nobody is told of failed runs, if the rule that finds them is deleted and a job stays', () => {
    const rule = { address: 'aws_cloudwatch_event_rule.failed-runs', before: { name: 'app.failed-runs' } };
    const values = { name: 'nightly' };
    const job = { address: 'aws_sfn_state_machine.jobs_nightly', before: values, after: values };
    expect(lossesOf(rule, { ...job, action: 'no-op' })).toEqual([
      'The rule app.failed-runs is deleted: failed runs are not reported to its topic any more.',
    ]);
    expect(lossesOf(rule)).toEqual([]);
  });

  test('the alarms of a job that stays are one sentence, without the alarms that only scale', () => {
    const alarm = (key: string): TestChange => ({
      address: `aws_cloudwatch_metric_alarm.jobs_pages-${key}`,
      before: { alarm_name: `pages-${key}` },
    });
    const queue = { before: { name: 'pages' }, after: { name: 'pages' } };
    expect(
      lossesOf(
        { address: 'aws_sqs_queue.queue_worker_jobs_pages', ...queue },
        ...['busy', 'idle', 'dead-letters', 'stalled'].map(alarm),
      ),
    ).toEqual([
      'The alarms pages-dead-letters, pages-stalled are deleted: nobody is notified of these problems any more; CloudWatch keeps the history.',
    ]);
    expect(
      lossesOf({ address: 'aws_sqs_queue.queue_worker_jobs_pages', ...queue }, alarm('stalled')),
    ).toEqual([
      'The alarm pages-stalled is deleted: nobody is notified of this problem any more; CloudWatch keeps the history.',
    ]);
  });

  test('a replacement names the argument and the order', () => {
    const sides = { before: { name: 'q' }, after: { name: 'q' } };
    const replaced = { ...sides, action: 'replace' as const, replacedBecauseOf: ['fifo_queue'] };
    expect(lossesOf({ address: 'aws_sqs_queue.queue_worker_jobs_pages', ...replaced })).toEqual([
      'The queue q is replaced because fifo_queue changes (first deleted, then created): all messages in it are lost, and no queue with this name exists for at least 60 seconds.',
    ]);
    expect(
      lossesOf({
        address: 'aws_cloudwatch_event_rule.jobs_pages',
        ...replaced,
        replacedBecauseOf: [],
        reason: 'replace_because_tainted',
        isCreatedFirst: true,
      }),
    ).toEqual([
      'The rule q is replaced because an earlier apply failed (first created, then deleted): uploads and events that arrive between the two steps do not start pages.',
    ]);
  });

  test('a service stops its tasks with the timeout of their container', () => {
    const containers = JSON.stringify([{ name: 'app', stopTimeout: 90 }]);
    expect(
      lossesOf(
        { address: 'aws_ecs_service.queue_worker_jobs_pages', before: { name: 'pages' } },
        {
          address: 'aws_ecs_task_definition.queue_worker_jobs_pages',
          before: { family: 'pages', container_definitions: containers },
        },
      ),
    ).toEqual(['The service pages is deleted: its tasks get SIGTERM, and SIGKILL after 90 seconds.']);
  });

  test('the settings of a bucket replace those of other programs, when they are created and when they are deleted', () => {
    const address = 'aws_s3_bucket_notification.storage';
    expect(lossesOf({ address, before: { bucket: 'b' } })).toEqual([
      'The notification settings of the bucket b are deleted: S3 then sends no notifications for this bucket, not even those that other programs have set.',
    ]);
    expect(lossesOf({ address, after: { bucket: 'b' } })).toEqual([
      'The notification settings of the bucket b are replaced: S3 deletes the notifications that other programs have set.',
    ]);
  });

  test('a resource that Terraform forgets loses nothing', () => {
    expect(
      lossesOf({ address: 'aws_sqs_queue.jobs_x-dead-letters', before: { name: 'q' }, action: 'forget' }),
    ).toEqual(['The queue q stays in AWS, and Terraform does not manage it any more.']);
  });

  test('the target of a deleted rule, a disabled schedule, and changes that keep the resource lose nothing', () => {
    expect(
      lossesOf(
        { address: 'aws_cloudwatch_event_target.jobs_x', before: { rule: 'r' } },
        { address: 'aws_cloudwatch_event_rule.jobs_x', before: { name: 'r', state: 'DISABLED' } },
        {
          address: 'aws_scheduler_schedule.jobs_y',
          before: { name: 'y', state: 'DISABLED', schedule_expression: 'rate(1 day)' },
        },
        { address: 'aws_sqs_queue.jobs_z-dead-letters', before: { name: 'z' }, after: { name: 'z' } },
        { address: 'aws_iam_role.states', before: { name: 'z' } },
      ),
    ).toEqual([]);
  });

  test('the run of a renamed job is not lost if a new schedule has the same times', () => {
    const schedule = { schedule_expression: 'rate(1 day)', schedule_expression_timezone: 'UTC' };
    expect(
      lossesOf(
        { address: 'aws_scheduler_schedule.jobs_old', before: { name: 'old', ...schedule } },
        { address: 'aws_scheduler_schedule.jobs_new', after: { name: 'new', ...schedule } },
      ),
    ).toEqual(['The schedule old is deleted: the new schedule new has the same times.']);
  });
});
