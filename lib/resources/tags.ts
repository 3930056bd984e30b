import { MapWithLookups } from '../values/deferred-values';
import { resourceTags, type TagSource, type TaskTags } from '../jobs/run/ecs-task/task-tags';
import { TerraformMap } from './terraform-values';

/** Returns the tags of every resource. */
export function tagsOf(config: TagSource): TerraformMap | MapWithLookups {
  return tagArgument(resourceTags(config));
}

/** Returns tags as an argument of a resource. */
export function tagArgument(tags: TaskTags): TerraformMap | MapWithLookups {
  return tags instanceof MapWithLookups ? tags : new TerraformMap(tags);
}
