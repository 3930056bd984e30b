import { serviceNameOf } from './env-config';
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
    ...shared(environments, stateOf, ['state_backend'], 'shared-state', (other) => {
      return `the same state as ${other}: applying one would destroy the jobs of the other; give each its own`;
    }),
    ...shared(environments, namesOf, ['service', 'name'], 'shared-name', (other) => {
      return `the same service.name, region and account as ${other}: one’s rules and schedules would replace the other’s`;
    }),
  ];
}

function shared(
  environments: readonly ReadEnvironment[],
  keyOf: (environment: ReadEnvironment) => string | undefined,
  path: readonly string[],
  code: 'shared-state' | 'shared-name',
  message: (other: string) => string,
): readonly Found[] {
  const first = new Map<string, string>();
  return environments.flatMap((environment): readonly Found[] => {
    const key = keyOf(environment);
    if (key === undefined) return [];
    const other = first.get(key);
    if (other !== undefined)
      return [{ environment, problem: { path, code, at: 'key', message: message(other) } }];
    first.set(key, environment.name);
    return [];
  });
}

/** Where the state is, or `undefined` when the configuration alone doesn't say. */
function stateOf({ partial, isWrong }: ReadEnvironment): string | undefined {
  if (isWrong(['state_backend'])) return undefined;
  const [[name, given] = [undefined, {}]] = Object.entries(partial.state_backend ?? {});
  const definition = Object.entries(stateBackends).find(([known]) => known === name)?.[1];
  if (definition === undefined) return undefined;
  const fields = new Map<string, unknown>(Object.entries(given ?? {}));
  if (choosesWorkspace(fields.get('workspaces'))) return undefined;
  const location = definition.location.map((argument) => fields.get(argument));
  // Without the first of them, an environment variable says where.
  return location[0] === undefined ? undefined : JSON.stringify([name, location]);
}

/** Workspaces by prefix or tags, of `remote` and `cloud`: which of them is used is chosen where Terraform runs. */
function choosesWorkspace(workspaces: unknown): boolean {
  return typeof workspaces === 'object' && workspaces !== null && !('name' in workspaces);
}

function namesOf({ name, partial, isWrong }: ReadEnvironment): string | undefined {
  if (isWrong(['service', 'name'])) return undefined;
  const { region, account_id: accountId } = partial;
  const serviceName = serviceNameOf(partial, name);
  if (region === undefined || accountId === undefined || serviceName === undefined) return undefined;
  return JSON.stringify([serviceName, region, accountId]);
}
