import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdktfCli, runCdktf } from '../__tests__/support/terraform/cdktf-cli';
import { smallConfig, TemporaryFolder, run } from '../__tests__/support/run-program';
import { asList, asRecord, at, parsed } from '../__tests__/support/stack-json';
import { TerraformWorkspace, type TerraformResult } from '../__tests__/support/terraform/terraform';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/prepare-account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { inventory } from './support/inventory';
import { report } from './support/report';
import { printProgress } from './support/print-progress';

jest.setTimeout(900_000);

const accountId = '123456789012';

/** A separate AWS account, and a folder where Terraform uses it. The environment is that of a user's shell. */
class TestAccount {
  readonly aws: Aws;
  readonly workspace: TerraformWorkspace;

  private constructor(readonly emulator: Emulator) {
    this.aws = new Aws(emulator.url, accountId, 'us-east-1');
    this.workspace = new TerraformWorkspace(
      {
        AWS_ACCESS_KEY_ID: accountId,
        AWS_SECRET_ACCESS_KEY: 'none',
        AWS_ENDPOINT_URL: emulator.url,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      'terraform',
    );
  }

  /** Starts an emulator and prepares the account for the configuration's environment dev. */
  static async prepare(config: string): Promise<TestAccount> {
    const account = new TestAccount(await Emulator.start());
    const [environment] = loadEnvironments(config, ['dev']).environments;
    if (environment === undefined) throw new Error('the configuration has no environment dev');
    await prepareAccount(account.aws, environment);
    return account;
  }

  /** The output folder of `synth`. */
  get out(): string {
    return join(this.workspace.folder, 'cdktf.out');
  }

  /** Returns the attributes of every resource in the state, without those that differ in each apply. */
  state(): Readonly<Record<string, unknown>> {
    const path = join(this.workspace.folder, 'terraform.dev.tfstate');
    const resources = asList(at(parsed(readFileSync(path, 'utf8')), 'resources')).map(asRecord);
    return Object.fromEntries(
      resources.map(({ mode, type, name, instances }) => [
        [mode, type, name].join('.'),
        withoutVaryingAttributes(at(instances, 0, 'attributes')),
      ]),
    );
  }

  /** Stops the emulator and deletes the folder. */
  async end(): Promise<void> {
    this.workspace.remove();
    await this.emulator.stop();
  }
}

/** Removes times, IDs that AWS generates, and IDs that the provider generates from the time. */
function withoutVaryingAttributes(attributes: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(asRecord(attributes)).filter(
      ([name, value]) =>
        !['policy_id', 'revision_id', 'unique_id'].includes(name) &&
        !/_date$/.test(name) &&
        !(name === 'id' && /-\d{26}$/.test(String(value))),
    ),
  );
}

describe('cdktf diff and deploy', () => {
  const folder = new TemporaryFolder().write(smallConfig);
  const config = join(folder.path, 'env-config');
  let withCdktf: TestAccount;
  let withTerraform: TestAccount;
  beforeAll(async () => {
    withCdktf = await TestAccount.prepare(config);
    withTerraform = await TestAccount.prepare(config);
  });
  afterAll(async () => {
    await withCdktf.end();
    await withTerraform.end();
    folder.remove();
  });

  /** Runs a command of docs/deploying.md, without the download of the provider's checksums. */
  const cdktf = (command: string, ...others: readonly string[]): Promise<TerraformResult> =>
    runCdktf([command, 'dev', '--skip-provider-lock', '--output', withCdktf.out, ...others], {
      ...withCdktf.workspace.environment,
      BACKGROUND_JOBS_CONFIG: config,
    });

  test('create the same resources, with the same attributes, as Terraform alone', async () => {
    printProgress(`running ${cdktfCli}: diff, deploy, diff, destroy (a minute or two)`);
    const before = await inventory(withCdktf.aws);
    const first = await cdktf('diff');
    expect(first.output).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    expect(first.status).toBe(0);
    expect(await inventory(withCdktf.aws)).toEqual(before);

    expect(await cdktf('deploy', '--auto-approve')).toMatchObject({ status: 0 });
    expect((await cdktf('diff')).output).toContain('No changes.');

    printProgress('running Terraform alone, to compare');
    expect(run('synth', '--config', config, '--environment', 'dev', '--out', withTerraform.out).status).toBe(
      0,
    );
    const stack = 'cdktf.out/stacks/dev';
    await withTerraform.workspace.succeed(stack, 'init', '-input=false');
    await withTerraform.workspace.succeed(stack, 'plan', '-input=false', '-out=plan');
    await withTerraform.workspace.succeed(stack, 'apply', '-input=false', 'plan');

    const state = withCdktf.state();
    expect(state).toEqual(withTerraform.state());
    expect(await inventory(withCdktf.aws)).toEqual(await inventory(withTerraform.aws));
    report({
      promise: 'cdktf',
      subject: cdktfCli,
      counts: { resources: Object.keys(state).length, differences: 0 },
    });

    expect(await cdktf('destroy', '--auto-approve')).toMatchObject({ status: 0 });
    expect(await inventory(withCdktf.aws)).toEqual(before);
  });
});
