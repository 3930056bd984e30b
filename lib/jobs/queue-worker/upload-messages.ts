/** Messages that uploads send to a worker's queue. */
import { inputTransformer, explainInvalidInTemplate } from '../../aws/events/input-transformer';
import { objectValues } from '../../aws/s3/object-events';
import { queueUrl } from '../../aws/queues';
import type { QueueWorkerJobConfig } from '../../config/schema/queue-worker-job';
import { messageDefinition } from './message-definition';
import { buildObjectSource, fileUploadPlaceholders } from '../file-upload/object-source';
import type { MessageField, QueueTarget, UploadToQueue, WorkerQueue } from './queue-worker';
import type { StateMachineTarget } from '../run/targets';
import { jobResourceName, undeliveredQueueName } from '../resource-names';
import { parseEventText, type Placeholders } from '../placeholders';
import { logSettings, stateMachineTarget } from '../run/state-machine';
import { buildRule } from '../triggers/event-rule';
import { groupByObjectKey, type WorkerContext } from './queues';
import { compare } from '../../text/compare';

type UploadConfig = NonNullable<QueueWorkerJobConfig['file_upload']>;

/** Builds the rule and its target: the queue, or a state machine if an input transformer can't build the message. */
export function uploadToQueue(
  configured: WorkerContext,
  upload: UploadConfig,
  queue: WorkerQueue,
): UploadToQueue {
  const { config, location, name, job } = configured;
  const undelivered = undeliveredQueueName(config.service.name, name);
  const rule = buildRule(configured, jobResourceName(config.service.name, name), {
    description: job.description,
    // Messages wait in the queue while the job is disabled.
    state: 'ENABLED',
    source: buildObjectSource(config, name, upload),
    configured: upload,
    deadLetterQueueName: undelivered,
  });
  const message = messageOf(upload);
  const undeliveredUrl =
    rule.delivery?.deadLetterQueue === undefined ? undefined : queueUrl(location, undelivered);
  if (!needsMessageStateMachine(job)) {
    const target = queueTarget(queue.messageGroupId, message);
    return { rule, message, undeliveredUrl, isGroupedByKey: false, target };
  }
  const isGroupedByKey = job.queue.message_group_id === groupByObjectKey;
  const definition = messageDefinition({
    location,
    description: job.description,
    queueUrl: queue.url,
    messageGroup: isGroupedByKey ? objectValues[rule.source.event].object_key : queue.messageGroupId,
    message,
    delivery: rule.delivery,
    undeliveredUrl,
  });
  const target: StateMachineTarget = stateMachineTarget(configured, name, {
    definition,
    // Successful executions need no log, because the queue shows their messages.
    logLevel: 'ERROR',
    ...logSettings(job),
  });
  return { rule, message, undeliveredUrl, isGroupedByKey, target };
}

function messageOf(upload: UploadConfig): readonly MessageField[] | undefined {
  if (upload.message === undefined) return undefined;
  const placeholders = messagePlaceholders(upload);
  return Object.entries(upload.message)
    .sort(([a], [b]) => compare(a, b))
    .map(([field, value]) => [field, parseEventText(value, placeholders)] as const);
}

function queueTarget(
  messageGroupId: string | undefined,
  message: readonly MessageField[] | undefined,
): QueueTarget {
  return {
    kind: 'queue',
    messageGroupId,
    inputTransformer: message === undefined ? undefined : inputTransformer({ fields: message }),
  };
}

/** The fields of a worker that decide whether its messages need a state machine. */
interface MessageOptions {
  readonly queue?: { readonly message_group_id?: string | undefined } | undefined;
  readonly file_upload?:
    | {
        readonly message?: Readonly<Record<string, string>> | undefined;
        readonly after_malware_scan?: boolean | undefined;
      }
    | undefined;
}

/** Whether the message needs a state machine, because an input transformer can't build it. */
export function needsMessageStateMachine({ queue, file_upload: upload }: MessageOptions): boolean {
  if (upload === undefined) return false;
  const placeholders = messagePlaceholders(upload);
  return (
    queue?.message_group_id === groupByObjectKey ||
    Object.entries(upload.message ?? {}).some(([field, text]) =>
      [parseEventText(text, placeholders), field].some(
        (part) => explainInvalidInTemplate(part) !== undefined,
      ),
    )
  );
}

/** Returns the placeholders of a message: those of the object, without those of an execution. */
export function messagePlaceholders(upload: {
  readonly after_malware_scan?: boolean | undefined;
}): Placeholders {
  const { values, ...rest } = fileUploadPlaceholders(upload);
  const ofObject = Object.entries(values).filter(([, value]) => value.fromExecution !== true);
  return { ...rest, values: Object.fromEntries(ofObject) };
}
