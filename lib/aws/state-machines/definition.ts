/**
 * State machine definitions in the Amazon States Language with JSONPath.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
import type { Json } from '../../values/deferred-values';

/**
 * Retries of a failed state. `MaxAttempts` is the number of retries after the first attempt.
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
 * The next state after an error that would otherwise fail the execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-fallback-states
 */
export type Catcher = {
  readonly ErrorEquals: readonly string[];
  /** The path to which `{Error, Cause}` is written. A timeout has no cause. */
  readonly ResultPath: string;
  readonly Next: string;
};

/** The next state, or the end of the machine or branch. */
export type Transition = { readonly Next: string } | { readonly End: true };

type Template = { readonly [key: string]: Json };

/**
 * Calls a service.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export type TaskState = {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters: Template;
  readonly ResultSelector?: Template;
  /**
   * The path to which the result is written. If the path is `null`, the state drops the result, and passes its input on as
   * its output.
   *
   * @default the result replaces the input
   */
  readonly ResultPath?: string | null;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
} & Transition;

/**
 * Writes values into the input of the next state.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
 */
export type PassState = {
  readonly Type: 'Pass';
  /**
   * The path to the part of the input that the state uses.
   *
   * @default the whole input
   */
  readonly InputPath?: string;
  readonly Result?: Json;
  readonly Parameters?: Template;
  /**
   * The path to which the result is written.
   *
   * @default the result replaces the input
   */
  readonly ResultPath?: string;
} & Transition;

/**
 * A test of one variable. An execution fails if a compared value does not exist.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export type Comparison = { readonly Variable: string } & (
  | { readonly IsPresent: true }
  | { readonly IsNumeric: true }
  | { readonly IsString: true }
  | { readonly NumericEquals: number }
  | { readonly NumericLessThanEquals: number }
  | { readonly StringEquals: string }
  | { readonly StringEqualsPath: string }
  | { readonly StringMatches: string }
  | { readonly TimestampGreaterThanEqualsPath: string }
  | { readonly TimestampGreaterThanPath: string }
  | { readonly TimestampLessThanPath: string }
);
type Either = { readonly Or: readonly Comparison[] };
/**
 * A condition. `And` stops at its first condition that is false, so a comparison after `IsPresent` is evaluated only
 * if there is a value.
 */
export type Condition = Comparison | Either | { readonly And: readonly (Comparison | Either)[] };

/** Transitions to the state of the first condition that is true. */
export type ChoiceState = {
  readonly Type: 'Choice';
  readonly Choices: readonly (Condition & { readonly Next: string })[];
  readonly Default: string;
};

/**
 * Waits for a number of seconds.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export type WaitState = { readonly Type: 'Wait' } & (
  { readonly Seconds: number } | { readonly SecondsPath: string }
) &
  Transition;

/**
 * Runs branches in parallel. Each has a copy of the input; the result is the list of their outputs.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export type ParallelState = {
  readonly Type: 'Parallel';
  readonly Branches: readonly Branch[];
  readonly ResultPath: string;
  readonly Catch?: readonly Catcher[];
} & Transition;

/**
 * Ends the execution or the branch as failed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
 */
export type FailState = { readonly Type: 'Fail' } & (
  | { readonly ErrorPath: string; readonly CausePath: string }
  | { readonly Error: string; readonly Cause: string }
);

/** A state of one of the types that this program generates. */
export type State = TaskState | PassState | ChoiceState | WaitState | ParallelState | FailState;

/** A branch of a Parallel state. */
export type Branch = {
  readonly StartAt: string;
  readonly States: { readonly [name: string]: State };
};

/** A state machine. */
export type StateMachineDefinition = {
  readonly Comment?: string;
  readonly StartAt: string;
  /**
   * The timeout of the execution. An execution that exceeds the timeout ends as `TIMED_OUT`. No state can catch this
   * timeout.
   *
   * @default no timeout
   */
  readonly TimeoutSeconds?: number;
  readonly States: { readonly [name: string]: State };
};
/** The error that ECS returns for an invalid parameter, and for a request of its own that another service throttles. */
export const invalidParameterError = 'ECS.InvalidParameterException';

/**
 * The errors of a rejected launch: ECS has no capacity, or throttles the call. No task was started.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html#API_RunTask_Errors
 */
export const rejectedLaunchErrors = [
  'AmazonECS.Unknown',
  'ECS.AmazonECSException',
  invalidParameterError,
  'ECS.ThrottlingException',
] as const;

/**
 * An internal error of ECS. It can occur while a task runs, so a retry could start a second task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html
 */
export const serverError = 'ECS.ServerException';

/**
 * The names of errors that Step Functions reserves.
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
