import type { SimulatedEvent } from '../../simulate/event/simulate-event';

/** An event in each environment. */
export interface EventView {
  /** The simulation of each environment. */
  readonly events: readonly SimulatedEvent[];
  /** Whether to print the commands that start the jobs: text has only them, JSON has them too. */
  readonly hasStartCommands: boolean;
}
