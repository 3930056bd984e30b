/** Options and results of a queue simulation. */
import type { DataPoint } from '../../aws/alarms/metric-math/evaluate-metric-math';
import type { DeploymentPercents } from '../../aws/ecs/deployments';
import type { Arrival } from './arrival';

/** Options of a simulation. Every time is in whole seconds. */
export interface QueueSimulationOptions {
  /** Arrivals, sorted by time. Messages arrive just after the metrics of their second are measured: the worst case. */
  readonly arrivals: readonly Arrival[];
  /** Time in which a task processes a message. */
  readonly secondsPerMessage: number;
  /**
   * Messages that a task processes at the same time.
   *
   * @default 1
   */
  readonly concurrency?: number;
  /**
   * Time from the launch of a task until it receives messages.
   *
   * @default 60
   */
  readonly startSeconds?: number;
  /**
   * Time from the end of a minute until alarms get the metrics of this minute.
   *
   * @default 60
   */
  readonly metricDelaySeconds?: number;
  /**
   * Whether `FILL` of metric math replaces data points that are late. Otherwise alarms wait for these data points.
   *
   * @default false
   */
  readonly fillsLateMetrics?: boolean;
  /**
   * Whether a scale-in waits for the cooldown of the last scale-out. AWS documents only that it waits for the cooldown of
   * the last scale-in.
   *
   * @default true
   */
  readonly scaleOutDelaysScaleIn?: boolean;
  /**
   * Whether the queue had no messages and no receivers for six hours before the start.
   *
   * @default false
   */
  readonly isIdleAtStart?: boolean;
  /**
   * Whether busy tasks have scale-in protection.
   *
   * @default false
   */
  readonly isProtected?: boolean;
  /**
   * Whether the queue is a FIFO queue. The simulation assumes that each message has its own group.
   *
   * @default false
   */
  readonly isFifo?: boolean;
  /**
   * Visibility timeout of the queue.
   *
   * @default 30, the default of SQS
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * Time between SIGTERM and SIGKILL of a stopped task. In this time, the task finishes messages and receives none.
   *
   * @default 0, the worst case
   */
  readonly stopTimeoutSeconds?: number;
  /**
   * The number of receives after which a message moves to the dead-letter queue.
   *
   * @default no dead letters
   */
  readonly maxReceiveCount?: number;
  /**
   * Second at which a deployment replaces all tasks.
   *
   * @default no deployment
   */
  readonly deployAt?: number;
  /**
   * The minimum and maximum of running tasks during the deployment.
   *
   * @default 100 and 200
   */
  readonly deploymentPercents?: DeploymentPercents;
  /**
   * The length of the simulation.
   *
   * @default until the queue is empty and the minimum number of tasks runs, at most 48 hours
   */
  readonly durationSeconds?: number;
  /**
   * The date and time at which the simulation starts. It determines when scheduled actions run.
   *
   * @default no scheduled action runs
   */
  readonly from?: Date;
}

/** State of the queue and its service at the start of the simulation, or at the end of a minute. */
export interface QueueMinute {
  /** Minutes from the start. */
  readonly minute: number;
  /** Messages that tasks can receive. */
  readonly waiting: number;
  /** Messages that tasks have received and not processed. */
  readonly inFlight: number;
  /** Tasks that can receive messages; starting tasks are not included. */
  readonly running: number;
  /** Tasks that the service must have: its desired count. */
  readonly desired: number;
  /** Age in seconds of the oldest message that is not processed; `undefined` if there is none. */
  readonly oldestSeconds: number | undefined;
}

/** An event of a simulation. Times are in seconds from the start. */
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
  /** A scheduled action changes the minimum and maximum number of tasks. */
  | {
      readonly kind: 'limits';
      readonly atSeconds: number;
      readonly action: string;
      readonly minimum: number;
      readonly maximum: number;
    }
  /** An idle queue becomes active. Its metrics are late. */
  | { readonly kind: 'reactivated'; readonly atSeconds: number; readonly metricsFromSeconds: number }
  /** A deployment begins to replace all tasks, or has replaced them. */
  | { readonly kind: 'deployment'; readonly atSeconds: number; readonly phase: 'started' | 'finished' }
  /** Messages that were received too often move to the dead-letter queue. */
  | { readonly kind: 'dead_letters'; readonly atSeconds: number; readonly messages: number }
  /** Tasks are stopped before they finish messages. */
  | { readonly kind: 'interrupted'; readonly atSeconds: number; readonly messages: number };

/** Sums and maximums of a simulation. Every time is in seconds. */
export interface QueueTotals {
  /** Messages that arrived. */
  readonly messages: number;
  /** Messages that tasks processed. */
  readonly processed: number;
  /**
   * The number of times that the stop of a task interrupted the processing of a message. A message can count more than
   * once.
   */
  readonly interruptions: number;
  /** Messages that moved to the dead-letter queue. */
  readonly deadLetters: number;
  /**
   * Longest time from the arrival of a message until a task last received it; for a message that waits at the end,
   * until the end of the simulation.
   */
  readonly longestWaitSeconds: number;
  /** Time from the first arrival until a task received the first message; `undefined` if none was received. */
  readonly firstBegunAfterSeconds: number | undefined;
  /** The maximum number of messages that wait at the same time. */
  readonly highestBacklog: number;
  /** The maximum number of starting, running and stopping tasks at the same time. */
  readonly maximumTasks: number;
  /** Sum of the lifetimes of all tasks, from launch to stop. */
  readonly taskSeconds: number;
  /** The length of the simulation. */
  readonly seconds: number;
}

/** The result of a simulation. */
export interface QueueSimulation {
  /** The state at the start of the simulation, and the state at the end of each minute. */
  readonly minutes: readonly QueueMinute[];
  /** Events in the order of their times. */
  readonly events: readonly QueueEvent[];
  /** Sums and maximums of the whole simulation. */
  readonly totals: QueueTotals;
  /**
   * Why the simulation ended. `at-rest`: the queue is empty and the minimum number of tasks runs. `duration`:
   * `durationSeconds` is over. `too-long`: the service is not at rest after 48 hours.
   */
  readonly end: 'at-rest' | 'duration' | 'too-long';
  /** Assumptions and omissions, in words. */
  readonly notes: readonly string[];
}
