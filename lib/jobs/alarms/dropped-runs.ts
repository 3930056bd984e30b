import type { Alarm } from '../../aws/alarms/metric-alarms';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import { schedulesOf, topicOfJob, type Job } from '../job';
import { droppedRunsAlarmName, scheduleGroupName } from '../resource-names';
import { runbookOf } from './job-alarm';
import { topicArnOf } from './topics';

/** An alarm that the jobs of an environment share. */
export interface EnvironmentAlarm {
  /** The key of the alarm, unique in the environment. */
  readonly key: 'dropped-runs';
  /** The alarm as CloudWatch evaluates it. */
  readonly alarm: Alarm;
  /** The ARN of the SNS topic. */
  readonly topicArn: DeferredString;
}

/**
 * Builds the alarm for runs that the Scheduler drops. It reads one metric of the schedule group, which has all
 * schedules of the environment.
 *
 * @returns An empty list if the environment has no alarms, or no schedule of a job whose alarms notify a topic.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
 */
export function buildDroppedRunsAlarm(config: EnvConfig, jobs: readonly Job[]): readonly EnvironmentAlarm[] {
  const { alarms, name, service } = config;
  const isWatched = jobs.some((job) => schedulesOf(job).length > 0 && topicOfJob(config, job) !== undefined);
  if (alarms === undefined || !isWatched) return [];
  const key = 'dropped-runs';
  return [
    {
      key,
      topicArn: topicArnOf(alarms, 'critical'),
      alarm: {
        name: droppedRunsAlarmName(service.name),
        description: `${name}: the Scheduler dropped a delivery after its retries: it could not start a run of a job, or send a message to a queue. npx background-jobs list prints the schedules. Runbook: ${runbookOf(key)}`,
        queries: [
          {
            id: 'watched',
            namespace: 'AWS/Scheduler',
            name: 'InvocationDroppedCount',
            dimensions: { ScheduleGroup: scheduleGroupName(service) },
            statistic: 'Sum',
          },
        ],
        comparison: 'GreaterThanOrEqualToThreshold',
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: 'notBreaching',
      },
    },
  ];
}
