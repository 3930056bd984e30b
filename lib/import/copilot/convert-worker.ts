/** Converts the manifests of worker services. */
import { arn, locationOf } from '../../aws/arns';
import { queue as queueSchema } from '../../config/schema/queue';
import { queueWorkerJobFields } from '../../config/schema/queue-worker-job';
import {
  importedField,
  importedMap,
  type ImportedEntry,
  type ImportedMap,
  type ImportedValue,
} from '../origin';
import { addCommand, addTaskFields } from './convert-job';
import { parseGoDuration } from './go-duration';
import type { JobContext } from './job-context';
import { inputNodeAt, plainValue, type InputNode } from '../input-tree';
import { addCount } from './worker-count';

/** The visibility timeout of SQS, if the manifest has none. */
const defaultVisibilitySeconds = 30;
/** The time that ECS gives a container to stop, if nobody sets another. */
const stopSeconds = 30;
const maximumProcessingSeconds = 43_200 - stopSeconds;
/** Copilot creates no dead-letter queue if the manifest has no `tries`, so SQS delivers a message without a limit. */
const unlimitedReceives = 1000;

/** A worker, and the workers for the queues of single topics. */
export interface ConvertedWorker {
  /** The worker of each key of `queue_worker_jobs`. */
  readonly jobs: readonly (readonly [name: string, job: ImportedMap])[];
}

/** Converts a worker service. */
export function convertWorkerService(job: JobContext): ConvertedWorker {
  const topics = topicsOf(job);
  const own = topics.filter(({ queue }) => !isOwnQueue(queue));
  const others = topics.filter(({ queue }) => isOwnQueue(queue));
  const queues = [job.at('subscribe', 'queue'), ...others.map(({ queue }) => queue)];
  const common = commonFields(job, Math.min(...queues.map((queue) => processingSeconds(job, queue))));
  if (others.length > 0)
    job.differ(
      `Copilot's tasks receive messages from ${others.length + 1} queues; now each queue has tasks of its own, with the variable QUEUE_URL`,
    );
  job.differ('the program must read the URL of its queue from QUEUE_URL; Copilot sets COPILOT_QUEUE_URI');
  job.differ(
    'Copilot follows the messages of each task with target tracking; now alarms set the number of tasks in steps, each minute',
  );
  return {
    jobs: [
      [job.name, importedMap([...common, ...queueFields(job, job.at('subscribe', 'queue'), own)])],
      ...others.map((topic): readonly [string, ImportedMap] => [
        `${job.name}-${topic.service}-${topic.name}`,
        importedMap([...common, ...queueFields(job, topic.queue, [topic])]),
      ]),
    ],
  };
}

function commonFields(job: JobContext, maximumMessageSeconds: number): readonly ImportedEntry[] {
  const isKnown = addCommand(job);
  const isStopped = addCount(job, maximumMessageSeconds);
  if (!isKnown || isStopped) job.add('state', 'DISABLED');
  addTaskFields(job);
  const isExec = job.accepted(queueWorkerJobFields.enable_execute_command, job.at('exec') ?? undefined);
  if (isExec === true) job.add('enable_execute_command', true);
  const isRecreated = job.text('deployment', 'rolling') === 'recreate';
  job.add('minimum_healthy_percent', isRecreated ? 0 : 100);
  job.add('maximum_percent', isRecreated ? 100 : 200);
  return [...job.entries];
}

interface Topic {
  readonly name: string;
  readonly service: string;
  readonly node: InputNode;
  readonly queue: InputNode | undefined;
}

function topicsOf(job: JobContext): readonly Topic[] {
  const list = job.at('subscribe', 'topics');
  return (list?.kind === 'list' ? list.items : []).flatMap((node): readonly Topic[] => {
    const [name, service] = ['name', 'service'].map((field) => inputNodeAt(node, field));
    if (name?.kind !== 'scalar' || service?.kind !== 'scalar') return [];
    return [{ name: name.text, service: service.text, node, queue: inputNodeAt(node, 'queue') }];
  });
}

/** Whether a topic has a queue of its own: `true`, or a map with a field. */
function isOwnQueue(queue: InputNode | undefined): boolean {
  if (queue?.kind === 'map') return queue.entries.size > 0;
  return queue?.kind === 'scalar' && queue.value === true;
}

/** Returns the fields of a queue. */
function queueFields(
  job: JobContext,
  settings: InputNode | undefined,
  topics: readonly Topic[],
): readonly ImportedEntry[] {
  const isFifo = isFifoQueue(settings);
  const fields: ImportedEntry[] = [];
  const add = (key: string, value: ImportedValue | undefined): void => {
    if (value !== undefined) fields.push(importedField(key, value));
  };
  const seconds = (field: string) => secondsAt(settings, field);
  const {
    message_retention_seconds: retention,
    delay_seconds: delay,
    max_receive_count: receives,
  } = queueSchema.shape;
  add(
    'message_retention_seconds',
    job.accepted(retention, inputNodeAt(settings, 'retention'), seconds('retention')),
  );
  add('delay_seconds', job.accepted(delay, inputNodeAt(settings, 'delay'), seconds('delay')));
  const tries = inputNodeAt(settings, 'dead_letter', 'tries');
  add('max_receive_count', tries === undefined ? unlimitedReceives : job.accepted(receives, tries));
  if (tries === undefined)
    job.differ(
      `Copilot creates no dead-letter queue without dead_letter.tries; now a message becomes a dead letter after ${unlimitedReceives} receives`,
    );
  if (isFifo) add('fifo', true);
  if (isFifo && hasHighThroughput(job, settings)) add('high_throughput', true);
  const subscriptions = topics.map((topic) => subscriptionOf(job, topic, isFifo));
  const known = subscriptions.filter((subscription) => subscription !== undefined);
  add('subscribe_topic_arns', known.length === 0 ? undefined : known);
  const comments =
    known.length === subscriptions.length
      ? []
      : [
          {
            kind: 'comment' as const,
            text: 'queue.subscribe_topic_arns: the ARN of a topic has the ID of the account. Run init again with --account-ids, or write the ARNs',
            original: topics.map((topic) => topicNameOf(job, topic, isFifo)).join('\n'),
          },
        ];
  return [
    importedField('max_processing_seconds', processingSeconds(job, settings)),
    importedField('stop_timeout_seconds', stopSeconds),
    ...comments,
    importedField('queue', importedMap(fields)),
  ];
}

/** Returns the seconds of a duration, or the text if it is not a duration. */
function secondsAt(settings: InputNode | undefined, field: string): number | string | undefined {
  const node = inputNodeAt(settings, field);
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const milliseconds = parseGoDuration(node.text);
  return milliseconds === undefined ? node.text : milliseconds / 1000;
}

/**
 * Returns the maximum time to process a message. Copilot's visibility timeout is the time after which a second task receives the
 * message. SQS must keep the message for this time.
 */
function processingSeconds(job: JobContext, settings: InputNode | undefined): number {
  const [timeout, retention, delay] = ['timeout', 'retention', 'delay'].map((field) =>
    secondsAt(settings, field),
  );
  const kept = typeof retention === 'number' ? retention - (typeof delay === 'number' ? delay : 0) : Infinity;
  const atMost = (value: number): number =>
    Math.max(Math.min(value, maximumProcessingSeconds, Number.isInteger(kept) ? kept : Infinity), 1);
  if (timeout === undefined) return atMost(defaultVisibilitySeconds);
  if (typeof timeout === 'string' || timeout < 0 || timeout > 43_200 || !Number.isInteger(timeout)) {
    job.reject(
      inputNodeAt(settings, 'timeout'),
      'SQS rejects the value; it must be a whole number of seconds, at most 12 hours',
    );
    return atMost(defaultVisibilitySeconds);
  }
  return atMost(timeout);
}

function isFifoQueue(settings: InputNode | undefined): boolean {
  const fifo = inputNodeAt(settings, 'fifo');
  if (fifo?.kind === 'map') return fifo.entries.size > 0;
  return fifo?.kind === 'scalar' && fifo.value === true;
}

/** Whether the quota and the search for duplicates apply to each message group. */
function hasHighThroughput(job: JobContext, settings: InputNode | undefined): boolean {
  const [isHigh, scope, limit] = ['high_throughput', 'deduplication_scope', 'throughput_limit'].map((field) =>
    inputNodeAt(settings, 'fifo', field),
  );
  if (isHigh?.kind === 'scalar' && isHigh.value === true) return true;
  const isOfGroup = scope?.kind === 'scalar' && scope.text === 'messageGroup';
  const isLimitOfGroup = limit?.kind === 'scalar' && limit.text === 'perMessageGroupId';
  if (isOfGroup !== isLimitOfGroup)
    for (const node of [scope, limit])
      job.reject(
        node,
        'env-config sets the scope and the limit together with high_throughput; set it, or keep the default',
      );
  return isOfGroup && isLimitOfGroup;
}

/** Returns the name of a topic: `<application>-<environment>-<service>-<topic>`. */
function topicNameOf({ facts }: JobContext, { service, name }: Topic, isFifo: boolean): string {
  return `${facts.application}-${facts.environment}-${service}-${name}${isFifo ? '.fifo' : ''}`;
}

function subscriptionOf(job: JobContext, topic: Topic, isFifo: boolean): ImportedValue | undefined {
  const { region, accountId } = job.facts;
  if (accountId === undefined) {
    for (const field of ['name', 'service', 'filter_policy'])
      job.reject(
        inputNodeAt(topic.node, field),
        'the ARN of the topic has the ID of the account, which no manifest has; run init again with --account-ids, or write the ARN',
      );
    return undefined;
  }
  const topicArn = String(arn(locationOf(region, accountId), 'sns', topicNameOf(job, topic, isFifo)));
  const policy = inputNodeAt(topic.node, 'filter_policy');
  if (policy === undefined) return topicArn;
  return importedMap([
    importedField('topic_arn', topicArn),
    importedField('filter_policy', asImported(plainValue(policy))),
  ]);
}

/** Returns a plain value of YAML as a value to write. */
function asImported(value: unknown): ImportedValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map(asImported);
  }
  return importedMap(
    Object.entries(value ?? {}).map(([key, field]) => importedField(key, asImported(field))),
  );
}
