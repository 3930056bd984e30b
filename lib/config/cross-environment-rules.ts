import { resolve } from 'node:path/posix';
import { bucketNameOf, serviceNameOf } from './env-config';
import type { Problem } from './issues';
import type { ReadEnvironment } from './read-config';
import { stateBackends } from './state-backends';

interface Found {
  readonly environment: ReadEnvironment;
  readonly problem: Problem;
}

/** What several environments must not have in common: a state, or the names of what they make. */
export function checkAcrossEnvironments(environments: readonly ReadEnvironment[]): readonly Found[] {
  return [
    ...shared(environments, stateOf, ['state_backend'], 'shared-state', (name, other) => {
      return `${name} has the same state as ${other}: applying one would destroy the jobs of the other; give each its own`;
    }),
    ...shared(environments, namesOf, ['service', 'name'], 'shared-name', (name, other) => {
      return `${name} has the same service.name, region and account as ${other}: one’s rules, schedules and roles would replace the other’s`;
    }),
    ...shared(
      environments,
      managedBucketOf,
      ['storage', 'eventbridge_notification'],
      'shared-bucket',
      (name, other) => {
        return `${name} manages the notification of the same bucket as ${other}: each apply would undo the other’s; manage it in one of them, and assume it in the other`;
      },
    ),
  ];
}

function shared(
  environments: readonly ReadEnvironment[],
  keyOf: (environment: ReadEnvironment) => string | undefined,
  path: readonly string[],
  code: 'shared-state' | 'shared-name' | 'shared-bucket',
  message: (name: string, other: string) => string,
): readonly Found[] {
  const first = new Map<string, ReadEnvironment>();
  return environments.flatMap((environment): readonly Found[] => {
    const key = keyOf(environment);
    if (key === undefined) return [];
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, environment);
      return [];
    }
    if (!environment.isSelected && !other.isSelected) return [];
    return [
      { environment, problem: { path, code, at: 'key', message: message(environment.name, other.name) } },
    ];
  });
}

/** Where the state is, or `undefined` when the configuration alone doesn't say. */
function stateOf({
  name: environmentName,
  validParts: partial,
  isInvalid: isWrong,
}: ReadEnvironment): string | undefined {
  if (isWrong(['state_backend'])) return undefined;
  const [[name, given] = [undefined, {}]] = Object.entries(partial.state_backend ?? {});
  const definition = Object.entries(stateBackends).find(([known]) => known === name)?.[1];
  if (definition === undefined) return undefined;
  const fields = new Map<string, unknown>(Object.entries(given ?? {}));
  if (name === 'local') return localStateOf(environmentName, fields.get('path'));
  if (choosesWorkspace(fields.get('workspaces'))) return undefined;
  const location = definition.location.map((argument) => fields.get(argument));
  // Without the first of them, an environment variable says where.
  return location[0] === undefined ? undefined : JSON.stringify([name, location]);
}

/** Terraform runs in a folder of each environment's own, so that the same relative path is another file in each. */
function localStateOf(environmentName: string, path: unknown): string | undefined {
  return typeof path === 'string'
    ? JSON.stringify(['local', resolve('/', 'stacks', environmentName, path)])
    : undefined;
}

/** Workspaces by prefix or tags, of `remote` and `cloud`: which of them is used is chosen where Terraform runs. */
function choosesWorkspace(workspaces: unknown): boolean {
  return typeof workspaces === 'object' && workspaces !== null && !('name' in workspaces);
}

function namesOf({ name, validParts: partial, isInvalid: isWrong }: ReadEnvironment): string | undefined {
  if (isWrong(['service', 'name'])) return undefined;
  const { region, account_id: accountId } = partial;
  const serviceName = serviceNameOf(partial, name);
  if (region === undefined || accountId === undefined || serviceName === undefined) return undefined;
  // IAM's names are one when they differ in case alone, and so would be the roles.
  return JSON.stringify([serviceName.toLowerCase(), region, accountId]);
}

/** The bucket whose notification an environment manages. */
function managedBucketOf({
  name,
  validParts: partial,
  isInvalid: isWrong,
}: ReadEnvironment): string | undefined {
  if (partial.storage?.eventbridge_notification !== 'manage') return undefined;
  if ([['storage', 'bucket_name'], ['project_name'], ['app_name']].some(isWrong)) return undefined;
  return bucketNameOf(partial, name);
}
