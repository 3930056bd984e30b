import type { EnvironmentJobs } from '../jobs/environment';
import type { DeployPhase } from '../jobs/permissions/deploy-permissions';
import { permissionsToJson, policyFor, renderPermissions } from '../report/permissions/render-permissions';
import { plainText, type Color } from '../report/color';
import { CommandError } from './command-error';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';

export interface PermissionsOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: 'text' | 'json';
  /** One policy document and nothing else. */
  readonly for?: DeployPhase;
}

/**
 * env-config → the IAM policies of whoever deploys it; returns what to print.
 *
 * @throws CommandError with every issue of the configuration, and when one policy of more than one environment is asked
 * for.
 */
export function permissions(
  { config, environment, format, for: phase }: PermissionsOptions,
  paint: Color = plainText,
): string {
  const loaded = load(config, environment);
  throwOnErrors(loaded, { format, paint });
  const { environments } = loaded;
  if (phase !== undefined) return onePolicy(environments, phase);
  return format === 'json' ? permissionsToJson(environments) : renderPermissions(environments);
}

function onePolicy(environments: readonly EnvironmentJobs[], phase: DeployPhase): string {
  const [environment, ...others] = environments;
  if (environment === undefined || others.length > 0) {
    const names = environments.map(({ config }) => config.name).join(', ');
    throw new CommandError(
      2,
      `--for ${phase} prints one policy, and there are ${environments.length} environments (${names}): name one with --environment`,
    );
  }
  const policy = policyFor(environment, phase);
  if (policy === undefined) {
    throw new CommandError(
      1,
      `${environment.config.name}: ${phase} needs no permission of AWS, so there is no policy to make`,
    );
  }
  return policy;
}
