import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One process of Terraform's AWS provider that many runs of Terraform talk to, instead of a new one for each.
 *
 * Loading and hashing a provider of 700 MB is most of what a plan takes. Terraform has this for those who develop
 * providers: https://developer.hashicorp.com/terraform/plugin/debugging#debugger-based-debugging
 */
export class AwsProvider {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** What TF_REATTACH_PROVIDERS has to say for Terraform to find it. */
    readonly reattach: string,
  ) {}

  /** The provider that lies unpacked in a filesystem mirror, run without the variables of Terraform and AWS. */
  static async start(mirror: string, environment: NodeJS.ProcessEnv): Promise<AwsProvider | undefined> {
    const binary = findBinary(mirror);
    if (binary === undefined) return undefined;
    const folder = mkdtempSync(join(tmpdir(), 'background-jobs-provider-'));
    // It ends when its standard input does: with this process, however that ends.
    const script = '"$0" -debug & provider=$!; cat > /dev/null; kill $provider';
    const child = spawn('sh', ['-c', script, binary], {
      env: { ...environment, TMPDIR: folder },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const reattach = await new Promise<string>((settle, fail) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
        const said = /TF_REATTACH_PROVIDERS='(.*)'/.exec(output)?.[1];
        if (said !== undefined) settle(said);
      });
      child.on('error', fail);
      child.on('close', () => {
        fail(new Error(`the provider did not start:\n${output}`));
      });
    });
    return new AwsProvider(child, folder, reattach);
  }

  async stop(): Promise<void> {
    const ended = new Promise((settle) => this.child.once('close', settle));
    this.child.stdin?.end();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The provider's program below a mirror: `<host>/hashicorp/aws/<version>/<platform>/terraform-provider-aws_…`. */
function findBinary(mirror: string): string | undefined {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return readdirSync(mirror, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes(join('hashicorp', 'aws')) && path.includes(platform))
    .filter((path) => /terraform-provider-aws_[^/]*$/.test(path) && !path.endsWith('.zip'))
    .map((path) => join(mirror, path))
    .at(-1);
}
