import { resourceTags, type TagSource } from '../jobs/run/task-tags';
import { TerraformMap } from './terraform-values';

/** Returns the tags of every resource. */
export function tagsOf(config: TagSource): TerraformMap {
  return new TerraformMap(resourceTags(config));
}
