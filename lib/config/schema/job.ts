import { z } from 'zod';
import { retentionDays } from '../../aws/logs';
import { maximumDescriptionCharacters } from '../../aws/name-limits';
import { maximumTimeoutSeconds } from '../../aws/state-machines/definition';
import { ignoreChecks } from './ignore-checks';
import { seconds } from './retry';
import { onFailure, stepOrParallel } from './step';
import { taskCommand, taskFields } from './task';
import { field } from './values';

/** The fields that every kind of job has, whatever it runs. */
export const sharedFields = {
  description: field(
    z
      .string()
      .min(1, 'at least 1 character')
      // AWS counts characters; Terraform's provider, which refuses at plan, counts bytes.
      .refine((text) => Buffer.byteLength(text) <= maximumDescriptionCharacters, `at most ${maximumDescriptionCharacters} bytes: letters outside ASCII are two to four`)
      .optional(),
    'What the job is for, up to 512 bytes: shown in the AWS console and in Terraform’s plan.',
    'Sends the weekly report to the agencies',
  ),
  state: field(
    z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    'DISABLED keeps the job and stops what starts it.',
    'DISABLED',
  ),
  ignore_checks: field(
    ignoreChecks.optional(),
    'Checks whose advice is not wanted of this job, each with the reason. docs/checks.md lists them.',
    { 'no-timeout': 'a run takes as long as the month has rows' },
  ),
} as const;

/** How long the log of a state machine is kept. */
export const logRetentionDays = field(
  z.literal(retentionDays, { error: `one of ${retentionDays.join(', ')}` }).default(1827),
  'Days that the log of the job’s state machine is kept, where it has one. Default 1827: five years. The task’s own output goes where the service’s goes.',
  90,
);

/** The fields of jobs whose tasks run and end. */
export const runJobFields = {
  task_command: field(
    taskCommand.optional(),
    'The command, as a list of arguments, that replaces the image’s own. No shell reads it. This or steps is required.',
    ['bin/rails', 'reports:send'],
  ),
  steps: field(
    z.array(stepOrParallel).min(1, 'at least one step').optional(),
    'Instead of task_command: several tasks in a row. The next starts when the one before exited 0. What the job says of its tasks (environment_variables, cpu, memory, timeout_seconds, retry and so on) holds for each of them that does not say otherwise.',
    [
      { name: 'extract', task_command: ['bin/extract'] },
      { name: 'load', task_command: ['bin/load'], timeout_seconds: 600 },
    ],
  ),
  on_failure: field(
    onFailure.optional(),
    'A task that runs last when a step failed for good, with FAILED_STEP, FAILED_ERROR and FAILED_CAUSE in its environment; the run has failed all the same. It does not run when run_timeout_seconds are over.',
    { task_command: ['bin/notify', 'failed'] },
  ),
  description: sharedFields.description,
  state: sharedFields.state,
  ...taskFields,
  run_timeout_seconds: field(
    seconds(maximumTimeoutSeconds).optional(),
    'After so many seconds the whole run, with its steps, retries and waits, is ended as timed out, and its tasks are stopped. Default: none.',
    14_400,
  ),
  overlap: field(
    z.enum(['allow', 'skip', 'replace']).default('allow'),
    'What a run does that finds the one before still running. allow: it runs beside it. skip: it ends at once, and says so in its output. replace: it stops the older one, lets its task end, and runs. Runs that somebody starts by hand count. Default allow.',
    'skip',
  ),
  log_retention_days: logRetentionDays,
  ignore_checks: sharedFields.ignore_checks,
} as const;

/** The fields that every kind of job has, as far as they are there. */
export const runJob = z.object(runJobFields).partial();
export type RunJobConfig = z.output<typeof runJob>;
