import { buildEnvironmentJobs, type EnvironmentJobs } from '../../lib/jobs/environment';

/** Removes everything from an environment that Terraform can look up: account, subnets, security groups and roles. */
export function withLookups({ config }: EnvironmentJobs): EnvironmentJobs {
  const { service } = config;
  return buildEnvironmentJobs({
    ...config,
    accountId: undefined,
    service: {
      ...service,
      subnets:
        service.subnets.by === 'tags' ? service.subnets : { by: 'tags', tags: { subnet_of: service.name } },
      securityGroups:
        service.securityGroups.by === 'ids'
          ? { by: 'names', names: [`${service.name}-app*`] }
          : service.securityGroups,
      taskRoleArn: undefined,
      executionRoleArn: undefined,
    },
  });
}

/** Removes a job from an environment. */
export function withoutJob(environment: EnvironmentJobs, jobName: string): EnvironmentJobs {
  const { fileUploadJobs, scheduledJobs, queueWorkerJobs } = environment.config;
  const omit = <Job>(jobs: Readonly<Record<string, Job>>): Readonly<Record<string, Job>> =>
    Object.fromEntries(Object.entries(jobs).filter(([name]) => name !== jobName));
  return buildEnvironmentJobs({
    ...environment.config,
    fileUploadJobs: omit(fileUploadJobs),
    scheduledJobs: omit(scheduledJobs),
    queueWorkerJobs: omit(queueWorkerJobs),
  });
}
