/**
 * What SQS takes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */

/** Seconds that a queue keeps a message: 14 days are the most. */
export const longestRetentionSeconds = 1_209_600;
