import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { EnvironmentJobs } from '../jobs/environment';
import { providerArguments, terraformRequirements } from '../resources/stack/stack-arguments';
import { createJobs } from './background-jobs';
import { StateBackend } from './state-backend';

/** The arguments of {@link EnvironmentStack}. */
export interface EnvironmentStackProps {
  /** The environment and its jobs, as `loadEnvironments` returns them. */
  readonly environment: EnvironmentJobs;
}

/**
 * A stack for the jobs of one environment, with its provider, its state backend, and data sources for all values that
 * env-config does not set. For your own stack, use {@link BackgroundJobs}.
 *
 * @example
 * ```ts
 * for (const environment of loadEnvironments('env-config').environments)
 *   new EnvironmentStack(app, environment.config.name, { environment });
 * ```
 */
export class EnvironmentStack extends TerraformStack {
  /**
   * Creates the stack, with all resources of the jobs.
   *
   * @throws InstallationError if the app belongs to another copy of cdktf.
   */
  constructor(scope: Construct, id: string, { environment }: EnvironmentStackProps) {
    super(scope, id);
    const { config } = environment;
    new AwsProvider(this, 'aws', providerArguments(config));
    const { required_providers: providers, required_version: version } = terraformRequirements(config);
    // Without this override, Terraform would require exactly one version of the provider: the one of the bindings.
    this.addOverride('terraform.required_providers.aws', providers.aws);
    this.addOverride('terraform.required_version', version);
    new StateBackend(this, 'state_backend', { config });
    createJobs(this, { environment });
  }
}

/**
 * Builds the cdktf app of these environments, with one stack for each environment.
 *
 * @param environments - The environments, which must have no errors.
 * @param outdir - The output folder. The default is the folder that cdktf's own commands use.
 *
 * @example
 * ```ts
 * const { environments } = loadEnvironments('env-config');
 * buildApp(environments, 'cdktf.out').synth();
 * ```
 */
export function buildApp(environments: readonly EnvironmentJobs[], outdir?: string): App {
  const app = new App(outdir === undefined ? {} : { outdir });
  for (const environment of environments) new EnvironmentStack(app, environment.config.name, { environment });
  return app;
}
