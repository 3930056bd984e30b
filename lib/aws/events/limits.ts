/** Limits of EventBridge. */

/**
 * The maximum age and number of retries with which EventBridge delivers an event.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 */
export const deliveryLimits = {
  maximumEventAgeSeconds: { minimum: 60, maximum: 86_400, default: 86_400 },
  maximumRetryAttempts: { minimum: 0, maximum: 185, default: 185 },
} as const;

/**
 * The maximum size of a pattern, as JSON.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const maximumEventPatternBytes = 4096;

/** The maximum of a number in a pattern. The minimum is the same number with the opposite sign. */
export const maximumComparedNumber = 5e9;

/**
 * The maximum product of the lengths of all `$or` lists of a pattern.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or
 */
export const maximumOrCombinations = 1000;

/** The maximum size of a template. */
export const maximumInputTemplateBytes = 8192;

/** The maximum number of paths of a transformer. */
export const maximumInputPaths = 100;

/** The maximum length of a path, and of its name. */
export const maximumInputPathCharacters = 256;
