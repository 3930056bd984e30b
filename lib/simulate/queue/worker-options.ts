import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { QueueSimulationOptions } from './queue-simulation';

/** The options of a simulation that follow from the worker. */
export type WorkerOptions = Required<
  Pick<
    QueueSimulationOptions,
    | 'isProtected'
    | 'isFifo'
    | 'visibilityTimeoutSeconds'
    | 'stopTimeoutSeconds'
    | 'maxReceiveCount'
    | 'deploymentPercents'
  >
>;

/** Returns the options that follow from the worker: its queue, its task definition and its service. */
export function optionsOfWorker(job: QueueWorkerJob): WorkerOptions {
  const { queue, taskDefinition, service, protection } = job;
  return {
    isProtected: protection !== undefined,
    isFifo: queue.isFifo,
    visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
    stopTimeoutSeconds: taskDefinition.stopTimeoutSeconds,
    maxReceiveCount: queue.maxReceiveCount,
    deploymentPercents: service,
  };
}
