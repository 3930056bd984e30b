import { hashCharacters, shortHash } from '../text/short-hash';
import { arn, type Location } from '../aws/arns';
import { defaultEventBus } from '../aws/events/event-buses';
import type { DeferredString } from '../values/deferred-values';
import type { EnvConfig } from '../config/env-config';
import { vendedLogsPrefix } from '../aws/logs';
import { nameLimits, shorten } from '../aws/name-limits';
import { fifoSuffix } from '../aws/queues';

/**
 * The kinds of roles that jobs share. Each name has the service that assumes the role, and sometimes the service that
 * the role calls.
 */
export const roleKinds = [
  'scheduler',
  'events-ecs',
  'events-states',
  'states',
  'watch',
  'events-watch',
] as const;
/** The kind of a role that jobs share. */
export type RoleKind = (typeof roleKinds)[number];

/** The parts of the configuration that determine the name of a job's resource, for messages. */
export const nameSource = 'the name of the job or service.name';

/** Returns the name of a job's rule, target, schedule and state machine. */
export function jobResourceName(serviceName: string, jobName: string): string {
  return `${serviceName}-${jobName}`;
}

/**
 * Returns the key of a schedule: eight characters of the expression's hash, so that a new expression changes no other
 * schedule. Returns `undefined` if the job has only one schedule, which has the job's name.
 */
export function scheduleKey(expression: string, scheduleCount: number): string | undefined {
  if (scheduleCount === 1) return undefined;
  return shortHash(expression);
}

/** Returns the name of a job's schedule. */
export function scheduleName(serviceName: string, jobName: string, key: string | undefined): string {
  const name = jobResourceName(serviceName, jobName);
  return key === undefined ? name : `${name}-${key}`;
}

/**
 * Returns a pattern for the names of all jobs of a service. With it, a policy does not grow with the number of jobs.
 */
export function jobResourcePattern(serviceName: string): string {
  return `${serviceName}-*`;
}

/** Returns the ARN of an EventBridge rule. If the rule is not on the default bus, the ARN contains the bus. */
export function ruleArn(location: Location, eventBusName: string, ruleName: string): DeferredString {
  const bus = eventBusName === defaultEventBus ? '' : `${eventBusName}/`;
  return arn(location, 'events', `rule/${bus}${ruleName}`);
}

/**
 * Returns the name of a rule that reports failed runs. The name of a job has no dot, so no rule of a job has this name.
 *
 * @param serviceName - The name of the service.
 * @param key - The key of the rule.
 */
export function failureRuleName(serviceName: string, key: string): string {
  return shorten('rule', `${failureRulePrefix(serviceName)}${key}`);
}

/** Returns a pattern that matches the names of a service's rules that report failed runs. */
export function failureRulePattern(serviceName: string): string {
  return `${failureRulePrefix(serviceName).slice(0, nameLimits.rule.maximumLength - '-'.length - hashCharacters)}*`;
}

function failureRulePrefix(serviceName: string): string {
  return `${serviceName}.failed-`;
}

/** Returns the name of the alarm for dropped runs. It has a dot, which the name of a job's alarm never has. */
export function droppedRunsAlarmName(serviceName: string): string {
  return `${serviceName}-scheduler.dropped-runs`;
}

/** Returns the name of the queue for the events that a job's rule could not deliver. SQS's maximum is 80 characters. */
export function deadLetterQueueName(serviceName: string, jobName: string): string {
  return `${jobResourceName(serviceName, jobName)}-dead-letters`;
}

/** Returns the name of a worker's queue. */
export function queueName(serviceName: string, jobName: string, isFifo: boolean): string {
  return `${jobResourceName(serviceName, jobName)}${isFifo ? fifoSuffix : ''}`;
}

/** Returns the name of a worker's dead-letter queue. */
export function workerDeadLetterQueueName(serviceName: string, jobName: string, isFifo: boolean): string {
  return `${deadLetterQueueName(serviceName, jobName)}${isFifo ? fifoSuffix : ''}`;
}

/** Returns the name of the queue for the events that a rule could not deliver to a worker's queue. */
export function undeliveredQueueName(serviceName: string, jobName: string): string {
  return `${jobResourceName(serviceName, jobName)}-undelivered`;
}

/**
 * Returns the name of the policy for programs that send messages to a worker. The name contains the region, because IAM
 * policies are global. It must not be shortened, because {@link sendPolicyPattern} matches its end. It is never too
 * long, because the name of the dead-letter queue has a lower maximum.
 */
export function sendPolicyName(
  { service, region }: Pick<EnvConfig, 'service' | 'region'>,
  jobName: string,
): string {
  return `${jobResourceName(service.name, jobName)}-send-messages-${region}`;
}

/**
 * Returns a pattern that matches the name of each worker's policy for senders. With it, a policy for deployments does
 * not grow with the number of workers.
 */
export function sendPolicyPattern(config: Pick<EnvConfig, 'service' | 'region'>): string {
  return sendPolicyName(config, '*');
}

/** Returns the name of the policy that lets tasks of workers protect themselves from scale-in. */
export function taskProtectionPolicyName({ service, region }: Pick<EnvConfig, 'service' | 'region'>): string {
  return shorten('policy', `${service.name}-jobs-task-protection-${region}`);
}

/**
 * Returns the key of a role in addresses: the role's name. If the name has characters that are invalid in an address,
 * hyphens replace them, and the key ends with the name's hash.
 */
export function roleKey(taskRoleName: string): string {
  const key = taskRoleName.replace(/[^A-Za-z0-9_-]/g, '-');
  return key === taskRoleName ? key : `${key}-${shortHash(taskRoleName)}`;
}

/** The Terraform outputs that a stack has for each worker. */
export const workerOutputs = [
  'queue_url',
  'queue_arn',
  'dead_letter_queue_url',
  'send_message_policy_arn',
] as const;
/** The name of a Terraform output of a worker. */
export type WorkerOutput = (typeof workerOutputs)[number];

/** Returns the name of a worker's Terraform output. The name is unique in the stack. */
export function workerOutputName(jobName: string, output: WorkerOutput): string {
  return `queue_worker_jobs_${jobName}_${output}`;
}

/** Returns the name of the table of active runs. */
export function lockTableName(serviceName: string): string {
  return `${serviceName}-job-locks`;
}

/** Returns the name of the schedule group of a service: the configured group, or the group that Terraform creates. */
export function scheduleGroupName({
  name,
  existingScheduleGroupName,
}: Pick<EnvConfig['service'], 'name' | 'existingScheduleGroupName'>): string {
  return existingScheduleGroupName ?? name;
}

/** Returns the name of a role. The name contains the region, because IAM roles are global. */
export function roleName({ service, region }: Pick<EnvConfig, 'service' | 'region'>, kind: RoleKind): string {
  return shorten('role', `${service.name}-jobs-${kind}-${region}`);
}

/**
 * The name of the watch machine after the name of the service and a hyphen. The name of a job never begins with a hyphen, so
 * no job of the service has a state machine, a log group, a rule or a schedule of such a name.
 */
export const watchName = '-watch';

/** Returns the name of the watch machine. */
export function watchMachineName(serviceName: string): string {
  return shorten('stateMachine', jobResourceName(serviceName, watchName));
}

/** Returns the name of the schedule that starts the checks of a job's schedule. */
export function checkScheduleName(serviceName: string, jobName: string, key: string | undefined): string {
  return shorten('schedule', scheduleName(serviceName, `-check-${jobName}`, key));
}

/** Returns the name of the rule that starts the checks of a job's runs. */
export function runningRuleName(serviceName: string, jobName: string): string {
  return shorten('rule', jobResourceName(serviceName, `-running-${jobName}`));
}

/** Returns the name of the dashboard of an environment. The name contains the region, because dashboards are global. */
export function dashboardName({ service, region }: Pick<EnvConfig, 'service' | 'region'>): string {
  return shorten('dashboard', `${service.name}-jobs-${region}`);
}

/** Returns the name of the log group of a job's state machine. */
export function logGroupName(serviceName: string, jobName: string): string {
  return `${vendedLogsPrefix}${jobResourceName(serviceName, jobName)}`;
}
