/** The state machines of jobs, with their names, log groups and roles. */
import { arn, type Location } from '../../aws/arns';
import type { BuildContext } from '../build-context';
import { buildDefinition } from './definition/definition';
import type { StateMachine, StateMachineTarget } from './targets';
import { jobResourceName, lockTableName, logGroupName } from '../resource-names';
import type { RunPlan } from './run-plan';

/** The fields of a job for its state machine, except for the definition. */
export interface MachineConfig {
  /**
   * The description of the job.
   *
   * @default the state machine has no comment
   */
  readonly description?: string | undefined;
  /** The number of days for which CloudWatch Logs keeps the log of the executions. */
  readonly log_retention_days: number;
  /** Whether the log contains the data of the executions. */
  readonly log_execution_data: boolean;
  /** Whether the log group remains after its job is deleted. */
  readonly keep_logs_after_deletion: boolean;
}

/** Returns the settings of a state machine's log. */
export function logSettings(job: MachineConfig): Pick<StateMachine, 'log'> {
  return {
    log: {
      retentionDays: job.log_retention_days,
      hasExecutionData: job.log_execution_data,
      isKeptAfterDeletion: job.keep_logs_after_deletion,
    },
  };
}

/**
 * Builds the state machine that runs a job, as the target of its trigger.
 *
 * @param failsAfterSkips - The number of skipped runs in a row of which the last one fails.
 */
export function buildStateMachineTarget(
  context: BuildContext,
  jobName: string,
  job: MachineConfig,
  run: RunPlan,
  failsAfterSkips?: number,
): StateMachineTarget {
  const definition = buildDefinition({
    location: context.location,
    jobName,
    description: job.description,
    run,
    lockTableName: lockTableName(context.config.service.name),
    failsAfterSkips,
  });
  return stateMachineTarget(context, jobName, {
    definition,
    logLevel: 'ALL',
    ...logSettings(job),
  });
}

/** Builds the target for a state machine that is named after its job. */
export function stateMachineTarget(
  { config, location, roles }: BuildContext,
  jobName: string,
  machine: Pick<StateMachine, 'definition' | 'logLevel' | 'log'>,
): StateMachineTarget {
  const name = jobResourceName(config.service.name, jobName);
  const logGroup = logGroupName(config.service.name, jobName);
  return {
    kind: 'state_machine',
    arn: stateMachineArn(location, name),
    startRoleArn: roles['events-states'],
    stateMachine: {
      ...machine,
      name,
      roleArn: roles.states,
      logGroupName: logGroup,
      logGroupArn: arn(location, 'logs', `log-group:${logGroup}`),
    },
  };
}

/** Returns the ARN of a state machine. */
export function stateMachineArn(location: Location, name: string) {
  return arn(location, 'states', `stateMachine:${name}`);
}
