/** Options and results of a queue simulation. */
import type { DataPoint } from '../../aws/alarms/metric-math/evaluate-metric-math';
import type { Arrival } from './arrivals';

/** Options of a simulation. Every time is in whole seconds. */
export interface QueueSimulationOptions {
  /** Sorted by time. Messages arrive right after the metrics of their second are measured, which is the worst moment. */
  readonly arrivals: readonly Arrival[];
  readonly secondsPerMessage: number;
  /** Messages that a task processes at the same time. @default 1 */
  readonly concurrency?: number;
  /** Time from the launch of a task until it receives messages. @default 60 */
  readonly startSeconds?: number;
  /** Time from the end of a minute until alarms get its metrics. @default 60 */
  readonly metricDelaySeconds?: number;
  /** Whether `FILL` replaces data points that are late. Otherwise alarms wait for them. @default false */
  readonly fillsLateMetrics?: boolean;
  /** Whether the queue had no messages and no receivers for six hours before the start. @default false */
  readonly isIdleAtStart?: boolean;
  /** Whether busy tasks have scale-in protection. @default false */
  readonly isProtected?: boolean;
  /** Whether the queue is a FIFO queue. The simulation assumes that each message has its own group. @default false */
  readonly isFifo?: boolean;
  /** Visibility timeout of the queue. @default 30, the default of SQS */
  readonly visibilityTimeoutSeconds?: number;
  /** Length of the simulation. @default until the queue is empty and the minimum number of tasks runs, at most 48 hours */
  readonly durationSeconds?: number;
  /** Start of the simulation, for scheduled actions. @default no scheduled actions */
  readonly from?: Date;
}

/** State at the end of a minute, or at the start. */
export interface QueueMinute {
  readonly minute: number;
  readonly waiting: number;
  readonly inFlight: number;
  readonly running: number;
  readonly desired: number;
  /** Age in seconds of the oldest message that is not processed; `undefined` if there is none. */
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
  /** A scheduled action changes the limits. */
  | {
      readonly kind: 'limits';
      readonly atSeconds: number;
      readonly action: string;
      readonly minimum: number;
      readonly maximum: number;
    }
  /** An idle queue becomes active. Its metrics are late. */
  | { readonly kind: 'reactivated'; readonly atSeconds: number; readonly metricsFromSeconds: number }
  /** Tasks are stopped before they finish messages. */
  | { readonly kind: 'interrupted'; readonly atSeconds: number; readonly messages: number };

export interface QueueTotals {
  readonly messages: number;
  readonly processed: number;
  /** Interrupted attempts at messages. A message can be interrupted more than once. */
  readonly interruptions: number;
  /** Longest time from a message's arrival until a task last received it, or until the end. */
  readonly longestWaitSeconds: number;
  /** Time from the first arrival until a task received the first message; `undefined` if none was received. */
  readonly firstBegunAfterSeconds: number | undefined;
  /** Maximum of messages that wait at the same time. */
  readonly highestBacklog: number;
  readonly maximumTasks: number;
  /** Sum of the lifetimes of all tasks, from launch to stop. */
  readonly taskSeconds: number;
  readonly seconds: number;
}

export interface QueueSimulation {
  readonly minutes: readonly QueueMinute[];
  readonly events: readonly QueueEvent[];
  readonly totals: QueueTotals;
  /** `at-rest`: the queue is empty and the minimum number of tasks runs. `too-long`: not at rest after 48 hours. */
  readonly end: 'at-rest' | 'duration' | 'too-long';
  /** Assumptions and omissions, in words. */
  readonly notes: readonly string[];
}
