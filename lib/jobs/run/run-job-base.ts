import type { JobAlarm } from '../alarms/job-alarm';
import type { SlowRunCheck } from '../alarms/watch/slow-run';
import type { RunPlan } from './run-plan';

/** The properties of every job that has runs: of every kind except queue workers. */
export interface RunJobBase {
  /** The key in the configuration, unique in an environment. */
  readonly name: string;
  /** The steps of the job, and the settings of its runs, such as a timeout. */
  readonly run: RunPlan;
  /** Alarms that notify an SNS topic. */
  readonly alarms: readonly JobAlarm[];
  /** The check of the duration of each run; `undefined` if there is none. */
  readonly slowRun: SlowRunCheck | undefined;
}
