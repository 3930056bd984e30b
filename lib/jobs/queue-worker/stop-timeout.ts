/** The time that a stopped task of a worker has to finish its message. */
import { stopTimeoutSeconds } from '../../aws/ecs/limits';
import { maximumVisibilityTimeoutSeconds } from '../../aws/queues';

interface StoppableWorker {
  readonly max_processing_seconds: number;
  readonly stop_timeout_seconds?: number | undefined;
  readonly queue?: { readonly visibility_timeout_seconds?: number | undefined } | undefined;
}

/**
 * Returns the time in seconds between SIGTERM and SIGKILL. The default is the time that a message can take, if Fargate
 * allows so much. The visibility timeout must cover both times. So the default is not longer than a configured visibility
 * timeout allows, but at least 30 seconds.
 */
export function stopTimeoutOf(worker: StoppableWorker): number {
  const { max_processing_seconds: processing, stop_timeout_seconds: configured, queue } = worker;
  const { maximum, default: minimumDefault } = stopTimeoutSeconds;
  const visibility = queue?.visibility_timeout_seconds ?? maximumVisibilityTimeoutSeconds;
  return configured ?? Math.max(minimumDefault, Math.min(processing, maximum, visibility - processing));
}
