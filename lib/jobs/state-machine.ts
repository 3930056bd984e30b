/** The runner that sees how tasks end: a state machine, which starts them and waits for them. */
import { arn, type Location } from '../aws/arns';
import type { EnvConfig } from '../config/env-config';
import { buildDefinition } from './definition/definition';
import type { StateMachineTarget } from './job';
import { jobResourceName, lockTableName, logGroupName } from './names';
import type { RoleArns } from './roles';
import type { Run } from './run';

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
  run: Run,
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
      definition: buildDefinition({
        location,
        jobName,
        description: job.description,
        run,
        lockTableName: lockTableName(config.service.name),
      }),
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
