import { jobTagKey, serviceTagKey } from '../../aws/tags';
import type { EnvConfig } from '../../config/env-config';
import { compare } from '../../text/compare';

/** The tags of a task or of another resource by key, in the order of the keys. */
export type TaskTags = Readonly<Record<string, string>>;

/** The parts of a configuration that tags depend on. */
export type TagSource = Pick<EnvConfig, 'tags' | 'service'>;

/** Returns the tags of each resource: the tags of the environment, and the name of the service. */
export function resourceTags({ tags, service }: TagSource): TaskTags {
  // The order in the file has no effect, so it must not change a plan.
  return Object.fromEntries(
    Object.entries({ ...tags, [serviceTagKey]: service.name }).sort(([a], [b]) => compare(a, b)),
  );
}

/**
 * Returns the tags of a job's tasks: those of each resource, and the name of the job. With them, a cost report can show
 * the cost of each job.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html
 */
export function taskTags({ tags, service }: TagSource, jobName: string): TaskTags {
  return resourceTags({ service, tags: { ...tags, [jobTagKey]: jobName } });
}

/** Returns the values that all tasks of a job share. */
export function taskContext(
  config: TagSource,
  jobName: string,
): { readonly service: EnvConfig['service']; readonly tags: TaskTags } {
  return { service: config.service, tags: taskTags(config, jobName) };
}
