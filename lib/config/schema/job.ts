import { z } from 'zod';
import { retentionDays } from '../../aws/logs';
import { maximumDescriptionCharacters } from '../../aws/name-limits';
import { ignoreChecks } from './check-codes';
import { alarmsOfJob } from './alarms';
import { onFailure, stepOrParallel } from './step';
import { commandFields, taskCommand, taskFields } from './task';
import { field, integer, secondsOfRun } from './values';

/** Fields of every kind of job. */
export const sharedFields = {
  description: field(
    z
      .string()
      .min(1, 'must have at least 1 character')
      // AWS counts characters, but the Terraform provider counts bytes and rejects the plan.
      .refine(
        (text) => Buffer.byteLength(text) <= maximumDescriptionCharacters,
        `must have at most ${maximumDescriptionCharacters} bytes; a letter outside ASCII has two to four bytes`,
      )
      .optional(),
    'Purpose of the job, at most 512 bytes, which the AWS console and Terraform’s plan show.',
    'Sends the weekly report to the agencies',
  ),
  state: field(
    z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    'State of the job. DISABLED keeps the resources of the job, but turns off its triggers: uploads, events and scheduled times are lost. The queue of a disabled queue worker still receives messages. Default: ENABLED.',
    'DISABLED',
  ),
  alarms: alarmsOfJob,
  ignore_checks: field(
    ignoreChecks.optional(),
    'Checks to ignore for this job: the code of each, with a reason. docs/checks.md lists the codes.',
    { 'no-timeout': 'the duration depends on the number of rows in the month' },
  ),
} as const;

/** Fields of the log of a job's state machine. Every kind of job can have a state machine. */
export const logFields = {
  log_retention_days: field(
    z.literal(retentionDays, { error: `must be one of ${retentionDays.join(', ')} days` }).default(1827),
    'Number of days to keep the log of the job’s state machine, if it has one. The output of the task goes to the log of the service. Default: 1827 (five years).',
    90,
  ),
  log_execution_data: field(
    z.boolean().default(true),
    'Whether the log of the job’s state machine contains the data of a run: its event, the command of its tasks and their results. Set false if this data is personal, such as the key of an object. Step Functions still shows the data for 90 days in the history of the run. Default: true. https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
    false,
  ),
  keep_logs_after_deletion: field(
    z.boolean().default(false),
    'Whether Terraform keeps the log group of the job’s state machine when it deletes or renames the job. An apply must set this field before the job is deleted. Default: false, so the log is deleted with the job. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group#skip_destroy',
    true,
  ),
} as const;

/** Fields of jobs whose tasks end: every kind of job except queue workers. */
export const runJobFields = {
  task_command: field(
    taskCommand.optional(),
    'Command of the task, as a list of arguments, instead of the image’s own command. No shell parses it. Either task_command or steps is required.',
    ['bin/rails', 'reports:send'],
  ),
  steps: field(
    z.array(stepOrParallel).min(1, 'must have at least one step').optional(),
    'Tasks that run one after the other, instead of task_command. A step starts after the previous one exits with code 0. Each step inherits environment_variables, cpu, memory, timeout_seconds, retry and the other task fields of the job, and can override them.',
    [
      { name: 'extract', task_command: ['bin/extract'] },
      { name: 'load', task_command: ['bin/load'], timeout_seconds: 600 },
    ],
  ),
  on_failure: field(
    onFailure.optional(),
    'Task that runs at the end if a step failed after all its retries. Its environment has FAILED_STEP, FAILED_ERROR and FAILED_CAUSE. The run still fails. The task does not run if the run exceeds run_timeout_seconds.',
    { task_command: ['bin/notify', 'failed'] },
  ),
  description: sharedFields.description,
  state: sharedFields.state,
  ...taskFields,
  run_timeout_seconds: field(
    secondsOfRun().optional(),
    'Maximum duration of a run in seconds, including its steps, retries and waits, at most 31536000 (one year). After this time, the run times out, and Step Functions stops its tasks. Default: no maximum.',
    14_400,
  ),
  expected_seconds: field(
    secondsOfRun().optional(),
    'Time in seconds in which a run normally ends, at most 31536000 (one year). If a run is still active after this time, an alarm notifies the SNS topic of the environment once. The run continues. Must be less than run_timeout_seconds. Requires a state machine. Default: no alarm. docs/alarms.md#slow-run',
    3600,
  ),
  overlap: field(
    z.enum(['allow', 'skip', 'replace']).default('allow'),
    'Behavior of a run that starts before the previous run ended. allow: both runs continue. skip: the new run ends immediately, and its output gives the reason. If the environment has alarms, the third skipped run in a row of a scheduled job fails. replace: the new run stops the older run, waits until the task of the older run has ended, and continues. Runs that a person starts count too. Default: allow.',
    'skip',
  ),
  sidecar_failure: field(
    z.enum(['ignore', 'fail']).optional(),
    'Result of a run if the job’s own container exits with 0 and another container of its task fails. ignore: the run succeeds. fail: the run fails. In both cases, the task is not retried. Default: the run succeeds if the other container never started, and fails if the other container exited with a code other than 0, because this container may have stopped the job.',
    'ignore',
  ),
  launch_retry_seconds: field(
    integer({ minimum: 60, maximum: 86_400, unit: 'seconds', maximumNote: 'one day' }).optional(),
    'Average time in seconds, 60 to 86400, during which Step Functions repeats a launch that ECS rejects for capacity or throttling. The waits between the launches are random and grow. Such a launch does not count as an attempt. Requires a state machine. Default: 600 for scheduled jobs and 14400 (four hours) for file upload and event jobs with a state machine, or less if retry allows many attempts.',
    7200,
  ),
  ...logFields,
  alarms: sharedFields.alarms,
  ignore_checks: sharedFields.ignore_checks,
} as const;

/** A job of any kind except queue workers, with only the fields that these kinds share. All of them are optional. */
export const runJob = z.object({ ...runJobFields, ...commandFields }).partial();
export type RunJobConfig = z.output<typeof runJob>;
