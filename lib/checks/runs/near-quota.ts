import { growthOf } from '../../jobs/roles/policy-growth';
import { renderedBytes } from '../../jobs/rendered-size';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Path } from '../../config/issues/issues';
import {
  defaultEventPatternBytes,
  defaultRulesPerBus,
  defaultWildcardRulesPerBus,
  maximumEventPatternBytes,
} from '../../aws/events/limits';
import { defaultStateMachinesPerRegion } from '../../aws/state-machines/limits';
import { defaultEventBus } from '../../aws/events/event-buses';
import { isWatched } from '../../jobs/alarms/watch/watch';
import type { EventRule } from '../../jobs/triggers/triggers';
import {
  pathOfJob,
  ruleOf,
  rulesOf,
  sectionOfType,
  stateMachineOf,
  workersOf,
  type Job,
} from '../../jobs/job';
import type { Check, Finding } from '../check';
import { defaultPoliciesPerAccount, maximumManagedPolicyCharacters } from '../../aws/iam/limits';
import { defaultServicesPerCluster } from '../../aws/ecs/limits';
import { defaultScalableServicesPerRegion } from '../../aws/scaling/scaling';

/** Fraction of a quota. If the jobs use at least this fraction, the check gives advice. */
const threshold = 0.8;

export const nearQuota: Check = {
  code: 'near-quota',
  why: 'AWS has default quotas. An event bus can have 300 rules, and 30 of them can have wildcards. An event pattern can have 2,048 characters. A region can have 10,000 state machines, and 3,000 ECS services that scale. A cluster can have 5,000 services. An account can have 1,500 managed policies. A managed policy can have 6,144 characters, and AWS can’t raise this limit. Other resources in the account count too. An apply that exceeds a quota fails after it has created some of the resources.',
  fix: 'request a higher quota before you add a job; for an event pattern, use fewer values; for a policy, use the same task role or the same KMS key in more jobs',
  find: (environment) => [
    ...nearRules(environment),
    ...nearPatterns(environment),
    ...nearStateMachines(environment),
    ...nearWorkers(environment),
    ...nearPolicies(environment),
  ],
};

function nearRules({ jobs, watch, failureRules }: EnvironmentJobs): readonly Finding[] {
  const shared = [...(watch?.rules ?? []), ...failureRules];
  const rules: readonly Pick<EventRule, 'eventBusName' | 'eventPattern'>[] = [
    ...rulesOf(jobs),
    ...shared.map(() => ({ eventBusName: defaultEventBus, eventPattern: {} })),
  ];
  const section = sectionOfFirst(jobs, (job) => ruleOf(job) !== undefined || isWatched(job));
  // Without a job that has a rule, the rules are those of failed runs.
  const path = section.length === 0 ? ['alarms'] : section;
  const buses = [...new Set(rules.map(({ eventBusName }) => eventBusName))].sort();
  return buses.flatMap((bus) => {
    const onBus = rules.filter(({ eventBusName }) => eventBusName === bus);
    const withWildcards = onBus.filter(({ eventPattern }) =>
      JSON.stringify(eventPattern).includes('{"wildcard":'),
    );
    return [
      ...nearCount(
        path,
        onBus.length,
        defaultRulesPerBus,
        'rules on an event bus; event_bus_name can move event jobs to another bus, and another account or region has its own buses',
      ),
      ...nearCount(
        path,
        withWildcards.length,
        defaultWildcardRulesPerBus,
        'rules with wildcards on an event bus; a job with only path_prefix or only path_suffix needs no wildcard',
      ),
    ];
  });
}

/** Returns the patterns that only an account with a higher quota accepts. Validation reports longer patterns. */
function nearPatterns({ jobs }: EnvironmentJobs): readonly Finding[] {
  return jobs.flatMap((job): readonly Finding[] => {
    const pattern = ruleOf(job)?.eventPattern;
    const size = pattern === undefined ? 0 : Buffer.byteLength(JSON.stringify(pattern));
    if (size <= defaultEventPatternBytes) return [];
    const message = `the event pattern has ${size} bytes; an account accepts ${defaultEventPatternBytes}, and at most ${maximumEventPatternBytes} on request`;
    return [{ path: pathOfJob(job), at: 'key', message }];
  });
}

/** Returns a finding if a count is near a quota. `what` has the counted things, and how to divide them. */
function nearCount(path: Path, count: number, quota: number, what: string): readonly Finding[] {
  if (count < quota * threshold) return [];
  const message = `this environment has ${count} of at most ${quota} ${what}`;
  return [{ path, at: 'key', message }];
}

function nearStateMachines({ jobs }: EnvironmentJobs): readonly Finding[] {
  return nearCount(
    sectionOfFirst(jobs, hasStateMachine),
    jobs.filter(hasStateMachine).length,
    defaultStateMachinesPerRegion,
    'state machines in a region; an environment in another region or account has its own quota',
  );
}

/** Counts what each worker has: a managed policy, and a service that scales. */
function nearWorkers({ jobs }: EnvironmentJobs): readonly Finding[] {
  const count = workersOf(jobs).length;
  const quotas: readonly (readonly [quota: number, what: string])[] = [
    [
      defaultPoliciesPerAccount,
      'managed policies in an account; an environment in another account has its own quota',
    ],
    [
      defaultScalableServicesPerRegion,
      'ECS services that scale in a region; an environment in another region or account has its own quota',
    ],
    [
      defaultServicesPerCluster,
      'services in a cluster; an environment with another service.cluster_name has its own cluster',
    ],
  ];
  return quotas.flatMap(([quota, what]) => nearCount(['queue_worker_jobs'], count, quota, what));
}

function hasStateMachine(job: Job): boolean {
  return stateMachineOf(job) !== undefined;
}

/** Returns the path of the section with the first job that `isCounted` accepts. */
function sectionOfFirst(jobs: readonly Job[], isCounted: (job: Job) => boolean): Path {
  const first = jobs.find(isCounted);
  return first === undefined ? [] : [sectionOfType[first.type]];
}

function nearPolicies(environment: EnvironmentJobs): readonly Finding[] {
  return environment.roles.flatMap((role): readonly Finding[] => {
    const size = renderedBytes(role.policy);
    if (size < maximumManagedPolicyCharacters * threshold) return [];
    const { fix, ...place } = growthOf(environment, role);
    const message = `the policy of the role ${role.name} has ${size} of at most ${maximumManagedPolicyCharacters} characters; to shorten it, ${fix}`;
    return [{ ...place, at: 'key', message }];
  });
}
