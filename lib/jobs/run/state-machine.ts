/** The state machines of jobs: those that start tasks and wait for them, and what all of them have around them. */
import { arn, type Location } from '../../aws/arns';
import type { EnvConfig } from '../../config/env-config';
import { buildDefinition } from './definition/definition';
import type { StateMachine, StateMachineTarget } from './targets';
import { jobResourceName, lockTableName, logGroupName } from '../resource-names';
import type { RoleArns } from '../roles';
import type { RunPlan } from './run-plan';

/** The fields of a job that describe its machine. */
export interface MachineConfig {
  readonly description?: string | undefined;
  readonly log_retention_days: number;
}

/** The state machine of a job and what is needed to start it. */
export function buildStateMachineTarget(
  config: EnvConfig,
  location: Location,
  jobName: string,
  job: MachineConfig,
  run: RunPlan,
  roles: RoleArns,
): StateMachineTarget {
  const definition = buildDefinition({
    location,
    jobName,
    description: job.description,
    run,
    lockTableName: lockTableName(config.service.name),
  });
  const logRetentionDays = job.log_retention_days;
  return stateMachineTarget(
    config,
    location,
    jobName,
    { definition, logLevel: 'ALL', logRetentionDays },
    roles,
  );
}

/** A state machine of a job's own, with the names that its job gives it. */
export function stateMachineTarget(
  config: EnvConfig,
  location: Location,
  jobName: string,
  machine: Pick<StateMachine, 'definition' | 'logLevel' | 'logRetentionDays'>,
  roles: RoleArns,
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

export function stateMachineArn(location: Location, name: string) {
  return arn(location, 'states', `stateMachine:${name}`);
}
