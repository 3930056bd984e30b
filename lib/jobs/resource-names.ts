import { shortHash } from '../text/short-hash';
import { arn, type Location } from '../aws/arns';
import { defaultEventBus } from '../aws/events/event-buses';
import type { DeferredString } from '../values/deferred-values';
import type { EnvConfig } from '../config/env-config';
import { vendedLogsPrefix } from '../aws/logs';
import { shorten } from '../aws/name-limits';
import { fifoSuffix } from '../aws/queues';

/** The roles that an environment's jobs share, by what assumes them and what for. */
export const roleKinds = ['scheduler', 'events-ecs', 'events-states', 'states'] as const;
export type RoleKind = (typeof roleKinds)[number];

/** Rule, target, schedule and state machine of a job have the same name. */
export function jobResourceName(serviceName: string, jobName: string): string {
  return `${serviceName}-${jobName}`;
}

/**
 * What tells the schedules of one job apart: eight characters of the hash of the expression, so that adding one to the
 * list changes no other. `undefined` for a job with one, which has the job's own name.
 */
export function scheduleKey(expression: string, ofHowMany: number): string | undefined {
  if (ofHowMany === 1) return undefined;
  return shortHash(expression);
}

/** The name of a schedule of a job. */
export function scheduleName(serviceName: string, jobName: string, key: string | undefined): string {
  const name = jobResourceName(serviceName, jobName);
  return key === undefined ? name : `${name}-${key}`;
}

/** What the names of all jobs of a service begin with: for policies that must not grow with them. */
export function jobResourcePattern(serviceName: string): string {
  return `${serviceName}-*`;
}

/** A rule of another bus than the default one has the bus in its ARN. */
export function ruleArn(location: Location, eventBusName: string, ruleName: string): DeferredString {
  const bus = eventBusName === defaultEventBus ? '' : `${eventBusName}/`;
  return arn(location, 'events', `rule/${bus}${ruleName}`);
}

/** The queue of the events that a job's rule could not hand over: longer than its rule's name, and within SQS's 80 characters. */
export function deadLetterQueueName(serviceName: string, jobName: string): string {
  return `${jobResourceName(serviceName, jobName)}-dead-letters`;
}

/** The queue that a worker takes its messages from. */
export function queueName(serviceName: string, jobName: string, isFifo: boolean): string {
  return `${jobResourceName(serviceName, jobName)}${isFifo ? fifoSuffix : ''}`;
}

/** The queue of the messages that a worker could not do its work for. */
export function workerDeadLetterQueueName(serviceName: string, jobName: string, isFifo: boolean): string {
  return `${deadLetterQueueName(serviceName, jobName)}${isFifo ? fifoSuffix : ''}`;
}

/** The queue of the events that could not be handed over to a worker's queue. */
export function undeliveredQueueName(serviceName: string, jobName: string): string {
  return `${jobResourceName(serviceName, jobName)}-undelivered`;
}

/**
 * The policy of who sends messages to a worker. IAM is one for all regions of an account. It is never shortened: SQS's
 * limit for the queue of dead letters leaves room for all of it, and {@link sendPolicyPattern} tells it by its end.
 */
export function sendPolicyName(
  { service, region }: Pick<EnvConfig, 'service' | 'region'>,
  jobName: string,
): string {
  return `${jobResourceName(service.name, jobName)}-send-messages-${region}`;
}

/** The policies of who sends messages to any worker of a service, in ARNs: for policies that must not grow with them. */
export function sendPolicyPattern(config: Pick<EnvConfig, 'service' | 'region'>): string {
  return sendPolicyName(config, '*');
}

/** The policy that lets tasks of workers protect themselves. */
export function taskProtectionPolicyName({ service, region }: Pick<EnvConfig, 'service' | 'region'>): string {
  return shorten('policy', `${service.name}-jobs-task-protection-${region}`);
}

/**
 * What tells apart what is attached to one role and to another, in addresses: the role's name, or, where Terraform's
 * names lack one of its characters, what is left of it and its hash.
 */
export function roleKey(taskRoleName: string): string {
  const key = taskRoleName.replace(/[^A-Za-z0-9_-]/g, '-');
  return key === taskRoleName ? key : `${key}-${shortHash(taskRoleName)}`;
}

/** What others are told of a worker, as outputs of its stack. */
export const workerOutputs = [
  'queue_url',
  'queue_arn',
  'dead_letter_queue_url',
  'send_message_policy_arn',
] as const;
export type WorkerOutput = (typeof workerOutputs)[number];

/** The name of an output, which is one for the whole stack. */
export function workerOutputName(jobName: string, output: WorkerOutput): string {
  return `queue_worker_jobs_${jobName}_${output}`;
}

/** The table that says which run of a job goes on. */
export function lockTableName(serviceName: string): string {
  return `${serviceName}-job-locks`;
}

/** The schedule group of a service's own. */
export function scheduleGroupName(serviceName: string): string {
  return serviceName;
}

/** IAM is one for all regions of an account, so that the region is part of the name. */
export function roleName({ service, region }: Pick<EnvConfig, 'service' | 'region'>, kind: RoleKind): string {
  return shorten('role', `${service.name}-jobs-${kind}-${region}`);
}

/** The log group of a job's state machine. */
export function logGroupName(serviceName: string, jobName: string): string {
  return `${vendedLogsPrefix}${jobResourceName(serviceName, jobName)}`;
}
