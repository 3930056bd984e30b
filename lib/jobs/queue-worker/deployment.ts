/** How many tasks of a worker there are during a deployment of its service. */
import { canProgress, deploymentBounds } from '../../aws/ecs/deployments';

/** What a worker says of its tasks. Of a scheduled action, both numbers. */
export interface TaskCounts {
  readonly min_tasks?: number | undefined;
  readonly max_tasks: number;
  readonly scheduled_scaling?:
    readonly { readonly min_tasks: number; readonly max_tasks: number }[] | undefined;
  readonly minimum_healthy_percent?: number | undefined;
  readonly maximum_percent?: number | undefined;
}

/** The fewest and the most tasks, at first and by each of the scheduled actions. */
function bounds({ min_tasks = 1, max_tasks, scheduled_scaling = [] }: TaskCounts) {
  return [{ min_tasks, max_tasks }, ...scheduled_scaling];
}

/**
 * Per cent of the tasks that run at least and at most. A job of one task at most, at any time, says that there must never be
 * two: the old one ends first, and messages wait.
 */
export function deploymentPercents(job: TaskCounts) {
  const all = bounds(job);
  const fewest = Math.min(...all.map(({ min_tasks }) => min_tasks));
  const isOnlyOne = all.every(({ max_tasks }) => max_tasks <= 1);
  return {
    minimumHealthyPercent: job.minimum_healthy_percent ?? (isOnlyOne ? 0 : 100),
    // Of a single task, 150 per cent are one: nothing could be deployed.
    maximumPercent: job.maximum_percent ?? (isOnlyOne ? 100 : fewest < 2 ? 200 : 150),
  };
}

/** A number of tasks at which a deployment could do nothing, and how many have to run then, and may; `undefined`: none. */
export function stuckDeployment(job: TaskCounts) {
  const percents = deploymentPercents(job);
  for (const { min_tasks, max_tasks } of bounds(job)) {
    for (let desired = Math.max(1, min_tasks); desired <= max_tasks; desired += 1)
      if (!canProgress(desired, percents)) return { desired, ...deploymentBounds(desired, percents) };
  }
  return undefined;
}
