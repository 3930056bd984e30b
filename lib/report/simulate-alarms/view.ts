import type { SimulatedAlarms } from '../../simulate/alarms/simulate-alarms';

/** The simulated alarms of a job in each environment that has the job. */
export interface AlarmsView {
  /** The alarms by environment. */
  readonly simulations: readonly SimulatedAlarms[];
}
