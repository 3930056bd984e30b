/** Limits of EventBridge Scheduler. */

/**
 * The maximum length of a schedule expression.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export const maximumScheduleExpressionCharacters = 256;

/**
 * The maximum length of the name of a time zone.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export const maximumTimeZoneCharacters = 50;

/**
 * The minimum and maximum length of a flexible time window, in minutes.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_FlexibleTimeWindow.html
 */
export const flexibleWindowMinutes = { minimum: 1, maximum: 1440 } as const;
