import type { EnvironmentJobs } from '../environment';
import { workersOf } from '../job';
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
  const read = [
    ...(service.securityGroups.by === 'ids' ? [] : ['ec2:DescribeSecurityGroups']),
    ...(service.subnets.by === 'ids' ? [] : ['ec2:DescribeSubnets']),
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
