import { TerraformStack, type TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentJobs } from '../jobs/environment';
import { describeEnvironment } from '../resources/environment-resources';
import { inputProblems } from '../resources/inputs/input-problems';
import { jobsWithInputs } from '../resources/inputs/jobs-with-inputs';
import { constructPathOf } from '../resources/job-resource';
import { TerraformText } from '../resources/terraform-text';
import { createOutput, createResource, placeOf } from './create-resource';
import { HiddenValues } from './hidden-values';
import { JobConstruct } from './job-construct';
import { resolveInputs, type JobInputs } from './job-inputs';
import type { ResourceConstruct } from './resource-classes';
import { requireSameCopies } from './same-copies';

/** The arguments of {@link BackgroundJobs}. */
export interface BackgroundJobsProps {
  /** The environment and its jobs, as `loadEnvironments` returns them. */
  readonly environment: EnvironmentJobs;
  /**
   * Values that replace those of env-config. They may be tokens.
   *
   * @default no values: data sources look up every value that env-config does not set
   */
  readonly inputs?: JobInputs;
  /**
   * The provider of the resources and data sources, for a stack with several AWS providers.
   *
   * @default the stack's AWS provider without an alias
   */
  readonly provider?: TerraformProvider;
  /**
   * Text before the name of each resource and output in Terraform: `dev_` gives `aws_sqs_queue.dev_jobs_pages`. It must have
   * only letters, digits, `_` and `-`, and begin with a letter or `_`. A change of the prefix changes all addresses.
   *
   * @default no text: the addresses are those of `EnvironmentStack`
   */
  readonly addressPrefix?: string;
}

/**
 * The jobs of one environment in any scope of a cdktf app: your own stack, or a construct in it. This construct adds no
 * provider and no state backend; the stack needs an `AwsProvider` for the region and the account of the environment.
 *
 * The addresses of the resources do not depend on the scope. In a stack with the jobs of several environments, each
 * environment must have its own `addressPrefix`.
 *
 * @example
 * ```ts
 * const { environments } = loadEnvironments('env-config');
 * for (const environment of environments) {
 *   const { name } = environment.config;
 *   new BackgroundJobs(stack, name, { environment, addressPrefix: `${name}_`, inputs: { subnetIds: network.subnetIds } });
 * }
 * ```
 */
export class BackgroundJobs extends Construct {
  /** The constructs by Terraform address, such as `aws_sqs_queue.queue_worker_jobs_pages`. */
  readonly resources: ReadonlyMap<string, ResourceConstruct>;

  /**
   * Creates the jobs in a scope.
   *
   * @throws InstallationError if the scope belongs to another copy of cdktf.
   * @throws TypeError if the stack has jobs with the same `addressPrefix`, the prefix is invalid, or an input is invalid.
   */
  constructor(scope: Construct, id: string, props: BackgroundJobsProps) {
    super(scope, id);
    this.resources = createJobs(this, props);
  }
}

/** Creates the jobs directly in a scope. Returns the constructs of the resources by address. */
export function createJobs(
  scope: Construct,
  { environment, inputs = {}, provider, addressPrefix = '' }: BackgroundJobsProps,
): ReadonlyMap<string, ResourceConstruct> {
  requireSameCopies(scope);
  reservePrefix(TerraformStack.of(scope), addressPrefix);
  const resolved = resolveInputs(scope, inputs);
  const problems = inputProblems(environment.config, resolved);
  if (problems.length > 0)
    throw new TypeError(`the inputs of ${scope.node.path} are invalid: ${problems.join('. ')}`);
  const { environment: built, known } = jobsWithInputs(environment, resolved);
  const text = new TerraformText(known, addressPrefix);
  const context = { scope, text, hidden: HiddenValues.of(scope), provider };
  const { dataSources, shared, jobs } = describeEnvironment(built, known);
  for (const { job } of jobs) new JobConstruct(...placeOf(context, constructPathOf(job)), job);
  for (const output of jobs.flatMap(({ outputs }) => outputs)) createOutput(context, output);
  const resources = [...dataSources, ...shared, ...jobs.flatMap((job) => job.resources)];
  return new Map(resources.map((resource) => [resource.address, createResource(context, resource)] as const));
}

const prefixesOfStacks = new WeakMap<TerraformStack, Set<string>>();

/** Checks the prefix of a stack's addresses. cdktf would merge two resources of the same address without an error. */
function reservePrefix(stack: TerraformStack, prefix: string): void {
  if (!/^(?:[A-Za-z_][\w-]*)?$/.test(prefix))
    throw new TypeError(
      `addressPrefix ${JSON.stringify(prefix)}: must have only letters, digits, _ and -, and begin with a letter or _`,
    );
  const prefixes = prefixesOfStacks.get(stack) ?? new Set();
  prefixesOfStacks.set(stack, prefixes);
  if (prefixes.has(prefix))
    throw new TypeError(
      `the stack ${stack.node.path} already has background jobs with the addressPrefix ${JSON.stringify(prefix)}; set another addressPrefix`,
    );
  prefixes.add(prefix);
}
