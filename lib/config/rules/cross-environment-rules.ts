import { resolve } from 'node:path/posix';
import { isObject } from '../../values/json';
import { AccountIndex } from './account-index';
import { accountFields, bucketNameOf, knownAccountOf, serviceNameOf } from '../env-config';
import type { Path, Problem } from '../issues/issues';
import type { ReadEnvironment } from '../reading/read-environment';
import { isIssueCode, type CrossEnvironmentCode, type IssueCode } from '../rule-reference/catalogue';
import { stateBackends } from '../state-backends';

interface EnvironmentProblem {
  readonly environment: ReadEnvironment;
  readonly problem: Problem;
}

/** A value that only one environment may have. */
interface UniqueValue {
  /** The path of the issue. */
  readonly path: Path;
  /** Returns the value as text, or `undefined` if it is unknown or not set. */
  readonly keyOf: (environment: ReadEnvironment) => string | undefined;
  /**
   * Returns the account in which the value must be unique, or `undefined` if it is unknown.
   *
   * @default the value must be unique in all accounts
   */
  readonly accountOf?: (environment: ReadEnvironment) => string | undefined;
  /** Returns the message. `isCertain` is false if the accounts may differ. */
  readonly message: (name: string, other: string, isCertain: boolean) => string;
}

const uniqueValues = {
  'shared-state': {
    path: ['state_backend'],
    keyOf: stateOf,
    message: (name, other) =>
      `${name} has the same state as ${other}, so that each apply would delete the jobs of the other; give each environment its own state`,
  },
  'shared-service-name': {
    path: ['service', 'name'],
    keyOf: serviceOf,
    accountOf: ({ validParts }) => knownAccountOf(validParts),
    message: (name, other, isCertain) =>
      isCertain
        ? `${name} has the same service.name, region and account as ${other}, so their rules, schedules and roles would have the same names; change one of the service names`
        : `${name} has the same service.name and region as ${other}, so their rules, schedules and roles would have the same names in the same account; change one of the service names, or set account_id in both environments if the accounts differ`,
  },
  'shared-stack-name': {
    path: [],
    // Each stack has a folder with its name, and some file systems ignore the case of names.
    keyOf: ({ stackName }) => stackName?.toLowerCase(),
    message: (name, other) =>
      `${name} and ${other} have the same stack name, or names that differ only in case, so each would overwrite the Terraform JSON of the other; rename one of the files, or change app_name in one of the folders`,
  },
  'shared-bucket': {
    path: ['storage', 'eventbridge_notification'],
    keyOf: managedBucketOf,
    message: (name, other) =>
      `${name} manages the notification of the same bucket as ${other}, so that each apply would overwrite the notification of the other; set eventbridge_notification: manage in one environment, and eventbridge_notification: assume in the other`,
  },
} as const satisfies Record<CrossEnvironmentCode, UniqueValue>;

/** Checks the rules that compare the environments with each other. */
export function checkAcrossEnvironments(
  environments: readonly ReadEnvironment[],
): readonly EnvironmentProblem[] {
  return Object.entries<UniqueValue>(uniqueValues).flatMap(([code, value]) =>
    isIssueCode(code) ? findShared(environments, code, value) : [],
  );
}

function findShared(
  environments: readonly ReadEnvironment[],
  code: IssueCode,
  { path, keyOf, accountOf = () => undefined, message }: UniqueValue,
): readonly EnvironmentProblem[] {
  const index = new AccountIndex<ReadEnvironment>();
  return environments.flatMap((environment): readonly EnvironmentProblem[] => {
    const key = keyOf(environment);
    if (key === undefined) return [];
    const accountId = accountOf(environment);
    const other = index.firstOther(key, accountId);
    index.add(key, accountId, environment);
    if (other === undefined || (!environment.isSelected && !other.isSelected)) return [];
    const isCertain = accountId !== undefined && accountId === accountOf(other);
    const problem: Problem = {
      path,
      code,
      at: 'key',
      message: message(environment.label, other.label, isCertain),
    };
    return [{ environment, problem }];
  });
}

/** Returns the location of the Terraform state; `undefined` if the configuration does not determine it. */
function stateOf({ stackName, validParts, isInvalid }: ReadEnvironment): string | undefined {
  if (isInvalid(['state_backend'])) return undefined;
  const [[name, given] = [undefined, {}]] = Object.entries(validParts.state_backend ?? {});
  const definition = Object.entries(stateBackends).find(([known]) => known === name)?.[1];
  if (definition === undefined) return undefined;
  const fields = new Map<string, unknown>(Object.entries(given ?? {}));
  if (name === 'local') return localStateOf(stackName, fields.get('path'));
  if (choosesWorkspace(fields.get('workspaces'))) return undefined;
  const location = definition.location.map((argument) => fields.get(argument));
  // If the configuration lacks the first argument, Terraform reads it from an environment variable.
  return location[0] === undefined ? undefined : JSON.stringify([name, location]);
}

/**
 * Returns text that identifies the local state file. Terraform runs in a separate folder for each environment, so the
 * same relative path in two environments is two different files.
 */
function localStateOf(stackName: string | undefined, path: unknown): string | undefined {
  return typeof path === 'string' && stackName !== undefined
    ? JSON.stringify(['local', resolve('/', 'stacks', stackName, path)])
    : undefined;
}

/** Returns whether `terraform workspace` selects the workspace, because a prefix or tags are set instead of a name. */
function choosesWorkspace(workspaces: unknown): boolean {
  return isObject(workspaces) && !('name' in workspaces);
}

function serviceOf({ name, validParts, isInvalid }: ReadEnvironment): string | undefined {
  if (isInvalid(['service', 'name'])) return undefined;
  const { region } = validParts;
  const serviceName = serviceNameOf(validParts, name);
  if (region === undefined || serviceName === undefined) return undefined;
  // If a field with the account is invalid, the comparison waits until the user has corrected it.
  if (accountFields.some(isInvalid)) return undefined;
  // IAM compares names without case, so roles would have the same names.
  return JSON.stringify([serviceName.toLowerCase(), region]);
}

/** Returns the bucket whose notification the environment manages. */
function managedBucketOf({ name, validParts, isInvalid }: ReadEnvironment): string | undefined {
  if (validParts.storage?.eventbridge_notification !== 'manage') return undefined;
  if ([['storage', 'bucket_name'], ['project_name'], ['app_name']].some(isInvalid)) return undefined;
  return bucketNameOf(validParts, name);
}
