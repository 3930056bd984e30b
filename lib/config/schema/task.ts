import { z } from 'zod';
import { cpuValues, ephemeralStorageGib, memoryMib } from '../../aws/ecs/fargate';
import { retry } from './retry';
import { field, integer, roleArn, secondsOfRun } from './values';

/** The command of a task, as a list of arguments. */
export const taskCommand = z.array(z.string()).min(1, 'must have at least one argument');

/**
 * The reason to allow a placeholder in code. Each reason is about one command, so a step does not inherit it from its job,
 * and a job does not inherit it from `job_defaults`.
 */
export const commandFields = {
  allow_code_placeholder: field(
    z
      .string()
      .min(10, 'must have at least 10 characters, so that other people understand the reason')
      .optional(),
    'Reason to allow a placeholder in an argument or a variable that can be code, in this command only. The reason must be in the same map of a file as the command, and not in job_defaults, in a merged map or in another file. validate then prints advice with the reason instead of an error. The value must be checked before it reaches the code.',
    'Only our own service writes to the bucket, and its keys are numbers',
  ),
} as const;

/**
 * Fields that override a value of the task definition, except for the command. Jobs, steps and queue workers share
 * them.
 *
 * A table that needs an entry for each of these fields must have the type check `satisfies Record<OverrideField, …>`.
 * If a field is added here, such a table does not compile until it has an entry for the field.
 */
export const overrideFields = {
  environment_variables: field(
    z
      .record(
        z
          .string()
          .regex(
             
            /^[^=\s\u0000-\u001f\u007f-\u009f]+$/,
            'the name of an environment variable must not be empty or have =, spaces or control characters',
          ),
        z.string(),
      )
      .optional(),
    'Environment variables of the task, in addition to the variables of the service. A variable overrides the service’s variable with the same name. The values must not contain secrets.',
    { LOG_LEVEL: 'debug' },
  ),
  cpu: field(
    z
      .literal(cpuValues, { error: `must be one of ${cpuValues.join(', ')} CPU units (1024 are one vCPU)` })
      .optional(),
    'CPU units of the task; 1024 are one vCPU. Requires memory. Default: the value in the service’s task definition. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size',
    1024,
  ),
  memory: field(
    integer({ ...memoryMib, unit: 'MiB' }).optional(),
    'Memory of the task and limit of its container, in MiB. Requires cpu, in a pair that Fargate supports. Default: the value in the service’s task definition.',
    2048,
  ),
  ephemeral_storage_gib: field(
    z
      .int('must be a whole number of GiB')
      .min(
        ephemeralStorageGib.minimum,
        `must be at least ${ephemeralStorageGib.minimum} GiB; without the field, Fargate provides 20 GiB`,
      )
      .max(ephemeralStorageGib.maximum, `must be at most ${ephemeralStorageGib.maximum} GiB`)
      .optional(),
    'Ephemeral storage of the task, 21 to 200 GiB. Default: the value in the service’s task definition, or else 20 GiB.',
    50,
  ),
  task_role_arn: field(
    roleArn.optional(),
    'Task role, instead of service.task_role_arn. The code of the job has the permissions of this role. Its trust policy must allow ecs-tasks.amazonaws.com.',
    'arn:aws:iam::123456789012:role/app-dev-report',
  ),
  capacity_provider: field(
    z.enum(['FARGATE', 'FARGATE_SPOT']).optional(),
    'Capacity provider of the task. FARGATE_SPOT is cheaper, but AWS can stop the task with two minutes’ notice. The cluster must have that capacity provider. Default: FARGATE.',
    'FARGATE_SPOT',
  ),
} as const;

/** The name of a field that overrides a value of the task definition. */
export type OverrideField = keyof typeof overrideFields;

/**
 * Fields of the task of a job, a step or `on_failure`, except for the command. Queue workers have only
 * {@link overrideFields}, because their tasks do not end.
 */
export const taskFields = {
  ...overrideFields,
  timeout_seconds: field(
    secondsOfRun().optional(),
    'Maximum duration of an attempt, in seconds, at most 31536000 (one year). After this time, Step Functions stops the task, and the attempt fails. Default: no maximum, so a task that hangs never stops and always costs money.',
    3600,
  ),
  retry: field(
    retry.optional(),
    'Retries of a task that failed or timed out. Default: no retries. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html',
    { max_attempts: 2, interval_seconds: 60 },
  ),
} as const;

/** The name of a field in {@link taskFields}. Steps inherit these fields from their job. */
export type TaskField = keyof typeof taskFields;
