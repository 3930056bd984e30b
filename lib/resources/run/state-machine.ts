import { addressText, jobAddress } from '../../jobs/addresses';
import { isRunJob } from '../../jobs/job';
import type { EnvConfig } from '../../config/env-config';
import type { StateMachine, StateMachineTarget } from '../../jobs/run/targets';
import { deferredString } from '../../values/deferred-values';
import { stateMachineEncryption } from '../encryption';
import { describeJobResource, type JobContext } from '../job-resource';
import type { TerraformResource } from '../resource';
import type { Arguments } from '../resource-types';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';

/** Describes a job's state machine, and the log group of its executions. */
export function stateMachineResources(
  { config, job, shared }: JobContext,
  { stateMachine }: StateMachineTarget,
): readonly TerraformResource[] {
  const logGroup = describeJobResource(
    job,
    { part: 'log_group', path: ['state_machine', 'log_group'] },
    logGroupArguments(config, stateMachine),
  );
  const machine = describeJobResource(
    job,
    { part: 'state_machine', path: ['state_machine', 'state_machine'] },
    stateMachineArguments(config, stateMachine),
    {
      dependsOn: [
        logGroup.address,
        ...shared.role('states'),
        ...(isRunJob(job) && job.run.overlap !== 'allow' ? shared.lockTable : []),
      ],
    },
  );
  return [logGroup, machine];
}

/** Returns the arguments of the log group of a state machine's executions. */
export function logGroupArguments(
  config: EnvConfig,
  { logGroupName, log }: StateMachine,
): Arguments<'aws_cloudwatch_log_group'> {
  return {
    name: logGroupName,
    retentionInDays: log.retentionDays,
    kmsKeyId: config.kmsKeyArn,
    // Without the argument, Terraform deletes the log group with the job.
    skipDestroy: log.isKeptAfterDeletion ? true : undefined,
    tags: tagsOf(config),
  };
}

/** Returns the arguments of a state machine. */
export function stateMachineArguments(
  config: EnvConfig,
  stateMachine: StateMachine,
): Arguments<'aws_sfn_state_machine'> {
  return {
    name: stateMachine.name,
    roleArn: stateMachine.roleArn,
    // Only a standard state machine can wait for a task.
    type: 'STANDARD',
    definition: new JsonText(stateMachine.definition),
    loggingConfiguration: {
      level: stateMachine.logLevel,
      includeExecutionData: stateMachine.log.hasExecutionData,
      logDestination: deferredString`${stateMachine.logGroupArn}:*`,
    },
    tracingConfiguration: { enabled: config.tracing },
    encryptionConfiguration: stateMachineEncryption(config.kmsKeyArn),
    tags: tagsOf(config),
  };
}

/** Returns the address of a job's state machine. */
export function stateMachineAddress({ job }: JobContext): string {
  return addressText(jobAddress(job, 'state_machine'));
}
