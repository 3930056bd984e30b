/**
 * Limits of CloudWatch alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */

/** The maximum total time of the evaluation periods, if a period is shorter than an hour. */
const maximumEvaluationSecondsOfShortPeriods = 86_400;

/**
 * The periods from which alarms over a long time choose, the shortest first. The maximum time of a period of an hour is
 * seven days.
 */
const periods = [
  { periodSeconds: 60, maximumSeconds: 3 * 3600 },
  { periodSeconds: 300, maximumSeconds: maximumEvaluationSecondsOfShortPeriods },
] as const;

/** The period of an alarm, and the number of consecutive periods. */
export interface EvaluationTime {
  /** The length of a period in seconds. */
  readonly periodSeconds: number;
  /** The number of consecutive periods. */
  readonly evaluationPeriods: number;
}

/** Returns the periods that an alarm must evaluate to cover a time of at most seven days, rounded up to a whole period. */
export function evaluationTimeOf(seconds: number): EvaluationTime {
  const { periodSeconds } = periods.find(({ maximumSeconds }) => seconds <= maximumSeconds) ?? {
    periodSeconds: 3600,
  };
  return { periodSeconds, evaluationPeriods: Math.ceil(seconds / periodSeconds) };
}
