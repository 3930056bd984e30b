import { z } from 'zod';
import { field } from './values';

/** What a check finds, by its code. What it looks at is in lib/checks. */
export const checkCodes = {
  'assumed-key-policy': 'a KMS key is taken to let EventBridge use it',
  'assumed-notification': 'a bucket is taken to send its events to EventBridge',
  'low-receive-count': 'a message becomes a dead letter after one or two receives',
  'folder-placeholders': 'a folder made in the console starts a job with an empty object',
  'leading-slash': 'a prefix begins with a slash, which keys hardly ever do',
  'local-time-in-utc': 'a description speaks of local time, and the schedule is in UTC',
  'long-keys': 'the key of an object can be too long for the task’s override',
  'near-quota': 'the environment makes nearly as many resources as a region has room for',
  'nested-prefixes': 'one object starts several jobs',
  'no-timeout': 'a task that hangs runs for ever',
  'one-message-group': 'all uploads are one message group, and one task at a time works on them',
  'oversized-cpu': 'the memory goes with less CPU too',
  'prefix-without-slash': 'a prefix also is the beginning of other folders’ names',
  'deduplicated-message': 'a second message of the same body is dropped by the queue',
  'same-minute': 'many jobs start in the same minute',
  'schedule-in-the-past': 'a schedule has no time left at which it fires',
  'skipped-uploads': 'an upload during a run is not processed',
  'start-date-passed': 'a start_date has passed, and AWS refuses it at the next change',
  'triggers-itself': 'a job may start itself by what it writes',
} as const;
export type CheckCode = keyof typeof checkCodes;

/** What advice is called: the checks, and one that a reason to ignore a check is in vain. */
export const adviceCodes = {
  ...checkCodes,
  'unused-ignore': 'a reason to ignore a check that finds nothing',
} as const;
export type AdviceCode = keyof typeof adviceCodes;

/** Why a check is not to be heard of; nobody remembers it by themselves. */
function reason(code: CheckCode, example: string) {
  return field(
    z.string().min(10, 'a reason that somebody else understands has at least 10 characters').optional(),
    `Why not to hear that ${checkCodes[code]}.`,
    example,
  );
}

/** Reasons not to hear of checks, by their codes. */
export const ignoreChecks = z.strictObject({
  'assumed-key-policy': reason('assumed-key-policy', 'The key of the platform team lets EventBridge use it'),
  'assumed-notification': reason('assumed-notification', 'The platform team switches it on for every bucket'),
  'low-receive-count': reason('low-receive-count', 'What fails once fails again: nobody is to wait'),
  'folder-placeholders': reason('folder-placeholders', 'The import takes an empty file for one without rows'),
  'leading-slash': reason('leading-slash', 'The uploading program writes keys with a slash'),
  'local-time-in-utc': reason('local-time-in-utc', 'The agency counts in UTC'),
  'long-keys': reason('long-keys', 'Keys are numbers that our program makes'),
  'near-quota': reason('near-quota', 'The account has room for 1000'),
  'nested-prefixes': reason('nested-prefixes', 'Each file is scanned and imported'),
  'no-timeout': reason('no-timeout', 'A run takes as long as the month has rows'),
  'one-message-group': reason('one-message-group', 'The application sends messages of other groups'),
  'oversized-cpu': reason('oversized-cpu', 'It uses all four cores'),
  'prefix-without-slash': reason('prefix-without-slash', 'The files are called claims1 and so on'),
  'deduplicated-message': reason('deduplicated-message', 'Keys have the time of the upload in them'),
  'same-minute': reason('same-minute', 'The cluster keeps room for all of them'),
  'schedule-in-the-past': reason('schedule-in-the-past', 'It is kept as a record until June'),
  'skipped-uploads': reason('skipped-uploads', 'The command takes whatever lies in the folder'),
  'start-date-passed': reason('start-date-passed', 'It goes with the change of next week'),
  'triggers-itself': reason('triggers-itself', 'It writes only what it finds missing'),
} satisfies Record<CheckCode, z.ZodType>);
export type IgnoredChecks = z.output<typeof ignoreChecks>;
