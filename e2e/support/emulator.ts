import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRecord } from '../../__tests__/support/stack-json';

const root = join(__dirname, '..', '..');
const folder = join(__dirname, '..', 'emulator');

/** Says what takes longer than a moment. */
export function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}

/** A call of AWS's API, as the emulator noted it. */
export interface ApiCall {
  /** The service that the credential was for: `states`, `events`, `s3`. */
  readonly service: string;
  /** `CreateStateMachine`, or method and path where the API is REST. */
  readonly operation: string;
}

/** AWS on loopback, until it is stopped or this process ends. */
export class Emulator {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly calls: string,
  ) {}

  static async start(): Promise<Emulator> {
    const python = install();
    const port = await freePort();
    const calls = join(mkdtempSync(join(tmpdir(), 'background-jobs-bench-')), 'calls');
    writeFileSync(calls, '');
    const child = spawn(python, [join(folder, 'emulator.py'), String(port), calls], {
      // The emulator ends when its standard input does: with this process, however that ends.
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1' },
    });
    let problems = '';
    child.stderr.on('data', (chunk: Buffer) => {
      problems += chunk.toString('utf8');
    });
    const emulator = new Emulator(`http://127.0.0.1:${port}`, child, calls);
    for (let attempt = 0; attempt < 150; attempt += 1) {
      if (child.exitCode !== null) break;
      if (await emulator.answers()) return emulator;
      await sleep(100);
    }
    await emulator.stop();
    throw new Error(`the emulator did not start:\n${problems}`);
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/_ministack/health`)).ok;
    } catch {
      return false;
    }
  }

  /** The calls since the last time that this was asked. */
  takeCalls(): readonly ApiCall[] {
    const lines = readFileSync(this.calls, 'utf8').split('\n').filter(Boolean);
    writeFileSync(this.calls, '');
    return lines.map((line) => {
      const { service, operation } = asRecord(JSON.parse(line));
      return { service: String(service), operation: String(operation) };
    });
  }

  async stop(): Promise<void> {
    rmSync(join(this.calls, '..'), { recursive: true, force: true });
    if (this.child.exitCode !== null) return;
    const ended = new Promise((settle) => this.child.once('exit', settle));
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** The emulator's Python, in a virtual environment of the bench's own that is made once. */
function install(): string {
  const requirements = join(folder, 'requirements.txt');
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(root, '.cache', `emulator-${version}`);
  const python = join(environment, 'bin', 'python');
  const done = join(environment, 'installed');
  if (existsSync(done)) return python;
  say('installing the emulator (about 10 seconds, once)');
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(join(environment, '..'), { recursive: true });
  for (const [command, ...commandArguments] of [
    ['python3', '-m', 'venv', environment],
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements],
  ] as const) {
    const { status, stderr, error } = spawnSync(command, commandArguments, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`${command} ${commandArguments.join(' ')} failed: ${error?.message ?? stderr}`);
  }
  writeFileSync(done, '');
  return python;
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => {
        settle(port);
      });
    });
  });
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds));
}
