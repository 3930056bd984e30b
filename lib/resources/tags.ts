import type { EnvConfig } from '../config/env-config';
import { TerraformMap } from './terraform-values';

/** Returns the tags of every resource, or `undefined` if the environment has no tags. */
export function tagsOf({ tags }: Pick<EnvConfig, 'tags'>): TerraformMap | undefined {
  return Object.keys(tags).length === 0 ? undefined : new TerraformMap(tags);
}
