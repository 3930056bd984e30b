import { z } from 'zod';
import { field } from './values';

/** The description of the findings of each check, by the code of the check. The checks are in lib/checks. */
export const checkCodes = {
  'allowed-code-placeholder': 'allow_code_placeholder allows a placeholder in code',
  'assumed-key-policy': 'the policy of a KMS key is assumed to allow EventBridge and SNS',
  'assumed-notification': 'a bucket is assumed to send its events to EventBridge',
  'low-receive-count': 'a message becomes a dead letter after one or two receives',
  'dropped-runs': 'the alarm for dropped runs does not name the job, which runs once a day or less often',
  'every-minute': 'a cron expression fires in each minute of an isolated hour, such as 04:00 to 04:59',
  'expires-before-dead-letter': 'a failing message is deleted before it becomes a dead letter',
  'folder-placeholders': 'a folder that is created in the S3 console starts a job with an empty object',
  'inverted-offset': 'Etc/GMT+5 is five hours behind UTC, not ahead of it',
  'leading-slash': 'a prefix begins with a slash, but keys rarely do',
  'local-state': 'the state is in a file on one machine',
  'literal-wildcard': 'an asterisk in an event pattern is not a wildcard',
  'local-time-in-utc': 'the description mentions a local time, but the schedule is in UTC',
  'long-keys': 'the key of an object can exceed the maximum size of the task’s overrides',
  'misleading-step': 'a step in a cron expression matches only one or two values',
  'multipart-uploads': 'a large upload, which a program sends in parts, does not start the job',
  'near-quota': 'the environment nearly reaches a quota of AWS',
  'nested-prefixes': 'one object starts several jobs',
  'no-timeout': 'a task that hangs runs forever',
  'one-message-group': 'all uploads share one message group, so only one task at a time processes them',
  'overlapping-runs': 'a run can take longer than the time to the next run',
  'oversized-cpu': 'the memory is also available with less CPU',
  'prefix-without-slash': 'a prefix without a slash at its end also matches folders with longer names',
  'deduplicated-message': 'the queue drops a second message with the same body',
  'same-minute': 'many jobs start in the same minute',
  'schedule-in-the-past': 'a schedule has no future runs',
  'skipped-by-clock-change': 'a clock change skips a run',
  'short-stop-timeout': 'a deployment interrupts a message that takes longer than the stop timeout',
  'secret-in-configuration': 'a text looks like a password, a key or a token',
  'shell-syntax': 'a command has the syntax of a shell, but no shell reads it',
  'skipped-uploads': 'an upload during a run is not processed',
  'spot-without-retry': 'a Spot task that AWS interrupts is not retried',
  'start-date-passed': 'a start_date has passed, so AWS rejects the next change of the schedule',
  'subscribed-to-own-alarms': 'a worker receives the messages about its own alarms',
  'unused-code-reason': 'allow_code_placeholder is set, but its command has no placeholder in code',
  'unretried-launches': 'EventBridge does not retry a launch that ECS rejects for lack of capacity, even with delivery',
  'unnoticed-failures': 'nobody is notified of a failed or missed run',
  'unlikely-key': 'a filter has a text that the keys of objects rarely have',
  'triggers-itself': 'a job can trigger itself with the objects that it writes',
  'common-objects': 'one object matches the filters of several jobs',
  'endless-replacement': 'a run that replaces another one can be replaced before it ends',
  'expires-without-tasks': 'SQS deletes messages while scheduled_scaling allows no tasks',
  'run-at-creation': 'a rate of one day or more also starts a run when its schedule is created',
  'shared-trigger': 'one object or event starts a job in two environments',
  'short-timeout': 'a task can time out before its command starts',
  'unwatched-runs': 'no alarm reports a missed run of a job that runs often',
  'simultaneous-schedules': 'two schedules of one job fire at the same time',
} as const;
export type CheckCode = keyof typeof checkCodes;

/** Codes of all advice: one for each check, and one for a reason that applies to no finding. */
export const adviceCodes = {
  ...checkCodes,
  'unused-ignore': 'ignore_checks lists a check that finds nothing',
} as const;
export type AdviceCode = keyof typeof adviceCodes;

/** Returns the schema of the reason to ignore a check. Later readers need it to judge whether the reason still applies. */
function reason(code: CheckCode, example: string) {
  return field(
    z
      .string()
      .min(10, 'must have at least 10 characters, so that other people understand the reason')
      .optional(),
    `Reason to ignore this advice: ${checkCodes[code]}.`,
    example,
  );
}

/** Reasons to ignore checks, by code. */
export const ignoreChecks = z.strictObject({
  'allowed-code-placeholder': reason('allowed-code-placeholder', 'The security team has reviewed this command'),
  'assumed-key-policy': reason('assumed-key-policy', 'The key of the platform team allows EventBridge'),
  'assumed-notification': reason('assumed-notification', 'The platform team enables EventBridge for every bucket'),
  'low-receive-count': reason('low-receive-count', 'A message that fails once always fails'),
  'dropped-runs': reason('dropped-runs', 'An alarm of the platform team watches InvocationDroppedCount'),
  'every-minute': reason('every-minute', 'The importer polls during the hour of the delivery'),
  'expires-before-dead-letter': reason('expires-before-dead-letter', 'Old messages have no value'),
  'folder-placeholders': reason('folder-placeholders', 'The import accepts an empty file'),
  'inverted-offset': reason('inverted-offset', 'The partner uses UTC-5 all year'),
  'leading-slash': reason('leading-slash', 'The uploading program writes keys with a slash'),
  'local-state': reason('local-state', 'One machine deploys this environment'),
  'literal-wildcard': reason('literal-wildcard', 'The sender writes an asterisk for all tenants'),
  'local-time-in-utc': reason('local-time-in-utc', 'The agency uses UTC'),
  'long-keys': reason('long-keys', 'Keys are numbers that our program generates'),
  'misleading-step': reason('misleading-step', 'The run at minute 0 of each hour is intended'),
  'multipart-uploads': reason('multipart-uploads', 'The partner uploads files below 5 MB'),
  'near-quota': reason('near-quota', 'The account has a quota of 1000'),
  'nested-prefixes': reason('nested-prefixes', 'Each file is scanned and imported'),
  'no-timeout': reason('no-timeout', 'The duration depends on the number of rows in the month'),
  'one-message-group': reason('one-message-group', 'The application sends messages of other groups'),
  'overlapping-runs': reason('overlapping-runs', 'The command locks each record'),
  'oversized-cpu': reason('oversized-cpu', 'The job uses all four cores'),
  'prefix-without-slash': reason('prefix-without-slash', 'The files are called claims1, claims2 and so on'),
  'deduplicated-message': reason('deduplicated-message', 'Keys contain the time of the upload'),
  'same-minute': reason('same-minute', 'The cluster has capacity for all of them'),
  'schedule-in-the-past': reason('schedule-in-the-past', 'The schedule is kept as a record until June'),
  'skipped-by-clock-change': reason('skipped-by-clock-change', 'The report of that night is not needed'),
  'short-stop-timeout': reason('short-stop-timeout', 'Each message can be processed twice'),
  'secret-in-configuration': reason('secret-in-configuration', 'The token of the public sandbox'),
  'shell-syntax': reason('shell-syntax', 'The entry point of the image is a shell'),
  'skipped-uploads': reason('skipped-uploads', 'The command processes all files in the folder'),
  'spot-without-retry': reason('spot-without-retry', 'The next run does the work that is left'),
  'start-date-passed': reason('start-date-passed', 'The release of next week removes start_date'),
  'subscribed-to-own-alarms': reason('subscribed-to-own-alarms', 'The worker opens a ticket for each alarm'),
  'unused-code-reason': reason('unused-code-reason', 'The next release adds the placeholder'),
  'unretried-launches': reason('unretried-launches', 'At most ten files arrive at a time'),
  'unnoticed-failures': reason('unnoticed-failures', 'The platform team watches every state machine'),
  'unlikely-key': reason('unlikely-key', 'The partner encodes the names of the files'),
  'triggers-itself': reason('triggers-itself', 'The job writes only files that are missing'),
  'common-objects': reason('common-objects', 'Each CSV file is scanned and imported'),
  'endless-replacement': reason('endless-replacement', 'A run takes ten seconds, and the timeout is a precaution'),
  'expires-without-tasks': reason('expires-without-tasks', 'Messages of the night have no value'),
  'run-at-creation': reason('run-at-creation', 'An additional run does no harm'),
  'shared-trigger': reason('shared-trigger', 'Both environments have their own copy of the data'),
  'short-timeout': reason('short-timeout', 'The image is small, and starts in ten seconds'),
  'unwatched-runs': reason('unwatched-runs', 'The next run does the work of a missed one'),
  'simultaneous-schedules': reason('simultaneous-schedules', 'The second run of the day finds no work'),
} satisfies Record<CheckCode, z.ZodType>);
export type IgnoredChecks = z.output<typeof ignoreChecks>;
