import { z } from 'zod';
import { field } from './values';

/** Summary of each check, by its code. The checks are in lib/checks. */
export const checkCodes = {
  'assumed-key-policy': 'the policy of a KMS key must allow EventBridge to use it',
  'assumed-notification': 'the EventBridge notification of a bucket must be enabled',
  'low-receive-count': 'a message becomes a dead letter after one or two receives',
  'folder-placeholders': 'a folder that the console creates starts a job',
  'leading-slash': 'a prefix has a leading slash, which few keys have',
  'local-time-in-utc': 'a description mentions local time, but the schedule is in UTC',
  'long-keys': 'an object key can be too long for the task override',
  'near-quota': 'the environment almost reaches a quota of the account',
  'nested-prefixes': 'an object starts several jobs',
  'no-timeout': 'a task that hangs is never stopped',
  'one-message-group': 'all uploads share a message group, so only one task works at a time',
  'oversized-cpu': 'the memory is also available with less CPU',
  'prefix-without-slash': 'a prefix also matches other folders that begin with it',
  'deduplicated-message': 'the queue drops a second message with the same body',
  'same-minute': 'many jobs start in the same minute',
  'schedule-in-the-past': 'all times of a schedule have passed',
  'skipped-uploads': 'an upload during a run is not processed',
  'start-date-passed': 'a start_date has passed, so AWS rejects the next update',
  'triggers-itself': 'a job can start itself with an object that it writes',
} as const;
export type CheckCode = keyof typeof checkCodes;

/** Codes of advice: the checks, and reasons in ignore_checks that apply to no finding. */
export const adviceCodes = {
  ...checkCodes,
  'unused-ignore': 'a reason in ignore_checks applies to no finding',
} as const;
export type AdviceCode = keyof typeof adviceCodes;

/** Creates the field with the reason for ignoring a check. */
function reason(code: CheckCode, example: string) {
  return field(
    z.string().min(10, 'the reason must have at least 10 characters, so that others understand it').optional(),
    `Reason to ignore this advice: ${checkCodes[code]}.`,
    example,
  );
}

/** Reasons for ignoring checks, by their codes. */
export const ignoreChecks = z.strictObject({
  'assumed-key-policy': reason('assumed-key-policy', 'The key policy of the platform team allows EventBridge'),
  'assumed-notification': reason('assumed-notification', 'The platform team enables it for every bucket'),
  'low-receive-count': reason('low-receive-count', 'A message that fails once always fails'),
  'folder-placeholders': reason('folder-placeholders', 'The import treats an empty file as a file without rows'),
  'leading-slash': reason('leading-slash', 'The uploading program writes keys with a slash'),
  'local-time-in-utc': reason('local-time-in-utc', 'The agency counts in UTC'),
  'long-keys': reason('long-keys', 'Our program generates numbers as keys'),
  'near-quota': reason('near-quota', 'The quota of the account is 1000'),
  'nested-prefixes': reason('nested-prefixes', 'Each file is scanned and imported'),
  'no-timeout': reason('no-timeout', 'The duration depends on the rows of the month'),
  'one-message-group': reason('one-message-group', 'The application sends messages with other groups'),
  'oversized-cpu': reason('oversized-cpu', 'It uses all four cores'),
  'prefix-without-slash': reason('prefix-without-slash', 'The files are called claims1 and so on'),
  'deduplicated-message': reason('deduplicated-message', 'Keys have the time of the upload in them'),
  'same-minute': reason('same-minute', 'The cluster has capacity for all of them'),
  'schedule-in-the-past': reason('schedule-in-the-past', 'We keep it as a record until June'),
  'skipped-uploads': reason('skipped-uploads', 'The command processes all files of the folder'),
  'start-date-passed': reason('start-date-passed', 'We remove it with the change of next week'),
  'triggers-itself': reason('triggers-itself', 'It writes only files that are missing'),
} satisfies Record<CheckCode, z.ZodType>);
export type IgnoredChecks = z.output<typeof ignoreChecks>;
