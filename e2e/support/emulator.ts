import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProfile } from '../../__tests__/support/aws-profile';
import { asRecord } from '../../__tests__/support/stack-json';
import { freePort, sleep } from './loopback';
import { programsOf } from './python';

const folder = join(__dirname, '..', 'emulator');

/** A call of AWS's API, as the emulator noted it. */
export interface ApiCall {
  /** The service that the credential was for: `states`, `events`, `s3`. */
  readonly service: string;
  /** `CreateStateMachine`, or method and path where the API is REST: `GET /schedules/nightly`. */
  readonly operation: string;
  /** What the call asked for: the fields of JSON or a form, or of the query and the JSON of a REST call. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** AWS on loopback, until it is stopped or this process ends. */
export class Emulator {
  /** A profile of the AWS SDKs that sends every service here. */
  readonly profile: AwsProfile;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly calls: string,
  ) {
    this.profile = new AwsProfile(url);
  }

  static async start(): Promise<Emulator> {
    const python = join(programsOf('emulator'), 'python');
    const port = await freePort();
    const calls = join(mkdtempSync(join(tmpdir(), 'background-jobs-e2e-')), 'calls');
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
      const { service, operation, input } = asRecord(JSON.parse(line));
      return { service: String(service), operation: String(operation), input: asRecord(input) };
    });
  }

  async stop(): Promise<void> {
    this.profile.remove();
    rmSync(join(this.calls, '..'), { recursive: true, force: true });
    if (this.child.exitCode !== null) return;
    const ended = new Promise((settle) => this.child.once('exit', settle));
    this.child.kill('SIGKILL');
    await ended;
  }
}
