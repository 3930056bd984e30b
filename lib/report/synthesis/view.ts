import type { EnvironmentJobs } from '../../jobs/environment';
import type { Job } from '../../jobs/job';

/** A synthesized environment. */
export interface SynthesisView {
  /** The name of the environment. */
  readonly name: string;
  /** The path of the environment's Terraform JSON. */
  readonly path: string;
  /** Jobs in the order of the configuration. */
  readonly jobs: readonly Job[];
}

/** Returns the jobs of each environment, and the path of its Terraform JSON. */
export function viewSynthesis(
  environments: readonly EnvironmentJobs[],
  pathOf: (environmentName: string) => string,
): readonly SynthesisView[] {
  return environments.map(({ config: { name }, jobs }) => ({ name, path: pathOf(name), jobs }));
}
