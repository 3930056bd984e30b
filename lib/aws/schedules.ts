/**
 * What a schedule takes besides its expression.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */

/** Characters of an expression, whatever its kind. */
export const scheduleExpressionLength = 256;

/** Characters of a time zone's name. */
export const timeZoneLength = 50;

/** Minutes: how late a schedule with a flexible window may fire. */
export const flexibleWindowMinutes = { minimum: 1, maximum: 1440 } as const;
