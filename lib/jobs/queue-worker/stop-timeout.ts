/** The time that a stopped task of a worker has to finish its message. */
import { stopTimeoutSeconds } from '../../aws/ecs/limits';
import { maximumVisibilityTimeoutSeconds } from '../../aws/queues';

interface StoppableWorker {
  readonly max_processing_seconds: number;
  readonly stop_timeout_seconds?: number | undefined;
  readonly queue?: { readonly visibility_timeout_seconds?: number | undefined } | undefined;
}

/**
 * Returns the time in seconds between SIGTERM and SIGKILL. The default is `max_processing_seconds`, up to Fargate's
 * maximum. The visibility timeout must cover the processing and the stop. So a configured visibility timeout can
 * shorten the default, but not below 30 seconds.
 */
export function stopTimeoutOf(worker: StoppableWorker): number {
  const { max_processing_seconds: processing, stop_timeout_seconds: configured, queue } = worker;
  const { maximum, default: minimumDefault } = stopTimeoutSeconds;
  const visibility = queue?.visibility_timeout_seconds ?? maximumVisibilityTimeoutSeconds;
  return configured ?? Math.max(minimumDefault, Math.min(processing, maximum, visibility - processing));
}
