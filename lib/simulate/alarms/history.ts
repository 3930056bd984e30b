/** The history of a job's runs, for a simulation of its alarms. */

/** The status of a run at the end of the history. `overlap: skip` skips a run while another run is active. */
export const runStatuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'SKIPPED'] as const;
/** The status of a run. */
export type RunStatus = (typeof runStatuses)[number];

/** A run of the job. */
export interface HistoryRun {
  /** The start of the run. */
  readonly started: Date;
  /** The end of the run; `undefined` if it is still active. */
  readonly ended: Date | undefined;
  /** The status of the run at its end. */
  readonly status: RunStatus;
}

/** The runs of a job in a period. */
export interface RunHistory {
  /** The beginning of the period. */
  readonly from: Date;
  /** The end of the period. */
  readonly until: Date;
  /** The runs, in the order of their starts. */
  readonly runs: readonly HistoryRun[];
  /** The times at which an event or a scheduled start became a message in the dead-letter queue. */
  readonly undelivered: readonly Date[];
}
