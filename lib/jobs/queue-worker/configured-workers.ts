import type { FindViolations, Violation } from '../../config/rules/apply-rules';
import type { Path } from '../../config/issues/issues';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import type { ValidParts } from '../../config/valid-parts';

/** A queue worker job with its valid fields. */
export interface WorkerEntry {
  /** The key in the configuration. */
  readonly name: string;
  /** The valid fields of the job. */
  readonly job: NonNullable<ValidParts['queue_worker_jobs']>[string];
  /** The path of the job in the configuration. */
  readonly path: Path;
}

/** Returns the queue worker jobs of an environment. */
export function workersIn({ validParts }: ReadEnvironment): readonly WorkerEntry[] {
  return Object.entries(validParts.queue_worker_jobs ?? {}).map(([name, job]) => ({
    name,
    job,
    path: ['queue_worker_jobs', name],
  }));
}

/** Returns a rule that applies the check to each worker. */
export function ofEachWorker(
  check: (worker: WorkerEntry, environment: ReadEnvironment) => readonly Violation[],
): FindViolations<ReadEnvironment> {
  return (environment) => workersIn(environment).flatMap((worker) => check(worker, environment));
}
