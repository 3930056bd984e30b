import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import type { AwsStub } from '../terraform/aws-stub';
import { stateOfPlan } from './planned-state';
import { asList, asRecord, at } from '../stack-json';
import type { TerraformWorkspace } from '../terraform/terraform';

/** An environment before and after a change. */
export interface EnvironmentPair {
  /** The jobs that the state contains; `undefined` for an empty state. */
  readonly before: EnvironmentJobs | undefined;
  /** The jobs to plan; `undefined` if everything is deleted. */
  readonly after: EnvironmentJobs | undefined;
}

/**
 * Plans a change of an environment with Terraform. The state contains the resources of `before`, with their planned
 * values.
 *
 * @param folder The folder of the workspace. Each folder keeps its plugins.
 * @param options Further options of `terraform plan`.
 * @returns The JSON of the plan, as `terraform show -json` prints it.
 */
export async function planChange(
  workspace: TerraformWorkspace,
  folder: string,
  { before, after }: EnvironmentPair,
  stub: AwsStub,
  options: readonly string[] = [],
): Promise<string> {
  const planning = ['-input=false', '-no-color', '-lock=false', '-refresh=false', '-out=plan'];
  const show = async (more: readonly string[]): Promise<string> => {
    const { status, output } = await workspace.run(folder, 'plan', ...planning, ...more);
    // A plan with a failed condition is written too.
    if (status !== 0 && !output.includes('Planning failed')) throw new Error(output);
    return workspace.succeed(folder, 'show', '-json', 'plan');
  };
  workspace.write(`${folder}/stub_override.tf.json`, stub.override());
  if (before !== undefined) {
    workspace.write(`${folder}/cdk.tf.json`, stackOf(before));
    await workspace.succeed(folder, 'init', '-input=false', '-no-color');
    const schemas: unknown = JSON.parse(await workspace.succeed(folder, 'providers', 'schema', '-json'));
    // The second plan knows the attributes that the first one does not know, such as the ARNs of policies.
    for (let round = 0; round < 2; round += 1) {
      const changes = changesOf(JSON.parse(await show([])));
      workspace.write(`${folder}/terraform.tfstate`, stateOfPlan(changes, schemas, stub.accountId));
    }
  }
  workspace.write(`${folder}/cdk.tf.json`, after === undefined ? emptyStack : stackOf(after));
  if (before === undefined) await workspace.succeed(folder, 'init', '-input=false', '-no-color');
  return show(options);
}

const emptyStack = {
  terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
  provider: { aws: { region: 'us-east-1' } },
};

function stackOf(environment: EnvironmentJobs): string {
  const path = stackFile(environment.config.name);
  return synthesize([environment]).find((file) => file.path === path)?.content ?? '';
}

function changesOf(plan: unknown): ReadonlyMap<unknown, Readonly<Record<string, unknown>>> {
  return new Map(
    asList(at(plan, 'resource_changes') ?? [])
      .map(asRecord)
      .map(({ address, change, mode }) => [address, { ...asRecord(change), mode }]),
  );
}
