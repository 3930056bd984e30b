import type { QueueSimulation } from '../../simulate/queue/queue-simulation';

/** A simulation of a job's queue in an environment. */
export interface SimulatedQueue {
  readonly environment: string;
  readonly job: string;
  readonly simulation: QueueSimulation;
}
