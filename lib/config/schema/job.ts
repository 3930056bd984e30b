import { z } from 'zod';
import { cpuValues, ephemeralStorageGib } from '../../aws/fargate';
import { retentionDays } from '../../aws/logs';
import { descriptionLength } from '../../aws/names';
import { maximumTimeoutSeconds, retrierLimits } from '../../aws/state-machines/definition';
import { ignoreChecks } from './ignore-checks';
import { field, roleArn } from './values';

const seconds = (maximum: number) =>
  z.int('a whole number of seconds').min(1, 'at least 1 second').max(maximum, `at most ${maximum} seconds`);

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
});

/** The fields that every kind of job has. */
export const jobFields = {
  task_command: field(
    z.array(z.string()).min(1, 'at least one argument'),
    'The command, as a list of arguments, that replaces the image’s own. No shell reads it.',
    ['bin/rails', 'reports:send'],
  ),
  description: field(
    z
      .string()
      .min(1, 'at least 1 character')
      // AWS counts characters; Terraform's provider, which refuses at plan, counts bytes.
      .refine((text) => Buffer.byteLength(text) <= descriptionLength, `at most ${descriptionLength} bytes: letters outside ASCII are two to four`)
      .optional(),
    'What the job is for, up to 512 bytes: shown in the AWS console and in Terraform’s plan.',
    'Sends the weekly report to the agencies',
  ),
  state: field(
    z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    'DISABLED keeps the job and stops what starts it.',
    'DISABLED',
  ),
  environment_variables: field(
    z
      .record(
        z.string().regex(/^[^=\s]+$/, 'the name of an environment variable holds no = and no space'),
        z.string(),
      )
      .optional(),
    'Environment variables of the job’s task, beside those of the service and over them. No place for secrets.',
    { LOG_LEVEL: 'debug' },
  ),
  cpu: field(
    z
      .literal(cpuValues, { error: `one of ${cpuValues.join(', ')}: CPU units, of which 1024 are one vCPU` })
      .optional(),
    'CPU units of the task; 1024 are one vCPU. Given together with memory. Default: the service’s. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size',
    1024,
  ),
  memory: field(
    z.int('a whole number of MiB').min(512, 'at least 512 MiB').max(122_880, 'at most 122880 MiB').optional(),
    'Memory of the task and the limit of its container, in MiB. Given together with cpu, in one of the pairs that Fargate has. Default: the service’s.',
    2048,
  ),
  ephemeral_storage_gib: field(
    z
      .int('a whole number of GiB')
      .min(
        ephemeralStorageGib.minimum,
        `at least ${ephemeralStorageGib.minimum} GiB: 20 are there without asking`,
      )
      .max(ephemeralStorageGib.maximum, `at most ${ephemeralStorageGib.maximum} GiB`)
      .optional(),
    'Disk of the task, 21 to 200 GiB. Default: the service’s, or Fargate’s 20.',
    50,
  ),
  task_role_arn: field(
    roleArn.optional(),
    'The role whose permissions the job’s code has, instead of service.task_role_arn. It trusts ecs-tasks.amazonaws.com.',
    'arn:aws:iam::123456789012:role/app-dev-report',
  ),
  capacity_provider: field(
    z.enum(['FARGATE', 'FARGATE_SPOT']).default('FARGATE'),
    'FARGATE_SPOT is cheaper, and a task may be stopped with two minutes’ notice; the cluster must have that capacity provider.',
    'FARGATE_SPOT',
  ),
  timeout_seconds: field(
    seconds(maximumTimeoutSeconds).optional(),
    'After so many seconds the task is stopped and the run has failed. Default: none, and a task that hangs runs, and costs, for ever.',
    3600,
  ),
  retry: field(
    retry.optional(),
    'Another try of a run that failed or timed out. Default: none. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
    { max_attempts: 2, interval_seconds: 60 },
  ),
  log_retention_days: field(
    z.literal(retentionDays, { error: `one of ${retentionDays.join(', ')}` }).default(1827),
    'Days that the log of the job’s state machine is kept. Default 1827: five years. The task’s own output goes where the service’s goes.',
    90,
  ),
  ignore_checks: field(
    ignoreChecks.optional(),
    'Checks whose advice is not wanted of this job, each with the reason. docs/checks.md lists them.',
    { 'no-timeout': 'a run takes as long as the month has rows' },
  ),
} as const;

/** The fields that every kind of job has, as far as they are there. */
export const anyJob = z.object(jobFields).partial();
export type AnyJobConfig = z.output<typeof anyJob>;
