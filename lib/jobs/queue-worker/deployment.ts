/** The number of a worker's tasks during a deployment of its service. */
import { canProgress, deploymentBounds } from '../../aws/ecs/deployments';

/** The fields of a worker that bound the number of its tasks. */
export interface TaskCounts {
  /**
   * The minimum number of tasks, until a scheduled action sets another minimum.
   *
   * @default 1
   */
  readonly min_tasks?: number | undefined;
  /** The maximum number of tasks, until a scheduled action sets another maximum. */
  readonly max_tasks: number;
  /**
   * The bounds that scheduled actions set.
   *
   * @default the bounds never change
   */
  readonly scheduled_scaling?:
    readonly { readonly min_tasks: number; readonly max_tasks: number }[] | undefined;
  /**
   * The minimum of running tasks during a deployment, in percent of the desired count.
   *
   * @default 0 if the job never has more than one task, otherwise 100
   */
  readonly minimum_healthy_percent?: number | undefined;
  /**
   * The maximum of running tasks during a deployment, in percent of the desired count.
   *
   * @default 100 if the job never has more than one task, 200 if the minimum number of tasks is below two, otherwise
   *   150
   */
  readonly maximum_percent?: number | undefined;
}

/** Returns the bounds of the desired count, at first and after each scheduled action. */
function bounds({ min_tasks = 1, max_tasks, scheduled_scaling = [] }: TaskCounts) {
  return [{ min_tasks, max_tasks }, ...scheduled_scaling];
}

/**
 * Returns the minimum and maximum percentage of running tasks. If a job never has more than one task, ECS must stop the
 * old task before it starts the new one. Messages wait meanwhile.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function deploymentPercents(job: TaskCounts) {
  const all = bounds(job);
  const minimum = Math.min(...all.map(({ min_tasks }) => min_tasks));
  const isOnlyOne = all.every(({ max_tasks }) => max_tasks <= 1);
  return {
    minimumHealthyPercent: job.minimum_healthy_percent ?? (isOnlyOne ? 0 : 100),
    // 150 percent of one task is one task, so a deployment could not start a second one.
    maximumPercent: job.maximum_percent ?? (isOnlyOne ? 100 : minimum < 2 ? 200 : 150),
  };
}

/**
 * Returns the first desired count at which a rolling deployment can't progress, with the minimum and maximum of running
 * tasks; `undefined` if every deployment can progress.
 */
export function stuckDeployment(job: TaskCounts) {
  const percents = deploymentPercents(job);
  for (const { min_tasks, max_tasks } of bounds(job)) {
    for (let desired = Math.max(1, min_tasks); desired <= max_tasks; desired += 1)
      if (!canProgress(desired, percents)) return { desired, ...deploymentBounds(desired, percents) };
  }
  return undefined;
}
