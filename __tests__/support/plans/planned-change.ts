import { rmSync } from 'node:fs';
import { join } from 'node:path';
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

/** What a person or another provider does between the two applies. */
export interface StepBetween {
  /** Files that a person puts beside `cdk.tf.json`, by their names. */
  readonly addedFiles?: Readonly<Record<string, unknown>>;
  /** Arguments that the state does not have, because an older provider wrote it. */
  readonly absentFromState?: readonly string[];
  /** The other backend to which Terraform copies the state. */
  readonly newBackend?: unknown;
}

/**
 * Plans a change of an environment with Terraform. The state contains the resources of `before`, with their planned
 * values.
 *
 * @param folder The folder of the workspace. Each folder keeps its plugins.
 * @param options Further options of `terraform plan`.
 * @param step What happens after `before` was applied.
 * @returns The JSON of the plan, as `terraform show -json` prints it.
 */
export async function planChange(
  workspace: TerraformWorkspace,
  folder: string,
  { before, after }: EnvironmentPair,
  stub: AwsStub,
  options: readonly string[] = [],
  step: StepBetween = {},
): Promise<string> {
  const { addedFiles = {}, absentFromState = [], newBackend } = step;
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
      workspace.write(
        `${folder}/terraform.tfstate`,
        stateOfPlan(without(changes, round === 0 ? [] : absentFromState), schemas, stub.accountId),
      );
    }
  }
  workspace.write(`${folder}/cdk.tf.json`, after === undefined ? emptyStack : stackOf(after));
  if (before === undefined) await workspace.succeed(folder, 'init', '-input=false', '-no-color');
  for (const [name, content] of Object.entries(addedFiles)) workspace.write(`${folder}/${name}`, content);
  if (newBackend !== undefined) {
    workspace.write(`${folder}/stub_override.tf.json`, {
      ...asRecord(stub.override()),
      terraform: { backend: newBackend },
    });
    // Terraform copies the state to the new backend. Without this step, it plans nothing.
    await workspace.succeed(folder, 'init', '-input=false', '-no-color', '-migrate-state', '-force-copy');
    rmSync(join(workspace.folder, folder, 'terraform.tfstate'));
  }
  return show(options);
}

/** Returns the changes without some arguments of the planned values. */
function without(
  changes: ReadonlyMap<unknown, Readonly<Record<string, unknown>>>,
  names: readonly string[],
): ReadonlyMap<unknown, Readonly<Record<string, unknown>>> {
  return new Map(
    [...changes].map(([address, change]) => [
      address,
      {
        ...change,
        after: Object.fromEntries(
          Object.entries(asRecord(change['after'] ?? {})).filter(([name]) => !names.includes(name)),
        ),
      },
    ]),
  );
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
