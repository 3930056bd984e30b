import { TerraformWorkspace } from '../../__tests__/support/terraform';
import { asList, asRecord } from '../../__tests__/support/stack-json';
import { stackFile, synthesize } from '../../lib/constructs/synthesize';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import type { Emulator } from './emulator';

/** An override that points a stack's provider at the emulator, with the account as credentials; state stays local. */
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
export interface Change {
  readonly address: string;
  /** `create`, `update`, `delete`, or both of the outer two for a replacement. */
  readonly actions: readonly string[];
}

/** One environment's stack in a folder of its own, driven by real Terraform. */
export class Stack {
  private readonly workspace = new TerraformWorkspace();

  constructor(private readonly override: unknown) {}

  /** Puts another environment's, or a changed, stack in place; with what overrides it besides its own. */
  put(environment: EnvironmentJobs, override: unknown = {}): this {
    const path = stackFile(environment.config.name);
    const content = synthesize([environment]).find((file) => file.path === path)?.content ?? '';
    this.workspace.write('stack/cdk.tf.json', content);
    this.workspace.write('stack/change_override.tf.json', override);
    this.workspace.write('stack/bench_override.tf.json', this.override);
    return this;
  }

  async init(): Promise<this> {
    await this.workspace.succeed('stack', 'init', '-input=false', '-no-color');
    return this;
  }

  async apply(): Promise<void> {
    await this.workspace.succeed('stack', 'apply', '-input=false', '-no-color', '-auto-approve');
  }

  /** Applies, and is told to stop as soon as something has been made; returns what was made by then. */
  async applyBrokenOff(): Promise<readonly string[]> {
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

  /** Whether an apply would change nothing now. */
  async isQuiet(): Promise<boolean> {
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

  /** What an apply would change now: nothing, when the plan is quiet. */
  async plan(): Promise<readonly Change[]> {
    const plan = asRecord(JSON.parse(await this.planJson()));
    return asList(plan['resource_changes'] ?? [])
      .map(asRecord)
      .map(({ address, change }) => ({
        address: String(address),
        actions: asList(asRecord(change)['actions']).map(String),
      }))
      .filter(({ actions }) => !actions.every((action) => action === 'no-op' || action === 'read'));
  }

  /** The plan as `terraform show -json` has it. */
  async planJson(): Promise<string> {
    await this.workspace.succeed('stack', 'plan', '-input=false', '-no-color', '-out=plan');
    return this.workspace.succeed('stack', 'show', '-json', 'plan');
  }

  /** The addresses in the state. */
  async addresses(): Promise<readonly string[]> {
    const listed = await this.workspace.succeed('stack', 'state', 'list');
    return listed.split('\n').filter((line) => line !== '' && !line.startsWith('data.'));
  }

  remove(): void {
    this.workspace.remove();
  }
}
