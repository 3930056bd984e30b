import { maximumManagedPolicyCharacters } from '../../aws/iam/policies';
import { renderedBytes } from '../../jobs/rendered-size';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Path } from '../../config/issues';
import { ruleOf, rulesOf, sectionOfType, stateMachineOf, type Job } from '../../jobs/job';
import type { Check, Finding } from '../check';

/**
 * What an account has room for in a region, until it asks for more.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const rulesPerBus = 300;
const wildcardRulesPerBus = 30;
const stateMachinesPerRegion = 10_000;
const near = 0.8;

export const nearQuota: Check = {
  code: 'near-quota',
  why: 'An event bus takes 300 rules, 30 of them with wildcards, and a region 10,000 state machines until the account asks for more, and everything else in the account counts as well: the apply that would make one too many fails in the middle. A policy takes 6,144 characters, and nobody can ask for more.',
  fix: 'ask for a higher quota before the next job (Service Quotas), or let more jobs share a task_role_arn where it is a policy',
  find: (environment) => [
    ...nearRules(environment),
    ...nearStateMachines(environment),
    ...nearPolicies(environment),
  ],
};

function nearRules({ jobs }: EnvironmentJobs): readonly Finding[] {
  const rules = rulesOf(jobs);
  const path = sectionOfFirst(jobs, (job) => ruleOf(job) !== undefined);
  const buses = [...new Set(rules.map(({ eventBusName }) => eventBusName))].sort();
  return buses.flatMap((bus) => {
    const onBus = rules.filter(({ eventBusName }) => eventBusName === bus);
    const withWildcards = onBus.filter(({ eventPattern }) =>
      JSON.stringify(eventPattern).includes('{"wildcard":'),
    );
    return [
      ...nearOnBus(path, onBus.length, rulesPerBus, 'rules that a bus has room for'),
      ...nearOnBus(
        path,
        withWildcards.length,
        wildcardRulesPerBus,
        'rules with wildcards that a bus has room for; path_prefix or path_suffix alone needs none',
      ),
    ];
  });
}

function nearOnBus(path: Path, count: number, quota: number, what: string): readonly Finding[] {
  if (count < quota * near) return [];
  const message = `this environment alone makes ${count} of the ${quota} ${what}`;
  return [{ path, at: 'key', message }];
}

function nearStateMachines({ jobs }: EnvironmentJobs): readonly Finding[] {
  const count = jobs.filter(hasStateMachine).length;
  if (count < stateMachinesPerRegion * near) return [];
  const message = `this environment alone makes ${count} of the ${stateMachinesPerRegion} state machines that a region has room for`;
  return [{ path: sectionOfFirst(jobs, hasStateMachine), at: 'key', message }];
}

function hasStateMachine(job: Job): boolean {
  return stateMachineOf(job) !== undefined;
}

/** The section of the first of those jobs. */
function sectionOfFirst(jobs: readonly Job[], isCounted: (job: Job) => boolean): Path {
  const first = jobs.find(isCounted);
  return first === undefined ? [] : [sectionOfType[first.type]];
}

function nearPolicies({ roles }: EnvironmentJobs): readonly Finding[] {
  return roles.flatMap(({ name, policy }): readonly Finding[] => {
    const size = renderedBytes(policy);
    if (size < maximumManagedPolicyCharacters * near) return [];
    const message = `the policy of ${name} has ${size} of the ${maximumManagedPolicyCharacters} characters that IAM takes`;
    return [{ path: [], at: 'key', message }];
  });
}
