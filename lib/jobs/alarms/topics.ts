/** The SNS topics that the alarms of jobs notify. */
import type { EnvConfig } from '../../config/env-config';
import type { AlarmsOfJob, Severity } from '../../config/schema/alarms';
import type { DeferredString } from '../../values/deferred-values';
import type { Enablement } from '../triggers/triggers';

/** The fields of a job's configuration that select the topic of its alarms. */
export interface AlarmedJob {
  /**
   * Whether the job's triggers are on.
   *
   * @default ENABLED
   */
  readonly state?: Enablement | undefined;
  /**
   * The severity of the alarms, or `false` for no alarms.
   *
   * @default critical alarms
   */
  readonly alarms?: AlarmsOfJob | undefined;
}

/** The SNS topic of a job's alarms, and whether the alarms may notify it. */
export interface JobTopic {
  /** The ARN of the SNS topic. */
  readonly arn: DeferredString;
  /** Whether the alarms notify the topic. The alarms of a disabled job keep their addresses, but are silent. */
  readonly isNotified: boolean;
}

/** Returns the severity of a job's alarms. */
export function severityOf({ alarms }: AlarmedJob): Severity {
  return alarms === undefined || alarms === false ? 'critical' : alarms.severity;
}

/**
 * Returns the topic of a job's alarms, and whether it is notified. An alarm that a disabled job must keep uses it.
 *
 * @returns `undefined` if the environment has no alarms, or if the job has `alarms: false`.
 */
export function jobTopicOf({ alarms }: Pick<EnvConfig, 'alarms'>, job: AlarmedJob): JobTopic | undefined {
  if (alarms === undefined || job.alarms === false) return undefined;
  return {
    arn: topicArnOf(alarms, severityOf(job)),
    isNotified: job.state !== 'DISABLED',
  };
}

/**
 * Returns the ARN of the SNS topic that the alarms of a job notify.
 *
 * @returns `undefined` if the environment has no alarms, if the job has `alarms: false`, or if it is disabled.
 */
export function topicOf(config: Pick<EnvConfig, 'alarms'>, job: AlarmedJob): DeferredString | undefined {
  const topic = jobTopicOf(config, job);
  return topic?.isNotified === true ? topic.arn : undefined;
}

/** Returns the ARN of the SNS topic for a severity. */
export function topicArnOf({ topics }: NonNullable<EnvConfig['alarms']>, severity: Severity): DeferredString {
  switch (topics.by) {
    case 'one_topic':
      return topics.arn;
    case 'severity':
      return topics.arns[severity];
  }
}
