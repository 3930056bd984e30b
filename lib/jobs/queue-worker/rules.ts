/** Validation rules that compare several fields of a worker's queue. */
import { maximumVisibilityTimeoutSeconds } from '../../aws/queues';
import type { Violation } from '../../config/rules/apply-rules';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import { queueVariables } from './queue-worker-job';
import { groupByObjectKey } from './queues';
import type { WorkerEntry } from './configured-workers';
import { stopTimeoutOf } from './stop-timeout';

interface Visibility {
  readonly processing: number;
  readonly stop: number;
  /** The minimum visibility timeout in seconds. */
  readonly needed: number;
  /** The configured visibility timeout in seconds. */
  readonly configured: number | undefined;
}

/** Returns the processing time and the timeouts of a worker, or `undefined` if one of them is invalid. */
function visibilityOf({ job, path }: WorkerEntry, { isInvalid }: ReadEnvironment): Visibility | undefined {
  const { max_processing_seconds: processing } = job;
  const compared = [['stop_timeout_seconds'], ['queue', 'visibility_timeout_seconds']];
  if (processing === undefined || compared.some((field) => isInvalid([...path, ...field]))) return undefined;
  const stop = stopTimeoutOf({ ...job, max_processing_seconds: processing });
  return { processing, stop, needed: processing + stop, configured: job.queue?.visibility_timeout_seconds };
}

/**
 * Finds visibility timeouts below the maximum processing time: a message that is received again during its processing
 * is processed twice.
 */
export function visibilityCoversProcessing(
  worker: WorkerEntry,
  environment: ReadEnvironment,
): readonly Violation[] {
  const visibility = visibilityOf(worker, environment);
  if (visibility?.configured === undefined || visibility.configured >= visibility.needed) return [];
  const { configured, needed, processing, stop } = visibility;
  const message = `visibility_timeout_seconds is ${configured}; it must be at least max_processing_seconds (${processing}) plus stop_timeout_seconds (${stop}), which is ${needed}`;
  return [{ path: [...worker.path, 'queue', 'visibility_timeout_seconds'], at: 'value', message }];
}

/** Finds processing times for which the default visibility timeout would exceed SQS's maximum. */
export function processingFitsVisibility(
  worker: WorkerEntry,
  environment: ReadEnvironment,
): readonly Violation[] {
  const visibility = visibilityOf(worker, environment);
  if (visibility === undefined || visibility.configured !== undefined) return [];
  const { needed, processing, stop } = visibility;
  if (needed <= maximumVisibilityTimeoutSeconds) return [];
  const message = `max_processing_seconds (${processing}) plus stop_timeout_seconds (${stop}) is ${needed}; it must be at most ${maximumVisibilityTimeoutSeconds}, the maximum visibility timeout of SQS; split the work, or extend the timeout in your program`;
  return [{ path: [...worker.path, 'max_processing_seconds'], at: 'value', message }];
}

/** Finds standard queues with high throughput. Only FIFO queues have a limit of throughput. */
export function highThroughputNeedsFifo(
  { job: { queue }, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] {
  if (queue?.high_throughput !== true || queue.fifo === true) return [];
  if (isInvalid([...path, 'queue', 'fifo'])) return [];
  const message =
    'high_throughput is true; it needs fifo: true, because a standard queue has no limit; set fifo: true, or remove high_throughput';
  return [{ path: [...path, 'queue', 'high_throughput'], at: 'key', message }];
}

/** Finds queues that delete a message before its first task can finish it. */
export function retentionCoversProcessing(
  { job, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] {
  const { max_processing_seconds: processing, queue } = job;
  const fields = ['message_retention_seconds', 'delay_seconds'].map((name) => ['queue', name]);
  if ([['max_processing_seconds'], ...fields].some((field) => isInvalid([...path, ...field]))) return [];
  const { message_retention_seconds: retention, delay_seconds: delay = 0 } = queue ?? {};
  if (processing === undefined || retention === undefined || retention >= delay + processing) return [];
  const needed =
    delay === 0
      ? `max_processing_seconds (${processing})`
      : `delay_seconds (${delay}) plus max_processing_seconds (${processing}), which is ${delay + processing}`;
  const message = `message_retention_seconds is ${retention}; it must be at least ${needed}, because SQS deletes a message at that age even while a task processes it`;
  return [{ path: [...path, 'queue', 'message_retention_seconds'], at: 'value', message }];
}

/**
 * Finds a message group that no message gets, because the worker receives no uploads. In a FIFO queue, a group that is
 * a fixed text is valid, because the messages of a schedule get it too.
 */
export function groupByKeyNeedsUpload(
  { job: { queue, file_upload: upload }, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] {
  const group = queue?.message_group_id;
  if (group === undefined || upload !== undefined) return [];
  if (isInvalid([...path, 'file_upload']) || isInvalid([...path, 'queue', 'fifo'])) return [];
  if (group !== groupByObjectKey && queue?.fifo === true) return [];
  const reason =
    group === groupByObjectKey
      ? `${groupByObjectKey} needs file_upload, because other messages have no object key`
      : `message_group_id is ${group}; in a standard queue, it needs file_upload, because only messages from file_upload get it`;
  const message = `${reason}; remove message_group_id, and set MessageGroupId in the programs that send messages`;
  return [{ path: [...path, 'queue', 'message_group_id'], at: 'value', message }];
}

/** Finds placeholders inside a message group: a group is the hash of the object key, or a fixed text. */
export function groupPlaceholderAlone({ job: { queue }, path }: WorkerEntry): readonly Violation[] {
  const group = queue?.message_group_id;
  if (group === undefined || group === groupByObjectKey) return [];
  const [found] = /<[A-Za-z_][A-Za-z0-9_-]*>/.exec(group) ?? [];
  if (found === undefined) return [];
  const message = `${group} contains the placeholder ${found}; a message group must be exactly ${groupByObjectKey}, or a text without placeholders`;
  return [{ path: [...path, 'queue', 'message_group_id'], at: 'value', message }];
}

/** Finds environment variables that this program sets for every worker. */
export function queueVariablesUnused({
  job: { environment_variables: variables = {} },
  path,
}: WorkerEntry): readonly Violation[] {
  return queueVariables
    .filter((name) => Object.hasOwn(variables, name))
    .map((name): Violation => {
      const message = `${name} is the name of a variable that every worker gets automatically; rename your variable`;
      return { path: [...path, 'environment_variables', name], at: 'key', message };
    });
}
