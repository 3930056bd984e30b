import {
  CloudwatchEventTarget,
  type CloudwatchEventTargetConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { TerraformOutput, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DeferredString } from '../../values/deferred-values';
import { workerOutputName, workerOutputs, type WorkerOutput } from '../../jobs/resource-names';
import type { QueueTarget, QueueWorkerJob, UploadToQueue } from '../../jobs/queue-worker/queue-worker';
import type { UploadRule } from '../../jobs/triggers/triggers';
import { JobDeadLetterQueue } from '../triggers/dead-letter-queue';
import { inputTransformerOf, createRule, targetOptions } from '../triggers/event-rule';
import { setAddress, type JobContext } from '../job-context';
import { createSchedule } from '../triggers/schedule';
import { bindStateMachine } from '../run/state-machine-target';
import { MetricAlarm } from '../alarms/metric-alarm';
import { createPolicy } from '../named-policy';
import { literal } from '../terraform-text';
import { WorkerQueues } from './queues';
import { WorkerScaling } from './scaling';
import { WorkerServiceResources } from './service';

export interface QueueWorkerJobProps {
  readonly context: JobContext;
  readonly job: QueueWorkerJob;
  /** The schedule group; there when a schedule fills the queue. */
  readonly group: ITerraformDependable | undefined;
}

/** A queue, what fills it, the service that works through it, and how that is scaled and watched. */
export class QueueWorkerJobResources extends Construct {
  constructor(scope: Construct, id: string, { context, job, group }: QueueWorkerJobProps) {
    super(scope, id);
    const queues = new WorkerQueues(this, 'queues', { context, job });
    const protection = job.protection === undefined ? [] : context.protectionReady(job.protection);
    const service = new WorkerServiceResources(this, 'service', {
      context,
      job,
      dependsOn: [...queues.dependables, ...protection],
    });
    new WorkerScaling(this, 'scaling', { context, job, dependsOn: service.dependables });
    if (job.upload !== undefined) this.placeUpload(context, job, job.upload, queues.dependables);
    if (job.schedule !== undefined) {
      createSchedule(this, {
        context,
        job,
        schedule: job.schedule,
        targetArn: job.queue.arn,
        messageGroupId: job.queue.messageGroupId,
        dependsOn: [
          ...(group === undefined ? [] : [group]),
          ...queues.dependables,
          ...context.roleDependables('scheduler'),
        ],
      });
    }
    for (const { key, alarm, topicArn } of job.alarms)
      new MetricAlarm(this, key, { context, job, key, alarm, action: topicArn, tellsOk: true });
    setAddress(createPolicy(this, 'policy_send-messages', context, job.sendPolicy), job, 'send-messages');
    this.tell(context, job, {
      queue_url: job.queue.url,
      queue_arn: job.queue.arn,
      dead_letter_queue_url: job.deadLetterQueue.url,
      send_message_policy_arn: job.sendPolicy.arn,
    });
  }

  private placeUpload(
    context: JobContext,
    job: QueueWorkerJob,
    { rule, target: given }: UploadToQueue,
    queuesReady: readonly ITerraformDependable[],
  ): void {
    const queue = rule.delivery?.deadLetterQueue;
    const undelivered =
      queue === undefined
        ? undefined
        : new JobDeadLetterQueue(this, 'undelivered', { context, job, queue, key: 'undelivered' });
    const resource = createRule(this, context, rule);
    const binding =
      given.kind === 'queue'
        ? bindQueue(context, job, rule, given)
        : bindStateMachine(this, context, job, rule, given);
    const target = new CloudwatchEventTarget(this, 'target', {
      ...targetOptions(context, rule),
      ...binding,
      dependsOn: [
        resource,
        ...(binding.dependsOn ?? []),
        ...queuesReady,
        ...(undelivered?.dependables ?? []),
      ],
    });
    for (const placed of [resource, target]) setAddress(placed, job);
  }

  /** What others need to know of the job, as outputs of the stack. */
  private tell(
    { terraform }: JobContext,
    job: QueueWorkerJob,
    values: Readonly<Record<WorkerOutput, DeferredString>>,
  ): void {
    for (const name of workerOutputs) {
      const output = new TerraformOutput(this, `output_${name}`, { value: terraform.text(values[name]) });
      output.overrideLogicalId(workerOutputName(job.name, name));
    }
  }
}

function bindQueue(
  { terraform }: JobContext,
  job: QueueWorkerJob,
  rule: UploadRule,
  { messageGroupId, inputTransformer }: QueueTarget,
): Omit<CloudwatchEventTargetConfig, 'rule'> {
  return {
    targetId: rule.name,
    arn: terraform.text(job.queue.arn),
    ...(messageGroupId === undefined ? {} : { sqsTarget: { messageGroupId: literal(messageGroupId) } }),
    ...(inputTransformer === undefined ? {} : { inputTransformer: inputTransformerOf(inputTransformer) }),
  };
}
