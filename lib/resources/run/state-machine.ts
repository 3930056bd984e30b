import { addressText, jobAddress } from '../../jobs/addresses';
import { isRunJob } from '../../jobs/job';
import type { StateMachineTarget } from '../../jobs/run/targets';
import { deferredString } from '../../values/deferred-values';
import { stateMachineEncryption } from '../encryption';
import { describeJobResource, type JobContext } from '../job-resource';
import type { TerraformResource } from '../resource';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';

/** Describes a job's state machine, and the log group of its executions. */
export function stateMachineResources(
  { config, job, shared }: JobContext,
  { stateMachine }: StateMachineTarget,
): readonly TerraformResource[] {
  const { kmsKeyArn } = config;
  const tags = tagsOf(config);
  const logGroup = describeJobResource(
    job,
    { part: 'log_group', path: ['state_machine', 'log_group'] },
    {
      name: stateMachine.logGroupName,
      retentionInDays: stateMachine.log.retentionDays,
      kmsKeyId: kmsKeyArn,
      // Without the argument, Terraform deletes the log group with the job.
      skipDestroy: stateMachine.log.isKeptAfterDeletion ? true : undefined,
      tags,
    },
  );
  const machine = describeJobResource(
    job,
    { part: 'state_machine', path: ['state_machine', 'state_machine'] },
    {
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
      encryptionConfiguration: stateMachineEncryption(kmsKeyArn),
      tags,
    },
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

/** Returns the address of a job's state machine. */
export function stateMachineAddress({ job }: JobContext): string {
  return addressText(jobAddress(job, 'state_machine'));
}
