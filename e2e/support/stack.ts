import { TerraformWorkspace } from '../../__tests__/support/terraform/terraform';
import { asList, asRecord } from '../../__tests__/support/stack-json';
import { stackFile, synthesize } from '../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import type { Emulator } from './emulator';

/** Returns an override file: the provider uses the emulator, with the account as access key; the state is local. */
export function emulatorOverride({ profile }: Emulator, accountId: string): unknown {
  return {
    provider: {
      aws: {
        access_key: accountId,
        secret_key: 'none',
        skip_metadata_api_check: true,
        s3_use_path_style: true,
        max_retries: 8,
        ...profile.providerArguments,
      },
    },
    terraform: { backend: { local: {} } },
  };
}

/** A planned change of one resource. */
export interface PlannedChange {
  /** The address of the resource. */
  readonly address: string;
  /** `create`, `update` or `delete`; `create` and `delete` for a replacement. */
  readonly actions: readonly string[];
}

/** One environment's stack, or a configuration in HCL, in its own folder for the real Terraform. */
export class Stack {
  private readonly workspace = new TerraformWorkspace();

  constructor(private readonly override: unknown) {}

  /**
   * Writes the stack of an environment. Replaces the previous stack.
   *
   * @param override A further override file of Terraform. @default empty
   * @param change Changes the text of the stack. @default the stack as it is synthesized
   */
  write(
    environment: EnvironmentJobs,
    override: unknown = {},
    change: (content: string) => string = (content) => content,
  ): this {
    const path = stackFile(environment.config.name);
    const content = synthesize([environment]).find((file) => file.path === path)?.content ?? '';
    this.workspace.write('stack/cdk.tf.json', change(content));
    this.workspace.write('stack/resource_override.tf.json', override);
    this.workspace.write('stack/emulator_override.tf.json', this.override);
    return this;
  }

  /** Writes the files of a configuration in HCL, by path. */
  writeFiles(files: Readonly<Record<string, string>>): this {
    for (const [path, content] of Object.entries(files)) this.workspace.write(`stack/${path}`, content);
    this.workspace.write('stack/emulator_override.tf.json', this.override);
    return this;
  }

  /** Runs `terraform init`. */
  async init(): Promise<this> {
    await this.workspace.succeed('stack', 'init', '-input=false', '-no-color');
    return this;
  }

  /** Runs `terraform apply`, and returns its output. */
  async apply(...options: readonly string[]): Promise<string> {
    return this.workspace.succeed('stack', 'apply', '-input=false', '-no-color', '-auto-approve', ...options);
  }

  /** Interrupts an apply after the first created resource, and returns the addresses of the created resources. */
  async interruptApply(): Promise<readonly string[]> {
    await this.workspace.interrupt(
      'stack',
      /Creation complete/,
      'apply',
      '-input=false',
      '-no-color',
      '-auto-approve',
      '-parallelism=1',
    );
    return this.addresses();
  }

  /** Runs `terraform destroy`. */
  async destroy(): Promise<void> {
    await this.workspace.succeed(
      'stack',
      'destroy',
      '-input=false',
      '-no-color',
      '-auto-approve',
      '-refresh=false',
    );
  }

  /** Returns whether a plan has no changes. Prints the plan otherwise. */
  async hasNoChanges(): Promise<boolean> {
    const { status, output } = await this.workspace.run(
      'stack',
      'plan',
      '-input=false',
      '-no-color',
      '-detailed-exitcode',
    );
    if (status !== 0) process.stderr.write(output);
    return status === 0;
  }

  /** Plans, and returns the changes. */
  async plan(): Promise<readonly PlannedChange[]> {
    const plan = asRecord(JSON.parse(await this.planJson()));
    return asList(plan['resource_changes'] ?? [])
      .map(asRecord)
      .map(({ address, change }) => ({
        address: String(address),
        actions: asList(asRecord(change)['actions']).map(String),
      }))
      .filter(({ actions }) => !actions.every((action) => action === 'no-op' || action === 'read'));
  }

  /** Plans, and returns the output of `terraform show -json`. */
  async planJson(): Promise<string> {
    await this.workspace.succeed('stack', 'plan', '-input=false', '-no-color', '-out=plan');
    return this.workspace.succeed('stack', 'show', '-json', 'plan');
  }

  /** Returns the output of `terraform show -json` for the state. */
  async stateJson(): Promise<string> {
    return this.workspace.succeed('stack', 'show', '-json');
  }

  /** Returns the addresses of the resources in the state. */
  async addresses(): Promise<readonly string[]> {
    const listed = await this.workspace.succeed('stack', 'state', 'list');
    return listed.split('\n').filter((line) => line !== '' && !/^(module\.\w+\.)?data\./.test(line));
  }

  /** Deletes the folder. */
  remove(): void {
    this.workspace.remove();
  }
}
