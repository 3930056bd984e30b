/**
 * State machine definitions, in the Amazon States Language with JSONPath.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
import type { Json } from '../lookups';

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

export type TaskState = {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters: { readonly [key: string]: Json };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly End: true;
};

/** Puts something into the input of the next state. */
export type PassState = {
  readonly Type: 'Pass';
  readonly Result?: Json;
  readonly Parameters?: { readonly [key: string]: Json };
  readonly ResultPath: string;
  readonly Next: string;
};

export type StateMachineDefinition = {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly States: { readonly [name: string]: TaskState | PassState };
};

/** Bytes that a definition may have. */
export const definitionSize = 1_048_576;

/** Characters of a state's name. */
export const stateNameLength = 80;

/** Seconds: the longest timeout of a state, and the longest that a standard machine runs is a year below it. */
export const maximumTimeoutSeconds = 99_999_999;

/**
 * What fails a state that runs a task. `States.TaskFailed` is every error but a timeout.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation
 */
export const taskErrors = ['States.TaskFailed', 'States.Timeout'] as const;

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

/** Limits of a retrier's fields. */
export const retrierLimits = {
  maxAttempts: 99_999_999,
  intervalSeconds: 99_999_999,
  maxDelaySeconds: 31_622_400,
  minimumBackoffRate: 1,
} as const;
