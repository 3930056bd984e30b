/** Messages that arrive in the same second. */
export interface Arrival {
  /** Time of the arrival in whole seconds from the start of the simulation. */
  readonly atSeconds: number;
  /** The number of messages, at least 1. */
  readonly count: number;
}

/** A mistake in a text that describes arrivals. */
export interface ArrivalProblem {
  /** The number of the line, from 1; `undefined` if the problem is in a rate, or in all lines together. */
  readonly line: number | undefined;
  /** The value that was found, and the values that are allowed. */
  readonly reason: string;
}
