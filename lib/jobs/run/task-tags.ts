import { jobTagKey } from '../../aws/tags';
import type { EnvConfig } from '../../config/env-config';
import { compare } from '../../text/compare';

/** The tags of a task by key, in the order of the keys. */
export type TaskTags = Readonly<Record<string, string>>;

/**
 * Returns the tags of a job's tasks: the tags of the environment, and the name of the job. With them, a cost report can
 * show the cost of each job.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html
 */
export function taskTags({ tags }: Pick<EnvConfig, 'tags'>, jobName: string): TaskTags {
  // The order in the file has no effect, so it must not change a plan.
  return Object.fromEntries(
    Object.entries({ ...tags, [jobTagKey]: jobName }).sort(([a], [b]) => compare(a, b)),
  );
}

/** Returns the values that all tasks of a job share. */
export function taskContext(
  config: Pick<EnvConfig, 'service' | 'tags'>,
  jobName: string,
): { readonly service: EnvConfig['service']; readonly tags: TaskTags } {
  return { service: config.service, tags: taskTags(config, jobName) };
}
