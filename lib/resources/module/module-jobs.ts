import type { EnvConfig } from '../../config/env-config';
import { buildEnvironmentJobs, type EnvironmentJobs } from '../../jobs/environment';
import {
  deferredString,
  Lookup,
  MapWithLookups,
  type DeferredString,
  type VariableName,
} from '../../values/deferred-values';

/**
 * Builds the jobs of an environment again, with a variable or a lookup for every value that a module gets from its
 * caller. Names, addresses and all other values stay the same.
 */
export function moduleJobs({ config, managedBucket }: EnvironmentJobs): EnvironmentJobs {
  const { service } = config;
  const jobs = buildEnvironmentJobs({
    ...config,
    tags: new MapWithLookups(new Lookup('tags'), {}),
    kmsKeyArn: ifSet(config.kmsKeyArn, 'kms_key_arn'),
    alarms: alarmsWithVariables(config.alarms),
    permissionsBoundaryArn: ifSet(config.permissionsBoundaryArn, 'permissions_boundary_arn'),
    service: {
      ...service,
      clusterName: variable('cluster_name'),
      taskDefinitionFamily: variable('task_definition_family'),
      // The data sources are described separately. Here, the selectors only show that the IDs are not in the text.
      subnets: { by: 'names', names: [] },
      securityGroups: { by: 'names', names: [] },
      taskRoleArn: undefined,
      executionRoleArn: undefined,
    },
    queueWorkerJobs: withoutServiceRole(config),
  });
  const bucket = ifSet(config.bucketName, 'bucket_name');
  return { ...jobs, bucket, managedBucket: managedBucket === undefined ? undefined : bucket };
}

function alarmsWithVariables(alarms: EnvConfig['alarms']): EnvConfig['alarms'] {
  if (alarms === undefined) return undefined;
  switch (alarms.topics.by) {
    case 'one_topic':
      return { ...alarms, topics: { by: 'one_topic', arn: variable('sns_topic_arn') } };
    case 'severity': {
      const arns = {
        critical: variable('critical_sns_topic_arn'),
        warning: variable('warning_sns_topic_arn'),
      };
      return { ...alarms, topics: { by: 'severity', arns } };
    }
  }
}

function variable(name: VariableName): DeferredString {
  return deferredString`${new Lookup(name)}`;
}

function ifSet(value: DeferredString | undefined, name: VariableName): DeferredString | undefined {
  return value === undefined ? undefined : variable(name);
}

/**
 * Removes `task_role_arn` from workers that name the role of the service. The policy for scale-in protection is
 * attached once to each role. The attachment must have the same address in the module as in the stack.
 */
function withoutServiceRole({ queueWorkerJobs, service }: EnvConfig): EnvConfig['queueWorkerJobs'] {
  return Object.fromEntries(
    Object.entries(queueWorkerJobs).map(([name, { task_role_arn: role, ...job }]) => [
      name,
      role === undefined || roleNameOf(role) === roleNameOf(service.taskRoleArn)
        ? job
        : { ...job, task_role_arn: role },
    ]),
  );
}

function roleNameOf(arn: string | undefined): string | undefined {
  return arn?.replace(/^.*\//, '');
}
