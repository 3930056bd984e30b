import type { QueueSimulation } from '../../simulate/queue/queue-simulation';

/** A simulation of a job's queue in an environment. */
export interface SimulatedQueue {
  /** The name of the environment. */
  readonly environment: string;
  /** The name of the queue worker. */
  readonly job: string;
  /** The result of the simulation. */
  readonly simulation: QueueSimulation;
}
