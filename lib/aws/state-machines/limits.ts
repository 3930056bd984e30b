/** Limits of Step Functions. */

/**
 * The maximum size of a definition.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 */
export const maximumDefinitionBytes = 1_048_576;

/**
 * The maximum size of the input of an execution. It is less than the maximum size of an event.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const maximumExecutionInputBytes = 262_144;

/**
 * The maximum number of events in the history of an execution. The execution fails at the next event.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const maximumHistoryEvents = 25_000;

/**
 * The maximum length of the name of a state.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-states.html
 */
export const maximumStateNameCharacters = 80;

/**
 * The maximum duration of a standard execution: one year. Step Functions ends a longer execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const maximumExecutionSeconds = 31_536_000;

/**
 * The maximum timeout that Step Functions accepts for a state or state machine. A standard execution ends earlier:
 * after a year.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export const maximumTimeoutSeconds = 99_999_999;

/**
 * The defaults of a retrier's fields.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export const retrierDefaults = { intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 } as const;

/**
 * The maximums of a retrier's fields, and the minimum of its backoff rate.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export const retrierLimits = {
  maxAttempts: 99_999_999,
  intervalSeconds: 99_999_999,
  maxDelaySeconds: 31_622_400,
  minimumBackoffRate: 1,
} as const;

/**
 * The maximum number of intrinsic functions in a field, including nested ones.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const maximumIntrinsicFunctions = 10;

/**
 * The default quota of state machines in a region. AWS raises it on request.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const defaultStateMachinesPerRegion = 10_000;
