/** The IAM policies of whoever deploys an environment: least, and for plan and apply apart. */
import { StringWithLookups, type DeferredString } from '../../values/deferred-values';
import {
  maximumManagedPolicyCharacters,
  policyDocument,
  policySize,
  type Conditions,
  type Statement,
} from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import type { EnvironmentJobs } from '../environment';
import { lookupNeeds } from './lookup-needs';
import type { PermissionRequirement } from './need';
import { resourceNeeds } from './resource-needs';
import { stateBackendNeeds } from './state-backend-needs';

/** `plan` compares and changes nothing; `apply` plans, applies and destroys. */
export const deployPhases = ['plan', 'apply'] as const;
export type DeployPhase = (typeof deployPhases)[number];

/** A statement of such a policy, in plain strings: an account that nobody names is `*`. */
export interface DeployStatement extends Statement {
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** What it is for, as the end of "so that Terraform can …". */
  readonly why: string;
}

/** What a principal needs in each phase. */
export type DeployPolicies = Readonly<Record<DeployPhase, readonly DeployStatement[]>>;

export interface DeployPermissions {
  readonly deployer: DeployPolicies;
  /** The role that Terraform assumes for the state alone, where the state backend names one. */
  readonly stateRole: ({ readonly roleArn: string } & DeployPolicies) | undefined;
  /** What the policies can't say. */
  readonly notes: readonly string[];
}

/**
 * What deploying an environment needs. Jobs are named by the prefix of their service: a new job needs no new
 * permissions, unless it is the first of its kind, or a worker with a task role that no other has. Taking the last job of
 * a kind away still needs those from before.
 */
export function deployPermissions(environment: EnvironmentJobs): DeployPermissions {
  const state = stateBackendNeeds(environment.config);
  const deployer = policiesOf([
    ...(state.roleArn === undefined ? state.needs : state.assume),
    ...lookupNeeds(environment),
    ...resourceNeeds(environment),
  ]);
  return {
    deployer,
    stateRole:
      state.roleArn === undefined ? undefined : { roleArn: state.roleArn, ...policiesOf(state.needs) },
    notes: notesOn(environment, deployer),
  };
}

function policiesOf(needs: readonly PermissionRequirement[]): DeployPolicies {
  return {
    plan: statements(needs, ({ read }) => read),
    apply: statements(needs, (need) => [...need.read, ...need.write]),
  };
}

function statements(
  needs: readonly PermissionRequirement[],
  actionsOf: (need: PermissionRequirement) => readonly string[],
): readonly DeployStatement[] {
  return needs.flatMap((need) => {
    const actions = [...actionsOf(need)].sort();
    if (actions.length === 0) return [];
    const { sid, why, conditions } = need;
    const statement = { sid, actions, resources: need.resources.map(plain), why };
    return [conditions === undefined ? statement : { ...statement, conditions: plainConditions(conditions) }];
  });
}

function plainConditions(conditions: Conditions): NonNullable<DeployStatement['conditions']> {
  return mapValues(conditions, (keys) =>
    mapValues(keys, (value) => (isList(value) ? value.map(plain) : plain(value))),
  );
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function isList(value: DeferredString | readonly DeferredString[]): value is readonly DeferredString[] {
  return Array.isArray(value);
}

function plain(text: DeferredString): string {
  if (!(text instanceof StringWithLookups)) return text;
  return text.parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
}

function notesOn({ config, jobs }: EnvironmentJobs, { apply }: DeployPolicies): readonly string[] {
  const { name } = config.stateBackend;
  const size = policySize(policyDocument(apply));
  return [
    ...(size <= maximumManagedPolicyCharacters
      ? []
      : [
          `the policy for apply has ${size} characters, and a managed policy takes ${maximumManagedPolicyCharacters}: make it an inline policy of the role, which takes 10240, or several`,
        ]),
    ...(name === 's3' ? [] : [`the state is kept by the backend ${name}, which needs no permission of AWS`]),
    ...(jobs.length === 0 ? [] : notesOnResources(config)),
  ];
}

function notesOnResources(config: EnvConfig): readonly string[] {
  return [
    ...(config.accountId === undefined
      ? [
          'account_id is not given: the ARNs have * where it would be, which still is only the account of the role',
        ]
      : []),
    ...(config.permissionsBoundaryArn === undefined
      ? ['without iam.permissions_boundary_arn, whoever may apply may give the jobs’ roles any permission']
      : [
          'taking iam.permissions_boundary_arn away needs iam:DeleteRolePermissionsBoundary, which is not granted',
        ]),
    ...(config.kmsKeyArn === undefined
      ? []
      : [`the policy of the key ${config.kmsKeyArn} has to let CloudWatch Logs use it for the log groups`]),
  ];
}
