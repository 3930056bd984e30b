import { Option } from 'commander';
import type { EnvironmentJobs } from '../../jobs/environment';
import { deployPhases, type DeployPhase } from '../../jobs/permissions/deploy-permissions';
import { permissionsFormats } from '../../report/permissions/formats';
import { policyFor } from '../../report/permissions/json';
import { viewPermissions } from '../../report/permissions/view';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';

interface PermissionsOptions extends ConfigOptions {
  readonly format: keyof typeof permissionsFormats;
  /**
   * The only policy to print.
   *
   * @default all policies
   */
  readonly for?: DeployPhase;
}

/** `background-jobs permissions` */
export const permissionsCommand = defineCommand({
  name: 'permissions',
  summary: 'print the IAM policies that terraform plan and terraform apply need',
  options: [
    ...configOptions(),
    new Option('--for <phase>', 'print only the policy document of this phase').choices(deployPhases),
    formatOption(permissionsFormats),
  ],
  run: permissions,
});

function permissions(options: PermissionsOptions, { errorColor }: CommandContext): CommandResult {
  const { environments } = loadValid(options, errorColor);
  return {
    output:
      options.for === undefined
        ? permissionsFormats[options.format](viewPermissions(environments))
        : onePolicy(environments, options.for),
  };
}

function onePolicy(environments: readonly EnvironmentJobs[], phase: DeployPhase): string {
  const [environment, ...others] = environments;
  if (environment === undefined || others.length > 0) {
    const names = environments.map(({ config }) => config.name).join(', ');
    throw new CommandError(
      2,
      `--for ${phase} prints one policy, but ${environments.length} environments are selected (${names}); select one with --environment`,
    );
  }
  const policy = policyFor(environment, phase);
  if (policy === undefined) {
    throw new CommandError(
      1,
      `${environment.config.name}: terraform ${phase} needs no AWS permissions, so there is no policy to print`,
    );
  }
  return policy;
}
