import { defaultEventBus } from '../../aws/events/event-buses';
import { Lookup, deferredString, type DeferredString } from '../../values/deferred-values';
import { scalingByBacklog, type ScheduledAction, type ServiceScaling } from '../../aws/scaling/scaling';
import type { QueueWorkerJobConfig } from '../../config/schema/queue-worker-job';
import type { OverrideField } from '../../config/schema/task';
import type { QueueWorkerJob, WorkerService, WorkerTaskDefinition } from './queue-worker';
import type { Schedule } from '../triggers/triggers';
import { jobResourceName, ruleArn, scheduleKey, scheduleName, undeliveredQueueName } from '../resource-names';
import { buildDeliveryAlarms } from '../triggers/delivery-alarm';
import { buildSchedule, normalizeExpression, parseSchedule } from '../triggers/schedule';
import { clusterArn, taskNetwork, launchTypeFor } from '../run/ecs-task/task';
import { protectedRole } from './scale-in-protection';
import { needsMessageStateMachine, uploadToQueue } from './upload-messages';
import { buildAlarms } from './alarms';
import { buildSubscriptions } from './topics';
import { stopTimeoutOf } from './stop-timeout';
import { deploymentPercents } from './deployment';
import { buildDeadLetterQueue, buildQueue, buildSendPolicy, queuesOf, type WorkerContext } from './queues';
import { compare } from '../../text/compare';

/** The environment variables that contain the location of a worker's queues. */
export const queueVariables = ['DEAD_LETTER_QUEUE_URL', 'QUEUE_ARN', 'QUEUE_URL'] as const;

/** Builds a queue, and an ECS service whose tasks receive messages from it. */
export function buildQueueWorkerJob(configured: WorkerContext): QueueWorkerJob {
  const { config, location, name, job } = configured;
  const resourceName = jobResourceName(config.service.name, name);
  const taskRoleArn =
    job.task_role_arn ?? config.service.taskRoleArn ?? deferredString`${new Lookup('task_role_arn')}`;
  const { file_upload: upload } = job;
  // A state machine sends messages with its own role. So the queue's policy must allow the rule only if the rule itself
  // sends the messages.
  const uploadRuleArn =
    upload === undefined || needsMessageStateMachine(job)
      ? undefined
      : ruleArn(location, upload.event_bus_name ?? defaultEventBus, resourceName);
  const queue = buildQueue(configured, taskRoleArn, uploadRuleArn);
  const uploads = upload === undefined ? undefined : uploadToQueue(configured, upload, queue);
  const messages = job.schedule === undefined ? undefined : schedule(configured, job.schedule);
  return {
    type: 'queue_worker_job',
    name,
    description: job.description,
    state: job.state,
    queue,
    maximumProcessingSeconds: job.max_processing_seconds,
    senders: { roleArns: job.send_from_role_arns ?? [], accountIds: job.send_from_account_ids ?? [] },
    subscriptions: buildSubscriptions(job),
    deadLetterQueue: buildDeadLetterQueue(configured, taskRoleArn),
    taskDefinition: taskDefinition(configured, taskRoleArn),
    service: service(configured),
    scaling: scaling(configured),
    hasScheduledScaling: job.scheduled_scaling !== undefined,
    upload: uploads,
    schedule: messages,
    sendPolicy: buildSendPolicy(configured),
    protection: job.scale_in_protection ? protectedRole(config, job) : undefined,
    alarms: [
      ...buildAlarms(configured),
      ...buildDeliveryAlarms(config, {
        key: 'undelivered',
        jobName: name,
        job,
        triggers: [uploads?.rule, messages].filter((trigger) => trigger !== undefined),
        subject: 'an upload or a scheduled message could not be sent to the queue',
      }),
    ],
  };
}

type MemberOfWorker =
  | readonly [part: 'taskDefinition', member: keyof WorkerTaskDefinition]
  | readonly [part: 'service', member: keyof WorkerService];

/**
 * For each task field, the member of the queue worker that gets the field's value. A worker's tasks have no overrides,
 * so the worker's task definition or its service must have the value. If a task field of the schema has no entry here,
 * the program does not compile.
 */
export const workerTaskFields = {
  task_command: ['taskDefinition', 'command'],
  environment_variables: ['taskDefinition', 'environment'],
  cpu: ['taskDefinition', 'cpu'],
  memory: ['taskDefinition', 'memory'],
  ephemeral_storage_gib: ['taskDefinition', 'ephemeralStorageGib'],
  task_role_arn: ['taskDefinition', 'taskRoleArn'],
  // A task definition has no capacity provider.
  capacity_provider: ['service', 'launch'],
} as const satisfies Readonly<Record<'task_command' | OverrideField, MemberOfWorker>>;

function taskDefinition(configured: WorkerContext, taskRoleArn: DeferredString): WorkerTaskDefinition {
  const { config, name, job } = configured;
  const { queue, deadLetterQueue } = queuesOf(configured);
  const locations = {
    DEAD_LETTER_QUEUE_URL: deadLetterQueue.url,
    QUEUE_ARN: queue.arn,
    QUEUE_URL: queue.url,
  } as const satisfies Record<(typeof queueVariables)[number], DeferredString>;
  return {
    family: jobResourceName(config.service.name, name),
    sourceFamily: job.task_definition_family ?? config.service.taskDefinitionFamily,
    usesOwnSource: job.task_definition_family !== undefined,
    containerName: config.service.containerName,
    command: job.task_command,
    environment: Object.entries({ ...job.environment_variables, ...locations })
      .sort(([a], [b]) => compare(a, b))
      .map(([variable, value]) => ({ name: variable, value })),
    stopTimeoutSeconds: stopTimeoutOf(job),
    cpu: job.cpu,
    memory: job.memory,
    ephemeralStorageGib: job.ephemeral_storage_gib,
    taskRoleArn,
    executionRoleArn: executionRole(configured),
    droppedContainerFields: droppedContainerFields(job),
    sidecarCapacity:
      job.cpu === undefined || job.memory === undefined ? undefined : { cpu: job.cpu, memory: job.memory },
  };
}

/**
 * Returns the fields of the source's container that the worker does not copy: the health check, which needs a port, and
 * the container's CPU or memory if the job sets this size for its task.
 */
function droppedContainerFields({ cpu, memory }: QueueWorkerJobConfig): readonly string[] {
  return [
    ...(cpu === undefined ? [] : ['cpu']),
    'healthCheck',
    ...(memory === undefined ? [] : ['memory', 'memoryReservation']),
  ];
}

/**
 * Returns the execution role, with which ECS starts the tasks and reads their secrets. It is the role of the job's own
 * source task definition if the job has one, or the service's role.
 */
function executionRole({ config, name, job }: WorkerContext): DeferredString {
  if (job.task_definition_family !== undefined)
    return deferredString`${new Lookup('execution_role_arn', name)}`;
  return config.service.executionRoleArn ?? deferredString`${new Lookup('execution_role_arn')}`;
}

function service({ config, location, name, job }: WorkerContext): WorkerService {
  const percents = deploymentPercents(job);
  return {
    name: jobResourceName(config.service.name, name),
    clusterArn: clusterArn(location, config.service.clusterName),
    launch: launchTypeFor(job.capacity_provider),
    ...taskNetwork(config.service),
    desiredCount: job.state === 'DISABLED' ? 0 : job.min_tasks,
    ...percents,
    enableExecuteCommand: job.enable_execute_command,
    circuitBreaker: { enable: true, rollback: true },
    // Zone rebalancing needs maximumPercent above 100, and stops busy tasks that have no scale-in protection.
    canRebalance:
      job.availability_zone_rebalancing ?? (job.scale_in_protection && percents.maximumPercent > 100),
  };
}

/** Returns the backlog per task: the number of waiting messages for which one task must be running. */
export function backlogPerTask({
  backlog_per_task: configured,
  target_latency_seconds: latency,
  seconds_per_message: secondsPerMessage,
}: Pick<
  QueueWorkerJobConfig,
  'backlog_per_task' | 'target_latency_seconds' | 'seconds_per_message'
>): number {
  if (configured !== undefined) return configured;
  // The last message of a task waits until the task has processed its other messages. Together, they must take at most
  // the target latency.
  if (latency === undefined || secondsPerMessage === undefined) return 1;
  return Math.max(1, Math.floor(latency / secondsPerMessage));
}

function scaling(configured: WorkerContext): ServiceScaling {
  const { config, name, job } = configured;
  const serviceName = jobResourceName(config.service.name, name);
  const isOff = job.state === 'DISABLED';
  const scheduledActions = (isOff ? [] : (job.scheduled_scaling ?? [])).map((action): ScheduledAction => {
    const key = scheduledActionKey(action);
    return {
      key,
      name: scheduleName(config.service.name, name, key),
      ...parseSchedule(action.schedule_expression),
      timezone: action.schedule_expression_timezone,
      minimumCapacity: action.min_tasks,
      maximumCapacity: action.max_tasks,
    };
  });
  return scalingByBacklog({
    clusterName: config.service.clusterName,
    serviceName,
    queueName: queuesOf(configured).queue.name,
    minimumCapacity: isOff ? 0 : job.min_tasks,
    maximumCapacity: isOff ? 0 : job.max_tasks,
    scheduledActions,
    backlogPerTask: backlogPerTask(job),
    isProtected: job.scale_in_protection,
  });
}

/** Returns the key of a scheduled action: a hash of its expression and time zone. */
export function scheduledActionKey(action: {
  readonly schedule_expression: string;
  readonly schedule_expression_timezone?: string | undefined;
}): string {
  const time = `${normalizeExpression(action.schedule_expression)} ${action.schedule_expression_timezone ?? 'Etc/UTC'}`;
  return scheduleKey(time, Infinity) ?? '';
}

/** The placeholder for the scheduled time, which becomes the Scheduler's context attribute in the message. */
const scheduledTimePlaceholder = '<scheduled_time>';

function schedule(
  configured: WorkerContext,
  trigger: NonNullable<QueueWorkerJobConfig['schedule']>,
): Schedule {
  const message = trigger.message ?? { scheduled_time: scheduledTimePlaceholder };
  return buildSchedule(configured, configured.name, {
    key: undefined,
    description: configured.job.description,
    // Messages wait in the queue while the job is disabled.
    state: 'ENABLED',
    parsed: parseSchedule(trigger.schedule_expression),
    configured: trigger,
    input: Object.fromEntries(
      Object.entries(message)
        .sort(([a], [b]) => compare(a, b))
        .map(([field, value]) => [
          field,
          value.replaceAll(scheduledTimePlaceholder, '<aws.scheduler.scheduled-time>'),
        ]),
    ),
    deadLetterQueueName: undeliveredQueueName(configured.config.service.name, configured.name),
  });
}
