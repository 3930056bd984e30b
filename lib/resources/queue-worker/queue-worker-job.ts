import { alarmsOf } from '../../jobs/job';
import type { QueueTarget, QueueWorkerJob, UploadToQueue } from '../../jobs/queue-worker/queue-worker';
import { workerOutputName, workerOutputs, type WorkerOutput } from '../../jobs/resource-names';
import type { EventRule } from '../../jobs/triggers/triggers';
import type { DeferredString } from '../../values/deferred-values';
import { metricAlarmResource } from '../alarms/metric-alarm';
import { describeJobResource, inJob, type JobContext } from '../job-resource';
import type { TerraformOutputValue, TerraformResource } from '../resource';
import { stateMachineResources } from '../run/state-machine';
import { bindStateMachine } from '../run/state-machine-target';
import { policyArguments, policyLifecycle } from '../shared/policy';
import { deadLetterQueueResources } from '../triggers/dead-letter-queue';
import { inputTransformerOf, ruleResource, targetResource, type TargetBinding } from '../triggers/rule';
import { scheduleResource } from '../triggers/schedule';
import { workerQueueResources } from './queues';
import { scalingResources } from './scaling';
import { serviceResource } from './service';
import { taskDefinitionResource } from './task-definition';
import { subscriptionResources } from './topics';

/** Describes a worker's queues, subscriptions, triggers, service, scaling, alarms and policy. */
export function queueWorkerJobResources(context: JobContext<QueueWorkerJob>): readonly TerraformResource[] {
  const { config, job, shared } = context;
  const queues = workerQueueResources(context);
  const queueAddresses = queues.map(({ address }) => address);
  const taskDefinition = taskDefinitionResource(context);
  const service = serviceResource(context, taskDefinition.address, [
    ...queueAddresses,
    ...(job.protection === undefined ? [] : shared.protection(job.protection)),
  ]);
  const { arn, isFifo } = job.queue;
  // AWS documents a message group of the Scheduler for FIFO queues only.
  const messageGroupId = isFifo ? job.queue.messageGroupId : undefined;
  const schedules = job.schedule === undefined ? [] : [job.schedule];
  const undelivered = deadLetterQueueResources(context);
  const triggerNeeds = [...queueAddresses, ...undelivered.map(({ address }) => address)];
  return [
    ...queues,
    ...subscriptionResources(job, queues[0].address),
    taskDefinition,
    service,
    ...scalingResources(context, service.address),
    ...undelivered,
    ...(job.upload === undefined ? [] : uploadResources(context, job.upload, triggerNeeds)),
    ...schedules.map((schedule) =>
      scheduleResource(context, schedule, { arn, messageGroupId, dependsOn: triggerNeeds }),
    ),
    ...alarmsOf(job).map((alarm) => metricAlarmResource(context, alarm)),
    describeJobResource(
      job,
      { part: 'send_policy', key: 'send-messages', path: ['policy_send-messages'] },
      policyArguments(config, job.sendPolicy),
      { lifecycle: policyLifecycle },
    ),
  ];
}

/** Describes the Terraform outputs of a worker. Senders of messages need the values. */
export function queueWorkerJobOutputs(job: QueueWorkerJob): readonly TerraformOutputValue[] {
  const values: Readonly<Record<WorkerOutput, DeferredString>> = {
    queue_url: job.queue.url,
    queue_arn: job.queue.arn,
    dead_letter_queue_url: job.deadLetterQueue.url,
    send_message_policy_arn: job.sendPolicy.arn,
  };
  return workerOutputs.map((output) => ({
    name: workerOutputName(job.name, output),
    path: inJob(job, [`output_${output}`]),
    value: values[output],
  }));
}

/** Describes the EventBridge rule that sends a message for each upload, directly or through a state machine. */
function uploadResources(
  context: JobContext<QueueWorkerJob>,
  { rule, target }: UploadToQueue,
  queueAddresses: readonly string[],
): readonly TerraformResource[] {
  const ruleOfJob = ruleResource(context, rule);
  const binding =
    target.kind === 'queue' ? bindQueue(context.job, rule, target) : bindStateMachine(context, rule, target);
  return [
    ruleOfJob,
    ...(target.kind === 'queue' ? [] : stateMachineResources(context, target)),
    targetResource(context, rule, {
      ...binding,
      dependsOn: [ruleOfJob.address, ...binding.dependsOn, ...queueAddresses],
    }),
  ];
}

function bindQueue(
  job: QueueWorkerJob,
  rule: EventRule,
  { messageGroupId, inputTransformer }: QueueTarget,
): TargetBinding {
  return {
    arguments: {
      targetId: rule.name,
      arn: job.queue.arn,
      sqsTarget: messageGroupId === undefined ? undefined : { messageGroupId },
      inputTransformer: inputTransformer === undefined ? undefined : inputTransformerOf(inputTransformer),
    },
    dependsOn: [],
  };
}
