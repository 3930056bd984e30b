/**
 * Every documented field of the manifests of jobs and workers, and what happens to it. A field without a row in the table does
 * not compile. docs/adopting/from-copilot.md has the table too.
 *
 * @see https://aws.github.io/copilot-cli/docs/manifest/scheduled-job/
 * @see https://aws.github.io/copilot-cli/docs/manifest/worker-service/
 */

/** The fields that both types of manifests have. In a path, `*` is a name that the user chooses, or an item of a list. */
export const sharedFieldNames = [
  'name',
  'type',
  'image.build',
  'image.location',
  'image.credentials',
  'image.labels',
  'image.depends_on',
  'image.healthcheck',
  'entrypoint',
  'command',
  'cpu',
  'memory',
  'platform',
  'network.vpc.placement',
  'network.vpc.security_groups',
  'network.connect',
  'variables.*',
  'variables.*.from_cfn',
  'env_file',
  'secrets.*',
  'storage.ephemeral',
  'storage.readonly_fs',
  'storage.volumes',
  'publish.topics',
  'logging',
  'sidecars',
  'taskdef_overrides',
] as const;

/** The fields that only scheduled jobs have. */
export const scheduledJobFieldNames = ['on.schedule', 'retries', 'timeout'] as const;

/** The fields that only worker services have. */
export const workerServiceFieldNames = [
  'subscribe.topics.*.name',
  'subscribe.topics.*.service',
  'subscribe.topics.*.filter_policy',
  'subscribe.topics.*.queue',
  'subscribe.queue.retention',
  'subscribe.queue.delay',
  'subscribe.queue.timeout',
  'subscribe.queue.dead_letter.tries',
  'subscribe.queue.fifo',
  'subscribe.queue.fifo.content_based_deduplication',
  'subscribe.queue.fifo.deduplication_scope',
  'subscribe.queue.fifo.throughput_limit',
  'subscribe.queue.fifo.high_throughput',
  'count',
  'count.spot',
  'count.range',
  'count.range.min',
  'count.range.max',
  'count.range.spot_from',
  'count.cooldown',
  'count.cpu_percentage',
  'count.memory_percentage',
  'count.queue_delay.acceptable_latency',
  'count.queue_delay.msg_processing_time',
  'count.queue_delay.cooldown',
  'exec',
  'deployment.rolling',
  'deployment.rollback_alarms',
  'observability',
] as const;

/** A documented field. */
export type ManifestField =
  | (typeof sharedFieldNames)[number]
  | (typeof scheduledJobFieldNames)[number]
  | (typeof workerServiceFieldNames)[number];

/** What happens to a field. A value can have a different outcome, for example because env-config rejects it. */
export type FieldRule =
  | { readonly kind: 'carried'; readonly to: string }
  | { readonly kind: 'changed'; readonly to: string | undefined; readonly reason: string }
  | { readonly kind: 'not possible'; readonly reason: string };

const ofTaskDefinition = 'the task definition of the service has it; add it there';

/** What happens to each field. */
export const manifestFields: Readonly<Record<ManifestField, FieldRule>> = {
  name: { kind: 'changed', to: undefined, reason: 'the name is the key of the job' },
  type: { kind: 'changed', to: undefined, reason: 'the section of the job has its type' },
  'image.build': notPossible(
    'all jobs run the image in the task definition of the service; build the image in your pipeline, and use one folder of env-config for each image',
  ),
  'image.location': notPossible(
    'all jobs run the image in the task definition of the service; use one folder of env-config for each image',
  ),
  'image.credentials': notPossible(ofTaskDefinition),
  'image.labels': notPossible(ofTaskDefinition),
  'image.depends_on': notPossible(ofTaskDefinition),
  'image.healthcheck': notPossible(
    'a worker has no health check, because most health checks need a port; ECS restarts a container that exits',
  ),
  entrypoint: {
    kind: 'changed',
    to: 'task_command',
    reason:
      'the arguments of the entry point are at the beginning of the command; the image must have no ENTRYPOINT',
  },
  command: { kind: 'carried', to: 'task_command' },
  cpu: { kind: 'carried', to: 'cpu' },
  memory: { kind: 'carried', to: 'memory' },
  platform: notPossible('the task definition of the service has the platform, which must be Linux'),
  'network.vpc.placement': {
    kind: 'changed',
    to: 'service.subnet_tags',
    reason:
      'all jobs of an environment run in the same subnets, which are found by the tags that Copilot gives them',
  },
  'network.vpc.security_groups': notPossible(
    'all jobs use the security groups in the section service; add the group there',
  ),
  'network.connect': notPossible('tasks have no Service Connect; use the address of the other service'),
  'variables.*': { kind: 'carried', to: 'environment_variables' },
  'variables.*.from_cfn': notPossible('the value is an export of a CloudFormation stack; write the value'),
  env_file: notPossible(
    'write the variables of the file in environment_variables, or add the file to the task definition of the service',
  ),
  'secrets.*': notPossible('the task definition of the service has the secrets; add the secret there'),
  'storage.ephemeral': { kind: 'carried', to: 'ephemeral_storage_gib' },
  'storage.readonly_fs': notPossible(ofTaskDefinition),
  'storage.volumes': notPossible('the task definition of the service has the volumes; add the volume there'),
  'publish.topics': notPossible(
    'env-config creates no topics; create the topic, allow the task role to publish, and set the ARN in environment_variables',
  ),
  logging: notPossible('the task definition of the service has the log of the container; set it there'),
  sidecars: notPossible('the task definition of the service has the other containers; add the sidecar there'),
  taskdef_overrides: notPossible('change the task definition of the service'),
  'on.schedule': { kind: 'carried', to: 'schedule_expression' },
  retries: { kind: 'carried', to: 'retry' },
  timeout: { kind: 'carried', to: 'run_timeout_seconds' },
  'subscribe.topics.*.name': { kind: 'carried', to: 'queue.subscribe_topic_arns' },
  'subscribe.topics.*.service': { kind: 'carried', to: 'queue.subscribe_topic_arns' },
  'subscribe.topics.*.filter_policy': { kind: 'carried', to: 'queue.subscribe_topic_arns' },
  'subscribe.topics.*.queue': {
    kind: 'changed',
    to: 'queue',
    reason: 'a worker has one queue; a second worker with the same command has the queue of this topic',
  },
  'subscribe.queue.retention': { kind: 'carried', to: 'queue.message_retention_seconds' },
  'subscribe.queue.delay': { kind: 'carried', to: 'queue.delay_seconds' },
  'subscribe.queue.timeout': {
    kind: 'changed',
    to: 'max_processing_seconds',
    reason:
      'the visibility timeout is this time plus 30 seconds in which a task stops, so that no second task receives the message meanwhile',
  },
  'subscribe.queue.dead_letter.tries': { kind: 'carried', to: 'queue.max_receive_count' },
  'subscribe.queue.fifo': { kind: 'carried', to: 'queue.fifo' },
  'subscribe.queue.fifo.content_based_deduplication': {
    kind: 'changed',
    to: 'queue.fifo',
    reason:
      'every FIFO queue has content-based deduplication; a message with its own deduplication ID is not affected',
  },
  'subscribe.queue.fifo.deduplication_scope': {
    kind: 'changed',
    to: 'queue.high_throughput',
    reason: 'high_throughput sets the scope and the limit together',
  },
  'subscribe.queue.fifo.throughput_limit': {
    kind: 'changed',
    to: 'queue.high_throughput',
    reason: 'high_throughput sets the scope and the limit together',
  },
  'subscribe.queue.fifo.high_throughput': { kind: 'carried', to: 'queue.high_throughput' },
  count: { kind: 'carried', to: 'min_tasks' },
  'count.spot': { kind: 'carried', to: 'min_tasks' },
  'count.range': { kind: 'carried', to: 'min_tasks' },
  'count.range.min': { kind: 'carried', to: 'min_tasks' },
  'count.range.max': { kind: 'carried', to: 'max_tasks' },
  'count.range.spot_from': notPossible(
    'a worker runs all its tasks on Fargate or all on Fargate Spot; to use Spot, set capacity_provider: FARGATE_SPOT',
  ),
  'count.cooldown': notPossible('the steps of the scaling have fixed cooldowns; remove the field'),
  'count.cpu_percentage': notPossible(
    'the number of tasks follows the messages in the queue; set backlog_per_task',
  ),
  'count.memory_percentage': notPossible(
    'the number of tasks follows the messages in the queue; set backlog_per_task',
  ),
  'count.queue_delay.acceptable_latency': { kind: 'carried', to: 'target_latency_seconds' },
  'count.queue_delay.msg_processing_time': { kind: 'carried', to: 'seconds_per_message' },
  'count.queue_delay.cooldown': notPossible(
    'the steps of the scaling have fixed cooldowns; remove the field',
  ),
  exec: { kind: 'carried', to: 'enable_execute_command' },
  'deployment.rolling': { kind: 'carried', to: 'maximum_percent' },
  'deployment.rollback_alarms': notPossible(
    'ECS rolls a deployment back if its tasks do not start; it reads no alarms',
  ),
  observability: notPossible('add the container for tracing to the task definition of the service'),
};

function notPossible(reason: string): FieldRule {
  return { kind: 'not possible', reason };
}

const rules = Object.entries<FieldRule>(manifestFields).map(([field, rule]) => ({
  steps: field.split('.'),
  rule,
}));

/** The parent of the fields of each type of manifest that the other type does not have. */
const onlyIn = {
  'Scheduled Job': new Set(scheduledJobFieldNames.map((field) => field.split('.')[0] ?? '')),
  'Worker Service': new Set(workerServiceFieldNames.map((field) => field.split('.')[0] ?? '')),
} as const;

/** The types of manifests that become jobs. */
export const importedTypes = ['Scheduled Job', 'Worker Service'] as const;
/** A type of manifest that becomes a job. */
export type ImportedType = (typeof importedTypes)[number];

/**
 * Returns whether the steps below a field lead to a part of its value: an item of a list, a part of a filter policy, or a field
 * of the queue of one topic. Other steps are fields that Copilot does not have.
 */
function isValueOf(type: ImportedType, field: string, below: readonly string[]): boolean {
  if (field === 'subscribe.topics.*.filter_policy') return true;
  if (field === 'subscribe.topics.*.queue' && below.length > 0)
    return ruleOfLeaf(type, ['subscribe', 'queue', ...below]) !== undefined;
  return below.every((step) => /^\d+$/.test(step));
}

/** Returns the rule of the field that has a leaf; `undefined` if no field of this type of manifest has it. */
export function ruleOfLeaf(type: ImportedType, path: readonly string[]): FieldRule | undefined {
  const other = importedTypes.find((each) => each !== type);
  const [top = ''] = path;
  if (other !== undefined && onlyIn[other].has(top) && !onlyIn[type].has(top)) return undefined;
  const matching = rules.filter(
    ({ steps, rule }) =>
      steps.length <= path.length &&
      steps.every((step, index) => step === '*' || step === path[index]) &&
      (rule.kind === 'not possible' || isValueOf(type, steps.join('.'), path.slice(steps.length))),
  );
  // The longest path has the details.
  return matching.toSorted((a, b) => b.steps.length - a.steps.length)[0]?.rule;
}
