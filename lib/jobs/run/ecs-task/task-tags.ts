import { jobTagKey, serviceTagKey } from '../../../aws/tags';
import type { EnvConfig } from '../../../config/env-config';
import { compare } from '../../../text/compare';
import { MapWithLookups, type DeferredMap } from '../../../values/deferred-values';

/** The tags of a task or of another resource by key, in the order of the keys. */
export type TaskTags = DeferredMap;

/** The parts of a configuration that tags depend on. */
export type TagSource = Pick<EnvConfig, 'tags' | 'service'>;

/** Returns the tags of each resource: the tags of the environment, and the name of the service. */
export function resourceTags({ tags, service }: TagSource): TaskTags {
  return withTags(tags, { [serviceTagKey]: service.name });
}

/** Returns tags with further tags, which replace tags of the same key. */
function withTags(tags: TaskTags, further: Readonly<Record<string, string>>): TaskTags {
  if (tags instanceof MapWithLookups) return new MapWithLookups(tags.lookup, { ...tags.own, ...further });
  // The order in the file has no effect, so it must not change a plan.
  return Object.fromEntries(Object.entries({ ...tags, ...further }).sort(([a], [b]) => compare(a, b)));
}

/**
 * Returns the tags of a job's tasks: the tags of every resource, and a tag with the job's name. With these tags, a cost
 * report can show the cost of each job.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html
 */
export function taskTags({ tags, service }: TagSource, jobName: string): TaskTags {
  return resourceTags({ service, tags: withTags(tags, { [jobTagKey]: jobName }) });
}

/** Returns the values that all tasks of a job share. */
export function taskContext(
  config: TagSource,
  jobName: string,
): { readonly service: EnvConfig['service']; readonly tags: TaskTags } {
  return { service: config.service, tags: taskTags(config, jobName) };
}
