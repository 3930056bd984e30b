import { z } from 'zod';
import { field, integer, listOf, secondsOfRun } from './values';
import { maximumHistoryEvents } from "../../aws/state-machines/limits";

const exitCode = z
  .int('must be a whole number')
  .min(1, 'must be an exit code of a failure, 1 to 255')
  .max(255, 'must be an exit code of a failure, 1 to 255');

const exitCodes = listOf(exitCode, {
  minimum: 1,
  items: 'exit codes',
  minimumNote: 'remove the field to retry after every exit code',
});

/**
 * Retries of a task.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const retry = z.strictObject({
  max_attempts: field(
    integer({
      minimum: 0,
      maximum: maximumHistoryEvents,
      maximumNote: 'a run has no more events',
    }),
    'Maximum number of retries, 0 to 25000. 2 allows three attempts in total; 0 allows no retry. Required.',
    2,
  ),
  interval_seconds: field(
    secondsOfRun().optional(),
    'Wait before the first retry, in seconds, at least 1. Default: 1.',
    60,
  ),
  backoff_rate: field(
    z.number().min(1, 'must be at least 1').optional(),
    'Factor by which the wait grows with each retry, at least 1. Default: 2.',
    1.5,
  ),
  max_delay_seconds: field(
    secondsOfRun().optional(),
    'Maximum wait between two retries, in seconds. Must exceed interval_seconds. Default: no maximum.',
    900,
  ),
  jitter: field(
    z
      .union([z.boolean(), z.enum(['FULL', 'NONE'])], {
        error: 'must be true or false (or FULL or NONE, as in Step Functions)',
      })
      .optional(),
    'Whether each wait is a random part of the computed wait, so that jobs that failed together do not retry together. Default: false.',
    true,
  ),
  on_exit_codes: field(
    exitCodes.optional(),
    'Exit codes of the container after which the task is retried, each 1 to 255. A task that timed out is always retried. Default: every exit code.',
    [75],
  ),
  unless_exit_codes: field(
    exitCodes.optional(),
    'Exit codes of the container after which the task is not retried, each 1 to 255. Can’t be combined with on_exit_codes.',
    [2, 64],
  ),
  on_start_failure: field(
    z.boolean().optional(),
    'Whether to retry a task that never started, for example because its image, a secret or memory was not available. Default: true. A launch that ECS rejects for capacity or throttling is always retried and does not count as an attempt.',
    false,
  ),
  on_demand_after_spot: field(
    z.boolean().optional(),
    'Whether the retries of a task with capacity_provider: FARGATE_SPOT run on FARGATE. The first attempt also runs on FARGATE if ECS rejects its launch for lack of Spot capacity. Has no effect on other tasks. Default: false.',
    true,
  ),
});
