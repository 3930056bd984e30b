import type { DataPoint } from '../../aws/alarms/metric-math/evaluate-metric-math';
import { metricPeriodSeconds, type Metric } from '../../aws/alarms/metric-alarms';

/** A queue is idle after this time without messages and receivers. Idle queues have no metrics. */
export const idleAfterSeconds = 6 * 3600;

/** The maximum time in seconds from the moment an idle queue becomes active until it has metrics again. */
export const metricsAfterIdleSeconds = 15 * 60;

/** Measurements at the end of a minute. */
export interface Measurements {
  /** Messages that wait. */
  readonly visible: number;
  /** Messages that tasks have received and not processed. */
  readonly inFlight: number;
  /** Running tasks. */
  readonly running: number;
}

/**
 * Metrics of a queue and its service, by minute. The queue is assumed to be empty before the start of the simulation.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 */
export class QueueMetrics {
  private readonly minutes: (Measurements & { readonly hasQueueMetrics: boolean })[] = [];
  private activeAt: number;
  private metricsFrom = -Infinity;

  constructor(
    private readonly runningBefore: number,
    private readonly isIdleAtStart: boolean,
  ) {
    this.activeAt = isIdleAtStart ? -Infinity : 0;
  }

  /** Records that there is a message or a receiver; returns whether the queue was idle. */
  markActive(now: number): boolean {
    const wasIdle = this.isIdle(now);
    if (wasIdle) this.metricsFrom = now + metricsAfterIdleSeconds;
    this.activeAt = now;
    return wasIdle;
  }

  /** Adds the measurements of the next minute. Call it at the end of each minute. */
  measure(measurements: Measurements, now: number): void {
    this.minutes.push({ ...measurements, hasQueueMetrics: !this.isIdle(now) && now >= this.metricsFrom });
  }

  /**
   * Returns the data point of a minute; `undefined` if the metric has none.
   *
   * @param minute - The end of the minute, in minutes from the start of the simulation; negative before the start.
   * @throws TypeError if the metric is not one that the generated alarms read.
   */
  pointOf(metric: Metric, minute: number): DataPoint {
    const known = this.minutes[minute];
    const { visible, inFlight, running, hasQueueMetrics } = known ?? {
      visible: 0,
      inFlight: 0,
      running: this.runningBefore,
      hasQueueMetrics: !this.isIdleAtStart,
    };
    switch (metric.name) {
      case 'ApproximateNumberOfMessagesVisible':
        return hasQueueMetrics ? visible : undefined;
      case 'ApproximateNumberOfMessagesNotVisible':
        // SQS reports this metric only if messages are in flight.
        return hasQueueMetrics && inFlight > 0 ? inFlight : undefined;
      case 'CPUUtilization':
        // Alarms use the sample count, and each task sends one sample.
        return running === 0 ? undefined : running;
      default:
        throw new TypeError(`no simulation of the metric ${metric.name}`);
    }
  }

  private isIdle(now: number): boolean {
    return now - this.activeAt >= idleAfterSeconds;
  }
}

/** Returns the newest minute whose metrics are available to alarms. */
export function newestMinute(now: number, delaySeconds: number): number {
  return Math.floor((now - delaySeconds) / metricPeriodSeconds);
}
