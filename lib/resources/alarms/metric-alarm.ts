import {
  metricPeriodSeconds,
  type Alarm,
  type Metric,
  type MetricQuery,
} from '../../aws/alarms/metric-alarms';
import type { EnvConfig } from '../../config/env-config';
import { addressText, jobAddress, sharedAddress } from '../../jobs/addresses';
import type { AlarmAction, JobAlarm } from '../../jobs/alarms/job-alarm';
import type { EnvironmentAlarm } from '../../jobs/alarms/dropped-runs';
import type { Job } from '../../jobs/job';
import { describeJobResource, type JobContext } from '../job-resource';
import {
  describeResource,
  type ConstructPath,
  type PlainResource,
  type TerraformResource,
} from '../resource';
import { tagsOf } from '../tags';
import { attribute, TerraformMap } from '../terraform-values';

/** Describes a CloudWatch alarm that the jobs of an environment share. */
export function environmentAlarmResource(
  config: EnvConfig,
  { key, alarm, topicArn }: EnvironmentAlarm,
): TerraformResource {
  return describeResource(sharedAddress('environment_alarm', key), ['alarms', key, 'alarm'], {
    ...alarmArguments(alarm),
    alarmActions: [topicArn],
    okActions: [topicArn],
    tags: tagsOf(config),
  });
}

/** Describes a CloudWatch alarm of a job. */
export function metricAlarmResource(
  { config, job }: JobContext,
  { key, alarm, action }: JobAlarm,
): PlainResource<'aws_cloudwatch_metric_alarm'> {
  return describeJobResource(
    job,
    { part: 'alarm', key, path: pathOf(key, action) },
    {
      ...alarmArguments(alarm),
      ...actionArguments(job, action),
      tags: tagsOf(config),
    },
  );
}

function alarmArguments(alarm: Alarm) {
  return {
    alarmName: alarm.name,
    alarmDescription: alarm.description,
    ...metricArguments(alarm.queries),
    comparisonOperator: alarm.comparison,
    threshold: alarm.threshold,
    evaluationPeriods: alarm.evaluationPeriods,
    treatMissingData: alarm.treatMissingData,
  };
}

function pathOf(key: string, { kind }: AlarmAction): ConstructPath {
  return kind === 'apply_scaling_policy' ? ['scaling', `${key}_alarm`, 'alarm'] : [key, 'alarm'];
}

function actionArguments(job: Job, action: AlarmAction) {
  switch (action.kind) {
    case 'notify_topic':
      return {
        alarmActions: [action.topic.arn],
        okActions: action.isSilentWhenOk === true ? undefined : [action.topic.arn],
        // CloudWatch's default is true.
        actionsEnabled: action.topic.isNotified ? undefined : false,
      };
    case 'apply_scaling_policy': {
      const policy = addressText(jobAddress(job, 'scaling_policy', action.policyKey));
      // AWS generates a part of the policy's ARN, so the ARN can't be built from names.
      return { alarmActions: [attribute(policy, 'arn')] };
    }
  }
}

/** Returns the arguments for the alarm's metric, or the queries if it has several metrics or expressions. */
function metricArguments(queries: Alarm['queries']) {
  const [first] = queries;
  if (queries.length === 1 && 'namespace' in first) {
    const { stat: statistic, ...metric } = metricOf(first);
    return { ...metric, statistic };
  }
  return {
    metricQuery: queries.map((query, index) => ({
      ...queryOf(query),
      returnData: index === queries.length - 1,
    })),
  };
}

function queryOf(query: MetricQuery) {
  if ('namespace' in query) return { id: query.id, metric: metricOf(query) };
  return { id: query.id, expression: query.expression, label: query.label };
}

function metricOf({ name, namespace, dimensions, statistic, periodSeconds = metricPeriodSeconds }: Metric) {
  return {
    metricName: name,
    namespace,
    dimensions: new TerraformMap(dimensions),
    stat: statistic,
    period: periodSeconds,
  };
}
