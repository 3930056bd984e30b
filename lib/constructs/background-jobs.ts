import { Construct } from 'constructs';
import type { EnvironmentJobs } from '../jobs/environment';
import { describeEnvironment } from '../resources/environment-resources';
import { constructPathOf } from '../resources/job-resource';
import { TerraformText } from '../resources/terraform-text';
import { createOutput, createResource, placeOf } from './create-resource';
import { HiddenValues } from './hidden-values';
import { JobConstruct } from './job-construct';
import { knownValuesOf, type JobInputs } from './job-inputs';
import type { ResourceConstruct } from './resource-classes';
import { requireSameCopies } from './same-copies';

/** The arguments of {@link BackgroundJobs}. */
export interface BackgroundJobsProps {
  /** The environment and its jobs, as `loadEnvironments` returns them. */
  readonly environment: EnvironmentJobs;
  /**
   * Values that env-config does not set. They may be tokens. Data sources look up the remaining values.
   *
   * @default no values: data sources look up every value that env-config does not set
   */
  readonly inputs?: JobInputs;
}

/**
 * The jobs of one environment in any scope of a cdktf app: your own stack, or a construct in it. This construct adds no
 * provider and no state backend; the stack needs an `AwsProvider` for the region and the account of the environment.
 *
 * The names of the resources in Terraform do not depend on the scope, so a stack can hold the jobs of only one
 * environment.
 */
export class BackgroundJobs extends Construct {
  /** The constructs by Terraform address, such as `aws_sqs_queue.queue_worker_jobs_pages`. */
  readonly resources: ReadonlyMap<string, ResourceConstruct>;

  constructor(scope: Construct, id: string, props: BackgroundJobsProps) {
    super(scope, id);
    this.resources = createJobs(this, props);
  }
}

/** Creates the jobs directly in a scope. Returns the constructs of the resources by address. */
export function createJobs(
  scope: Construct,
  { environment, inputs = {} }: BackgroundJobsProps,
): ReadonlyMap<string, ResourceConstruct> {
  requireSameCopies(scope);
  const known = knownValuesOf(scope, inputs);
  const context = { scope, text: new TerraformText(known), hidden: HiddenValues.of(scope) };
  const { dataSources, shared, jobs } = describeEnvironment(environment, known);
  for (const { job } of jobs) new JobConstruct(...placeOf(context, constructPathOf(job)), job);
  for (const output of jobs.flatMap(({ outputs }) => outputs)) createOutput(context, output);
  const resources = [...dataSources, ...shared, ...jobs.flatMap((job) => job.resources)];
  return new Map(resources.map((resource) => [resource.address, createResource(context, resource)] as const));
}
