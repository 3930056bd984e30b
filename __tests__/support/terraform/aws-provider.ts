import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderProxy } from './provider-proxy';

/**
 * A process of Terraform's AWS provider that many runs of Terraform share.
 *
 * Loading and hashing the provider's 700 MB takes most of the time of a plan. Terraform has this feature for the
 * developers of providers. Reading the schemas takes most of the rest, so Terraform gets only those that it needs.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#debugger-based-debugging
 */
export class AwsProvider {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly proxy: ProviderProxy,
    /** The value of TF_REATTACH_PROVIDERS, with which Terraform finds the process. */
    readonly reattach: string,
  ) {}

  /**
   * Starts the provider.
   *
   * @param mirror A filesystem mirror with the unpacked provider.
   * @param environment Environment variables, without those of Terraform and AWS.
   * @param isUsed Whether a configuration uses a type. Terraform knows no other types.
   * @returns `undefined` if the mirror has no unpacked provider.
   */
  static async start(
    mirror: string,
    environment: NodeJS.ProcessEnv,
    isUsed: (type: string) => boolean,
  ): Promise<AwsProvider | undefined> {
    const binary = findBinary(mirror);
    if (binary === undefined) return undefined;
    const folder = mkdtempSync(join(tmpdir(), 'background-jobs-provider-'));
    // The provider exits when its standard input closes, even if this process crashes.
    const script = '"$0" -debug & provider=$!; cat > /dev/null; kill $provider';
    const child = spawn('sh', ['-c', script, binary], {
      env: { ...environment, TMPDIR: folder },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const reattach = await new Promise<string>((settle, fail) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
        const value = /TF_REATTACH_PROVIDERS='(.*)'/.exec(output)?.[1];
        if (value !== undefined) settle(value);
      });
      child.on('error', fail);
      child.on('close', () => {
        fail(new Error(`the provider did not start:\n${output}`));
      });
    });
    const socket = /"String":"([^"]+)"/.exec(reattach)?.[1] ?? '';
    const proxy = await ProviderProxy.start(socket, join(folder, 'proxy'), isUsed);
    return new AwsProvider(child, folder, proxy, reattach.replace(socket, proxy.socket));
  }

  /** Stops the process. */
  async stop(): Promise<void> {
    await this.proxy.stop();
    const ended = new Promise((settle) => this.child.once('close', settle));
    this.child.stdin?.end();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Returns the path of the provider's program in a mirror: `<host>/hashicorp/aws/<version>/<platform>/terraform-provider-aws_…`. */
function findBinary(mirror: string): string | undefined {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return readdirSync(mirror, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes(join('hashicorp', 'aws')) && path.includes(platform))
    .filter((path) => /terraform-provider-aws_[^/]*$/.test(path) && !path.endsWith('.zip'))
    .map((path) => join(mirror, path))
    .at(-1);
}
