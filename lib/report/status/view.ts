import type { Problem } from '../../observe/problems';
import { alarmProblem, problemsOf } from '../../observe/problems';
import type { RunLog } from '../../observe/read-log';
import type { EnvironmentStatus, JobStatus } from '../../observe/status';

/** The status of environments, with their problems. */
export interface StatusView {
  /** The environments. */
  readonly environments: readonly ViewedEnvironment[];
}

/** The status of an environment. */
export interface ViewedEnvironment extends Omit<EnvironmentStatus, 'jobs'> {
  /** The jobs. */
  readonly jobs: readonly ViewedJob[];
  /** The problems that belong to no single job. */
  readonly problems: readonly Problem[];
}

/** The status of a job. */
export interface ViewedJob extends JobStatus {
  /** The problems of the job. */
  readonly problems: readonly Problem[];
  /** The log of the last run; `undefined` if it was not requested. */
  readonly log: RunLog | undefined;
}

/**
 * Adds problems and logs to the status of an environment.
 *
 * @param logs - The log of the last run, by job.
 */
export function viewStatus(status: EnvironmentStatus, logs: ReadonlyMap<string, RunLog>): ViewedEnvironment {
  return {
    ...status,
    problems: status.alarms.map(alarmProblem),
    jobs: status.jobs.map((job) => ({ ...job, problems: problemsOf(job), log: logs.get(job.name) })),
  };
}

/** Whether a status has a problem. */
export function hasProblems({ environments }: StatusView): boolean {
  return environments.some(
    ({ jobs, problems }) => problems.length > 0 || jobs.some((job) => job.problems.length > 0),
  );
}
