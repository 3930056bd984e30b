/** The interface of the reader of AWS, with plain values. `sdk/` implements it with the AWS SDK. */

/** Reads AWS. Each function rejects with an {@link AwsReadError} if AWS can't be read. */
export interface AwsReader {
  /** Returns the account of the credentials: 12 digits. */
  readonly accountId: () => Promise<string>;
  /**
   * Returns the executions of a state machine, latest first; `undefined` if the state machine does not exist.
   *
   * @param since - Executions that started before this time are left out.
   */
  readonly executions: (machineArn: string, since: Date) => Promise<Listed<Execution> | undefined>;
  /** Returns the end of an execution; `undefined` if the execution does not exist any more. */
  readonly executionEnd: (executionArn: string) => Promise<ExecutionEnd | undefined>;
  /** Returns the last task that an execution launched; `undefined` if it launched none. */
  readonly lastTaskOf: (executionArn: string) => Promise<LaunchedTask | undefined>;
  /** Returns the running tasks of a family, and those that stopped in the last hour. */
  readonly tasks: (clusterName: string, family: string) => Promise<Listed<Task>>;
  /** Returns the numbers of tasks of a service; `undefined` if the service does not exist. */
  readonly service: (clusterName: string, name: string) => Promise<ServiceCounts | undefined>;
  /** Returns the numbers of messages in a queue; `undefined` if the queue does not exist. */
  readonly messages: (queue: QueueLocation) => Promise<MessageCounts | undefined>;
  /** Returns the schedule as it is in AWS; `undefined` if it does not exist. */
  readonly schedule: (groupName: string, name: string) => Promise<ScheduleInAws | undefined>;
  /** Returns the alarms with these names that are in the ALARM state. */
  readonly activeAlarms: (names: readonly string[]) => Promise<readonly ActiveAlarm[]>;
  /** Returns the log of a container; `undefined` if the container has no log in CloudWatch Logs. */
  readonly containerLog: (taskDefinition: string, containerName: string) => Promise<ContainerLog | undefined>;
  /** Returns the last lines of a log stream, oldest first; `undefined` if the stream does not exist. */
  readonly logLines: (groupName: string, streamName: string) => Promise<Listed<LogLine> | undefined>;
}

/** A list that AWS returned in pages. */
export interface Listed<Item> {
  /** The items that were read. */
  readonly items: readonly Item[];
  /** Whether there are no further items. Only a limited number of pages is read. */
  readonly isComplete: boolean;
}

/** The status of an execution, in the words of Step Functions. */
export const executionStatuses = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'PENDING_REDRIVE',
] as const;
/** The status of an execution. */
export type ExecutionStatus = (typeof executionStatuses)[number];

/** An execution of a state machine. */
export interface Execution {
  /** The ARN. */
  readonly arn: string;
  /** The status. */
  readonly status: ExecutionStatus;
  /** The start of the execution. */
  readonly started: Date;
  /** The end of the execution; `undefined` while it runs. */
  readonly ended: Date | undefined;
}

/** The end of an execution. The texts may contain secrets, such as environment variables of a task. */
export interface ExecutionEnd {
  /** The name of the error; `undefined` if there is none. */
  readonly error: string | undefined;
  /** The cause of the error; `undefined` if there is none. */
  readonly cause: string | undefined;
  /** The output as JSON; `undefined` if there is none. */
  readonly output: string | undefined;
}

/** A task that an execution launched. */
export interface LaunchedTask {
  /** The ARN of the task. */
  readonly arn: string;
  /** The ARN of the revision of its task definition; `undefined` if it is unknown. */
  readonly taskDefinitionArn: string | undefined;
}

/** A task of ECS. */
export interface Task extends LaunchedTask {
  /** The tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** The last status, such as `STOPPED`. */
  readonly lastStatus: string;
  /** The creation of the task; `undefined` if it is unknown. */
  readonly created: Date | undefined;
  /** The end of the task; `undefined` while it runs. */
  readonly stopped: Date | undefined;
  /** The reason why the task stopped; `undefined` while it runs. */
  readonly stoppedReason: string | undefined;
  /** The exit codes by container. A container that never started has none. */
  readonly exitCodes: Readonly<Record<string, number>>;
}

/** The numbers of tasks of a service. */
export interface ServiceCounts {
  /** The number of tasks that ECS keeps running. */
  readonly desired: number;
  /** The number of tasks that run. */
  readonly running: number;
  /** The number of tasks that start. */
  readonly pending: number;
}

/** A queue. */
export interface QueueLocation {
  /** The ARN. */
  readonly arn: string;
  /** The URL. */
  readonly url: string;
}

/** The approximate numbers of messages in a queue. */
export interface MessageCounts {
  /** Messages that can be received. */
  readonly visible: number;
  /** Messages that were received, and not deleted yet. */
  readonly inFlight: number;
  /** Messages that are hidden because of a delay. */
  readonly delayed: number;
}

/** A schedule as it is in AWS. */
export interface ScheduleInAws {
  /** The expression. */
  readonly expression: string;
  /** Whether the schedule invokes its target. */
  readonly isEnabled: boolean;
  /** The time of the last change; `undefined` if it is unknown. */
  readonly changed: Date | undefined;
}

/** An alarm in the ALARM state. */
export interface ActiveAlarm {
  /** The name. */
  readonly name: string;
  /** The time at which the alarm entered the state; `undefined` if it is unknown. */
  readonly since: Date | undefined;
  /** The description; empty if there is none. */
  readonly description: string;
}

/** The log of a container, which has a stream for each task. */
export interface ContainerLog {
  /** The name of the log group. */
  readonly groupName: string;
  /** The prefix of the streams. */
  readonly streamPrefix: string;
}

/** A line of a log. */
export interface LogLine {
  /** The time of the line. */
  readonly time: Date;
  /** The text, which may have any characters. */
  readonly text: string;
}

/** AWS could not be read. The message is one sentence for the user. */
export class AwsReadError extends Error {
  /** The name of the error. */
  override readonly name = 'AwsReadError';
}

/** Opens a reader of a region. Rejects with an {@link AwsReadError} if a package is missing. */
export type OpenAws = (region: string) => Promise<AwsReader>;
