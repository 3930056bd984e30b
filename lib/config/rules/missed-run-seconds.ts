/**
 * The minimum and maximum time after which a missed run is reported, in seconds. The Scheduler invokes a target up to one
 * minute after the scheduled time, and the list of executions is eventually consistent. The Scheduler retries for up to
 * one day.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export const missedRunSeconds = { minimum: 120, maximum: 86_400 } as const;
