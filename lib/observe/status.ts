/** The status of an environment: its runs, missed runs, queues, services and alarms. All times are instants. */
import type { JobType } from '../jobs/job';
import type { MessageCounts, ActiveAlarm, ServiceCounts } from './aws-reader';
import type { MissedRun } from './missed-runs';

/** The status of the jobs of an environment. */
export interface EnvironmentStatus {
  /** The name of the environment. */
  readonly name: string;
  /** The region. */
  readonly region: string;
  /** Runs that started before this time were not read. */
  readonly since: Date;
  /** The time of the status. */
  readonly now: Date;
  /** The jobs in the order of the configuration. */
  readonly jobs: readonly JobStatus[];
  /** The alarms in the ALARM state that the jobs share. */
  readonly alarms: readonly ActiveAlarm[];
}

/** The result of a run. A run is `skipped`, `superseded` or `replaced` because of the job's `overlap`. */
export type RunResult =
  'running' | 'succeeded' | 'failed' | 'timed_out' | 'aborted' | 'skipped' | 'superseded' | 'replaced';

/** A run of a job. */
export interface Run {
  /** The ARN of the execution, or of the task if there is no state machine. */
  readonly arn: string;
  /** The start of the run; `undefined` if it is unknown. */
  readonly started: Date | undefined;
  /** The end of the run; `undefined` while it runs. */
  readonly ended: Date | undefined;
  /** The result. */
  readonly result: RunResult;
  /** The exit code of the job's own container in the last task; `undefined` if it is unknown. */
  readonly exitCode: number | undefined;
  /** Why the run failed; `undefined` if it did not fail, or the reason is unknown. */
  readonly reason: string | undefined;
  /** The page of the run in the AWS console; `undefined` if the address of the console is not known. */
  readonly link: string | undefined;
}

/** The runs of a job. */
export interface RunList {
  /**
   * The source of the list: the executions of the state machine, or the tasks that ECS still shows. `none` if the job
   * has no runs that AWS shows, and `missing` if the state machine does not exist.
   */
  readonly source: 'executions' | 'tasks' | 'none' | 'missing';
  /** The runs, latest first. */
  readonly runs: readonly Run[];
  /** Whether all runs since the start of the time were read. */
  readonly isComplete: boolean;
}

/** How a schedule in AWS differs from the configuration. */
export interface ScheduleDifference {
  /** The name of the schedule. */
  readonly name: string;
  /** The difference. */
  readonly kind: 'missing' | 'disabled' | 'enabled' | 'expression';
  /** The expression in the configuration. */
  readonly expression: string;
}

/** The purpose of a queue: messages of a worker, messages that failed too often, or deliveries that failed. */
export type QueueKind = 'messages' | 'dead_letters' | 'undelivered';

/** A queue of a job. */
export interface QueueStatus {
  /** The name of the queue. */
  readonly name: string;
  /** The purpose of the queue. */
  readonly kind: QueueKind;
  /** The numbers of messages; `undefined` if the queue does not exist. */
  readonly messages: MessageCounts | undefined;
}

/** The service of a queue worker. */
export interface ServiceStatus {
  /** The name of the service. */
  readonly name: string;
  /** The numbers of tasks; `undefined` if the service does not exist. */
  readonly tasks: ServiceCounts | undefined;
}

/** The status of a job. */
export interface JobStatus {
  /** The name of the job. */
  readonly name: string;
  /** The type of the job. */
  readonly type: JobType;
  /** Whether the configuration enables the job. */
  readonly isEnabled: boolean;
  /** The runs. */
  readonly runs: RunList;
  /** The runs that schedules should have started and did not start. */
  readonly missed: readonly MissedRun[];
  /** The schedules that differ from the configuration. */
  readonly schedules: readonly ScheduleDifference[];
  /** The queues. */
  readonly queues: readonly QueueStatus[];
  /** The service of a queue worker; `undefined` for other jobs. */
  readonly service: ServiceStatus | undefined;
  /** The alarms of the job that are in the ALARM state. */
  readonly alarms: readonly ActiveAlarm[];
}
