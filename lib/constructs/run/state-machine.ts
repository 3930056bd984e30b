import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { isRunJob, type Job } from '../../jobs/job';
import type { StateMachineTarget } from '../../jobs/run/targets';
import { setAddress, type JobContext } from '../job-context';
import { literalMap } from '../terraform-text';

export interface JobStateMachineProps {
  readonly context: JobContext;
  readonly job: Job;
  readonly target: StateMachineTarget;
}

/** A job's state machine and the log group of its runs. */
export class JobStateMachine extends Construct {
  readonly dependables: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    { context, job, target: { stateMachine } }: JobStateMachineProps,
  ) {
    super(scope, id);
    const { config, terraform } = context;
    const tags = literalMap(config.tags);
    const logGroup = new CloudwatchLogGroup(this, 'log_group', {
      name: stateMachine.logGroupName,
      retentionInDays: stateMachine.logRetentionDays,
      ...(config.kmsKeyArn === undefined ? {} : { kmsKeyId: config.kmsKeyArn }),
      ...(tags === undefined ? {} : { tags }),
    });
    const machine = new SfnStateMachine(this, 'state_machine', {
      name: stateMachine.name,
      roleArn: terraform.text(stateMachine.roleArn),
      // Only a standard machine can wait for a task.
      type: 'STANDARD',
      definition: terraform.json(stateMachine.definition),
      loggingConfiguration: {
        level: stateMachine.logLevel,
        includeExecutionData: true,
        logDestination: `${terraform.text(stateMachine.logGroupArn)}:*`,
      },
      tracingConfiguration: { enabled: config.tracing },
      ...(config.kmsKeyArn === undefined
        ? {}
        : {
            encryptionConfiguration: {
              type: 'CUSTOMER_MANAGED_KMS_KEY',
              kmsKeyId: config.kmsKeyArn,
              kmsDataKeyReusePeriodSeconds: 300,
            },
          }),
      ...(tags === undefined ? {} : { tags }),
      dependsOn: [
        logGroup,
        ...context.roleDependables('states'),
        ...(isRunJob(job) && job.run.overlap !== 'allow' ? context.locksReady : []),
      ],
    });
    for (const resource of [logGroup, machine]) setAddress(resource, job);
    this.dependables = [machine];
  }
}
