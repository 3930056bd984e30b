import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmMetricQuery,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import {
  metricPeriodSeconds,
  type Alarm,
  type Metric,
  type MetricQuery,
} from '../../aws/alarms/metric-alarms';
import type { Job } from '../../jobs/job';
import { setAddress, type JobContext } from '../job-context';
import { literal, literalMap } from '../terraform-text';

export interface MetricAlarmProps {
  readonly context: JobContext;
  readonly job: Job;
  /** Tells it from the job's other alarms. */
  readonly key: string;
  readonly alarm: Alarm;
  /** The ARN of what is done while there is alarm, as Terraform reads it. */
  readonly action: string;
  /** Whether the same is told when all is well again. */
  readonly tellsOk: boolean;
}

/** An alarm of CloudWatch. */
export class MetricAlarm extends Construct {
  constructor(scope: Construct, id: string, { context, job, key, alarm, action, tellsOk }: MetricAlarmProps) {
    super(scope, id);
    const tags = literalMap(context.config.tags);
    const resource = new CloudwatchMetricAlarm(this, 'alarm', {
      alarmName: alarm.name,
      alarmDescription: literal(alarm.description),
      ...metricArguments(alarm.queries),
      comparisonOperator: alarm.comparison,
      threshold: alarm.threshold,
      evaluationPeriods: alarm.evaluationPeriods,
      treatMissingData: alarm.treatMissingData,
      alarmActions: [action],
      ...(tellsOk ? { okActions: [action] } : {}),
      ...(tags === undefined ? {} : { tags }),
    });
    setAddress(resource, job, key);
  }
}

/** A single metric is said in arguments of its own; what is made of several, in queries. */
function metricArguments(queries: Alarm['queries']) {
  const [first] = queries;
  if (queries.length === 1 && 'namespace' in first) return metric(first);
  return {
    metricQuery: queries.map((query, index): CloudwatchMetricAlarmMetricQuery => {
      return { ...toQuery(query), returnData: index === queries.length - 1 };
    }),
  };
}

function toQuery(query: MetricQuery): CloudwatchMetricAlarmMetricQuery {
  if ('namespace' in query) {
    const { metricName, namespace, dimensions, statistic, period } = metric(query);
    return { id: query.id, metric: { metricName, namespace, dimensions, stat: statistic, period } };
  }
  return { id: query.id, expression: query.expression, label: query.label };
}

function metric({ name, namespace, dimensions, statistic }: Metric) {
  return {
    metricName: name,
    namespace,
    dimensions: { ...dimensions },
    statistic,
    period: metricPeriodSeconds,
  };
}
