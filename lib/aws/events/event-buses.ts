/**
 * Event buses, and how a rule hands an event to its target.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */

/** The bus on which AWS's own services put the events of an account. */
export const defaultEventBus = 'default';

/** The name of a bus: an ARN is none. Names with a slash are those of partners. */
export const eventBusNamePattern = /^[/.\-_A-Za-z0-9]{1,256}$/;

/**
 * How long and how often EventBridge tries to hand an event over.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 */
export const deliveryLimits = {
  maximumEventAgeSeconds: { minimum: 60, maximum: 86_400, default: 86_400 },
  maximumRetryAttempts: { minimum: 0, maximum: 185, default: 185 },
} as const;
