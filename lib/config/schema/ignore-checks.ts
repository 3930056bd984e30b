import { z } from 'zod';
import { field } from './values';

/** Why a check is not to be heard of; nobody remembers it by themselves. */
function reason(checkSays: string, example: string) {
  return field(
    z.string().min(10, 'a reason that somebody else understands has at least 10 characters').optional(),
    `Why not to hear that ${checkSays}.`,
    example,
  );
}

/** The checks by their codes. What they look at is in lib/checks. */
export const ignoreChecks = z.strictObject({
  'folder-placeholders': reason('a folder made in the console starts a job with an empty object', 'The import takes an empty file for one without rows'),
  'leading-slash': reason('a prefix begins with a slash, which keys hardly ever do', 'The uploading program writes keys with a slash'),
  'local-time-in-utc': reason('a description speaks of local time, and the schedule is in UTC', 'The agency counts in UTC'),
  'near-quota': reason('the environment makes nearly as many resources as a region has room for', 'The account has room for 1000'),
  'nested-prefixes': reason('one object starts several jobs', 'Each file is scanned and imported'),
  'no-timeout': reason('a task that hangs runs for ever', 'A run takes as long as the month has rows'),
  'oversized-cpu': reason('the memory goes with less CPU too', 'It uses all four cores'),
  'prefix-without-slash': reason('a prefix also is the beginning of other folders’ names', 'The files are called claims1 and so on'),
  'same-minute': reason('many jobs start in the same minute', 'The cluster keeps room for all of them'),
  'schedule-in-the-past': reason('a schedule has no time left at which it fires', 'It is kept as a record until June'),
  'triggers-itself': reason('a job may start itself by what it writes', 'It writes only what it finds missing'),
});
export type IgnoredChecks = z.output<typeof ignoreChecks>;

/** What a check is called. */
export type CheckCode = keyof IgnoredChecks;

/** What advice is called: the checks, and one that a reason to ignore a check is in vain. */
export type AdviceCode = CheckCode | 'unused-ignore';
