import type { DataPoint } from '../../aws/alarms/metric-math/evaluate-metric-math';
import { metricPeriodSeconds, type Metric } from '../../aws/alarms/metric-alarms';

/** A queue without a message and without anybody who asks for one stops to have metrics. */
export const asleepAfterSeconds = 6 * 3600;

/** How long it may take until a queue that was asleep has metrics again. */
export const awakeAfterSeconds = 15 * 60;

/** What is measured at the end of a minute. */
export interface Measured {
  readonly visible: number;
  readonly inFlight: number;
  readonly running: number;
}

/**
 * The metrics of a queue and of a service, minute by minute. Before the start the queue was empty.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 */
export class QueueMetrics {
  private readonly minutes: (Measured & { readonly isAsleep: boolean })[] = [];
  private activeAt: number;
  private awakeFrom = -Infinity;

  constructor(
    private readonly runningBefore: number,
    private readonly isAsleepAtStart: boolean,
  ) {
    this.activeAt = isAsleepAtStart ? -Infinity : 0;
  }

  /** A message is there, or a task that asks for one; returns whether that wakes the queue. */
  markActive(now: number): boolean {
    const wasAsleep = this.isAsleep(now);
    if (wasAsleep) this.awakeFrom = now + awakeAfterSeconds;
    this.activeAt = now;
    return wasAsleep;
  }

  /** To be called at the end of each minute, in order. */
  measure(measured: Measured, now: number): void {
    this.minutes.push({ ...measured, isAsleep: this.isAsleep(now) || now < this.awakeFrom });
  }

  /** The data point of the minute that ended so many minutes after the start. */
  pointOf(metric: Metric, minute: number): DataPoint {
    const known = this.minutes[minute];
    const { visible, inFlight, running, isAsleep } = known ?? {
      visible: 0,
      inFlight: 0,
      running: this.runningBefore,
      isAsleep: this.isAsleepAtStart,
    };
    switch (metric.name) {
      case 'ApproximateNumberOfMessagesVisible':
        return isAsleep ? undefined : visible;
      case 'ApproximateNumberOfMessagesNotVisible':
        // AWS says that it is reported if there are any.
        return isAsleep || inFlight === 0 ? undefined : inFlight;
      case 'CPUUtilization':
        // A sample of each task.
        return running === 0 ? undefined : running;
      default:
        throw new TypeError(`no simulation of the metric ${metric.name}`);
    }
  }

  private isAsleep(now: number): boolean {
    return now - this.activeAt >= asleepAfterSeconds;
  }
}

/** The newest minute whose metrics have been there for so long. */
export function newestMinute(now: number, delaySeconds: number): number {
  return Math.floor((now - delaySeconds) / metricPeriodSeconds);
}
