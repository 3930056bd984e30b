import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { viewCommands } from '../../../lib/report/aws-commands/view';
import { environmentOf } from '../../jobs/support/environments';
import { TemporaryFolder } from '../../support/run-program';

const run = 'arn:aws:states:us-east-1:123456789012:execution:app-test-job:run';
const submitted = JSON.stringify({
  Tasks: [
    {
      ClusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/app-test',
      TaskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/app-test:7',
      Containers: [{ ContainerArn: 'arn:aws:ecs:us-east-1:123456789012:container/app-test/c0ffee/1' }],
      TaskArn: 'arn:aws:ecs:us-east-1:123456789012:task/app-test/0123456789abcdef',
    },
  ],
});

/** A script that replaces the AWS CLI. It records its arguments, and prints output like the CLI. */
const fakeCli = `#!/bin/bash
printf '%s\\n' "$*" >> "$CALLS"
case "$2" in
  describe-task-definition) printf 'service/app-test\\tapp/test\\n' ;;
  get-execution-history) printf '%s\\nNone\\n' '${submitted}' ;;
  describe-execution) printf '%s\\n' '{"key": "it'"'"'s $HOME"}' ;;
esac
`;

const environment = environmentOf({
  scheduled_jobs: {
    job: { task_command: ['x'], schedule_expression: 'rate(1 day)' },
    alone: { task_command: ['x'], schedule_expression: 'rate(1 day)', overlap: 'skip' },
  },
});

function commandsOf(jobName: string) {
  const job = environment.jobs.find(({ name }) => name === jobName);
  if (job === undefined) throw new Error(`no job ${jobName}`);
  return viewCommands([{ environment, job }]).flatMap(({ commands }) => commands);
}

describe('the commands of a job', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder().write({ 'bin/aws': fakeCli });
    chmodSync(join(folder.path, 'bin/aws'), 0o755);
  });
  afterAll(() => {
    folder.remove();
  });

  /** Runs a command in bash. Returns its output, and the last call of the AWS CLI. */
  function execute(beginning: string) {
    const command = commandsOf('job').find(({ does }) => does.startsWith(beginning))?.command ?? '';
    const calls = join(folder.path, 'calls');
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-ec', command.replaceAll('RUN', run)], {
      encoding: 'utf8',
      env: { PATH: `${join(folder.path, 'bin')}:${process.env['PATH'] ?? ''}`, CALLS: calls },
    });
    const lastCall = readFileSync(calls, 'utf8').trim().split('\n').at(-1);
    return { stdout, stderr, lastCall };
  }

  test('show the log group and the stream of the last task, and tail it', () => {
    expect(execute('show the output')).toEqual({
      stdout: 'service/app-test app/test/app-test/0123456789abcdef\n',
      stderr: '',
      lastCall:
        'logs tail service/app-test --region us-east-1 --log-stream-names app/test/app-test/0123456789abcdef --since 14d',
    });
  });

  test('repeat a failed run with the same input', () => {
    expect(execute('repeat a failed run').lastCall).toBe(
      `stepfunctions start-execution --region us-east-1 --state-machine-arn arn:aws:states:us-east-1:123456789012:stateMachine:app-test-job --input {"key": "it's $HOME"}`,
    );
  });

  test('redrive a run only if runs may overlap, because a redriven run does not acquire the lock', () => {
    const redrives = ['job', 'alone'].map((name) =>
      commandsOf(name).some(({ command }) => command.includes('redrive-execution')),
    );
    expect(redrives).toEqual([true, false]);
  });
});
