/** Limits of EventBridge. */

/**
 * The bounds and defaults of a target's retry policy: the maximum age of an event, and the maximum number of retries.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 */
export const deliveryLimits = {
  maximumEventAgeSeconds: { minimum: 60, maximum: 86_400, default: 86_400 },
  maximumRetryAttempts: { minimum: 0, maximum: 185, default: 185 },
} as const;

/**
 * The maximum size of an event: 1 MiB since January 29, 2026, and 256 KiB before.
 *
 * @see https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb/
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-event-size
 */
export const maximumEventBytes = 1_048_576;

/**
 * The maximum size of a pattern, as JSON. It applies only after AWS has raised the account's quota on request.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export const maximumEventPatternBytes = 4096;

/**
 * The maximum size of a pattern in an account without a higher quota.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const defaultEventPatternBytes = 2048;

/**
 * The maximum number in a `numeric` matcher. The minimum is the same number with the opposite sign.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const maximumComparedNumber = 5e9;

/**
 * The maximum product of the lengths of all `$or` lists of a pattern.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or
 */
export const maximumOrCombinations = 1000;

/**
 * The maximum size of an input template.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 */
export const maximumInputTemplateBytes = 8192;

/**
 * The maximum number of input paths of an input transformer.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 */
export const maximumInputPaths = 100;

/**
 * The maximum length of an input path, and of its name.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 */
export const maximumInputPathCharacters = 256;

/**
 * The default quota of rules on an event bus. AWS raises it on request.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const defaultRulesPerBus = 300;

/**
 * The default quota of rules with a wildcard on an event bus. AWS raises it on request.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const defaultWildcardRulesPerBus = 30;
