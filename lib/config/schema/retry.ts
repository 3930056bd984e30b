import { z } from 'zod';
import { retrierLimits } from '../../aws/state-machines/definition';
import { field } from './values';

/** A time of so many whole seconds. */
export const seconds = (maximum: number) =>
  z.int('a whole number of seconds').min(1, 'at least 1 second').max(maximum, `at most ${maximum} seconds`);

const exitCodes = z
  .array(z.int('a whole number').min(1, 'an exit code of a failure is 1 to 255').max(255, 'an exit code of a failure is 1 to 255'))
  .min(1, 'at least one is needed; leave it out for every exit code')
  .check(({ value, issues }) => {
    const seen = new Set<number>();
    value.forEach((input, index) => {
      const isAgain = seen.has(input);
      seen.add(input);
      if (!isAgain) return;
      issues.push({ code: 'custom', message: 'is in the list already', input, path: [index] });
    });
  });

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export const retry = z.strictObject({
  max_attempts: field(
    z
      .int('a whole number')
      .min(0, 'at least 0')
      .max(retrierLimits.maxAttempts, `at most ${retrierLimits.maxAttempts}`),
    'How often a failed run is tried again, after the first try: 2 makes three runs at the most. 0 means never.',
    2,
  ),
  interval_seconds: field(
    seconds(retrierLimits.intervalSeconds).optional(),
    'Seconds before the first retry. Default 1.',
    60,
  ),
  backoff_rate: field(
    z.number().min(1, 'at least 1').optional(),
    'By what the wait is multiplied from one retry to the next. Default 2.',
    1.5,
  ),
  max_delay_seconds: field(
    seconds(retrierLimits.maxDelaySeconds).optional(),
    'The longest wait between two retries, in seconds. More than interval_seconds. Default: no limit.',
    900,
  ),
  jitter: field(
    z
      .union([z.boolean(), z.enum(['FULL', 'NONE'])], {
        error: 'true or false, or FULL or NONE as Step Functions says it',
      })
      .optional(),
    'true: each wait is a random part of what it would be, so that jobs that failed together do not come back together. Default false.',
    true,
  ),
  on_exit_codes: field(
    exitCodes.optional(),
    'Try again only when the job’s container ended with one of these exit codes, 1 to 255. A task that timed out is tried again all the same. Default: whatever the exit code.',
    [75],
  ),
  unless_exit_codes: field(
    exitCodes.optional(),
    'The opposite of on_exit_codes, and instead of it: try again, but when the container ended with one of these.',
    [2, 64],
  ),
  on_start_failure: field(
    z.boolean().optional(),
    'Whether to try again when the task never started: its image could not be pulled, a secret was missing, there was no memory left. Default true. A launch that ECS refused for lack of capacity or since it was asked too often is tried again in any case, and counts for nothing.',
    false,
  ),
});

