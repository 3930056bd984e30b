/** The log of a job's state machine, as text and as JSON. */
import { stateMachineOf, type Job } from '../../../jobs/job';

/**
 * Describes the log if it differs from the default: it does not contain the data of runs, or it stays after the job is
 * deleted. Returns no line for the default.
 */
export function describeLog(job: Job): readonly string[] {
  const log = stateMachineOf(job)?.stateMachine.log;
  if (log === undefined) return [];
  const words = [
    ...(log.hasExecutionData ? [] : ['without the data of runs']),
    ...(log.isKeptAfterDeletion ? ['kept after the job is deleted'] : []),
  ];
  return words.length === 0 ? [] : [`log ${words.join(', ')}`];
}

/** Returns the fields for JSON; null for a job without a state machine, which has no log of its runs. */
export function logToJson(job: Job): object | null {
  const log = stateMachineOf(job)?.stateMachine.log;
  if (log === undefined) return null;
  return {
    retention_days: log.retentionDays,
    execution_data: log.hasExecutionData,
    kept_after_deletion: log.isKeptAfterDeletion,
  };
}
