import type { SimulatedEvent } from '../../simulate/event/simulate-event';

/** An event in each environment. */
export interface EventView {
  /** The effects of the event in each environment. */
  readonly events: readonly SimulatedEvent[];
  /**
   * Whether to print the commands that start the jobs. The text format then prints only these commands. The JSON format
   * prints them in an additional field.
   */
  readonly hasStartCommands: boolean;
}
