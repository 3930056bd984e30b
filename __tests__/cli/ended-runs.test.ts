import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run } from '../support/run-program';

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
