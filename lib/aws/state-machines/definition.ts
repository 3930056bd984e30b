/**
 * State machine definitions, in the Amazon States Language with JSONPath.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
import type { Json } from '../../values/deferred-values';

/**
 * Another try of a failed state. Step Functions counts the tries after the first.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export type Retrier = {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
};

/**
 * Where a state that failed goes on, instead of failing the run.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-fallback-states
 */
export type Catcher = {
  readonly ErrorEquals: readonly string[];
  /** Where `{Error, Cause}` is put; of a timeout there is no cause. */
  readonly ResultPath: string;
  readonly Next: string;
};

/** What comes after a state: another one, or the end of the machine or branch. */
export type Transition = { readonly Next: string } | { readonly End: true };

type Template = { readonly [key: string]: Json };

export type TaskState = {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters: Template;
  readonly ResultSelector?: Template;
  /** `null`: the result is dropped, and the next state sees what this one saw. */
  readonly ResultPath?: string | null;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
} & Transition;

/** Puts something into the input of the next state. */
export type PassState = {
  readonly Type: 'Pass';
  readonly Result?: Json;
  readonly Parameters?: Template;
  /** Absent, it stands instead of the input. */
  readonly ResultPath?: string;
} & Transition;

/**
 * A condition of one variable. What is compared has to be there.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export type Comparison = { readonly Variable: string } & (
  | { readonly IsPresent: true }
  | { readonly NumericEquals: number }
  | { readonly NumericLessThanEquals: number }
  | { readonly StringEquals: string }
  | { readonly StringEqualsPath: string }
  | { readonly StringMatches: string }
  | { readonly TimestampGreaterThanPath: string }
);
type Either = { readonly Or: readonly Comparison[] };
/** Of several, the first that says it is none ends the question: what is compared after `IsPresent` is there. */
export type Condition = Comparison | Either | { readonly And: readonly (Comparison | Either)[] };

/** Goes on where the first condition that holds says. */
export type ChoiceState = {
  readonly Type: 'Choice';
  readonly Choices: readonly (Condition & { readonly Next: string })[];
  readonly Default: string;
};

export type WaitState = { readonly Type: 'Wait' } & (
  { readonly Seconds: number } | { readonly SecondsPath: string }
) &
  Transition;

/** Branches side by side, each with the input as its own; the result is the list of what they come to. */
export type ParallelState = {
  readonly Type: 'Parallel';
  readonly Branches: readonly Branch[];
  readonly ResultPath: string;
} & Transition;

export type FailState = { readonly Type: 'Fail'; readonly ErrorPath: string; readonly CausePath: string };

export type State = TaskState | PassState | ChoiceState | WaitState | ParallelState | FailState;

export type Branch = {
  readonly StartAt: string;
  readonly States: { readonly [name: string]: State };
};

export type StateMachineDefinition = {
  readonly Comment?: string;
  readonly StartAt: string;
  /** Of the whole run, which ends as timed out; no state catches it. */
  readonly TimeoutSeconds?: number;
  readonly States: { readonly [name: string]: State };
};

/** Bytes that a definition may have. */
export const maximumDefinitionBytes = 1_048_576;

/**
 * Events in the history of a run, which fails at the next.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const maximumHistoryEvents = 25_000;

/** Characters of a state's name. */
export const maximumStateNameCharacters = 80;

/** Seconds: the longest timeout of a state, and the longest that a standard machine runs is a year below it. */
export const maximumTimeoutSeconds = 99_999_999;

/**
 * What fails a state that runs a task. `States.TaskFailed` is every error but a timeout.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation
 */
export const taskErrors = ['States.TaskFailed', 'States.Timeout'] as const;

/**
 * What ECS answers when it takes no task for lack of capacity, or since it was asked too often: there is no task then.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html#API_RunTask_Errors
 */
export const launchErrors = [
  'AmazonECS.Unknown',
  'ECS.AmazonECSException',
  'ECS.InvalidParameterException',
  'ECS.ThrottlingException',
] as const;

/** An error of ECS itself, which may also come while a task that runs is watched: another try could be a second task. */
export const serverError = 'ECS.ServerException';

/**
 * The errors that Step Functions itself has names for.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation
 */
export const errorNames = [
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.Http.Socket',
  'States.IntrinsicFailure',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.ResultPathMatchFailure',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
] as const;

/** What a retrier does that does not say so. */
export const retrierDefaults = { intervalSeconds: 1, backoffRate: 2 } as const;

/** Limits of a retrier's fields. */
export const retrierLimits = {
  maxAttempts: 99_999_999,
  intervalSeconds: 99_999_999,
  maxDelaySeconds: 31_622_400,
  minimumBackoffRate: 1,
} as const;
