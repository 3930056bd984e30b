import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { serviceAction } from '../../__tests__/jobs/alarms/support/failure-events';
import { golden } from '../../__tests__/support/fixtures';
import { parsed } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';
import type { Emulator } from './emulator';
import { accountId, bucket, cluster } from './job-runs-configuration';
import { printProgress } from './print-progress';
import { report } from './report';
import type { Notified, Subscriber } from './subscriber';
import { executionResult, stopTask, waitForTasks } from './tasks';

/** An applied environment whose notifications have a subscriber. */
export interface NotifiedEnvironment {
  /** The emulator. */
  readonly emulator: Emulator;
  /** The client of the AWS API. */
  readonly aws: Aws;
  /** The queue that is subscribed to the topic. */
  readonly subscriber: Subscriber;
}

const texts = join(__dirname, '..', 'notifications');

/**
 * Declares the tests of the notifications about failures that happen at once.
 *
 * @param environment Returns the environment, which exists only when a test runs.
 */
export function testNotifications(environment: () => NotifiedEnvironment): void {
  /** Stops the only running task. Without an exit code, it did not start. */
  const endTask = async (exitCode?: number) => {
    const { aws, emulator } = environment();
    const [task, ...others] = await waitForTasks(aws, cluster, 1);
    expect(others).toEqual([]);
    await stopTask(emulator.url, task?.arn ?? '', exitCode);
  };
  const start = async (job: string): Promise<string> => {
    const stateMachineArn = `arn:aws:states:us-east-1:${accountId}:stateMachine:app-e2e-${job}`;
    const started = await environment().aws.json('states', 'StartExecution', {
      stateMachineArn,
      input: '{}',
    });
    return String(started['executionArn']);
  };
  const upload = (key: string) => environment().aws.s3('PUT', bucket, key, '', 'content');

  test('a failed run of a state machine sends one message (the emulator sends the event)', async () => {
    await environment().subscriber.forget();
    await start('once');
    await endTask(3);
    await expectMessage(environment(), 'failed-run');
  });

  test('the third of three skipped runs sends one message (the emulator sends the event)', async () => {
    await start('in-steps');
    await waitForTasks(environment().aws, cluster, 1);
    const ends: unknown[] = [];
    for (let run = 0; run < 4; run += 1) {
      const { status, error } = await executionResult(environment().aws, await start('in-steps'));
      ends.push([status, error].filter((each) => typeof each === 'string').join(' '));
    }
    expect(ends).toEqual(['SUCCEEDED', 'SUCCEEDED', 'FAILED SkippedRuns', 'SUCCEEDED']);
    await expectMessage(environment(), 'skipped-runs');
    await endTask(0);
    await endTask(0);
  });

  test('a failed task of a rule sends one message (e2e/emulator sends the event of ECS)', async () => {
    await upload('in/failing.csv');
    await endTask(3);
    await expectMessage(environment(), 'failed-task');
  });

  test('a task that never starts sends one message (e2e/emulator sends the event of ECS)', async () => {
    await upload('in/never-starts.csv');
    await endTask();
    await expectMessage(environment(), 'task-that-never-starts');
  });

  test('an upload whose event can’t be delivered sends one message (e2e/emulator counts it in the metric of the rule)', async () => {
    const { aws } = environment();
    const policy = {
      RoleName: 'app-e2e-jobs-events-ecs-us-east-1',
      PolicyArn: `arn:aws:iam::${accountId}:policy/app-e2e-jobs-events-ecs-us-east-1`,
    };
    await aws.query('iam', 'DetachRolePolicy', policy);
    try {
      await upload('in/dropped.csv');
      await expectMessage(environment(), 'dropped-upload');
    } finally {
      await aws.query('iam', 'AttachRolePolicy', policy);
    }
  });

  test('a worker that dies sends one message (the test sends the event of ECS)', async () => {
    const { emulator } = environment();
    const event = serviceAction(`${cluster}/app-e2e-pages`, 'SERVICE_TASK_START_IMPAIRED');
    const response = await fetch(`${emulator.url}/_e2e/send-event`, {
      method: 'POST',
      body: JSON.stringify(event),
    });
    expect(response.ok).toBe(true);
    await expectMessage(environment(), 'worker-that-dies');
  });
}

/** Disables a schedule, as a person does in the console. */
export async function disableSchedule({ aws }: NotifiedEnvironment, name: string): Promise<void> {
  const path = `/schedules/${name}`;
  const schedule = parsed(await aws.rest('scheduler', `${path}?groupName=app-e2e`));
  await aws.rest('scheduler', path, JSON.stringify({ ...Object(schedule), State: 'DISABLED' }));
}

/**
 * Waits for the next message. It must be the only one, and its text must be in the file of its kind.
 *
 * @param seconds The maximum wait. @default 20
 */
export async function expectMessage(
  { subscriber }: NotifiedEnvironment,
  kind: string,
  seconds = 20,
): Promise<void> {
  printProgress(`waiting for the message: ${kind}`);
  const messages = await subscriber.messages(seconds);
  expect(messages.map(normalized)).toHaveLength(1);
  const [message = { subject: '', text: '' }] = messages;
  expect(normalized(message)).toBe(golden(join(texts, `${kind}.txt`), normalized(message)));
  report({ promise: 'alarms', subject: kind.replaceAll('-', ' '), counts: { messages: 1 } });
}

/** Returns a message as a text for people, without random IDs and times. */
function normalized({ subject, text }: Notified): string {
  const isAlarm = text.startsWith('{');
  const lines = isAlarm ? JSON.stringify(parsed(text), undefined, 2) : text;
  return `Subject: ${subject}\n\n${lines}\n`
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+]\d{4})/g, 'TIME')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/g, 'ID');
}
