/** Decides what happens to each resource of an old state. */
import type { EnvironmentJobs } from '../jobs/environment';
import { allResources, describeEnvironment } from '../resources/environment-resources';
import { importIdRules, type ManagedType } from '../resources/import-ids';
import type { TerraformResource } from '../resources/resource';
import type { Adoption, OldResource, Outcome } from './adoption';
import { arnOf, generatedValue, identityOf, importIdOf, isManagedType, stateValue } from './identity';
import { oldKeyOf, type OldKey } from './old-keys';
import { invokedArn, isTrigger, logGroupArn } from './old-trigger';
import { findSecondTriggers } from './second-triggers';
import type { StateResource } from './state';

/** A generated resource that an old resource can become. */
interface Candidate {
  readonly address: string;
  readonly replacedBecause: string | undefined;
}

/**
 * Decides what happens to each resource of an old state.
 *
 * @param state - The resources of the old state.
 * @param environment - The jobs of the environment, which must have no errors.
 */
export function planAdoption(state: readonly StateResource[], environment: EnvironmentJobs): Adoption {
  const generated = allResources(describeEnvironment(environment)).filter(({ type }) => isManagedType(type));
  const accountId = accountOf(state);
  const findCandidate = candidateFinder(generated, state, accountId);
  const matched = new Map(state.map((resource) => [resource, matchOf(resource, environment, findCandidate)]));
  const jobNames = new Set(environment.jobs.map(({ name }) => name));
  const keyOf = (resource: StateResource) => oldKeyOf(resource, jobNames);
  const outcomeOfRest = restClassifier(state, matched, keyOf);
  const resources = state.map((resource): OldResource => ({
    resource,
    outcome: matched.get(resource) ?? outcomeOfRest(resource),
  }));
  const taken = new Set(resources.flatMap(({ outcome }) => (outcome.kind === 'adopted' ? [outcome.to] : [])));
  return {
    environment: environment.config.name,
    resources,
    oldKeys: [
      ...new Set(
        resources.flatMap(({ resource, outcome }) =>
          outcome.kind === 'adopted' ? (keyOf(resource)?.key ?? []) : [],
        ),
      ),
    ],
    created: generated.map(({ address }) => address).filter((address) => !taken.has(address)),
    secondTriggers: findSecondTriggers(resources, environment.jobs),
  };
}

/** Returns the account in the ARNs of a state; `undefined` if they have none. */
function accountOf(state: readonly StateResource[]): string | undefined {
  return state.flatMap((resource) => accountIn(arnOf(resource)) ?? [])[0];
}

function accountIn(arn: string | undefined): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? '')?.[1];
}

function regionIn(arn: string | undefined): string | undefined {
  return /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(arn ?? '')?.[1];
}

/** Returns a function that finds the generated resource that is the same resource of AWS. */
function candidateFinder(
  generated: readonly TerraformResource[],
  state: readonly StateResource[],
  accountId: string | undefined,
): (resource: StateResource, type: ManagedType) => Candidate | undefined {
  const addresses = new Map<string, string>();
  const targets = new Map<string, string>();
  for (const resource of generated) {
    if (!isManagedType(resource.type)) continue;
    const valueOf = (argument: string) => generatedValue(resource, argument, accountId);
    const identity = identityOf(resource.type, valueOf);
    if (identity !== undefined) addresses.set(identity, resource.address);
    if (resource.type === 'aws_cloudwatch_event_target') targets.set(ruleKey(valueOf), resource.address);
  }
  const identityInState = (resource: StateResource, type: ManagedType) =>
    identityOf(type, (argument) => stateValue(resource, argument));
  const exact = new Set(
    state.flatMap((resource) => {
      const { type } = resource;
      const identity = isManagedType(type) ? identityInState(resource, type) : undefined;
      return addresses.get(identity ?? '') ?? [];
    }),
  );
  const given = new Set<string>();
  const give = (address: string | undefined, replacedBecause: string | undefined): Candidate | undefined => {
    // One object can be in a state only once, but a wrong state can repeat it.
    if (address === undefined || given.has(address)) return undefined;
    given.add(address);
    return { address, replacedBecause };
  };
  return (resource, type) => {
    const address = addresses.get(identityInState(resource, type) ?? '');
    if (address !== undefined) return give(address, undefined);
    if (type !== 'aws_cloudwatch_event_target') return undefined;
    // A target with another ID would start the job beside ours.
    const target = targets.get(ruleKey((argument) => stateValue(resource, argument)));
    return target === undefined || exact.has(target) ? undefined : give(target, 'target_id');
  };
}

function ruleKey(valueOf: (argument: string) => string | undefined): string {
  return JSON.stringify(['event_bus_name', 'rule'].map(valueOf));
}

/** Returns the outcome of a resource that does not depend on other resources of the state, if any. */
function matchOf(
  resource: StateResource,
  { config }: EnvironmentJobs,
  findCandidate: (resource: StateResource, type: ManagedType) => Candidate | undefined,
): Outcome | undefined {
  const { type, provider, problem } = resource;
  if (!isManagedType(type)) return undefined;
  if (!/(^|\/)hashicorp\/aws$/.test(provider))
    return left(`its provider is ${provider || 'not known'}, and not hashicorp/aws`);
  const arn = arnOf(resource);
  const [account, region] = [accountIn(arn), regionIn(arn)];
  if (account !== undefined && config.accountId !== undefined && account !== config.accountId)
    return left(`it is in the account ${account}, and account_id is ${config.accountId}`);
  if (region !== undefined && region !== config.region)
    return left(`it is in the region ${region}, and region is ${config.region}`);
  const candidate = findCandidate(resource, type);
  if (candidate === undefined) return undefined;
  if (problem === 'deposed')
    return blocked('it is a deposed object, which a failed apply left; apply the old configuration first');
  if (problem === 'tainted')
    return blocked('it is tainted, so Terraform would replace it; run terraform untaint first');
  const importId = importIdOf(resource);
  if (importId === undefined)
    return importIdRules[type].importId === undefined
      ? { kind: 'kept', reason: 'Terraform can’t import it; the new configuration writes it again' }
      : blocked('its name or its ARN is missing or sensitive, so it has no import ID');
  return { kind: 'adopted', to: candidate.address, importId, replacedBecause: candidate.replacedBecause };
}

/** Returns a function that returns the outcome of each resource that is not adopted. */
function restClassifier(
  state: readonly StateResource[],
  matched: ReadonlyMap<StateResource, Outcome | undefined>,
  keyOf: (resource: StateResource) => OldKey | undefined,
): (resource: StateResource) => Outcome {
  const adopted = state.filter((resource) => matched.get(resource)?.kind === 'adopted');
  const keys = new Set(adopted.flatMap((resource) => keyOf(resource)?.scope ?? []));
  const byArn = new Map(
    state.flatMap((resource) => {
      const arn = arnOf(resource);
      return arn === undefined ? [] : [[arn, resource] as const];
    }),
  );
  const used = new Set<StateResource>();
  const use = (arn: string | undefined): StateResource | undefined => {
    const resource = byArn.get(arn ?? '');
    if (resource !== undefined) used.add(resource);
    return resource;
  };
  for (const resource of adopted) {
    const machine = resource.type === 'aws_sfn_state_machine' ? resource : use(invokedArn(resource));
    if (machine !== undefined) use(logGroupArn(machine));
  }
  return (resource) => {
    const { type } = resource;
    const isOfJob = keys.has(keyOf(resource)?.scope ?? '');
    if (!isManagedType(type))
      return left(
        `jobs have no resource of this type${isOfJob ? '; it has the key of an adopted job, so check whether the old configuration deletes it with the job' : ''}`,
      );
    if (isTrigger(resource)) return left('no job of env-config has a trigger with this name');
    if (isOfJob && type === 'aws_cloudwatch_event_target')
      return blocked('it is a further target of an adopted rule; remove it, or keep it in a rule of its own');
    const { holds } = importIdRules[type];
    const isJobResource = type === 'aws_sfn_state_machine' || type === 'aws_cloudwatch_log_group';
    if (isOfJob || (isJobResource && used.has(resource)))
      return {
        kind: 'kept',
        reason: `env-config has no resource of this name${holds === undefined ? '' : `, and it has ${holds}`}`,
      };
    return left('no resource of env-config has its name');
  };
}

function left(reason: string): Outcome {
  return { kind: 'left', reason };
}

function blocked(reason: string): Outcome {
  return { kind: 'blocked', reason };
}
