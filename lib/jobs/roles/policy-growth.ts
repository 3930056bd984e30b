import type { Path } from '../../config/issues/issues';
import { fieldOf, isList } from '../../values/json';
import type { EnvironmentJobs } from '../environment';
import { pathOfJob, runJobsOf, workersOf } from '../job';
import { placedSteps } from '../run/run-plan';
import { renderedBytes } from '../rendered-size';
import type { Role } from './roles';

/** The field whose values make the policy of a role long, and what to do. */
export interface PolicyGrowth {
  /** The path of the first such field of a job. It is empty if no job sets such a field. */
  readonly path: Path;
  /**
   * Paths of the field in the maps around `path`: a step can inherit the value from its job.
   *
   * @default no other paths
   */
  readonly alternatives?: readonly Path[];
  /** Action that shortens the policy: `use the same task_role_arn in more jobs`. */
  readonly fix: string;
}

/** Returns the field that makes the policy of a role long. Only lists of task roles and of KMS keys have no short form. */
export function growthOf({ jobs, config }: EnvironmentJobs, { policy }: Pick<Role, 'policy'>): PolicyGrowth {
  const [largest] = policy.Statement.toSorted((a, b) => renderedBytes(b) - renderedBytes(a));
  const actions = fieldOf(largest, 'Action');
  if (isList(actions) && actions.includes('kms:Decrypt')) {
    const worker = workersOf(jobs).find(({ queue }) => queue.kmsKeyArn !== config.kmsKeyArn);
    return {
      path: worker === undefined ? [] : [...pathOfJob(worker), 'queue', 'kms_key_arn'],
      fix: 'use the same queue.kms_key_arn in more workers',
    };
  }
  const [first] = runJobsOf(jobs).flatMap((job) =>
    placedSteps(job.run).flatMap(({ step, path }) =>
      step.task.overrides.task_role_arn === undefined ? [] : [{ job, path }],
    ),
  );
  return {
    path: first === undefined ? [] : [...pathOfJob(first.job), ...first.path, 'task_role_arn'],
    ...(first === undefined ? {} : { alternatives: [[...pathOfJob(first.job), 'task_role_arn']] }),
    fix: 'use the same task_role_arn in more jobs',
  };
}
