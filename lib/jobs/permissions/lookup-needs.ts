import type { EnvironmentJobs } from '../environment';
import { workersOf } from '../job';
import { networkUse } from '../network-use';
import type { PermissionRequirement } from './need';

/**
 * Returns the permissions that the data sources need. `GetCallerIdentity` needs no permission.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function lookupNeeds({
  config: { service },
  jobs,
}: EnvironmentJobs): readonly PermissionRequirement[] {
  if (jobs.length === 0) return [];
  const { lookups, checks, vpc } = networkUse(service);
  const read = [
    ...(lookups.securityGroups || checks.securityGroups ? ['ec2:DescribeSecurityGroups'] : []),
    ...(lookups.subnets || checks.subnets || vpc === 'of-first-subnet' ? ['ec2:DescribeSubnets'] : []),
    ...(vpc === 'configured' && service.vpc?.by === 'tags' ? ['ec2:DescribeVpcs'] : []),
    ...(service.taskRoleArn === undefined ||
    service.executionRoleArn === undefined ||
    workersOf(jobs).length > 0
      ? ['ecs:DescribeTaskDefinition']
      : []),
  ];
  if (read.length === 0) return [];
  return [
    { sid: 'Lookups', read, write: [], resources: ['*'], why: 'look up values that env-config does not set' },
  ];
}
