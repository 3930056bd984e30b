import { expect, test } from '@jest/globals';
import { buildMetricAlarm } from '../../../lib/jobs/alarms/job-alarm';
import { jobsOfType } from '../../../lib/jobs/job';
import { metricAlarmResource } from '../../../lib/resources/alarms/metric-alarm';
import { TerraformMap } from '../../../lib/resources/terraform-values';
import { environmentOf } from '../../jobs/support/environments';

const { config, jobs } = environmentOf({
  scheduled_jobs: { nightly: { task_command: ['bin/job'], schedule_expression: 'rate(1 day)' } },
});
const [job] = jobsOfType(jobs, 'scheduled_job');
if (job === undefined) throw new TypeError('the job is missing');
const shared = { role: () => [], lockTable: [], protection: () => [], scheduleGroup: [] };

test('an alarm of any kind of job has its namespace, metric, statistic and period', () => {
  const topic = { arn: 'arn:aws:sns:us-east-1:123456789012:jobs', isNotified: true };
  const alarm = buildMetricAlarm({
    key: 'message-age',
    resourceName: 'app-test-nightly',
    topic,
    description: 'Too many failed executions.',
    metric: {
      namespace: 'AWS/States',
      name: 'ExecutionsFailed',
      dimensions: { StateMachineArn: 'arn' },
      statistic: 'Sum',
      periodSeconds: 300,
    },
    threshold: 2,
    comparison: 'GreaterThanThreshold',
    evaluationPeriods: 3,
    treatMissingData: 'ignore',
  });
  const resource = metricAlarmResource({ config, bucket: undefined, job, shared }, alarm);
  expect(resource.address).toBe('aws_cloudwatch_metric_alarm.jobs_nightly-message-age');
  expect(resource.path).toEqual(['scheduled_jobs', 'nightly', 'message-age', 'alarm']);
  expect(resource.arguments).toEqual({
    alarmName: 'app-test-nightly-message-age',
    alarmDescription: 'Too many failed executions. Runbook: docs/alarms.md#message-age',
    namespace: 'AWS/States',
    metricName: 'ExecutionsFailed',
    dimensions: new TerraformMap({ StateMachineArn: 'arn' }),
    statistic: 'Sum',
    period: 300,
    threshold: 2,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 3,
    treatMissingData: 'ignore',
    alarmActions: [topic.arn],
    okActions: [topic.arn],
    tags: new TerraformMap({ 'background-jobs:service': 'app-test' }),
  });
});

test('an alarm of a disabled job notifies no topic', () => {
  const topic = { arn: 'arn:aws:sns:us-east-1:123456789012:jobs', isNotified: false };
  const alarm = buildMetricAlarm({
    key: 'message-age',
    resourceName: 'app-test-nightly',
    topic,
    description: 'An old message.',
    metric: { namespace: 'AWS/SQS', name: 'Age', dimensions: {}, statistic: 'Maximum' },
    threshold: 2,
  });
  const { arguments: values } = metricAlarmResource({ config, bucket: undefined, job, shared }, alarm);
  expect(values).toMatchObject({ actionsEnabled: false, alarmActions: [topic.arn] });
});
