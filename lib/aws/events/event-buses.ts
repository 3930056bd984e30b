/**
 * Names of event buses.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */

/** The name of the bus to which AWS services send the events of an account. */
export const defaultEventBus = 'default';

/** Matches the name of a bus, and not its ARN. Only the names of partner buses have slashes. */
export const eventBusNamePattern = /^[/.\-_A-Za-z0-9]{1,256}$/;
