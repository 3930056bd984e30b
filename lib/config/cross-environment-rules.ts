import { resolve } from 'node:path/posix';
import { isObject } from '../values/json';
import { bucketNameOf, serviceNameOf } from './env-config';
import type { Path, Problem } from './issues';
import type { ReadEnvironment } from './read-environment';
import { isIssueCode, type CrossEnvironmentCode, type IssueCode } from './rule-reference/catalogue';
import { stateBackends } from './state-backends';

interface EnvironmentProblem {
  readonly environment: ReadEnvironment;
  readonly problem: Problem;
}

/** A value that only one environment may have. */
interface UniqueValue {
  /** Path of the issue. */
  readonly path: Path;
  /** Returns the value as text, or `undefined` if it is unknown or not set. */
  readonly keyOf: (environment: ReadEnvironment) => string | undefined;
  readonly message: (name: string, other: string) => string;
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
    message: (name, other) =>
      `${name} has the same service.name, region and account as ${other}, so their rules, schedules and roles would have the same names; change one of the service names`,
  },
  'shared-bucket': {
    path: ['storage', 'eventbridge_notification'],
    keyOf: managedBucketOf,
    message: (name, other) =>
      `${name} manages the notification of the same bucket as ${other}, so that each apply would overwrite the notification of the other; set manage in one environment and assume in the other`,
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
  { path, keyOf, message }: UniqueValue,
): readonly EnvironmentProblem[] {
  const first = new Map<string, ReadEnvironment>();
  return environments.flatMap((environment): readonly EnvironmentProblem[] => {
    const key = keyOf(environment);
    if (key === undefined) return [];
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, environment);
      return [];
    }
    if (!environment.isSelected && !other.isSelected) return [];
    const problem: Problem = { path, code, at: 'key', message: message(environment.name, other.name) };
    return [{ environment, problem }];
  });
}

/** Returns the location of the Terraform state; `undefined` if the configuration does not determine it. */
function stateOf({ name: environmentName, validParts, isInvalid }: ReadEnvironment): string | undefined {
  if (isInvalid(['state_backend'])) return undefined;
  const [[name, given] = [undefined, {}]] = Object.entries(validParts.state_backend ?? {});
  const definition = Object.entries(stateBackends).find(([known]) => known === name)?.[1];
  if (definition === undefined) return undefined;
  const fields = new Map<string, unknown>(Object.entries(given ?? {}));
  if (name === 'local') return localStateOf(environmentName, fields.get('path'));
  if (choosesWorkspace(fields.get('workspaces'))) return undefined;
  const location = definition.location.map((argument) => fields.get(argument));
  // If the first argument is not set, an environment variable sets the location.
  return location[0] === undefined ? undefined : JSON.stringify([name, location]);
}

/**
 * Returns text that identifies the local state file. Terraform runs in a separate folder for each environment, so the
 * same relative path in two environments is two different files.
 */
function localStateOf(environmentName: string, path: unknown): string | undefined {
  return typeof path === 'string'
    ? JSON.stringify(['local', resolve('/', 'stacks', environmentName, path)])
    : undefined;
}

/** Returns whether `terraform workspace` selects the workspace, because a prefix or tags are set instead of a name. */
function choosesWorkspace(workspaces: unknown): boolean {
  return isObject(workspaces) && !('name' in workspaces);
}

function serviceOf({ name, validParts, isInvalid }: ReadEnvironment): string | undefined {
  if (isInvalid(['service', 'name'])) return undefined;
  const { region, account_id: accountId } = validParts;
  const serviceName = serviceNameOf(validParts, name);
  if (region === undefined || accountId === undefined || serviceName === undefined) return undefined;
  // IAM compares names without case, so roles would have the same names.
  return JSON.stringify([serviceName.toLowerCase(), region, accountId]);
}

/** Returns the bucket whose notification the environment manages. */
function managedBucketOf({ name, validParts, isInvalid }: ReadEnvironment): string | undefined {
  if (validParts.storage?.eventbridge_notification !== 'manage') return undefined;
  if ([['storage', 'bucket_name'], ['project_name'], ['app_name']].some(isInvalid)) return undefined;
  return bucketNameOf(validParts, name);
}
