/** What a simulated queue is given, and what becomes of it. */
import type { DataPoint } from '../../aws/alarms/metric-math/evaluate-metric-math';
import type { Arrival } from './arrivals';

/** Every time is in whole seconds. */
export interface QueueSimulationOptions {
  /** In the order of their times. Those of a second come right after metrics are measured: the worst moment. */
  readonly arrivals: readonly Arrival[];
  readonly secondsPerMessage: number;
  /** Messages that a task works on at once. @default 1 */
  readonly concurrency?: number;
  /** From the launch of a task until it takes messages. @default 60 */
  readonly startSeconds?: number;
  /** From the end of a minute until alarms see its metrics. @default 60 */
  readonly metricDelaySeconds?: number;
  /** Whether alarms don't wait for metrics, so that `FILL` takes the place of what is not yet there. @default false */
  readonly fillsUnseen?: boolean;
  /** Whether nothing was in the queue for 6 hours before, and no task asked. @default false */
  readonly isAsleep?: boolean;
  /** Whether tasks protect themselves while they work. @default false */
  readonly isProtected?: boolean;
  /** Whether messages have groups, of which one is worked on at a time: each is taken for a group of its own. */
  readonly isFifo?: boolean;
  /** The queue's. @default 30, as SQS has it */
  readonly visibilityTimeoutSeconds?: number;
  /** Without it, until nothing is left to do and the fewest tasks run, and for 48 hours at the most. */
  readonly durationSeconds?: number;
  /** When it starts, for scheduled actions; without it there are none. */
  readonly from?: Date;
}

/** At the end of a minute, or the start. */
export interface QueueMinute {
  readonly minute: number;
  readonly waiting: number;
  readonly inFlight: number;
  readonly running: number;
  readonly desired: number;
  /** Seconds since the oldest message came that is not processed; absent when there is none. */
  readonly oldestSeconds: number | undefined;
}

export type QueueEvent =
  | {
      readonly kind: 'alarm';
      readonly atSeconds: number;
      readonly alarm: 'busy' | 'idle';
      readonly state: 'OK' | 'ALARM';
      readonly value: DataPoint;
    }
  | {
      readonly kind: 'scaled';
      readonly atSeconds: number;
      readonly from: number;
      readonly to: number;
      readonly by:
        | { readonly kind: 'alarm'; readonly alarm: 'busy' | 'idle'; readonly value: number }
        | { readonly kind: 'action'; readonly action: string };
    }
  /** A scheduled action. */
  | {
      readonly kind: 'limits';
      readonly atSeconds: number;
      readonly action: string;
      readonly minimum: number;
      readonly maximum: number;
    }
  /** A queue that was asleep has metrics again only later. */
  | { readonly kind: 'awoken'; readonly atSeconds: number; readonly metricsFromSeconds: number }
  /** Tasks were stopped in the middle of messages. */
  | { readonly kind: 'interrupted'; readonly atSeconds: number; readonly messages: number };

export interface QueueTotals {
  readonly messages: number;
  readonly processed: number;
  /** Those of which work was lost; a message may be one more than once. */
  readonly interruptions: number;
  /** From a message's arrival until work on it began, also for another time; or until the end. */
  readonly longestWaitSeconds: number;
  /** From the first arrival until the first message was begun; absent when none was. */
  readonly firstBegunAfterSeconds: number | undefined;
  /** Waiting at once. */
  readonly highestBacklog: number;
  readonly maximumTasks: number;
  /** From launch to stop, of all tasks together. */
  readonly taskSeconds: number;
  readonly seconds: number;
}

export interface QueueSimulation {
  readonly minutes: readonly QueueMinute[];
  readonly events: readonly QueueEvent[];
  readonly totals: QueueTotals;
  /** All is done and the fewest tasks run; the time that was asked for is over; it would go on for longer than that. */
  readonly end: 'at-rest' | 'duration' | 'too-long';
  /** What is assumed or left out, in words. */
  readonly notes: readonly string[];
}
