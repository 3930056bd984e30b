/**
 * Terraform addresses of resources. The functions convert a part of a job, or a shared part, to its address and back.
 *
 * An address is `<type>.<name>`. The name of a job's resource is `jobs_<job>`, with `-<key>` if the job has several
 * resources of the type. It does not contain the kind of the job. If a job changes its kind, a resource that keeps its
 * name in AWS must keep its address. Otherwise Terraform would create it while the old one still exists. The name of a
 * part that only one kind can have begins with the section instead of `jobs`.
 *
 * An address must never change, because Terraform would delete the resource and create another one.
 */
import type { JobSection } from '../config/schema/environment-sections';
import { alarmKeys, scalingAlarmKeys } from './alarms/job-alarm';
import type { Job } from './job';
import { roleKinds } from './resource-names';

/** Matches the hashes of schedules, of scheduled actions and of topics. */
const hashKey = /^[0-9a-f]{8}$/;

/** A part of a job: the type of its resource, and the keys that distinguish resources of the type. */
interface JobPartRule {
  /** The part of the address before the name: the resource type, or `data.` and the type of the data source. */
  readonly type: string;
  /**
   * The keys that the part may have.
   *
   * @default the part has no key
   */
  readonly keys?: readonly string[] | RegExp;
  /**
   * Whether the address of the part may also have no key.
   *
   * @default false
   */
  readonly isKeyOptional?: true;
  /**
   * The only section whose jobs can ever have the part. The address begins with it. A second section can't be added
   * later, because the address would change.
   *
   * @default jobs of several sections can have the part, and the address begins with `jobs`
   */
  readonly section?: JobSection;
}

/** The parts that a job may consist of. */
export const jobParts = {
  alarm: { type: 'aws_cloudwatch_metric_alarm', keys: alarmKeys },
  bounds: { type: 'terraform_data', section: 'queue_worker_jobs' },
  dead_letter_queue: { type: 'aws_sqs_queue', keys: ['dead-letters'] },
  log_group: { type: 'aws_cloudwatch_log_group' },
  queue: { type: 'aws_sqs_queue', section: 'queue_worker_jobs' },
  rule: { type: 'aws_cloudwatch_event_rule' },
  scalable_target: { type: 'aws_appautoscaling_target', section: 'queue_worker_jobs' },
  scaling_policy: {
    type: 'aws_appautoscaling_policy',
    keys: scalingAlarmKeys,
    section: 'queue_worker_jobs',
  },
  schedule: { type: 'aws_scheduler_schedule', keys: hashKey, isKeyOptional: true },
  scheduled_action: {
    type: 'aws_appautoscaling_scheduled_action',
    keys: hashKey,
    section: 'queue_worker_jobs',
  },
  send_policy: { type: 'aws_iam_policy', keys: ['send-messages'], section: 'queue_worker_jobs' },
  service: { type: 'aws_ecs_service', section: 'queue_worker_jobs' },
  source_task_definition: { type: 'data.aws_ecs_task_definition', section: 'queue_worker_jobs' },
  state_machine: { type: 'aws_sfn_state_machine' },
  target: { type: 'aws_cloudwatch_event_target' },
  task_definition: { type: 'aws_ecs_task_definition', section: 'queue_worker_jobs' },
  topic_subscription: {
    type: 'aws_sns_topic_subscription',
    keys: hashKey,
    section: 'queue_worker_jobs',
  },
  undelivered_queue: { type: 'aws_sqs_queue', keys: ['undelivered'], section: 'queue_worker_jobs' },
} as const satisfies Record<string, JobPartRule>;
/** The name of a part of a job. */
export type JobPart = keyof typeof jobParts;

/** A part that the jobs of an environment share: its type, and its name without a key. */
interface SharedPartRule {
  /** The part of the address before the name: the resource type, or `data.` and the type of the data source. */
  readonly type: string;
  /** The name of the resource; a map from each key to a name if the part has several resources. */
  readonly names: string | ReadonlyMap<string, string>;
  /**
   * Whether `-<key>` may follow the name.
   *
   * @default false
   */
  readonly hasKey?: true;
}

const roleNames = new Map<string, string>(roleKinds.map((kind) => [kind, kind.replaceAll('-', '_')]));

/** The parts that the jobs of an environment share. */
export const sharedParts = {
  account: { type: 'data.aws_caller_identity', names: 'current' },
  dashboard: { type: 'aws_cloudwatch_dashboard', names: 'jobs' },
  environment_alarm: { type: 'aws_cloudwatch_metric_alarm', names: 'environment', hasKey: true },
  failure_rule: { type: 'aws_cloudwatch_event_rule', names: 'failed', hasKey: true },
  failure_target: { type: 'aws_cloudwatch_event_target', names: 'failed', hasKey: true },
  // A rule ensures that the name of a job is not the name and the key of another job's schedule.
  check_schedule: { type: 'aws_scheduler_schedule', names: 'check', hasKey: true },
  bucket_notification: { type: 'aws_s3_bucket_notification', names: 'storage' },
  lock_table: { type: 'aws_dynamodb_table', names: 'job_locks' },
  region: { type: 'data.aws_region', names: 'current' },
  role: { type: 'aws_iam_role', names: roleNames },
  role_policy: { type: 'aws_iam_policy', names: roleNames },
  role_policy_attachment: { type: 'aws_iam_role_policy_attachment', names: roleNames },
  running_rule: { type: 'aws_cloudwatch_event_rule', names: 'running', hasKey: true },
  running_target_next: { type: 'aws_cloudwatch_event_target', names: 'running_next', hasKey: true },
  running_target_slow: { type: 'aws_cloudwatch_event_target', names: 'running_slow', hasKey: true },
  schedule_group: { type: 'aws_scheduler_schedule_group', names: 'scheduled_jobs' },
  security_groups: { type: 'data.aws_security_groups', names: 'tasks' },
  service_task_definition: { type: 'data.aws_ecs_task_definition', names: 'service' },
  security_groups_in_vpc: { type: 'data.aws_security_groups', names: 'tasks_in_vpc' },
  subnet: { type: 'data.aws_subnet', names: 'tasks' },
  subnets: { type: 'data.aws_subnets', names: 'tasks' },
  subnets_in_vpc: { type: 'data.aws_subnets', names: 'tasks_in_vpc' },
  task_protection_attachment: {
    type: 'aws_iam_role_policy_attachment',
    names: 'task_protection',
    hasKey: true,
  },
  task_protection_policy: { type: 'aws_iam_policy', names: 'task_protection' },
  watch_log_group: { type: 'aws_cloudwatch_log_group', names: 'watch' },
  watch_machine: { type: 'aws_sfn_state_machine', names: 'watch' },
  vpc: { type: 'data.aws_vpcs', names: 'tasks' },
} as const satisfies Record<string, SharedPartRule>;
/** The name of a part that the jobs of an environment share. */
export type SharedPart = keyof typeof sharedParts;

/** The type and the name in a resource's address. */
export interface ResourceAddress<Type extends string = string> {
  /** The resource type, such as `aws_sfn_state_machine`, or `data.` and the type of the data source. */
  readonly type: Type;
  /** Terraform's name of the resource, which cdktf calls its logical id. */
  readonly name: string;
}

/** A resource of a job. */
export interface JobResource {
  readonly kind: 'job';
  /** The job's name in the configuration. */
  readonly jobName: string;
  /** The part of the job. */
  readonly part: JobPart;
  /** The key of the resource; `undefined` if the job has only one resource of the part. */
  readonly key: string | undefined;
}

/** A resource that the jobs of an environment share. */
export interface SharedResource {
  readonly kind: 'shared';
  /** The part of the environment. */
  readonly part: SharedPart;
  /** The kind of a role, or the key of a protected role; `undefined` for a part without keys. */
  readonly key: string | undefined;
}

/** The resource that has an address: its owner (a job or the environment), and its part. */
export type AddressedResource = JobResource | SharedResource;

/** Returns the address of a part of a job. */
export function jobAddress<Part extends JobPart>(
  { name }: Pick<Job, 'name'>,
  part: Part,
  key?: string,
): ResourceAddress<(typeof jobParts)[Part]['type']> {
  return { type: jobParts[part].type, name: jobResourceId(part, name, key) };
}

/**
 * Returns the address of a shared part.
 *
 * @param part - The part.
 * @param key - The kind of a role, or the key of a protected role; `undefined` for a part without keys.
 * @throws TypeError if the part has no such key.
 */
export function sharedAddress<Part extends SharedPart>(
  part: Part,
  key?: string,
): ResourceAddress<(typeof sharedParts)[Part]['type']> {
  const { type, names }: SharedPartRule & { readonly type: (typeof sharedParts)[Part]['type'] } =
    sharedParts[part];
  if (typeof names === 'string') return { type, name: key === undefined ? names : `${names}-${key}` };
  const name = names.get(key ?? '');
  if (name === undefined) throw new TypeError(`${part} has no key ${key ?? ''}`);
  return { type, name };
}

/** Returns `<type>.<name>`, as Terraform writes an address. */
export function addressText({ type, name }: ResourceAddress): string {
  return `${type}.${name}`;
}

/**
 * Returns the address of a resource: the inverse of {@link parseAddress}.
 *
 * @example
 * ```ts
 * addressOf({ kind: 'job', jobName: 'pages', part: 'queue', key: undefined }); // aws_sqs_queue.queue_worker_jobs_pages
 * ```
 */
export function addressOf(resource: AddressedResource): string {
  if (resource.kind === 'shared') return addressText(sharedAddress(resource.part, resource.key));
  const { jobName, part, key } = resource;
  return addressText(jobAddress({ name: jobName }, part, key));
}

function jobResourceId(part: JobPart, jobName: string, key: string | undefined): string {
  return `${prefixOf(jobParts[part])}${jobName}${key === undefined ? '' : `-${key}`}`;
}

function prefixOf({ section }: JobPartRule): string {
  return `${section ?? 'jobs'}_`;
}

/**
 * Returns the resource of an address, or `undefined` if this program creates no resource with such an address.
 *
 * @param address - `aws_sqs_queue.jobs_pages-dead-letters`, as Terraform writes it.
 * @param jobs - The known jobs, which resolve ambiguous addresses: `pages-dead-letters` can be the job `pages` with a
 *   key, or a job with this name. If neither job is known, the end of the name is read as a key.
 *
 * @example
 * ```ts
 * const [prod] = loadEnvironments('env-config', ['prod']).environments;
 * parseAddress('aws_sqs_queue.jobs_pages-dead-letters', prod?.jobs);
 * ```
 */
export function parseAddress(
  address: string,
  jobs: readonly Pick<Job, 'name'>[] = [],
): AddressedResource | undefined {
  return addressParser(jobs)(address);
}

/**
 * Returns a function that parses addresses like {@link parseAddress}. Use it to parse many addresses of the same jobs.
 *
 * @example
 * ```ts
 * const parse = addressParser(jobs);
 * const resources = addresses.map(parse);
 * ```
 */
export function addressParser(
  jobs: readonly Pick<Job, 'name'>[],
): (address: string) => AddressedResource | undefined {
  const known = new Set(jobs.map(({ name }) => name));
  return (text) => {
    const [, type = '', name = ''] = /^((?:data\.)?[a-z0-9_]+)\.([^.]+)$/.exec(text) ?? [];
    const candidates = readJobResources({ type, name });
    return (
      candidates.find(({ jobName }) => known.has(jobName)) ??
      candidates[0] ??
      readSharedResource({ type, name })
    );
  };
}

/** Returns every part of a job that can have the address. Parts with a key are first. */
function readJobResources({ type, name }: ResourceAddress): readonly JobResource[] {
  const parts = (partsOfType.get(type) ?? []).flatMap(([part, rule]) => {
    const prefix = prefixOf(rule);
    return name.startsWith(prefix) ? [{ part, rule, rest: name.slice(prefix.length) }] : [];
  });
  const withKey = parts.flatMap(({ part, rule: { keys }, rest }): readonly JobResource[] => {
    const key = keys === undefined ? undefined : keyAtEnd(rest, keys);
    if (key === undefined) return [];
    return [{ kind: 'job', jobName: rest.slice(0, -key.length - 1), part, key }];
  });
  const withoutKey = parts.flatMap(({ part, rule: { keys, isKeyOptional }, rest }) =>
    keys === undefined || isKeyOptional === true
      ? [{ kind: 'job' as const, jobName: rest, part, key: undefined }]
      : [],
  );
  return [...withKey, ...withoutKey].filter(({ jobName }) => jobName !== '');
}

/** Returns the key at the end of a name, after a hyphen; `undefined` if the end is not one of the keys. */
function keyAtEnd(name: string, keys: readonly string[] | RegExp): string | undefined {
  if (!(keys instanceof RegExp)) return keys.find((key) => name.endsWith(`-${key}`));
  const key = name.slice(name.lastIndexOf('-') + 1);
  return key.length < name.length && keys.test(key) ? key : undefined;
}

function readSharedResource({ type, name }: ResourceAddress): SharedResource | undefined {
  for (const [part, rule] of sharedRules) {
    if (rule.type !== type) continue;
    const { names, hasKey } = rule;
    if (typeof names !== 'string') {
      const [key] = [...names].find(([, each]) => each === name) ?? [];
      if (key !== undefined) return { kind: 'shared', part, key };
    } else if (name === names) return { kind: 'shared', part, key: undefined };
    else if (hasKey === true && name.startsWith(`${names}-`))
      return { kind: 'shared', part, key: name.slice(names.length + 1) };
  }
  return undefined;
}

const jobRules = entriesOf<JobPart, JobPartRule>(jobParts);
const sharedRules = entriesOf<SharedPart, SharedPartRule>(sharedParts);
const partsOfType = new Map(
  jobRules.map(([, { type }]) => [type, jobRules.filter(([, rule]) => rule.type === type)]),
);

function entriesOf<Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
): readonly (readonly [Key, Value])[] {
  return Object.entries<Value>(record).flatMap(([key, value]) =>
    isKeyOf(key, record) ? [[key, value]] : [],
  );
}

function isKeyOf<Key extends string>(key: string, record: Readonly<Record<Key, unknown>>): key is Key {
  return Object.hasOwn(record, key);
}
