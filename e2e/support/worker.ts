import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRecord } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';
import { programsOf } from './python';

const program = join(__dirname, '..', 'worker', 'worker.py');

/** A message as a worker received it. */
export interface Received {
  readonly body: string;
  /** How often it was received by then, as the queue says. */
  readonly times: number;
}

/** A process that works on the messages of a queue, until it is stopped or this process ends. */
export class Worker {
  private readonly folder = mkdtempSync(join(tmpdir(), 'background-jobs-worker-'));
  private readonly child: ChildProcess;
  private problems = '';

  /** With the variables that the worker's task has. */
  constructor(aws: Aws, environment: Readonly<Record<string, string>>) {
    const python = join(programsOf('emulator'), 'python');
    this.child = spawn(python, [program, this.file], {
      // The worker ends when its standard input does: with this process, however that ends.
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

  /** The messages that it has received, in their order. */
  get received(): readonly Received[] {
    if (this.child.exitCode !== null) throw new Error(`the worker ended:\n${this.problems}`);
    if (!existsSync(this.file)) return [];
    // A line that is still being written is none yet.
    const lines = readFileSync(this.file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const { body, times } = asRecord(JSON.parse(line));
      return { body: String(body), times: Number(times) };
    });
  }

  /** Tells it to end, as ECS does, and returns how it did. */
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
