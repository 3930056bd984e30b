import type { Problem } from '../config/issues';
import type { EnvironmentJobs } from './environment';
import { pathOfJob, queueNamesOf, workersOf, type Job } from './job';
import { jobResourceName } from './resource-names';
import type { QueueWorkerJob } from './queue-worker/queue-worker';

interface Found {
  readonly of: EnvironmentJobs;
  readonly other: EnvironmentJobs;
  readonly problem: Problem;
}

/**
 * Jobs of different environments whose resources would have the same name in the same account and region: the job `x-y`
 * of a service `app` and the job `y` of a service `app-x`. EventBridge replaces a rule of the same name without a word.
 */
export function checkSharedNames(environments: readonly EnvironmentJobs[]): readonly Found[] {
  return [...checkJobs(environments), ...checkApplications(environments)];
}

/** A worker whose task definition would be a revision of another environment's application, or whose service it would be. */
function checkApplications(environments: readonly EnvironmentJobs[]): readonly Found[] {
  const withSameName = findApplications(environments);
  return environments.flatMap((of) =>
    workersOf(of.jobs).flatMap((job): readonly Found[] => {
      if (of.config.accountId === undefined) return [];
      const other = withSameName(job, of);
      if (other === undefined) return [];
      const same = sameAsApplication(job, of, other);
      const [its, those] = [same.join(' and its '), same.length === 1 ? 'that' : 'those'];
      const message = `its ${its} would be ${job.service.name}, like ${those} of ${other.config.name}’s application in the same account and region; give it another name`;
      return [{ of, other, problem: atJob(job, message) }];
    }),
  );
}

/**
 * Returns a function that finds the first other environment whose application has the task definition or the service of a
 * worker, by a map: all pairs of environments would be too many.
 */
function findApplications(environments: readonly EnvironmentJobs[]) {
  const familyKey = ({ config: { accountId, region } }: EnvironmentJobs, family: string) =>
    JSON.stringify([accountId, region, 'task definition', family]);
  const serviceKey = ({ config: { accountId, region, service } }: EnvironmentJobs, name: string) =>
    JSON.stringify([accountId, region, 'service', service.clusterName, name]);
  const positions = new Map<string, number[]>();
  for (const [position, environment] of environments.entries()) {
    const { taskDefinitionFamily, name } = environment.config.service;
    for (const key of [familyKey(environment, taskDefinitionFamily), serviceKey(environment, name)]) {
      const known = positions.get(key);
      if (known === undefined) positions.set(key, [position]);
      // The first other one is all that is asked for.
      else if (known.length === 1) known.push(position);
    }
  }
  return ({ taskDefinition, service }: QueueWorkerJob, of: EnvironmentJobs): EnvironmentJobs | undefined => {
    const found = [familyKey(of, taskDefinition.family), serviceKey(of, service.name)]
      .flatMap((key) => positions.get(key) ?? [])
      .filter((position) => environments[position] !== of);
    return environments[Math.min(...found)];
  };
}

/** What of a worker has the name that the same has of the application of another environment. */
function sameAsApplication(
  { taskDefinition, service }: QueueWorkerJob,
  { config }: EnvironmentJobs,
  { config: other }: EnvironmentJobs,
): readonly string[] {
  const isSameFamily = other.service.taskDefinitionFamily === taskDefinition.family;
  // A name of a service is one in its cluster alone.
  const isSameService =
    other.service.name === service.name && other.service.clusterName === config.service.clusterName;
  return [...(isSameFamily ? ['task definition'] : []), ...(isSameService ? ['service'] : [])];
}

function checkJobs(environments: readonly EnvironmentJobs[]): readonly Found[] {
  const first = new Map<string, { readonly environment: EnvironmentJobs; readonly jobName: string }>();
  return environments.flatMap((environment) =>
    environment.jobs.flatMap((job): readonly Found[] => {
      const { region, accountId, service } = environment.config;
      if (accountId === undefined) return [];
      const taken = namesOf(job, service.name).flatMap((named) => {
        const key = JSON.stringify([accountId, region, named.isQueue, named.name]);
        const other = first.get(key);
        if (other === undefined) first.set(key, { environment, jobName: job.name });
        // Two environments of one service name are told as such, once.
        return other === undefined || other.environment.config.service.name === service.name
          ? []
          : [{ ...named, other }];
      });
      // Whose names are the same has queues of the same names, too.
      const [found] = taken;
      if (found === undefined) return [];
      const { name, isQueue, other } = found;
      const [its, those] = isQueue ? ['a queue of it', 'one'] : ['its resources', 'those'];
      const message = `${its} would be called ${name}, like ${those} of ${other.environment.config.name}’s job ${other.jobName} in the same account and region; give it another name`;
      return [{ of: environment, other: other.environment, problem: atJob(job, message) }];
    }),
  );
}

/** What of a job is called by names of its own: first what all is called after it, then each of its queues. */
function namesOf(job: Job, serviceName: string) {
  return [
    { name: jobResourceName(serviceName, job.name), isQueue: false },
    ...queueNamesOf(job).map((name) => ({ name, isQueue: true })),
  ];
}

function atJob(job: Job, message: string): Problem {
  return { path: pathOfJob(job), code: 'shared-name', at: 'key', message };
}
