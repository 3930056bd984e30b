import { literalText } from '../values/deferred-values';
import { AccountIndex } from '../config/rules/account-index';
import type { Problem } from '../config/issues/issues';
import { isIssueCode, type NameConflictCode } from '../config/rule-reference/catalogue';
import type { EnvironmentJobs } from './environment';
import { pathOfJob, queueNamesOf, workersOf, type Job } from './job';
import { jobResourceName, sendPolicyName } from './resource-names';
import type { QueueWorkerJob } from './queue-worker/queue-worker';

interface NameConflict {
  readonly environment: EnvironmentJobs;
  readonly other: EnvironmentJobs;
  readonly problem: Problem;
}

type FoundConflict = Omit<NameConflict, 'problem'> & { readonly job: Job; readonly message: string };

/** Returns the name of an environment for messages. */
type LabelOf = (environment: EnvironmentJobs) => string;

const rules = {
  'shared-resource-name': findSharedResourceNames,
  'worker-named-like-application': findWorkersNamedLikeApplications,
} as const satisfies Record<
  NameConflictCode,
  (environments: readonly EnvironmentJobs[], labelOf: LabelOf) => readonly FoundConflict[]
>;

/**
 * Compares the names of resources in different environments. Returns the problems that the rules find.
 *
 * @param labelOf - Returns the name of an environment for messages.
 */
export function checkSharedNames(
  environments: readonly EnvironmentJobs[],
  labelOf: LabelOf,
): readonly NameConflict[] {
  return Object.entries(rules).flatMap(([code, find]) =>
    isIssueCode(code)
      ? find(environments, labelOf).map(({ environment, other, job, message }) => {
          const path = pathOfJob(job);
          return { environment, other, problem: { path, code, at: 'key' as const, message } };
        })
      : [],
  );
}

/** Finds workers whose service or task definition has the name of another environment's application. */
function findWorkersNamedLikeApplications(
  environments: readonly EnvironmentJobs[],
  labelOf: LabelOf,
): readonly FoundConflict[] {
  const withSameName = findApplications(environments);
  return environments.flatMap((environment) =>
    workersOf(environment.jobs).flatMap((job): readonly FoundConflict[] => {
      const other = withSameName(job, environment);
      if (other === undefined) return [];
      const same = sameAsApplication(job, environment, other).join(' and ');
      const message = `the ${same} of the worker would have the name ${job.service.name}, which the application of ${labelOf(other)} uses in ${sameAccountAndRegion(environment, other)}; rename the worker${orSetAccounts(environment, other)}`;
      return [{ environment, other, job, message }];
    }),
  );
}

/**
 * Returns a function of a worker and its environment. The function finds the first other environment whose application
 * uses the name of the worker's task definition or service. It reads an index, because comparing all pairs of
 * environments would be too slow.
 */
function findApplications(environments: readonly EnvironmentJobs[]) {
  const familyKey = ({ config: { region } }: EnvironmentJobs, family: string) =>
    JSON.stringify([region, 'task definition', family]);
  const serviceKey = ({ config: { region, service } }: EnvironmentJobs, name: string) =>
    JSON.stringify([region, 'service', literalText(service.clusterName), name]);
  const positions = new AccountIndex<number>();
  for (const [position, environment] of environments.entries()) {
    const { knownAccountId, service } = environment.config;
    positions.add(
      familyKey(environment, literalText(service.taskDefinitionFamily)),
      knownAccountId,
      position,
    );
    positions.add(serviceKey(environment, service.name), knownAccountId, position);
  }
  return (
    { taskDefinition, service }: QueueWorkerJob,
    environment: EnvironmentJobs,
  ): EnvironmentJobs | undefined => {
    const isSame = (position: number) => environments[position] === environment;
    const found = [
      familyKey(environment, taskDefinition.family),
      serviceKey(environment, service.name),
    ].flatMap((key) => positions.firstOther(key, environment.config.knownAccountId, isSame) ?? []);
    return environments[Math.min(...found)];
  };
}

/** Returns the resources of a worker whose names the application of another environment already uses. */
function sameAsApplication(
  { taskDefinition, service }: QueueWorkerJob,
  { config }: EnvironmentJobs,
  { config: other }: EnvironmentJobs,
): readonly string[] {
  const isSameFamily = other.service.taskDefinitionFamily === taskDefinition.family;
  // The names of ECS services are unique in their cluster only.
  const isSameService =
    other.service.name === service.name && other.service.clusterName === config.service.clusterName;
  return [...(isSameFamily ? ['task definition'] : []), ...(isSameService ? ['service'] : [])];
}

/**
 * Finds jobs of different environments whose resources have the same name in one account and region. Example: the job `x-y`
 * of the service `app`, and the job `y` of the service `app-x`. EventBridge replaces a rule of the same name.
 */
function findSharedResourceNames(
  environments: readonly EnvironmentJobs[],
  labelOf: LabelOf,
): readonly FoundConflict[] {
  const index = new AccountIndex<{ readonly environment: EnvironmentJobs; readonly jobName: string }>();
  return environments.flatMap((environment) =>
    environment.jobs.flatMap((job): readonly FoundConflict[] => {
      const { region, knownAccountId, service } = environment.config;
      const taken = namesOf(job, environment).flatMap((named) => {
        const key = JSON.stringify([region, named.resource, named.name]);
        const other = index.firstOther(key, knownAccountId);
        index.add(key, knownAccountId, { environment, jobName: job.name });
        // Another rule reports two environments with the same service name.
        return other === undefined || other.environment.config.service.name === service.name
          ? []
          : [{ ...named, other }];
      });
      // One problem is enough: if the common names of two jobs are the same, so are the names of their queues.
      const [found] = taken;
      if (found === undefined) return [];
      const { name, resource, other } = found;
      const message = `the job would have ${resource} with the name ${name}, which belongs to the job ${other.jobName} in ${labelOf(other.environment)} in ${sameAccountAndRegion(environment, other.environment)}; rename one of the jobs${orSetAccounts(environment, other.environment)}`;
      return [{ environment, other: other.environment, job, message }];
    }),
  );
}

/** Returns whether two environments are known to be in one account; false if an account is unknown. */
function areInSameAccount({ config }: EnvironmentJobs, { config: other }: EnvironmentJobs): boolean {
  return config.knownAccountId !== undefined && config.knownAccountId === other.knownAccountId;
}

function sameAccountAndRegion(environment: EnvironmentJobs, other: EnvironmentJobs): string {
  return areInSameAccount(environment, other)
    ? 'the same account and region'
    : 'the same region, and possibly in the same account';
}

function orSetAccounts(environment: EnvironmentJobs, other: EnvironmentJobs): string {
  return areInSameAccount(environment, other)
    ? ''
    : ', or set account_id in both environments if their accounts differ';
}

/** Returns the names of a job's resources: first the common name, then the name of each queue and policy. */
function namesOf(job: Job, { config }: EnvironmentJobs) {
  const names = (resource: string, all: readonly string[]) => all.map((name) => ({ name, resource }));
  return [
    ...names('resources', [jobResourceName(config.service.name, job.name)]),
    ...names('a queue', queueNamesOf(job)),
    // IAM compares names without case.
    ...names(
      'a policy',
      job.type === 'queue_worker_job' ? [sendPolicyName(config, job.name).toLowerCase()] : [],
    ),
  ];
}
