import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { AwsProvider } from './aws-provider';

/** The Terraform binary: TERRAFORM_BINARY, or the one in PATH. */
export const terraformBinary = process.env['TERRAFORM_BINARY'] ?? 'terraform';

/** Returns the reason why Terraform can't run, or `undefined`. */
function whyUnavailable(): string | undefined {
  const { status } = spawnSync(terraformBinary, ['version'], { stdio: 'ignore' });
  return status === 0 ? undefined : `${terraformBinary} is not in PATH`;
}

/** Defines tests that need Terraform. Skips them with a message if it is missing; in CI, fails. */
export function describeWithTerraform(name: string, body: () => void): void {
  const reason = whyUnavailable();
  if (reason === undefined) {
    describe(name, body);
    return;
  }
  if (process.env['CI'] !== undefined && process.env['CI'] !== 'false')
    throw new Error(`${reason}, and no test may be skipped in CI`);
  process.stderr.write(`skipped: ${name} (${reason})\n`);
  describe.skip(name, body);
}

/**
 * Returns the folder of a filesystem mirror with hashicorp/aws, for machines without internet access: TF_PLUGIN_MIRROR, or
 * a mirror in one of the usual folders. `undefined` if Terraform must download the provider from its registry.
 */
function findMirror(): string | undefined {
  const configured = process.env['TF_PLUGIN_MIRROR'];
  if (configured !== undefined) return configured;
  const roots = [
    ...['opt', 'usr/share', 'usr/local/share'].map((folder) => join('/', folder)),
    join(homedir(), '.terraform.d'),
    join(homedir(), '.local', 'share', 'terraform'),
    resolve('..', 'shared'),
  ];
  for (const root of roots) {
    const found = findMirrorBelow(root, 3);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findMirrorBelow(folder: string, depth: number): string | undefined {
  const children = foldersIn(folder);
  if (children.some((host) => existsSync(join(folder, host, 'hashicorp', 'aws')))) return folder;
  if (depth === 0) return undefined;
  for (const child of children) {
    const found = findMirrorBelow(join(folder, child), depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && entry.name !== 'node_modules')
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The types of the AWS provider that the files of the test file's workspaces name. */
const usedTypes = new Set<string>();

/** The provider that the Terraform runs of a test file share. The first run starts it. */
let sharedProvider: Promise<AwsProvider | undefined> | undefined;

afterAll(async () => {
  await (await sharedProvider)?.stop();
  sharedProvider = undefined;
});

/**
 * What starts the AWS provider:
 *
 * - `shared`: one process for the whole test file. Terraform runs must not use it at the same time.
 * - `terraform`: Terraform installs, verifies and starts it for each run, as it does for users.
 */
export type ProviderRunner = 'shared' | 'terraform';

/** The exit status and the output of a program: standard output and standard error. */
export interface TerraformResult {
  /** The exit status, or `null` if a signal ended the program. */
  readonly status: number | null;
  /** Standard output and standard error, in the order of arrival. */
  readonly output: string;
}

/** A temporary folder for Terraform, and the environment variables that it gets. */
export class TerraformWorkspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'background-jobs-terraform-'));
  /** Terraform's environment variables, also for programs that start Terraform. */
  readonly environment: Readonly<NodeJS.ProcessEnv>;

  /**
   * Creates the folder.
   *
   * @param environment Environment variables in addition to the inherited ones.
   */
  constructor(
    environment: Readonly<Record<string, string>> = {},
    private readonly providerRunner: ProviderRunner = 'shared',
  ) {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name));
    const configFile = process.env['TF_CLI_CONFIG_FILE'];
    this.environment = {
      ...Object.fromEntries(inherited),
      ...environment,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_CLI_CONFIG_FILE:
        configFile !== undefined && existsSync(configFile) ? configFile : this.writeCliConfig(),
    };
  }

  private writeCliConfig(): string {
    const path = join(this.folder, 'terraform.rc');
    const mirror = findMirror();
    const installation =
      mirror === undefined
        ? ''
        : `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
    writeFileSync(path, installation);
    return path;
  }

  /** Writes a file: a string, or a value as JSON. The shared provider then knows the types that the file names. */
  write(path: string, content: unknown): void {
    const target = join(this.folder, path);
    mkdirSync(join(target, '..'), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    for (const [type] of text.matchAll(/aws_\w+/g)) usedTypes.add(type);
    writeFileSync(target, text);
  }

  /** Runs Terraform in a subfolder. */
  run(below: string, ...terraformArguments: readonly string[]): Promise<TerraformResult> {
    return this.watch(below, terraformArguments, () => undefined);
  }

  /** Runs Terraform, and sends it SIGINT, as Ctrl-C does, when its output matches. */
  interrupt(below: string, when: RegExp, ...terraformArguments: readonly string[]): Promise<TerraformResult> {
    let interrupted = false;
    return this.watch(below, terraformArguments, (child, output) => {
      if (interrupted || !when.test(output)) return;
      interrupted = true;
      child.kill('SIGINT');
    });
  }

  /**
   * Runs `terraform apply`, which takes the lock of the state and then waits for an approval.
   *
   * @param beforeApproval Is called while Terraform waits. Afterwards, the apply is approved.
   * @throws Error if Terraform does not ask for an approval, or if `beforeApproval` fails.
   */
  async applyAfterApproval(below: string, beforeApproval: () => Promise<void>): Promise<TerraformResult> {
    let approval: Promise<void> | undefined;
    const result = await this.watch(
      below,
      ['apply', '-no-color'],
      (child, output) => {
        if (approval !== undefined || !output.includes('Enter a value:')) return;
        approval = beforeApproval().finally(() => child.stdin?.end('yes\n'));
        // The error is thrown when Terraform has ended.
        approval.catch(() => undefined);
      },
      'pipe',
    );
    if (approval === undefined)
      throw new Error(`terraform apply did not ask for an approval:\n${result.output}`);
    await approval;
    return result;
  }

  /** Returns the environment variable with which Terraform uses the shared provider. */
  private async reattachVariables(): Promise<Readonly<Record<string, string>>> {
    const mirror = findMirror();
    if (this.providerRunner === 'terraform' || mirror === undefined) return {};
    sharedProvider ??= AwsProvider.start(mirror, this.environment, (type) => usedTypes.has(type));
    const provider = await sharedProvider;
    return provider === undefined ? {} : { TF_REATTACH_PROVIDERS: provider.reattach };
  }

  private async watch(
    below: string,
    terraformArguments: readonly string[],
    onOutput: (child: ChildProcess, output: string) => void,
    input: 'ignore' | 'pipe' = 'ignore',
  ): Promise<TerraformResult> {
    const reattachVariables = await this.reattachVariables();
    return new Promise((settle, fail) => {
      const child = spawn(terraformBinary, [...terraformArguments], {
        cwd: join(this.folder, below),
        env: { ...this.environment, ...reattachVariables },
        stdio: [input, 'pipe', 'pipe'],
      });
      let output = '';
      const collect = (chunk: Buffer): void => {
        output += chunk.toString('utf8');
        onOutput(child, output);
      };
      child.stdout?.on('data', collect);
      child.stderr?.on('data', collect);
      child.on('error', fail);
      child.on('close', (status) => {
        settle({ status, output });
      });
    });
  }

  /**
   * Runs Terraform and returns its output.
   *
   * @throws Error if Terraform fails.
   */
  async succeed(below: string, ...terraformArguments: readonly string[]): Promise<string> {
    const { status, output } = await this.run(below, ...terraformArguments);
    if (status !== 0)
      throw new Error(
        `terraform ${terraformArguments.join(' ')} failed with status ${String(status)}:\n${output}`,
      );
    return output;
  }

  /** Deletes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
