import type { ExampleFiles, RuleDocumentation } from './rule';

const worker = (fields: string): ExampleFiles => ({
  'dev.yml': `queue_worker_jobs:\n  claims:\n    task_command: [bin/worker]\n    max_tasks: 2\n${fields}`,
});
const minute = '    max_processing_seconds: 60\n';
const workers = (...entries: readonly (readonly [name: string, more: string])[]): ExampleFiles => ({
  'dev.yml': `queue_worker_jobs:\n${entries
    .map(
      ([name, more]) =>
        `  ${name}: { task_command: [bin/worker], max_processing_seconds: 60, max_tasks: 2${more} }\n`,
    )
    .join('')}`,
});

const topic = (name: string): string => `arn:aws:sns:us-east-1:123456789012:${name}`;

/** Rules of queue workers: their queues, their scaling and their names. */
export const workerRuleDocs = {
  'exclusive-backlog-settings': {
    violation: 'both backlog_per_task and target_latency_seconds in one worker',
    why: 'Both fields set the number of messages for each task.',
    wrong: worker(
      `${minute}    backlog_per_task: 10\n    target_latency_seconds: 600\n    seconds_per_message: 2\n`,
    ),
    right: worker(`${minute}    target_latency_seconds: 600\n    seconds_per_message: 2\n`),
  },
  'latency-without-message-time': {
    violation: 'a worker with target_latency_seconds but without seconds_per_message',
    why: 'The number of messages for each task is target_latency_seconds divided by seconds_per_message.',
    wrong: worker(`${minute}    target_latency_seconds: 600\n`),
    right: worker(`${minute}    target_latency_seconds: 600\n    seconds_per_message: 2\n`),
  },
  'message-time-without-latency': {
    violation: 'a worker with seconds_per_message but without target_latency_seconds',
    why: 'The program uses seconds_per_message only to compute the messages for each task from target_latency_seconds.',
    wrong: worker(`${minute}    seconds_per_message: 2\n`),
    right: worker(`${minute}    backlog_per_task: 300\n`),
  },
  'latency-below-message-time': {
    violation: 'a target_latency_seconds that is less than seconds_per_message',
    why: 'A message waits for seconds_per_message even if only one other message is in front of it. This wait is longer than target_latency_seconds.',
    wrong: worker(`${minute}    target_latency_seconds: 5\n    seconds_per_message: 30\n`),
    right: worker(`${minute}    target_latency_seconds: 60\n    seconds_per_message: 30\n`),
  },
  'visibility-too-short': {
    violation: 'a visibility timeout that is less than max_processing_seconds plus stop_timeout_seconds',
    why: 'A second task would receive a message while the first task still processes it.',
    wrong: worker(`${minute}    queue: { visibility_timeout_seconds: 30 }\n`),
    right: worker(`${minute}    queue: { visibility_timeout_seconds: 90 }\n`),
  },
  'visibility-above-maximum': {
    violation:
      'a sum of max_processing_seconds and stop_timeout_seconds that exceeds the maximum visibility timeout',
    why: 'SQS hides a received message for at most 12 hours. After that, another task receives it.',
    wrong: worker('    max_processing_seconds: 43200\n'),
    right: worker('    max_processing_seconds: 36000\n'),
  },
  'retention-below-processing': {
    violation: 'a message_retention_seconds that is less than delay_seconds plus max_processing_seconds',
    why: 'SQS deletes a message at the end of its retention, even while a task processes it. If the task fails, there is no retry and no dead letter.',
    wrong: worker('    max_processing_seconds: 600\n    queue: { message_retention_seconds: 60 }\n'),
    right: worker('    max_processing_seconds: 600\n    queue: { message_retention_seconds: 86400 }\n'),
  },
  'message-time-above-maximum': {
    violation: 'a seconds_per_message that is more than max_processing_seconds',
    why: 'An average can’t be more than the maximum. The number of tasks and the visibility timeout would contradict each other.',
    wrong: worker(`${minute}    target_latency_seconds: 600\n    seconds_per_message: 90\n`),
    right: worker(`${minute}    target_latency_seconds: 600\n    seconds_per_message: 45\n`),
  },
  'rebalancing-without-room': {
    violation: 'a worker with availability_zone_rebalancing whose maximum_percent is 100',
    why: 'ECS starts a task in another zone before it stops the old task. ECS rejects a service that can never run more tasks than the desired count.',
    wrong: worker(
      `${minute}    availability_zone_rebalancing: true\n    minimum_healthy_percent: 0\n    maximum_percent: 100\n`,
    ),
    right: worker(
      `${minute}    availability_zone_rebalancing: true\n    minimum_healthy_percent: 0\n    maximum_percent: 200\n`,
    ),
  },
  'standard-topic-for-fifo-queue': {
    violation: 'a standard topic in subscribe_topic_arns of a FIFO queue',
    why: 'SNS rejects the subscription. A FIFO queue can receive only messages of FIFO topics, which have a group and an order.',
    wrong: worker(`${minute}    queue: { fifo: true, subscribe_topic_arns: [${topic('orders')}] }\n`),
    right: worker(`${minute}    queue: { fifo: true, subscribe_topic_arns: [${topic('orders.fifo')}] }\n`),
  },
  'duplicate-topic': {
    violation: 'a topic that is twice in subscribe_topic_arns',
    why: 'SNS allows one subscription of a queue to a topic. A second subscription with another filter fails.',
    wrong: worker(
      `${minute}    queue:\n      subscribe_topic_arns:\n        - ${topic('orders')}\n        - { topic_arn: ${topic('orders')}, filter_policy: { kind: [paid] } }\n`,
    ),
    right: worker(
      `${minute}    queue:\n      subscribe_topic_arns:\n        - { topic_arn: ${topic('orders')}, filter_policy: { kind: [paid] } }\n`,
    ),
  },
  'invalid-filter-policy': {
    violation: 'a filter_policy that SNS rejects',
    why: 'The apply would fail, or the queue would receive no message.',
    wrong: worker(
      `${minute}    queue:\n      subscribe_topic_arns:\n        - { topic_arn: ${topic('orders')}, filter_policy: { order: { kind: [paid] } } }\n`,
    ),
    right: worker(
      `${minute}    queue:\n      subscribe_topic_arns:\n        - { topic_arn: ${topic('orders')}, filter_policy: { order: { kind: [paid] } }, filter_policy_scope: MessageBody }\n`,
    ),
  },
  'filter-scope-without-policy': {
    violation: 'a filter_policy_scope without a filter_policy',
    why: 'The queue would receive every message of the topic, although a filter seems to exist.',
    wrong: worker(
      `${minute}    queue:\n      subscribe_topic_arns:\n        - { topic_arn: ${topic('orders')}, filter_policy_scope: MessageBody }\n`,
    ),
    right: worker(
      `${minute}    queue:\n      subscribe_topic_arns:\n        - { topic_arn: ${topic('orders')}, filter_policy: { kind: [paid] }, filter_policy_scope: MessageBody }\n`,
    ),
  },
  'high-throughput-without-fifo': {
    violation: 'a queue with high_throughput that is not FIFO',
    why: 'A standard queue needs no such setting, because its throughput has no limit. SQS accepts the setting for FIFO queues only.',
    wrong: worker(`${minute}    queue: { high_throughput: true }\n`),
    right: worker(`${minute}    queue: { high_throughput: true, fifo: true }\n`),
  },
  'message-group-without-upload': {
    violation: 'a message_group_id that needs file_upload, in a worker without it',
    why: 'With <object_key>, the group is the hash of an object key, which only messages about uploads have. In a standard queue, only messages about uploads get message_group_id. Programs that send other messages must set MessageGroupId themselves.',
    wrong: worker(`${minute}    queue: { message_group_id: <object_key>, fifo: true }\n`),
    right: worker(
      `${minute}    queue: { message_group_id: <object_key>, fifo: true }\n    file_upload: { source_bucket: uploads }\n`,
    ),
  },
  'message-group-placeholder': {
    violation: 'a message_group_id that contains a placeholder, but is not exactly <object_key>',
    why: 'A message group is the hash of the object key, or a fixed text.',
    wrong: worker(
      `${minute}    queue: { message_group_id: claims-<object_key>, fifo: true }\n    file_upload: { source_bucket: uploads }\n`,
    ),
    right: worker(
      `${minute}    queue: { message_group_id: <object_key>, fifo: true }\n    file_upload: { source_bucket: uploads }\n`,
    ),
  },
  'reserved-message-field': {
    violation: 'a message field whose name ends with .$ in a message that a state machine builds',
    why: 'Step Functions evaluates the value of such a field as a path.',
    wrong: worker(
      `${minute}    file_upload: { source_bucket: uploads, message: { key.$: "uploads/<object_key>" } }\n`,
    ),
    right: worker(
      `${minute}    file_upload: { source_bucket: uploads, message: { key: "uploads/<object_key>" } }\n`,
    ),
  },
  'stuck-deployment': {
    violation: 'deployment percentages with which ECS can neither stop an old task nor start a new one',
    why: 'A deployment would never finish.',
    wrong: worker(`${minute}    minimum_healthy_percent: 100\n    maximum_percent: 100\n`),
    right: worker(`${minute}    minimum_healthy_percent: 100\n    maximum_percent: 200\n`),
  },
  'queue-name-conflict': {
    violation: 'a worker whose queue has the name of a queue of another job',
    why: 'A job can have queues whose names end with -dead-letters or -undelivered.',
    wrong: workers(['claims', ''], ['claims-dead-letters', '']),
    right: workers(['claims', ''], ['claim-letters', '']),
  },
  'name-differs-in-case': {
    violation: 'two workers whose names differ only in case',
    why: 'Each worker has a policy for senders. IAM ignores case when it compares the names of policies, so the apply would fail.',
    wrong: workers(['claims', ''], ['Claims', '']),
    right: workers(['claims', ''], ['claim-letters', '']),
  },
  'output-name-conflict': {
    violation: 'two workers whose Terraform outputs have the same name',
    why: 'The JSON of Terraform keeps only one of two outputs with the same name.',
    wrong: workers(['claims', ''], ['claims_dead_letter', '']),
    right: workers(['claims', ''], ['claim_letters', '']),
  },
  'overwrites-own-base': {
    violation: 'a worker whose task definition has the same name as the task definition on which it is based',
    why: 'Terraform would register the worker’s task definition as a new revision of the application’s task definition.',
    wrong: {
      'dev.yml': `service: { task_definition_family: app-dev-claims }\n${workers(['claims', ''])['dev.yml'] ?? ''}`,
    },
    right: {
      'dev.yml': `service: { task_definition_family: app-dev }\n${workers(['claims', ''])['dev.yml'] ?? ''}`,
    },
  },
  'based-on-a-worker': {
    violation: 'a worker that is based on the task definition of another worker',
    why: 'Terraform would read the task definition of the other worker before the apply updates it. The worker would therefore use an old revision. Two workers could also be based on each other.',
    wrong: workers(['claims', ''], ['letters', ', task_definition_family: app-dev-claims']),
    right: workers(['claims', ''], ['letters', ', task_definition_family: app-letters']),
  },
} as const satisfies Record<string, RuleDocumentation>;
