/** The least-privilege IAM policies for the deployment of an environment, with separate policies for plan and apply. */
import { literalText } from '../../values/deferred-values';
import { StringWithLookups, type DeferredString } from '../../values/deferred-values';
import type { Conditions, Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import type { EnvironmentJobs } from '../environment';
import { lookupNeeds } from './lookup-needs';
import { policyDocumentNames, type PermissionRequirement, type PolicyDocumentName } from './need';
import { resourceNeeds } from './resource-needs';
import { stateBackendNeeds } from './state-backend-needs';

/** The phases of a deployment. `plan` changes nothing; `apply` plans, applies and destroys. */
export const deployPhases = ['plan', 'apply'] as const;
/** A phase of a deployment. */
export type DeployPhase = (typeof deployPhases)[number];

/** A statement of a policy for deployments, in plain strings: `*` replaces each value that Terraform looks up. */
export interface DeployStatement extends Statement {
  /** The ARNs of the resources to which the actions apply. An ARN may have wildcards. */
  readonly resources: readonly string[];
  /**
   * The condition values by operator and key.
   *
   * @default the statement applies without conditions
   */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** The purpose, as the end of "so that Terraform can …". */
  readonly why: string;
  /** The document of the statement, if the policy has several. */
  readonly document: PolicyDocumentName;
}

/** The IAM statements that a principal needs in each phase of a deployment. */
export type DeployPolicies = Readonly<Record<DeployPhase, readonly DeployStatement[]>>;

/** The permissions that a deployment needs. */
export interface DeployPermissions {
  /** The policies of the principal that runs Terraform. */
  readonly deployer: DeployPolicies;
  /** The role that Terraform assumes to read and write its state; `undefined` if the state backend has no such role. */
  readonly stateRole: ({ readonly roleArn: string } & DeployPolicies) | undefined;
  /** Requirements that the policies can't express, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Returns the permissions that the deployment of an environment needs. Policies match jobs by the service's prefix,
 * so they change only with the first job of a kind, or with a worker that has its own task role. Keep the old policy
 * until the last job of a kind has been removed.
 *
 * @example
 * ```ts
 * const [prod] = loadEnvironments('env-config', ['prod']).environments;
 * if (prod !== undefined) console.log(deployPermissions(prod));
 * ```
 */
export function deployPermissions(environment: EnvironmentJobs): DeployPermissions {
  const state = stateBackendNeeds(environment.config);
  const resources = resourceNeeds(environment);
  const deployer = policiesOf({
    ...resources,
    jobs: [
      ...(state.roleArn === undefined ? state.needs : state.assume),
      ...lookupNeeds(environment),
      ...resources.jobs,
    ],
  });
  return {
    deployer,
    stateRole:
      state.roleArn === undefined
        ? undefined
        : { roleArn: state.roleArn, ...policiesOf({ jobs: state.needs, workers: [], roles: [] }) },
    notes: notesOn(environment, deployer),
  };
}

type NeedsByDocument = Readonly<Record<PolicyDocumentName, readonly PermissionRequirement[]>>;

function policiesOf(needs: NeedsByDocument): DeployPolicies {
  return {
    plan: statements(needs, ({ read }) => read),
    apply: statements(needs, (need) => [...need.read, ...need.write]),
  };
}

function statements(
  needs: NeedsByDocument,
  actionsOf: (need: PermissionRequirement) => readonly string[],
): readonly DeployStatement[] {
  return policyDocumentNames.flatMap((document) =>
    needs[document].flatMap((need) => {
      const actions = [...actionsOf(need)].sort();
      if (actions.length === 0) return [];
      const { sid, why, conditions } = need;
      const statement = { sid, actions, resources: need.resources.map(plain), why, document };
      return [
        conditions === undefined ? statement : { ...statement, conditions: plainConditions(conditions) },
      ];
    }),
  );
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

/** Returns a text with `*` for each value that is looked up. */
function plain(text: DeferredString): string {
  if (!(text instanceof StringWithLookups)) return text;
  return text.parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
}

function notesOn({ config, jobs }: EnvironmentJobs, { apply }: DeployPolicies): readonly string[] {
  const { name } = config.stateBackend;
  return [
    ...(name === 's3' ? [] : [`the state backend ${name} needs no permissions of AWS`]),
    ...(jobs.length === 0 ? [] : notesOnResources(config)),
    ...notesOnUnknownRoles(config, apply),
  ];
}

/**
 * Returns a note if the policy has a pattern for roles that Terraform looks up. The configuration does not contain
 * their names. The statements already have the condition `iam:PassedToService`. No other condition key limits the roles.
 */
function notesOnUnknownRoles(config: EnvConfig, apply: readonly DeployStatement[]): readonly string[] {
  const pattern = /:role\/\*$/;
  const wide = apply.filter(({ resources }) => resources.some((resource) => pattern.test(resource)));
  if (wide.length === 0) return [];
  const missing = [
    ...(config.service.taskRoleArn === undefined ? ['service.task_role_arn'] : []),
    ...(config.service.executionRoleArn === undefined ? ['service.execution_role_arn'] : []),
  ];
  const sids = wide.map(({ sid }) => sid).join(', ');
  const remedy =
    missing.length === 0
      ? 'replace role/* in the policy with the ARNs of these roles'
      : `set ${missing.join(' and ')}, or replace role/* in the policy with the ARNs of these roles`;
  return [
    `Terraform looks up the roles of the workers’ tasks, so the policy can’t name them: the statements ${sids} apply to every role of the account that meets their conditions; ${remedy}; aws ecs describe-task-definition prints the ARNs`,
  ];
}

function notesOnResources(config: EnvConfig): readonly string[] {
  return [
    ...(config.accountId === undefined
      ? [
          'account_id is not set: the ARNs have * instead, and the policy still allows only resources in the account of the role',
        ]
      : []),
    ...(config.permissionsBoundaryArn === undefined
      ? [
          'without iam.permissions_boundary_arn, the principal that runs terraform apply can give the jobs’ roles any permission',
        ]
      : [
          'to remove iam.permissions_boundary_arn later, add iam:DeleteRolePermissionsBoundary, which these policies do not grant',
        ]),
    ...(config.kmsKeyArn === undefined
      ? []
      : [
          `the key policy of ${literalText(config.kmsKeyArn)} must let CloudWatch Logs use the key for the log groups`,
        ]),
  ];
}
