import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProfile } from '../../__tests__/support/terraform/aws-profile';
import { asRecord } from '../../__tests__/support/stack-json';
import { freePort } from './free-port';
import { sleep } from './sleep';
import { installedPrograms } from './python-packages';

const folder = join(__dirname, '..', 'emulator');

/** A call of the AWS API that the emulator recorded. */
export interface ApiCall {
  /** The service in the credential scope: `states`, `events`, `s3`. */
  readonly service: string;
  /** The operation, such as `CreateStateMachine`. For a REST API, method and path: `GET /schedules/nightly`. */
  readonly operation: string;
  /** The parameters: fields of the JSON body or form, and of the query string for a REST API. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** An emulator of AWS on loopback. It runs until it is stopped or this process ends. */
export class Emulator {
  /** A profile of the AWS SDKs with the emulator as endpoint of every service. */
  readonly profile: AwsProfile;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly calls: string,
  ) {
    this.profile = new AwsProfile(url);
  }

  /**
   * Starts an emulator without any account, and waits until it responds.
   *
   * @param waitScale The factor for the waits of state machines. @default 1
   */
  static async start(waitScale = 1): Promise<Emulator> {
    const python = join(installedPrograms('emulator'), 'python');
    const port = await freePort();
    const calls = join(mkdtempSync(join(tmpdir(), 'background-jobs-e2e-')), 'calls');
    writeFileSync(calls, '');
    const child = spawn(python, [join(folder, 'emulator.py'), String(port), calls], {
      // The emulator exits when its standard input closes, even if this process crashes.
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        PYTHONDONTWRITEBYTECODE: '1',
        SFN_WAIT_SCALE: String(waitScale),
      },
    });
    let problems = '';
    child.stderr.on('data', (chunk: Buffer) => {
      problems += chunk.toString('utf8');
    });
    const emulator = new Emulator(`http://127.0.0.1:${port}`, child, calls);
    for (let attempt = 0; attempt < 150; attempt += 1) {
      if (child.exitCode !== null) break;
      if (await emulator.responds()) return emulator;
      await sleep(100);
    }
    await emulator.stop();
    throw new Error(`the emulator did not start:\n${problems}`);
  }

  private async responds(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/_ministack/health`)).ok;
    } catch {
      return false;
    }
  }

  /** Returns the calls since the last time, and forgets them. */
  drainCalls(): readonly ApiCall[] {
    const lines = readFileSync(this.calls, 'utf8').split('\n').filter(Boolean);
    writeFileSync(this.calls, '');
    return lines.map((line) => {
      const { service, operation, input } = asRecord(JSON.parse(line));
      return { service: String(service), operation: String(operation), input: asRecord(input) };
    });
  }

  /** Stops the emulator and deletes its files. */
  async stop(): Promise<void> {
    this.profile.remove();
    rmSync(join(this.calls, '..'), { recursive: true, force: true });
    if (this.child.exitCode !== null) return;
    const ended = new Promise((settle) => this.child.once('exit', settle));
    this.child.kill('SIGKILL');
    await ended;
  }
}
