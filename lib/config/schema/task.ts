import { z } from 'zod';
import { cpuValues, ephemeralStorageGib } from '../../aws/ecs/fargate';
import { maximumTimeoutSeconds } from '../../aws/state-machines/definition';
import { retry, seconds } from './retry';
import { field, roleArn } from './values';

/** The argv of a task. */
export const taskCommand = z.array(z.string()).min(1, 'at least one argument');

/** What is said of any task besides its command. */
export const overrideFields = {
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
    z.enum(['FARGATE', 'FARGATE_SPOT']).optional(),
    'Default FARGATE. FARGATE_SPOT is cheaper, and a task may be stopped with two minutes’ notice; the cluster must have that capacity provider.',
    'FARGATE_SPOT',
  ),
} as const;

/** What is said of a task that runs and ends, besides its command: of a job’s, of a step’s, and of the one after a failure. */
export const taskFields = {
  ...overrideFields,
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
} as const;
