import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import type { AwsStub } from '../terraform/aws-stub';
import { asList, asRecord, at } from '../stack-json';
import type { TerraformWorkspace } from '../terraform/terraform';

/**
 * Plans an environment with Terraform and the stub for AWS.
 *
 * @returns The synthesized stack and the plan, as JSON.
 */
export async function planEnvironment(
  workspace: TerraformWorkspace,
  folder: string,
  environment: EnvironmentJobs,
  stub: AwsStub,
) {
  const path = stackFile(environment.config.name);
  const stack = synthesize([environment]).find((file) => file.path === path)?.content ?? '';
  workspace.write(`${folder}/cdk.tf.json`, stack);
  workspace.write(`${folder}/stub_override.tf.json`, stub.override());
  await workspace.succeed(folder, 'init', '-input=false', '-no-color');
  await workspace.succeed(folder, 'plan', '-input=false', '-no-color', '-lock=false', '-out=plan');
  const plan = asRecord(JSON.parse(await workspace.succeed(folder, 'show', '-json', 'plan')));
  return { stack, plan };
}

/** Returns the planned values of the resources, by address. */
export function plannedValues(plan: unknown): ReadonlyMap<unknown, Readonly<Record<string, unknown>>> {
  const resources = asList(at(plan, 'planned_values', 'root_module', 'resources'));
  return new Map(resources.map((resource) => [at(resource, 'address'), asRecord(at(resource, 'values'))]));
}
