/** A scheduled task of an origin, with the same parts for each kind of file. */
import type { InputNode } from '../input-tree';
import type { SourceFile } from './read-files';

/** A value of a file, or `undefined` if the file does not have it. */
export type Optional = InputNode | undefined;

/** A scheduled task: a schedule and one target. */
export interface ScheduledTask {
  /** Name in the origin, with the target if the rule has several. */
  readonly name: string;
  /** Whether EventBridge has the schedule as a rule, and not the Scheduler. */
  readonly isRule: boolean;
  /** The parts of the files that describe only this task. */
  readonly parts: readonly TaskPart[];
  /** The expression, and the other values of the schedule. */
  readonly schedule: {
    readonly expression: Optional;
    readonly timezone: Optional;
    readonly start: Optional;
    readonly end: Optional;
    readonly windowMinutes: Optional;
  };
  /** Description of the rule. */
  readonly description: Optional;
  /** The state, or `disabled` of ecschedule. */
  readonly state: Optional;
  /** Whether the origin starts no run. */
  readonly isDisabled: boolean;
  /** Region of the task; `undefined` if it is not known. */
  readonly region: string | undefined;
  /** The region of this rule alone, which replaces the region of the file. */
  readonly ownRegion: Optional;
  /** ID of the account, from an ARN. */
  readonly accountId: string | undefined;
  /** Name or ARN of the cluster. */
  readonly cluster: Optional;
  /** Name or ARN of the task definition, with or without a revision. */
  readonly taskDefinition: Optional;
  /** The overrides of containers. */
  readonly containers: Optional;
  /** The other overrides of the task. */
  readonly overrides: Readonly<Record<'cpu' | 'memory' | 'taskRole' | 'executionRole' | 'storage', Optional>>;
  /** Parts of the target that choose the command from the event, or that are no JSON. */
  readonly unreadableInput: Optional;
  /** An event pattern, which starts runs too. */
  readonly eventPattern: Optional;
  /** Features that the target can turn on. */
  readonly switches: readonly Optional[];
  /** Number of tasks of each run. */
  readonly taskCount: Optional;
  /** `FARGATE`, `EC2` or `EXTERNAL`. */
  readonly launchType: Optional;
  /** Platform version of Fargate. */
  readonly platformVersion: Optional;
  /** List of capacity providers. */
  readonly strategy: Optional;
  /** Network of the task. */
  readonly network: Readonly<Record<'subnets' | 'securityGroups' | 'publicIp', Optional>>;
  /** Retries of a start that failed, and the queue of dead letters. */
  readonly delivery: Readonly<Record<'attempts' | 'ageSeconds' | 'deadLetters', Optional>>;
}

/** A part of a file, and its path in the file. */
export interface TaskPart {
  /** The file. */
  readonly source: SourceFile;
  /** Keys and indexes from the top of the file. */
  readonly path: readonly string[];
  /** The part. */
  readonly node: InputNode;
}

/** A rule or schedule that becomes no job. */
export interface SkippedPart {
  /** The rule, target or schedule. */
  readonly part: TaskPart;
  /** Sentence without a period: why. */
  readonly reason: string;
}

/** The tasks of the files of an environment, and the parts that become no job. */
export interface FoundTasks {
  /** The tasks in the order of the files. */
  readonly tasks: readonly ScheduledTask[];
  /** The parts that become no job. */
  readonly skipped: readonly SkippedPart[];
}
