import {
  CloudwatchEventTarget,
  type CloudwatchEventTargetConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import type { EcsClusterTarget } from '../../jobs/run/targets';
import type { FileUploadJob } from '../../jobs/job';
import { setAddress, type JobContext } from '../job-context';
import { JobDeadLetterQueue } from '../triggers/dead-letter-queue';
import { inputTransformerOf, createRule, targetOptions } from '../triggers/event-rule';
import { bindStateMachine } from '../run/state-machine-target';

export interface FileUploadJobProps {
  readonly context: JobContext;
  readonly job: FileUploadJob;
}

/** A rule on a bucket's events and its single target. */
export class FileUploadJobResources extends Construct {
  constructor(scope: Construct, id: string, { context, job }: FileUploadJobProps) {
    super(scope, id);
    const queue = job.rule.delivery?.deadLetterQueue;
    const deadLetters =
      queue === undefined
        ? undefined
        : new JobDeadLetterQueue(this, 'dead_letter_queue', { context, job, queue });
    const rule = createRule(this, context, job.rule);
    const binding = this.bind(context, job);
    const target = new CloudwatchEventTarget(this, 'target', {
      ...targetOptions(context, job.rule),
      ...binding,
      dependsOn: [rule, ...(binding.dependsOn ?? []), ...(deadLetters?.dependables ?? [])],
    });
    for (const resource of [rule, target]) setAddress(resource, job);
  }

  private bind(context: JobContext, job: FileUploadJob): Omit<CloudwatchEventTargetConfig, 'rule'> {
    switch (job.target.kind) {
      case 'ecs_cluster':
        return bindEcsCluster(context, job.target);
      case 'state_machine':
        return bindStateMachine(this, context, job, job.rule, job.target);
    }
  }
}

function bindEcsCluster({ terraform, roleDependables: roleReady }: JobContext, target: EcsClusterTarget) {
  const { task } = target;
  return {
    targetId: target.id,
    arn: terraform.text(target.clusterArn),
    roleArn: terraform.text(target.roleArn),
    ecsTarget: {
      taskDefinitionArn: terraform.text(target.taskDefinitionArn),
      ...('launchType' in task.launch
        ? { launchType: task.launch.launchType }
        : { capacityProviderStrategy: [{ capacityProvider: task.launch.capacityProvider, weight: 1 }] }),
      // What AWS fills in by itself is said here, so that the plan stays quiet.
      taskCount: 1,
      enableEcsManagedTags: false,
      enableExecuteCommand: false,
      networkConfiguration: {
        subnets: terraform.list(task.subnets),
        securityGroups: terraform.list(task.securityGroups),
        assignPublicIp: false,
      },
    },
    inputTransformer: inputTransformerOf(target.inputTransformer),
    dependsOn: [...roleReady('events-ecs')],
  };
}
