import type { EnvConfig } from '../../config/env-config';
import { sharedAddress } from '../../jobs/addresses';
import { sectionOfType } from '../../jobs/job';
import { describeResource, type TerraformResource } from '../resource';
import { tagsOf } from '../tags';

/** Describes the group of the environment's schedules. */
export function scheduleGroupResource(config: EnvConfig, name: string): TerraformResource {
  return describeResource(sharedAddress('schedule_group'), [sectionOfType.scheduled_job, 'schedule group'], {
    name,
    tags: tagsOf(config),
  });
}
