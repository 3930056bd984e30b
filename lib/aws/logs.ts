/**
 * Retention periods that CloudWatch Logs accepts for a log group, in days.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * The prefix of the names of generated log groups. Log groups with this prefix need no statement in the account's
 * resource policy for CloudWatch Logs. This policy can have at most 5,120 characters.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
 */
export const vendedLogsPrefix = '/aws/vendedlogs/states/';
