import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { exampleConfig } from '../support/fixtures';
import { run, TemporaryFolder } from '../support/run-program';
import { asList, at } from '../support/stack-json';

const config = join(__dirname, '..', 'fixtures', 'runs', 'env-config');
const simulate = (job: string, ...more: readonly string[]) =>
  run('simulate', 'run', job, '--config', config, ...more);

/** The trace, without what tasks are told. */
function trace(job: string, ...more: readonly string[]): readonly string[] {
  const { out } = simulate(job, ...more);
  return out
    .split('\n')
    .filter((line) => line !== '' && !/^ {14}(command|environment|cpu|memory| {12})/.test(line))
    .map((line) => line.trim());
}

const twoTimeoutsOfExtract = [
  'no other run holds the lock: it is taken',
  '00:00:00  extract, run 1 of 3 at the most',
  'is stopped after 1 hour',
  'waits 150 seconds until the task that timed out has stopped',
  'waits 1 minute before the next try',
  '01:03:30  extract, run 2 of 3 at the most',
  'is stopped after 1 hour',
  'waits 150 seconds until the task that timed out has stopped',
  'waits 2 minutes before the next try',
  '02:08:00  extract, run 3 of 3 at the most',
];

describe('background-jobs simulate run', () => {
  test('shows what each task is told, what is tried again after how long, and how it ends', () => {
    expect(simulate('with-a-retrier', '--fail', '1')).toEqual({
      status: 0,
      error: '',
      out: `batch
  with-a-retrier runs through its state machine
    00:00:00  with-a-retrier, run 1 of 3 at the most
              command     "bin/simple"
              exits 1
    waits 1 minute before the next try
    00:01:00  with-a-retrier, run 2 of 3 at the most
              command     "bin/simple"
              exits 0
  the run succeeds (2 tasks, 00:01:00 of waits and timeouts)
`,
    });
  });

  test('shows steps in a row and side by side, exit codes, timeouts and refused launches', () => {
    const asked = [
      '--fail',
      'extract:1',
      '--exit-code',
      'extract:75',
      '--timeout',
      'load-claims:1',
      '--rejected-launches',
      'report:1',
    ];
    expect(trace('close-month', ...asked)).toEqual([
      'batch',
      'close-month runs through its state machine',
      'no other run holds the lock: it is taken',
      '00:00:00  extract, run 1 of 3 at the most',
      'exits 75',
      'waits 1 minute before the next try',
      '00:01:00  extract, run 2 of 3 at the most',
      'exits 0',
      'side by side:',
      '00:01:00  load-ledger, run 1',
      'exits 0',
      '00:01:00  load-claims, run 1 of 4 at the most',
      'is stopped after 10 minutes',
      'waits 150 seconds until the task that timed out has stopped',
      'waits up to 30 seconds before the next try',
      '00:14:00  load-claims, run 2 of 4 at the most',
      'exits 0',
      'all of those are over',
      '00:14:00  report, run 1',
      'is refused by ECS for lack of room: there is no task, and this counts for nothing',
      'waits up to 10 seconds before the next try',
      '00:14:10  report, run 1',
      'exits 0',
      'the run succeeds (6 tasks, 00:14:10 of waits and timeouts)',
    ]);
  });

  test.each<readonly [readonly string[], readonly string[]]>([
    [
      ['close-month', '--fail', 'extract', '--exit-code', '64'],
      [
        'no other run holds the lock: it is taken',
        '00:00:00  extract, run 1 of 3 at the most',
        'exits 64',
        '00:00:00  on_failure, run 1',
        'exits 0',
        'the run fails with States.TaskFailed, extract: Essential container in task exited (exit code 64) (2 tasks)',
      ],
    ],
    [
      ['poll-legacy', '--not-started', '1'],
      [
        'no other run holds the lock: it is taken',
        '00:00:00  poll-legacy, run 1 of 2 at the most',
        'never starts',
        'the run fails with States.TaskFailed, CannotPullContainerError (1 task)',
      ],
    ],
    [
      ['poll-legacy', '--previous-run-active', '--timeout', 'poll-legacy'],
      [
        'the run before holds the lock, and is still running',
        'the run before is stopped',
        'the lock is taken over',
        'waits 150 seconds until the task of the run before has stopped',
        '00:02:30  poll-legacy, run 1 of 2 at the most',
        'is stopped after 4 minutes',
        'waits 150 seconds until the task that timed out has stopped',
        'waits 1 second before the next try',
        '00:09:01  poll-legacy, run 2 of 2 at the most',
        'is stopped after 4 minutes',
        'waits 150 seconds until the task that timed out has stopped',
        'the run fails with States.Timeout, the task was still running after 240 seconds, and was stopped (2 tasks, 00:15:31 of waits and timeouts)',
      ],
    ],
    [
      ['close-month', '--previous-run-active'],
      [
        'the run before holds the lock, and is still running',
        'the run is skipped: the run before is still running (no task)',
      ],
    ],
    [
      ['close-month', '--timeout', 'extract:2', '--timeout', 'report'],
      [
        ...twoTimeoutsOfExtract,
        'exits 0',
        'side by side:',
        '02:08:00  load-ledger, run 1',
        'exits 0',
        '02:08:00  load-claims, run 1 of 4 at the most',
        'exits 0',
        'all of those are over',
        '02:08:00  report, run 1',
        'is stopped after 1 hour',
        'waits 150 seconds until the task that timed out has stopped',
        '03:10:30  on_failure, run 1',
        'exits 0',
        'the run fails with States.Timeout, report: the task was still running after 3600 seconds, and was stopped (7 tasks, 03:10:30 of waits and timeouts)',
      ],
    ],
    [
      ['close-month', '--timeout', 'extract', '--timeout', 'on_failure'],
      [
        ...twoTimeoutsOfExtract,
        'is stopped after 1 hour',
        'waits 150 seconds until the task that timed out has stopped',
        '03:10:30  on_failure, run 1',
        'is stopped after 2970 seconds',
        'the run is ended as timed out, with its tasks: run_timeout_seconds are over (4 tasks, 04:00:00 of waits and timeouts)',
      ],
    ],
  ])('says how it ends: %j', ([job = '', ...asked], expected) => {
    expect(trace(job, ...asked).slice(2)).toEqual(expected);
  });

  test('keeps to what failed first when the task after a failure fails as well', () => {
    const codes = ['--exit-code', 'extract:64', '--exit-code', 'on_failure:9'];
    expect(trace('close-month', '--fail', 'extract', '--fail', 'on_failure', ...codes).at(-1)).toBe(
      'the run fails with States.TaskFailed, extract: Essential container in task exited (exit code 64) (2 tasks)',
    );
  });

  test('starts all that is side by side, and ends it with the whole run', () => {
    const folder = new TemporaryFolder().write({
      'env-config/dev.yml': `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
scheduled_jobs:
  pair:
    schedule_expression: rate(1 day)
    timeout_seconds: 60
    run_timeout_seconds: 50
    steps: [{ parallel: [{ name: a, task_command: [a] }, { name: b, task_command: [b] }] }]
`,
    });
    try {
      const asked = ['--config', join(folder.path, 'env-config'), '--timeout', 'a', '--timeout', 'b:1'];
      const { out } = run('simulate', 'run', 'pair', ...asked);
      expect(out.split('\n').filter((line) => /^ {4}\S|^ {2}\S/.test(line))).toEqual([
        '  pair runs through its state machine',
        '    side by side:',
        '    00:00:00  a, run 1',
        '    00:00:00  b, run 1',
        '    all of those are over',
        '  the run is ended as timed out, with its tasks: run_timeout_seconds are over (2 tasks, 00:00:50 of waits and timeouts)',
      ]);
    } finally {
      folder.remove();
    }
  });

  test('shows the task that a rule alone starts, which nobody watches', () => {
    const { out } = run(
      'simulate',
      'run',
      'import-claims',
      '--config',
      exampleConfig,
      '--environment',
      'dev',
      '--fail',
      '1',
    );
    expect(out).toContain('"claims/incoming/example"');
    expect(out).toContain(
      'the run is the task alone: nobody learns how it ends, and nothing is tried again (1 task)',
    );
  });

  test('is stable for programs, and holds all of what ECS says', () => {
    const { out } = simulate(
      'close-month',
      '--fail',
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
        ZONE: 'America/Chicago',
      },
      ending: { kind: 'exit', code: 2 },
    });
    expect(at(shown, 'end', 'error')).toBe('States.TaskFailed');
    expect(at(shown, 'end', 'cause')).toMatch(/^extract: \{"StopCode":"EssentialContainerExited"/);
  });

  test.each([
    [['clos-month'], 'clos-month: there is no such job; did you mean close-month?'],
    [
      ['close-month', '--fail', '2'],
      '--fail 2: of which step? close-month has extract, load-ledger, load-claims, report, on_failure; give STEP:TIMES',
    ],
    [
      ['close-month', '--fail', 'transform:1'],
      '--fail transform:1: close-month has no step transform; it has',
    ],
    [['close-month', '--exit-code', 'extract'], '--exit-code extract: give CODE, or STEP:CODE'],
    [['close-month', '--exit-code', '0'], '--exit-code 0: a task that fails exits 1 to 255'],
    [
      ['with-a-retrier', '--timeout', '1'],
      '--timeout with-a-retrier: it has no timeout_seconds, so that nothing would stop it',
    ],
    [
      ['plain', '--previous-run-active'],
      '--previous-run-active: plain has overlap: allow, and takes no notice of other runs',
    ],
    [['plain', '--scheduled-time', 'noon'], '--scheduled-time noon: a date must be'],
  ])('refuses %j', ([job = '', ...asked], message) => {
    expect(simulate(job, ...asked)).toEqual({ status: 2, out: '', error: expect.stringContaining(message) });
  });
});

describe('background-jobs commands', () => {
  test('starts a job by hand through the machine that its schedule starts, in a real shell', () => {
    const { out } = run('commands', 'close-month', '--config', config);
    // A stand-in for the AWS CLI that prints its arguments.
    const script = `aws() { printf '<%s>' "$@"; echo; }\n${out}`;
    const { stdout, status } = spawnSync('bash', ['-eu', '-c', script], { encoding: 'utf8' });
    expect(status).toBe(0);
    const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:app-batch-close-month';
    expect(stdout.split('\n')[0]).toBe(
      `<stepfunctions><start-execution><--region><us-east-1><--state-machine-arn><${machine}>`,
    );
    expect(stdout).toContain('<logs><tail></aws/vendedlogs/states/app-batch-close-month>');
  });

  test('says which job has no machine, and what starts an upload job', () => {
    expect(run('commands', 'import-claims', '--config', exampleConfig, '--environment', 'dev').out).toContain(
      'is started by its rule alone',
    );
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
      does: 'show its last runs',
      command: expect.stringContaining('list-executions'),
    });
  });
});
