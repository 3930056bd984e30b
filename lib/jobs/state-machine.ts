/** The runner that sees how a task ends: a state machine with one state, which starts the task and waits for it. */
import { arn, integrationArn, type Location } from '../aws/arns';
import { taskErrors, type Retrier, type StateMachineDefinition } from '../aws/state-machines/definition';
import type { EnvConfig } from '../config/env-config';
import { filledIn } from '../aws/state-machines/intrinsic-functions';
import type { RoleArns } from './roles';
import { jobResourceName, logGroupName } from './names';
import type { StateMachineTarget } from './job';
import { runTaskParameters, valuesOf, type Task } from './task';

/** The fields of a job that only a state machine can carry out, and those that describe it. */
export interface RunConfig {
  readonly description?: string | undefined;
  readonly timeout_seconds?: number | undefined;
  readonly retry?: RetryConfig | undefined;
  readonly log_retention_days: number;
}

export interface RetryConfig {
  readonly max_attempts: number;
  readonly interval_seconds?: number | undefined;
  readonly backoff_rate?: number | undefined;
  readonly max_delay_seconds?: number | undefined;
  readonly jitter?: boolean | 'FULL' | 'NONE' | undefined;
}

/** The state machine of a job and what is needed to start it. */
export function buildStateMachineTarget(
  config: EnvConfig,
  location: Location,
  jobName: string,
  job: RunConfig,
  task: Task,
  roles: RoleArns,
): StateMachineTarget {
  const name = jobResourceName(config.service.name, jobName);
  const logGroup = logGroupName(config.service.name, jobName);
  return {
    kind: 'state_machine',
    arn: stateMachineArn(location, name),
    startRoleArn: roles['events-states'],
    stateMachine: {
      name,
      definition: definition(location, job, task),
      roleArn: roles.states,
      logGroupName: logGroup,
      logGroupArn: arn(location, 'logs', `log-group:${logGroup}`),
      logRetentionDays: job.log_retention_days,
    },
  };
}

export function stateMachineArn(location: Location, name: string) {
  return arn(location, 'states', `stateMachine:${name}`);
}

function definition(location: Location, job: RunConfig, task: Task): StateMachineDefinition {
  const retrier = retrierOf(job.retry);
  const before = filledIn(valuesOf(task), 'RunTask');
  return {
    ...(job.description === undefined ? {} : { Comment: job.description }),
    StartAt: before[0]?.[0] ?? 'RunTask',
    States: {
      ...Object.fromEntries(before),
      RunTask: {
        Type: 'Task',
        Resource: integrationArn(location, 'ecs:runTask.sync'),
        Parameters: runTaskParameters(task),
        // The state's timeout, not the machine's: Step Functions stops the task of a state that timed out, and a
        // retry counts anew.
        ...(job.timeout_seconds === undefined ? {} : { TimeoutSeconds: job.timeout_seconds }),
        ...(retrier === undefined ? {} : { Retry: [retrier] }),
        End: true,
      },
    },
  };
}

function retrierOf(retry: RetryConfig | undefined): Retrier | undefined {
  if (retry === undefined || retry.max_attempts === 0) return undefined;
  const { jitter } = retry;
  return {
    ErrorEquals: taskErrors,
    ...(retry.interval_seconds === undefined ? {} : { IntervalSeconds: retry.interval_seconds }),
    MaxAttempts: retry.max_attempts,
    ...(retry.backoff_rate === undefined ? {} : { BackoffRate: retry.backoff_rate }),
    ...(retry.max_delay_seconds === undefined ? {} : { MaxDelaySeconds: retry.max_delay_seconds }),
    ...(jitter === true || jitter === 'FULL' ? { JitterStrategy: 'FULL' } : {}),
  };
}
