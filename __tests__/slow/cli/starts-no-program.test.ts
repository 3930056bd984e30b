import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuiltProgram, type ProcessResult } from '../../support/built-program';
import { run, TemporaryFolder } from '../../support/run-program';

const fixture = (name: string) => join(__dirname, '..', '..', 'fixtures', name, 'env-config');
const workers = ['--config', fixture('workers')];
const uploads = ['simulate', 'upload', ...workers];
const arrivals = ['--arrivals', '10/minute for 5m', '--seconds-per-message', '20'];

/** Calls of every command, each with a result. */
const calls: readonly (readonly string[])[] = [
  ['init', '--app-name', 'shop', '--cdktf'],
  ['synth', ...workers],
  ['validate', ...workers],
  ['list', ...workers],
  ['list', ...workers, '--on', '2027-03-14'],
  ['permissions', ...workers],
  ['commands', 'scans', ...workers],
  ['commands', 'close-month', '--config', fixture('runs')],
  [...uploads, '--bucket', 'platform-intake-uploads', '--key', 'claims/a.pdf'],
  [
    ...['simulate', 'event', '--config', fixture('events')],
    ...['--event', join(__dirname, 'support', 'order-placed.json')],
  ],
  ['simulate', 'run', 'close-month', '--config', fixture('runs'), '--failures', 'extract:1'],
  ['simulate', 'queue', 'scans', ...workers, ...arrivals],
  [
    ...['simulate', 'alarms', 'nightly', '--config', fixture('watched-runs')],
    ...['--history', join(__dirname, 'support', 'one-missed-run.json')],
  ],
  ['review', join(__dirname, '..', '..', 'review', 'pairs', 'renamed-job', 'plan.json')],
  ['review', '--base', fixture('example'), '--config', fixture('payroll')],
  ['adopt', '--config', fixture('runs'), '--state', join(__dirname, 'support', 'old-state.json')],
  ['schema'],
  // `status` calls AWS. Its help does not, and loads no AWS SDK.
  ['status', '--help'],
  ['--help'],
  ['--version'],
  ['simulate', '--help'],
];

describe('the program, on a machine with no other program', () => {
  let program: BuiltProgram;
  let folder: TemporaryFolder;
  beforeAll(() => {
    program = new BuiltProgram();
    folder = new TemporaryFolder();
  });
  afterAll(() => {
    program.remove();
    folder.remove();
  });

  /** Runs Node with an empty PATH, and returns the programs that it starts and the network calls that it makes. */
  const node = (
    ...nodeArguments: readonly string[]
  ): ProcessResult & { readonly started: readonly string[] } => {
    const record = join(folder.path, 'started.txt');
    folder.write({ 'started.txt': '' });
    const recorder = ['--require', join(__dirname, 'support', 'record-programs.js')];
    const environment = { PATH: '', STARTED_PROGRAMS: record };
    const ended = program.node([...recorder, ...nodeArguments], folder.path, environment);
    return { ...ended, started: readFileSync(record, 'utf8').split('\n').slice(0, -1) };
  };

  test.each(
    calls.map((call) => ({ call, name: call.filter((word) => !/^--config$|\//.test(word)).join(' ') })),
  )('runs $name without another program or a network call', ({ call }) => {
    const { status, out, error, started } = node(program.path, ...call);
    expect({ status, error, started }).toEqual({ status: 0, error: '', started: [] });
    expect(out.length).toBeGreaterThan(call.includes('--version') ? 5 : 100);
  });

  test('synthesizes the stacks of queue workers', () => {
    expect(existsSync(join(folder.path, 'cdktf.out', 'stacks', 'queues', 'cdk.tf.json'))).toBe(true);
  });

  test('has no command without a call above', () => {
    const commandsOf = (...path: readonly string[]) => {
      const { out } = run(...path, '--help');
      const [, list = ''] = out.split('\nCommands:\n');
      return [...list.matchAll(/^ {2}(\w+)/gm)]
        .map((match) => match[1] ?? '')
        .filter((name) => name !== 'help');
    };
    const names = commandsOf().flatMap((name) =>
      name === 'simulate' ? commandsOf(name).map((below) => `${name} ${below}`) : [name],
    );
    expect(names.length).toBeGreaterThan(8);
    const called = new Set(
      calls.map(([name, below]) => (name === 'simulate' ? `${name} ${below ?? ''}` : name)),
    );
    expect(names.filter((name) => !called.has(name))).toEqual([]);
  });

  test('detects a program that is started', () => {
    const script = `const { execSync } = require('child_process'); try { execSync('terraform version'); } catch {}`;
    expect(node('-e', script).started).toEqual(['execSync terraform version']);
  });

  test.each([
    ['a connection', `require('net').connect(9, '127.0.0.1').on('error', () => {})`, ['connect']],
    ['a DNS query', `require('dns').lookup('localhost', () => {})`, ['lookup']],
  ])('detects %s', (_, script, started) => {
    expect(node('-e', script).started).toEqual(started);
  });
});
