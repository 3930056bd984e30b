import { Option } from 'commander';
import type { EnvironmentJobs } from '../../jobs/environment';
import { deployPhases, type DeployPhase } from '../../jobs/permissions/deploy-permissions';
import { statusPolicy } from '../../observe/status-policy';
import { permissionsFormats } from '../../report/permissions/formats';
import { quote } from '../../report/aws-commands/quote-for-shell';
import { documentNames, policyFor } from '../../report/permissions/json';
import { renderSplitCommands } from '../../report/permissions/split';
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
  readonly for?: DeployPhase | 'status';
  /**
   * The name of the only document to print, in the policy that {@link for} selects.
   *
   * @default the whole policy
   */
  readonly document?: string;
}

/** `background-jobs permissions` */
export const permissionsCommand = defineCommand({
  name: 'permissions',
  summary: 'print the IAM policies that terraform plan, terraform apply and status need',
  options: [
    ...configOptions(),
    new Option(
      '--for <phase>',
      'print only the policy document of this phase, or the policy that status needs',
    ).choices([...deployPhases, 'status']),
    new Option(
      '--document <name>',
      'with --for, print only this document of the policy, such as jobs, workers or roles; each document fits into one managed policy',
    ),
    formatOption(permissionsFormats),
  ],
  run: permissions,
});

function permissions(options: PermissionsOptions, { errorColor }: CommandContext): CommandResult {
  if (options.document !== undefined && (options.for === undefined || options.for === 'status'))
    throw new CommandError(2, `--document ${options.document} needs --for plan or --for apply`);
  const { environments } = loadValid(options, errorColor);
  if (options.for === undefined)
    return { output: permissionsFormats[options.format](viewPermissions(environments)) };
  const environment = onlyEnvironment(environments, options.for);
  return options.for === 'status'
    ? { output: policyForStatus(environment) }
    : onePolicy(environment, options.for, options);
}

function onlyEnvironment(
  environments: readonly EnvironmentJobs[],
  phase: DeployPhase | 'status',
): EnvironmentJobs {
  const [environment, ...others] = environments;
  if (environment === undefined || others.length > 0) {
    const names = environments.map(({ config: { name } }) => name).join(', ');
    throw new CommandError(
      2,
      `--for ${phase} prints one policy, but ${environments.length} environments are selected (${names}); select one with --environment`,
    );
  }
  return environment;
}

function policyForStatus(environment: EnvironmentJobs): string {
  const policy = statusPolicy(environment);
  if (policy !== undefined) return `${JSON.stringify(policy, undefined, 2)}\n`;
  throw new CommandError(
    1,
    `${environment.config.name}: status reads nothing, because the environment has no jobs`,
  );
}

function onePolicy(
  environment: EnvironmentJobs,
  phase: DeployPhase,
  { config, document }: PermissionsOptions,
): CommandResult {
  const policy = policyFor(environment, phase, document);
  if (policy === undefined) throw new CommandError(1, explainMissing(environment, phase, document));
  const options = config.map((folder) => `--config ${quote(folder)}`);
  return {
    output: policy,
    note: document === undefined ? renderSplitCommands(environment, phase, options) : undefined,
  };
}

function explainMissing(environment: EnvironmentJobs, phase: DeployPhase, document?: string): string {
  const { name } = environment.config;
  const documents = documentNames(environment, phase);
  if (documents.length === 0)
    return `${name}: terraform ${phase} needs no AWS permissions, so there is no policy to print`;
  return `${name}: the policy for ${phase} has no document ${document ?? ''}; its documents are ${documents.join(', ')}`;
}
