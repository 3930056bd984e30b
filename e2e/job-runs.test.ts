import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { TemporaryFolder } from '../__tests__/support/run-program';
import { asList, at, parsed } from '../__tests__/support/stack-json';
import type { EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/prepare-account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import {
  accountId,
  bucket,
  cluster,
  configuration,
  hostileKeys,
  ownTags,
} from './support/job-runs-configuration';
import { sleep } from './support/sleep';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { disableSchedule, expectMessage, testNotifications } from './support/notified-failures';
import { Subscriber } from './support/subscriber';
import { printedStatus } from './support/status';
import { queueUrl, sendMessages } from './support/queues';
import { emulatorOverride, Stack } from './support/stack';
import {
  executionResult,
  lastExecutionResult,
  runningTasks,
  stopTask,
  waitForTasks,
  type Sidecar,
} from './support/tasks';

jest.setTimeout(900_000);

describe('an applied environment', () => {
  const folder = new TemporaryFolder();
  let emulator: Emulator;
  let aws: Aws;
  let stack: Stack;
  let subscriber: Subscriber;
  beforeAll(async () => {
    // The check of a missed run waits two minutes, here 1.2 seconds.
    emulator = await Emulator.start(0.01);
    aws = new Aws(emulator.url, accountId, 'us-east-1');
    const environment = environmentThatFires('2099-12-31T23:59:59');
    await prepareAccount(aws, environment);
    subscriber = await Subscriber.create(aws);
    printProgress('applying the jobs; e2e/emulator lets the rules of the emulator start ECS tasks');
    stack = await new Stack(emulatorOverride(emulator, accountId)).write(environment).init();
    await stack.apply();
  });
  /** Loads the environment with a time for its schedule. */
  const environmentThatFires = (once: string): EnvironmentJobs => {
    folder.write({ 'env-config/e2e.yml': configuration(once) });
    const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
    expect(issues).toEqual([]);
    const [environment] = environments;
    if (environment === undefined) throw new Error('the configuration has no environment');
    return environment;
  };
  afterAll(async () => {
    stack.remove();
    folder.remove();
    await emulator.stop();
  });

  test.each(hostileKeys)(
    'starts exactly the job that matches an upload of %j, with the exact key',
    async (key) => {
      await aws.s3('PUT', bucket, key, '', 'content');
      const [task, ...others] = await waitForTasks(aws, cluster, 1);
      expect(others).toEqual([]);
      expect(task?.command).toEqual(['etl', '--bucket', bucket, '--', key]);
      expect(task?.environment).toEqual({ KEY: key, PLAIN: 'it\'s "literal" ${x} \\' });
      expect(task?.overrides).toMatchObject({ cpu: '512', memory: '1024' });
      expect(task?.startedBy).toBe('events-rule/app-e2e-direct');
      expect(task?.tags).toEqual({ ...ownTags, 'background-jobs:job': 'direct' });
      await stopTask(emulator.url, task?.arn ?? '', 0);
      report({
        promise: 'uploads',
        subject: 'an ECS cluster',
        counts: { keys: 1, 'tasks with the exact key': 1, 'other tasks': 0 },
      });
    },
  );

  test.each([
    [0, 'SUCCEEDED'],
    [3, 'FAILED'],
  ])('ends the execution of a task that exits with %d as %s', async (exitCode, status) => {
    const key = `in/tracked/it's {"a": [1]} \\ ${exitCode}.csv`;
    await aws.s3('PUT', bucket, key, '', 'content');
    const tasks = await waitForTasks(aws, cluster, 2);
    expect(tasks).toHaveLength(2);
    const tracked = tasks.find(({ startedBy }) => startedBy !== 'events-rule/app-e2e-direct');
    expect(tracked?.command).toEqual(['etl', `--uri=s3://${bucket}/${key}`, "it's {literal}"]);
    expect(tracked?.environment).toEqual({ LABEL: `key ${key}` });
    expect(tracked?.tags).toEqual({ ...ownTags, 'background-jobs:job': 'tracked' });
    for (const { arn } of tasks) await stopTask(emulator.url, arn, exitCode);
    const execution = await lastExecutionResult(
      aws,
      `arn:aws:states:us-east-1:${accountId}:stateMachine:app-e2e-tracked`,
    );
    expect(execution).toMatchObject({
      status,
      ...(status === 'FAILED' ? { error: 'States.TaskFailed' } : {}),
    });
    if (status === 'FAILED') {
      // The cause of the execution contains the exit code and the reason why the task stopped.
      const cause = parsed(execution['cause']);
      expect(at(cause, 'Containers', 0, 'ExitCode')).toBe(exitCode);
      expect(at(cause, 'StoppedReason')).toBe('Essential container in task exited');
    }
    report({
      promise: 'uploads',
      subject: 'a state machine',
      counts: { keys: 1, 'tasks with the exact key': 1, 'other tasks': 0 },
    });
    report({ promise: 'runs', subject: 'a state machine', counts: { [status.toLowerCase()]: 1 } });
  });

  test('passes values of the event to the task, and an empty string if the event has no such value', async () => {
    await aws.s3('PUT', bucket, "event-values/it's", '', 'content');
    const [task, ...others] = await waitForTasks(aws, cluster, 1);
    expect(others).toEqual([]);
    // The bucket has no versioning.
    expect(task?.command).toEqual(['etl', "event-values/it's", '--size=7', '']);
    expect(task?.environment).toEqual({
      ETAG: '9a0364b9e99bb480dd25e1f0284c8555',
      EVENT: expect.stringMatching(/^[0-9a-f-]{36}$/),
      TIME: expect.stringMatching(/^20\d\d-\d\d-\d\dT/),
      SEQUENCER: expect.any(String),
    });
    await stopTask(emulator.url, task?.arn ?? '', 0);
    report({ promise: 'uploads', subject: 'values of the event', counts: { values: 6, unchanged: 6 } });
  });

  test('starts no job for an upload that is too large or has another suffix', async () => {
    await aws.s3('PUT', bucket, 'sized/large.txt', '', 'contents');
    await aws.s3('PUT', bucket, 'sized/small.pdf', '', 'content');
    await aws.s3('PUT', bucket, 'sized/small.csv', '', 'content');
    const [task, ...others] = await waitForTasks(aws, cluster, 1);
    await sleep(500);
    expect(await runningTasks(aws, cluster)).toHaveLength(1);
    expect(others).toEqual([]);
    expect(task?.command).toEqual(['small', 'sized/small.csv']);
    await stopTask(emulator.url, task?.arn ?? '', 0);
    report({
      promise: 'uploads',
      subject: 'filters',
      counts: { keys: 3, 'tasks with the exact key': 1, 'other tasks': 0 },
    });
  });

  test('starts no job for an upload with another prefix', async () => {
    await aws.s3('PUT', bucket, 'out/in/plain.csv', '', 'content');
    await sleep(1000);
    expect(await runningTasks(aws, cluster)).toEqual([]);
  });

  test('runs steps in order, retries on exit codes, passes the failure to on_failure and skips an overlapping run', async () => {
    const stateMachineArn = `arn:aws:states:us-east-1:${accountId}:stateMachine:app-e2e-in-steps`;
    const start = async (): Promise<string> =>
      String((await aws.json('states', 'StartExecution', { stateMachineArn, input: '{}' }))['executionArn']);
    const run = await start();
    /** Waits for the only running task, ends it with an exit code, and returns it. */
    const finishTask = async (exitCode: number) => {
      const [found, ...others] = await waitForTasks(aws, cluster, 1);
      expect(others).toEqual([]);
      await stopTask(emulator.url, found?.arn ?? '', exitCode);
      return found;
    };
    await waitForTasks(aws, cluster, 1);
    const second = await start();
    expect(await executionResult(aws, second)).toMatchObject({ status: 'SUCCEEDED' });
    const output = parsed((await executionResult(aws, second))['output']);
    expect(output).toEqual({ outcome: 'skipped', because: 'the previous run is still active', running: run });

    expect(await finishTask(75)).toMatchObject({
      command: ['first', '1'],
      environment: { RUN: run, TRY: '1' },
    });
    expect(await finishTask(0)).toMatchObject({ command: ['first', '2'], environment: { TRY: '2' } });
    expect(await finishTask(3)).toMatchObject({ command: ['second'], environment: { TRY: '1' } });
    expect((await finishTask(0))?.environment).toEqual({
      RUN: run,
      TRY: '1',
      FAILED_STEP: 'second',
      FAILED_ERROR: 'States.TaskFailed',
      FAILED_CAUSE: 'Essential container in task exited (exit code 3)',
    });
    const ended = await executionResult(aws, run);
    expect(ended).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(String(ended['cause'])).toMatch(/^second: \{/);

    // A finished run does not block the next one.
    const third = await start();
    expect(await finishTask(2)).toMatchObject({ command: ['first', '1'], environment: { RUN: third } });
    expect((await finishTask(0))?.environment).toMatchObject({ FAILED_STEP: 'first' });
    expect(await executionResult(aws, third)).toMatchObject({ status: 'FAILED' });
    report({ promise: 'runs', subject: 'several steps', counts: { failed: 2, skipped: 1 } });
  });

  test('can’t launch a task if the role may not tag it', async () => {
    const policy = {
      RoleName: 'app-e2e-jobs-states-us-east-1',
      PolicyArn: `arn:aws:iam::${accountId}:policy/app-e2e-jobs-states-us-east-1`,
    };
    const stateMachineArn = `arn:aws:states:us-east-1:${accountId}:stateMachine:app-e2e-once`;
    await aws.query('iam', 'DetachRolePolicy', policy);
    try {
      const started = await aws.json('states', 'StartExecution', { stateMachineArn, input: '{}' });
      expect(await executionResult(aws, String(started['executionArn']))).toMatchObject({
        status: 'FAILED',
        error: 'ECS.AccessDeniedException',
      });
      expect(await runningTasks(aws, cluster)).toEqual([]);
    } finally {
      await aws.query('iam', 'AttachRolePolicy', policy);
    }
  });

  test('never runs a finished task again when a sidecar failed', async () => {
    const stateMachineArn = `arn:aws:states:us-east-1:${accountId}:stateMachine:app-e2e-beside-sidecars`;
    const start = async (): Promise<string> =>
      String((await aws.json('states', 'StartExecution', { stateMachineArn, input: '{}' }))['executionArn']);
    const finishTask = async (exitCode: number, sidecars: readonly Sidecar[]) => {
      const [found, ...others] = await waitForTasks(aws, cluster, 1);
      expect(others).toEqual([]);
      await stopTask(emulator.url, found?.arn ?? '', exitCode, sidecars);
      return found;
    };
    const agent: Sidecar = { Name: 'aws-guardduty-agent' };
    const router: Sidecar = { Name: 'log-router', ExitCode: 137 };

    const unstarted = await start();
    expect(await finishTask(0, [agent])).toMatchObject({ command: ['pay'] });
    const succeeded = await executionResult(aws, unstarted);
    expect(succeeded).toMatchObject({ status: 'SUCCEEDED' });
    expect(parsed(succeeded['output'])).toMatchObject({
      outcome: 'succeeded',
      containers: [agent, { ExitCode: 0 }],
    });

    const failed = await start();
    expect(await finishTask(0, [agent, router])).toMatchObject({ command: ['pay'] });
    // The next task is the one of on_failure, and not a second attempt.
    const afterwards = await finishTask(0, []);
    expect(afterwards?.command).toEqual(['clean-up']);
    expect(afterwards?.environment['FAILED_CAUSE']).toMatch(/\(exit codes: log-router 137, .+ 0\)$/);
    expect(await executionResult(aws, failed)).toMatchObject({
      status: 'FAILED',
      error: 'States.TaskFailed',
    });

    // A task that failed runs again, with or without a failed sidecar.
    const retried = await start();
    expect(await finishTask(1, [router])).toMatchObject({ command: ['pay'] });
    expect(await finishTask(0, [])).toMatchObject({ command: ['pay'] });
    expect(await executionResult(aws, retried)).toMatchObject({ status: 'SUCCEEDED' });
    report({ promise: 'runs', subject: 'failed sidecars', counts: { succeeded: 2, failed: 1 } });
  });

  testNotifications(() => ({ emulator, aws, subscriber }));

  test('runs the task when the schedule fires', async () => {
    printProgress('waiting for a schedule to fire (up to a minute)');
    // The emulator's Scheduler polls every ten seconds, and the time must be in the future at apply.
    const soon = new Date(Date.now() + 40_000).toISOString().slice(0, 19);
    await stack.write(environmentThatFires(soon)).apply();
    await disableSchedule({ emulator, aws, subscriber }, 'app-e2e-switched-off');
    await subscriber.forget();
    const [task] = await waitForTasks(aws, cluster, 1, 60);
    expect(task?.command).toEqual(['report', '--for=${week}']);
    await stopTask(emulator.url, task?.arn ?? '', 0);
    const execution = await lastExecutionResult(
      aws,
      `arn:aws:states:us-east-1:${accountId}:stateMachine:app-e2e-once`,
    );
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    report({ promise: 'schedules', subject: 'a state machine', counts: { runs: 1, succeeded: 1 } });
  });

  test('a schedule that a person disables sends one message (the emulator runs the check)', async () => {
    await expectMessage({ emulator, aws, subscriber }, 'missed-run');
  });

  test('shows the runs, a queue and a log in the status', async () => {
    const queue = await queueUrl(aws, 'app-e2e-event-values-dead-letters');
    await sendMessages(aws, queue, ['{}']);
    const config = ['--config', join(folder.path, 'env-config')];
    const { exit, jobs } = await printedStatus(emulator, accountId, ...config);
    expect(exit).toBe(1);
    const codes = (name: string): readonly unknown[] =>
      asList(jobs[name]?.['problems']).map((problem) => at(problem, 'code'));
    expect(asList(jobs['once']?.['runs']).map((each) => at(each, 'result'))).toEqual([
      'succeeded',
      'failed',
      'failed',
    ]);
    expect(at(jobs['once'], 'runs', 2, 'reason')).toMatch(/^ECS\.AccessDeniedException/);
    expect(codes('in-steps')).toEqual(['failed_runs']);
    expect(codes('direct')).toEqual(['failed_runs', 'alarm']);
    expect(codes('switched-off')).toEqual(['schedule']);
    expect(codes('event-values')).toEqual(expect.arrayContaining(['undelivered']));
    expect(at(jobs['event-values'], 'queues', 0, 'visible')).toBe(1);
    expect(at(jobs['direct'], 'runs_from')).toBe('tasks');
    expect(
      asList(jobs['tracked']?.['runs']).map((each) => [at(each, 'result'), at(each, 'exit_code')]),
    ).toEqual([
      ['failed', 3],
      ['succeeded', 0],
    ]);
    expect(at(jobs['tracked'], 'runs', 0, 'reason')).toBe('Essential container in task exited');

    const before = await printedStatus(emulator, accountId, 'tracked', '--logs', ...config);
    const missing = String(at(before.jobs['tracked'], 'log', 'missing'));
    const [, group, stream] = /^(\S+) has no stream (\S+)$/.exec(missing) ?? [];
    const log = { logGroupName: group, logStreamName: stream };
    await aws.json('logs', 'CreateLogGroup', { logGroupName: group });
    await aws.json('logs', 'CreateLogStream', log);
    const logEvents = [{ timestamp: Date.now(), message: 'no such table: invoices' }];
    await aws.json('logs', 'PutLogEvents', { ...log, logEvents });
    const after = await printedStatus(emulator, accountId, 'tracked', '--logs', ...config);
    expect(at(after.jobs['tracked'], 'log', 'lines', 0, 'text')).toBe('no such table: invoices');
    report({
      promise: 'status',
      subject: 'jobs of each target',
      counts: { 'failed runs': 1, messages: 1, 'log lines': 1 },
    });
  });
});
