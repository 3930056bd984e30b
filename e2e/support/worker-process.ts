import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRecord } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';
import { installedPrograms } from './python-packages';

const program = join(__dirname, '..', 'worker', 'worker.py');

/** A message that a worker received. */
export interface ReceivedMessage {
  /** The message body. */
  readonly body: string;
  /** The message's receive count, `ApproximateReceiveCount` of SQS. */
  readonly receiveCount: number;
}

/** A process that runs e2e/worker/worker.py. It runs until it is stopped or this process ends. */
export class WorkerProcess {
  private readonly folder = mkdtempSync(join(tmpdir(), 'background-jobs-worker-'));
  private readonly child: ChildProcess;
  private problems = '';

  /** Starts the process with the environment variables of the worker's task. */
  constructor(aws: Aws, environment: Readonly<Record<string, string>>) {
    const python = join(installedPrograms('emulator'), 'python');
    this.child = spawn(python, [program, this.file], {
      // The worker exits when its standard input closes, even if this process crashes.
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        PYTHONDONTWRITEBYTECODE: '1',
        AWS_ENDPOINT_URL: aws.url,
        AWS_REGION: aws.region,
        AWS_DEFAULT_REGION: aws.region,
        AWS_ACCESS_KEY_ID: aws.accountId,
        AWS_SECRET_ACCESS_KEY: 'none',
        ...environment,
      },
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.problems += chunk.toString('utf8');
    });
  }

  private get file(): string {
    return join(this.folder, 'received');
  }

  /** The messages that it has received, in order. */
  get received(): readonly ReceivedMessage[] {
    if (this.child.exitCode !== null) throw new Error(`the worker ended:\n${this.problems}`);
    if (!existsSync(this.file)) return [];
    // The last line can be incomplete.
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const { body, receiveCount } = asRecord(JSON.parse(line));
      return { body: String(body), receiveCount: Number(receiveCount) };
    });
  }

  /** Sends SIGTERM, as ECS does, and returns the exit code, or `null` if the process was killed after 5 seconds. */
  async stop(): Promise<number | null> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((settle) => child.once('exit', settle));
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(killing);
    }
    rmSync(this.folder, { recursive: true, force: true });
    return child.exitCode;
  }
}
