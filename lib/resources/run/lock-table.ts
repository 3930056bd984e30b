import type { EnvConfig } from '../../config/env-config';
import { sharedAddress } from '../../jobs/addresses';
import { lockTableKey } from '../../jobs/run/definition/lock-states';
import { describeResource, type TerraformResource } from '../resource';
import { tagsOf } from '../tags';

/** Describes the table with the active run of each job: a name and an ARN per job, and no data that must be kept. */
export function lockTableResource(config: EnvConfig, name: string): TerraformResource {
  return describeResource(sharedAddress('lock_table'), ['job_locks', 'table'], {
    name,
    billingMode: 'PAY_PER_REQUEST',
    hashKey: lockTableKey,
    attribute: [{ name: lockTableKey, type: 'S' }],
    tags: tagsOf(config),
  });
}
