import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { exampleConfig } from '../../support/fixtures';
import { run, TemporaryFolder } from '../../support/run-program';
import { asList, at } from '../../support/stack-json';
import { baseConfig } from '../../jobs/support/environments';

const config = join(__dirname, '..', '..', 'fixtures', 'runs', 'env-config');
const simulate = (job: string, ...more: readonly string[]) =>
  run('simulate', 'run', job, '--config', config, ...more);

/** The trace, without the overrides of tasks. */
function trace(job: string, ...more: readonly string[]): readonly string[] {
  const { out } = simulate(job, ...more);
  return out
    .split('\n')
    .filter(
      (line) => line !== '' && !/^ {14}(command|environment|cpu|memory|storage|task role| {12})/.test(line),
    )
    .map((line) => line.trim());
}

const twoTimeoutsOfExtract = [
  'acquires the lock; no other run holds it',
  '00:00:00  extract, attempt 1 of at most 3',
  'is stopped after 1 hour (timeout)',
  'waits 150 seconds until the task that timed out has stopped',
  'waits 1 minute before the next attempt',
  '01:03:30  extract, attempt 2 of at most 3',
  'is stopped after 1 hour (timeout)',
  'waits 150 seconds until the task that timed out has stopped',
  'waits 2 minutes before the next attempt',
  '02:08:00  extract, attempt 3 of at most 3',
];

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

describe('background-jobs simulate run', () => {
  test('shows the override of each task, the retries, the waits and the end', () => {
    expect(simulate('with-a-retrier', '--failures', '1')).toEqual({
      status: 0,
      error: '',
      out: `batch
  with-a-retrier runs through its state machine
    00:00:00  with-a-retrier, attempt 1 of at most 3
              command     "bin/simple"
              exits with 1
    waits 1 minute before the next attempt
    00:01:00  with-a-retrier, attempt 2 of at most 3
              command     "bin/simple"
              exits with 0
  the run succeeds (2 tasks, 00:01:00 of waits and timeouts)
`,
    });
  });

  test('shows sidecars that fail although the container of the job exits with 0', () => {
    const because = 'the container of the job exited with 0, and another container of the task failed';
    expect(trace('with-a-retrier', '--unstarted-sidecars', '1').slice(2)).toEqual([
      '00:00:00  with-a-retrier, attempt 1 of at most 3',
      'exits with 0; another container of the task never starts',
      `the run succeeds: ${because} (1 task)`,
    ]);
    expect(trace('with-a-retrier', '--failed-sidecars', '1', '--exit-code', '137').slice(2)).toEqual([
      '00:00:00  with-a-retrier, attempt 1 of at most 3',
      'exits with 0; another container of the task exits with 137',
      'the run fails with States.TaskFailed, Essential container in task exited (exit codes: app-batch 0, sidecar 137) (1 task)',
    ]);
  });

  test('shows interrupted Spot tasks, and retries on FARGATE, which AWS does not interrupt', () => {
    const job = {
      task_command: ['job'],
      schedule_expression: 'rate(1 day)',
      capacity_provider: 'FARGATE_SPOT',
      retry: { max_attempts: 2, on_demand_after_spot: true },
    };
    folder.write({ 'test.yml': JSON.stringify({ ...baseConfig, scheduled_jobs: { job } }) });
    const { out } = run(
      ...['simulate', 'run', 'job', '--config', folder.path],
      ...['--spot-interruptions', '5', '--failures', '1', '--failed-sidecars', '1'],
    );
    const lines = out.split('\n').map((line) => line.trim());
    expect(lines.filter((line) => !/^(command|test|job runs|waits|$)/.test(line))).toEqual([
      '00:00:00  job, attempt 1 of at most 3 on FARGATE_SPOT',
      'AWS interrupts the Spot task',
      '00:00:01  job, attempt 2 of at most 3',
      'exits with 1',
      '00:00:03  job, attempt 3 of at most 3',
      'exits with 0; another container of the task exits with 1',
      expect.stringContaining('the run fails with States.TaskFailed'),
    ]);
    expect(simulate('with-a-retrier', '--spot-interruptions', '1')).toMatchObject({
      status: 2,
      error: expect.stringContaining('with-a-retrier has no capacity_provider: FARGATE_SPOT'),
    });
  });

  test('shows sequential and parallel steps, exit codes, timeouts and rejected launches', () => {
    const options = [
      '--failures',
      'extract:1',
      '--exit-code',
      'extract:75',
      '--timeouts',
      'load-claims:1',
      '--rejected-launches',
      'report:1',
    ];
    expect(trace('close-month', ...options)).toEqual([
      'batch',
      'close-month runs through its state machine',
      'acquires the lock; no other run holds it',
      '00:00:00  extract, attempt 1 of at most 3',
      'exits with 75',
      'waits 1 minute before the next attempt',
      '00:01:00  extract, attempt 2 of at most 3',
      'exits with 0',
      'in parallel:',
      '00:01:00  load-ledger, attempt 1',
      'exits with 0',
      '00:01:00  load-claims, attempt 1 of at most 4',
      'is stopped after 10 minutes (timeout)',
      'waits 150 seconds until the task that timed out has stopped',
      'waits up to 30 seconds before the next attempt',
      '00:14:00  load-claims, attempt 2 of at most 4',
      'exits with 0',
      'all parallel steps have ended',
      '00:14:00  report, attempt 1',
      'ECS rejects the launch (no capacity); this does not count as an attempt',
      'waits up to 10 seconds before the next attempt',
      '00:14:10  report, attempt 1',
      'exits with 0',
      'the run succeeds (6 tasks, 00:14:10 of waits and timeouts)',
    ]);
  });

  test.each<readonly [readonly string[], readonly string[]]>([
    [
      ['close-month', '--failures', 'extract', '--exit-code', '64'],
      [
        'acquires the lock; no other run holds it',
        '00:00:00  extract, attempt 1 of at most 3',
        'exits with 64',
        '00:00:00  on_failure, attempt 1',
        'exits with 0',
        'the run fails with States.TaskFailed, extract: Essential container in task exited (exit code 64) (2 tasks)',
      ],
    ],
    [
      ['poll-legacy', '--failed-starts', '1'],
      [
        'acquires the lock; no other run holds it',
        '00:00:00  poll-legacy, attempt 1 of at most 2',
        'fails to start',
        'the run fails with States.TaskFailed, CannotPullContainerError (1 task)',
      ],
    ],
    [
      ['poll-legacy', '--previous-run-active', '--timeouts', 'poll-legacy'],
      [
        'the previous run holds the lock and is still active',
        'stops the previous run',
        'takes over the lock',
        'waits 150 seconds until the task of the previous run has stopped',
        '00:02:30  poll-legacy, attempt 1 of at most 2',
        'is stopped after 4 minutes (timeout)',
        'waits 150 seconds until the task that timed out has stopped',
        'waits 1 second before the next attempt',
        '00:09:01  poll-legacy, attempt 2 of at most 2',
        'is stopped after 4 minutes (timeout)',
        'waits 150 seconds until a task that may still run has stopped',
        'the run fails with States.Timeout, the task was still running after 240 seconds, and was stopped (2 tasks, 00:15:31 of waits and timeouts)',
      ],
    ],
    [
      ['close-month', '--previous-run-active'],
      [
        'the previous run holds the lock and is still active',
        'the run is skipped: the previous run is still active (no tasks)',
      ],
    ],
    [
      ['close-month', '--timeouts', 'extract:2', '--timeouts', 'report'],
      [
        ...twoTimeoutsOfExtract,
        'exits with 0',
        'in parallel:',
        '02:08:00  load-ledger, attempt 1',
        'exits with 0',
        '02:08:00  load-claims, attempt 1 of at most 4',
        'exits with 0',
        'all parallel steps have ended',
        '02:08:00  report, attempt 1',
        'is stopped after 1 hour (timeout)',
        'waits 150 seconds until a task that may still run has stopped',
        '03:10:30  on_failure, attempt 1',
        'exits with 0',
        'the run fails with States.Timeout, report: the task was still running after 3600 seconds, and was stopped (7 tasks, 03:10:30 of waits and timeouts)',
      ],
    ],
    [
      ['close-month', '--timeouts', 'extract', '--timeouts', 'on_failure'],
      [
        ...twoTimeoutsOfExtract,
        'is stopped after 1 hour (timeout)',
        'waits 150 seconds until a task that may still run has stopped',
        '03:10:30  on_failure, attempt 1',
        'is stopped after 2970 seconds (timeout)',
        'the run exceeds run_timeout_seconds; Step Functions stops it and its tasks (4 tasks, 04:00:00 of waits and timeouts)',
      ],
    ],
  ])('shows how the run ends: %j', ([job = '', ...options], expected) => {
    expect(trace(job, ...options).slice(2)).toEqual(expected);
  });

  test('keeps the first failure when the on_failure task fails too', () => {
    const codes = ['--exit-code', 'extract:64', '--exit-code', 'on_failure:9'];
    expect(trace('close-month', '--failures', 'extract', '--failures', 'on_failure', ...codes).at(-1)).toBe(
      'the run fails with States.TaskFailed, extract: Essential container in task exited (exit code 64) (2 tasks)',
    );
  });

  test('starts all parallel steps, and stops them with the run', () => {
    const folder = new TemporaryFolder().write({
      'env-config/dev.yml': `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
scheduled_jobs:
  pair:
    schedule_expression: rate(1 day)
    timeout_seconds: 40
    run_timeout_seconds: 50
    steps: [{ parallel: [{ name: a, task_command: [a], retry: { max_attempts: 1 } }, { name: b, task_command: [b] }] }]
`,
    });
    try {
      const options = ['--config', join(folder.path, 'env-config'), '--timeouts', 'a', '--timeouts', 'b:1'];
      const { out } = run('simulate', 'run', 'pair', ...options);
      expect(out.split('\n').filter((line) => /^ {4}\S|^ {2}\S/.test(line))).toEqual([
        '  pair runs through its state machine',
        '    in parallel:',
        '    00:00:00  a, attempt 1 of at most 2',
        '    waits 150 seconds until the task that timed out has stopped',
        '    waits 1 second before the next attempt',
        '    00:00:50  a, attempt 2 of at most 2',
        '    00:00:00  b, attempt 1',
        '    all parallel steps have ended',
        '  the run exceeds run_timeout_seconds; Step Functions stops it and its tasks (3 tasks, 00:00:50 of waits and timeouts)',
      ]);
    } finally {
      folder.remove();
    }
  });

  test('shows the task of a rule without a state machine', () => {
    const { out } = run(
      'simulate',
      'run',
      'import-claims',
      '--config',
      exampleConfig,
      '--environment',
      'dev',
      '--failures',
      '1',
    );
    expect(out).toContain('"claims/incoming/example"');
    expect(out).toContain(
      'the rule only starts the task: nothing checks the result of the task or retries the task (1 task)',
    );
  });

  test('has stable JSON with the whole cause from ECS', () => {
    const { out } = simulate(
      'close-month',
      '--failures',
      'extract',
      '--exit-code',
      '2',
      '--format',
      'json',
      '--scheduled-time',
      '2027-03-01T09:00:00Z',
    );
    const [shown] = asList(at(JSON.parse(out), 'runs'));
    expect(at(shown, 'events', 1)).toEqual({
      kind: 'task',
      step: 'extract',
      run: 1,
      maximum_runs: 3,
      at_seconds: 0,
      container: 'app-batch',
      command: ['bin/extract', '--attempt=1'],
      environment_variables: {
        MONTH_OF: '2027-03-01T09:00:00Z',
        RUN: 'arn:aws:states:us-east-1:123456789012:execution:app-batch-close-month:simulated',
        ZONE: null,
      },
      ending: { kind: 'exit', code: 2 },
    });
    expect(at(shown, 'end', 'error')).toBe('States.TaskFailed');
    expect(at(shown, 'end', 'cause')).toMatch(/^extract: \{"StopCode":"EssentialContainerExited"/);
  });

  test.each([
    [['clos-month'], 'clos-month: no such job; did you mean close-month?'],
    [
      ['close-month', '--failures', '2'],
      '--failures 2: must be STEP:TIMES, because close-month has the steps extract, load-ledger, load-claims, report, on_failure',
    ],
    [
      ['close-month', '--failures', 'transform:1'],
      '--failures transform:1: close-month has no step transform; its steps are',
    ],
    [['close-month', '--exit-code', 'extract'], '--exit-code extract: must be CODE or STEP:CODE'],
    [['close-month', '--exit-code', '0'], '--exit-code 0: the exit code of a failure must be from 1 to 255'],
    [
      ['with-a-retrier', '--timeouts', '1'],
      "--timeouts with-a-retrier: with-a-retrier has no timeout_seconds, so it can't time out",
    ],
    [
      ['plain', '--previous-run-active'],
      '--previous-run-active: plain has overlap: allow, so it ignores other runs',
    ],
    [['plain', '--scheduled-time', 'noon'], '--scheduled-time noon: a date must be'],
  ])('rejects %j', ([job = '', ...options], message) => {
    expect(simulate(job, ...options)).toEqual({
      status: 2,
      out: '',
      error: expect.stringContaining(message),
    });
  });
});

describe('background-jobs commands', () => {
  test('starts the state machine of the schedule, in a real shell', () => {
    const { out } = run('commands', 'close-month', '--config', config);
    // A stand-in for the AWS CLI that prints its arguments.
    const script = `aws() { printf '<%s>' "$@"; echo; }\n${out}`;
    const { stdout, status } = spawnSync('bash', ['--norc', '-eu', '-c', script], { encoding: 'utf8' });
    expect(status).toBe(0);
    const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:app-batch-close-month';
    expect(stdout.split('\n')[0]).toBe(
      `<stepfunctions><start-execution><--region><us-east-1><--state-machine-arn><${machine}>`,
    );
    expect(stdout).toContain('<logs><tail></aws/vendedlogs/states/app-batch-close-month>');
  });

  test('shows the tasks of a job without a state machine, and how to start an upload job', () => {
    const { out } = run('commands', 'import-claims', '--config', exampleConfig, '--environment', 'dev');
    expect(out).toContain("tasks[?starts_with(startedBy, '");
    expect(out).toContain('ecs list-tasks');
    expect(out).toContain('events list-targets-by-rule');
    expect(out).toContain("--rule 'app-dev-import-claims'");
    expect(run('commands', 'tell', '--config', config).out).toContain(
      'simulate upload --print-start-command',
    );
    expect(
      at(
        JSON.parse(run('commands', 'tell', '--config', config, '--format', 'json').out),
        'jobs',
        0,
        'commands',
        0,
      ),
    ).toEqual({
      does: 'list the last runs',
      command: expect.stringContaining('list-executions'),
    });
  });
});
