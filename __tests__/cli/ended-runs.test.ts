import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { configuration } from '../../e2e/support/job-runs-configuration';
import { run, TemporaryFolder } from '../support/run-program';

const config = join(__dirname, '..', 'fixtures', 'runs', 'env-config');
const execution = 'arn:aws:states:us-east-1:123456789012:execution:app-batch-close-month:one';
const task = 'arn:aws:ecs:us-east-1:123456789012:task/app-batch/0123456789abcdef';

/** Runs the commands with a stand-in for the AWS CLI that prints its arguments. */
function calls(...args: readonly string[]): readonly string[] {
  const { out, error } = run('commands', ...args, '--config', config);
  expect(error).toBe('');
  const script = `aws() { printf '<%s>' "$@"; echo; }\n${out}`;
  const { stdout, status } = spawnSync('bash', ['--norc', '-eu', '-c', script], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.trim().split('\n');
}

/** The messages of the e2e suite, and what the program prints for the command in each of them. */
const messages = [
  ['failed-run', 'show the output of the last task of a run', 'logs tail'],
  ['skipped-runs', 'show the status and result of a run', 'describe-execution'],
  ['failed-task', 'show the output of the task', 'logs tail'],
  ['task-that-never-starts', 'show the job (startedBy), the reason for the end', 'describe-tasks'],
  ['worker-that-dies', 'show the output of a task that stopped', 'logs tail'],
  ['missed-run', 'list the last runs', 'list-executions'],
  ['dropped-upload', 'show the target of the rule, and the role', 'list-targets-by-rule'],
] as const;

describe('with nothing but a message', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder().write({ 'env-config/e2e.yml': configuration('2099-12-31T23:59:59') });
  });
  afterAll(() => {
    folder.remove();
  });

  test.each(messages)('the command in %s prints how to %s', (kind, does, command) => {
    const text = readFileSync(join(__dirname, '..', '..', 'e2e', 'notifications', `${kind}.txt`), 'utf8');
    const [, words = ''] = /npx background-jobs (commands (?:--\w+ )?[^ |]+)/.exec(text) ?? [];
    const { out, error } = run(...words.split(' '), '--config', join(folder.path, 'env-config'));
    expect(error).toBe('');
    const [, shown = ''] = out.split(`# ${does}`);
    expect(shown.split('\n# ')[0]).toContain(command);
  });

  test('each message of the e2e suite is one of them', () => {
    const files = readdirSync(join(__dirname, '..', '..', 'e2e', 'notifications'));
    expect(files.sort()).toEqual(messages.map(([kind]) => `${kind}.txt`).sort());
  });
});

describe('the commands of a message', () => {
  test('for a run, the first one shows its log, and none has a placeholder', () => {
    const { out } = run('commands', '--execution', execution, '--config', config);
    expect(out.split('\n').slice(0, 2)).toEqual([
      '# batch: close-month',
      expect.stringContaining('# show the output of the last task of a run'),
    ]);
    expect(out).not.toMatch(/\bRUN\b/);
    expect(calls('--execution', execution)).toContain(
      `<stepfunctions><describe-execution><--region><us-east-1><--execution-arn><${execution}>`,
    );
  });

  test('for a task, the first one shows its log, and the second one its exit codes', () => {
    const [, log, state] = calls('--task', task);
    expect(log).toMatch(/^<logs><tail>.*0123456789abcdef.*<--since><14d>$/);
    expect(state).toContain(
      `<ecs><describe-tasks><--region><us-east-1><--cluster><app-batch><--tasks><${task}>`,
    );
  });

  test('for a service, the first one shows the events of the worker', () => {
    const service = 'arn:aws:ecs:us-east-1:123456789012:service/intake-queues/intake-queues-pages';
    const workers = join(__dirname, '..', 'fixtures', 'workers', 'env-config');
    const { out, error } = run('commands', '--service', service, '--config', workers);
    expect(error).toBe('');
    const [title, first] = out.split('\n');
    expect(title).toBe('# queues: pages');
    expect(first).toBe('# show the service: numbers of tasks, deployments and latest events');
    expect(out.match(/describe-services/g)).toHaveLength(1);
    expect(out).toContain('start-message-move-task');
  });

  test('for a check of the runs, the first one shows its input', () => {
    const watched = join(__dirname, '..', 'fixtures', 'watched-runs', 'env-config');
    const check = 'arn:aws:states:eu-central-1:123456789012:execution:ledger-prod--watch:one';
    const { out, error } = run('commands', '--execution', check, '--config', watched);
    expect(error).toBe('');
    expect(out.split('\n').slice(1, 3)).toEqual([
      '# show the input of the check, which has the job and the message, and the error',
      'aws stepfunctions describe-execution \\',
    ]);
  });

  test.each([
    [['--service', 'arn:aws:ecs:us-east-1:123456789012:service/a/b'], 'no queue worker has the service b'],
    [['--service', 'x'], 'must be the ARN of an ECS service'],
    [
      ['--execution', 'arn:aws:states:us-east-1:123456789012:execution:other:one'],
      'no job has the state machine other',
    ],
    [['--execution', execution.replace('us-east-1', 'us-east-2')], 'in us-east-2'],
    [['--execution', 'close-month'], 'must be the ARN of a run'],
    [['--task', task.replace('app-batch', 'other')], 'no environment has the cluster other'],
    [['--task', 'x'], 'must be the ARN of a task'],
    [['close-month', '--task', task], 'exactly one of'],
    [[], 'exactly one of'],
  ])('reports %j', (args, message) => {
    expect(run('commands', ...args, '--config', config)).toEqual({
      status: 2,
      out: '',
      error: expect.stringContaining(message),
    });
  });

  test('in JSON, have the job', () => {
    const { out } = run('commands', '--execution', execution, '--config', config, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({ jobs: [{ environment: 'batch', job: 'close-month' }] });
  });
});
