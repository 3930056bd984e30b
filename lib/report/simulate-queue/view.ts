import type { QueueSimulation } from '../../simulate/queue/queue-simulation';

/** A simulation of a job's queue in an environment. */
export interface SimulatedQueue {
  /** Name of the environment. */
  readonly environment: string;
  /** Name of the queue worker. */
  readonly job: string;
  /** Result of the simulation. */
  readonly simulation: QueueSimulation;
}
