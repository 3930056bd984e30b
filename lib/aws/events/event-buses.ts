/**
 * Event buses, and the delivery of events to targets.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */

/** The name of the bus to which AWS services send the events of an account. */
export const defaultEventBus = 'default';

/** Matches the name of a bus, and not its ARN. Only the names of partner buses have slashes. */
export const eventBusNamePattern = /^[/.\-_A-Za-z0-9]{1,256}$/;

/**
 * The maximum age and number of retries with which EventBridge delivers an event.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 */
export const deliveryLimits = {
  maximumEventAgeSeconds: { minimum: 60, maximum: 86_400, default: 86_400 },
  maximumRetryAttempts: { minimum: 0, maximum: 185, default: 185 },
} as const;
