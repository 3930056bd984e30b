import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdktfCli, runCdktf } from '../__tests__/support/cdktf-cli';
import { smallConfig, TemporaryFolder, run } from '../__tests__/support/run-program';
import { asList, asRecord, at, parsed } from '../__tests__/support/stack-json';
import { TerraformWorkspace, type Result } from '../__tests__/support/terraform';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { inventory } from './support/inventory';
import { report } from './support/report';
import { say } from './support/say';

jest.setTimeout(420_000);

const accountId = '123456789012';

/** An account of its own, and a folder to work in with Terraform pointed at it, as a shell of a user's would be. */
class Place {
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

  static async prepare(config: string): Promise<Place> {
    const place = new Place(await Emulator.start());
    const [environment] = loadEnvironments(config, ['dev']).environments;
    if (environment === undefined) throw new Error('no environment');
    await prepareAccount(place.aws, environment);
    return place;
  }

  get out(): string {
    return join(this.workspace.folder, 'cdktf.out');
  }

  /** What every resource came out as, without what is another at every making. */
  state(): Readonly<Record<string, unknown>> {
    const path = join(this.workspace.folder, 'terraform.dev.tfstate');
    const resources = asList(at(parsed(readFileSync(path, 'utf8')), 'resources')).map(asRecord);
    return Object.fromEntries(
      resources.map(({ mode, type, name, instances }) => [
        [mode, type, name].join('.'),
        withoutWhatDiffers(at(instances, 0, 'attributes')),
      ]),
    );
  }

  async end(): Promise<void> {
    this.workspace.remove();
    await this.emulator.stop();
  }
}

/** Times, ids that AWS makes up, and those that the provider makes of the time. */
function withoutWhatDiffers(attributes: unknown): Readonly<Record<string, unknown>> {
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
  let withCdktf: Place;
  let withTerraform: Place;
  beforeAll(async () => {
    withCdktf = await Place.prepare(config);
    withTerraform = await Place.prepare(config);
  });
  afterAll(async () => {
    await withCdktf.end();
    await withTerraform.end();
    folder.remove();
  });

  /** As the README has it, without what asks the internet for the provider's checksums. */
  const cdktf = (command: string, ...others: readonly string[]): Promise<Result> =>
    runCdktf([command, 'dev', '--skip-provider-lock', '--output', withCdktf.out, ...others], {
      ...withCdktf.workspace.environment,
      BACKGROUND_JOBS_CONFIG: config,
    });

  test('end in the same state as plain Terraform', async () => {
    say(`running ${cdktfCli}: diff, deploy, diff, destroy (a minute or two)`);
    const before = await inventory(withCdktf.aws);
    const first = await cdktf('diff');
    expect(first.output).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    expect(first.status).toBe(0);
    expect(await inventory(withCdktf.aws)).toEqual(before);

    expect(await cdktf('deploy', '--auto-approve')).toMatchObject({ status: 0 });
    expect((await cdktf('diff')).output).toContain('No changes.');

    say('and plain Terraform');
    expect(run('synth', '--config', config, '--environment', 'dev', '--out', withTerraform.out).status).toBe(
      0,
    );
    const stack = 'cdktf.out/stacks/dev';
    await withTerraform.workspace.succeed(stack, 'init', '-input=false');
    await withTerraform.workspace.succeed(stack, 'plan', '-input=false', '-out=plan');
    await withTerraform.workspace.succeed(stack, 'apply', '-input=false', 'plan');

    const made = withCdktf.state();
    expect(made).toEqual(withTerraform.state());
    expect(await inventory(withCdktf.aws)).toEqual(await inventory(withTerraform.aws));
    report({
      promise: 'cdktf',
      subject: cdktfCli,
      counts: { resources: Object.keys(made).length, differences: 0 },
    });

    expect(await cdktf('destroy', '--auto-approve')).toMatchObject({ status: 0 });
    expect(await inventory(withCdktf.aws)).toEqual(before);
  });
});
