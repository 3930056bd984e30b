import type { AwsReader, Execution } from '../../../lib/observe/aws-reader';
import { fakeAws } from './fake-aws';

/** The time of the status. */
export const now = new Date('2026-11-30T12:00:00Z');
const hour = 3_600_000;
const ago = (hours: number): Date => new Date(now.getTime() - hours * hour);

/** An environment with a job of each kind. */
export const shop = `
app_name: shop
region: eu-central-1
account_id: "123456789012"
service:
  subnet_ids: [subnet-1]
  security_group_ids: [sg-1]
  task_role_arn: arn:aws:iam::123456789012:role/task
  execution_role_arn: arn:aws:iam::123456789012:role/execution
state_backend: { local: {} }
alarms: { sns_topic_arn: "arn:aws:sns:eu-central-1:123456789012:alarms" }
scheduled_jobs:
  nightly:
    task_command: [bin/nightly]
    environment_variables: { PASSWORD: hunter2 }
    schedule_expression: cron(0 */6 * * ? *)
  slow:
    task_command: [bin/slow]
    overlap: skip
    schedule_expression: rate(6 hours)
    delivery: { dead_letter_queue: true }
  off:
    task_command: [bin/off]
    state: DISABLED
    schedule_expression: rate(1 hour)
file_upload_jobs:
  import:
    source_bucket: uploads
    task_command: [bin/import, <object_key>]
queue_worker_jobs:
  resize:
    task_command: [bin/resize]
    max_processing_seconds: 60
    max_tasks: 2
`;

const arnOf = (job: string, run: string): string =>
  `arn:aws:states:eu-central-1:123456789012:execution:shop-dev-${job}:${run}`;
const execution = (
  job: string,
  run: string,
  status: Execution['status'],
  started: Date,
  minutes?: number,
): Execution => ({
  arn: arnOf(job, run),
  status,
  started,
  ended: minutes === undefined ? undefined : new Date(started.getTime() + minutes * 60_000),
});

const executions: Readonly<Record<string, readonly Execution[]>> = {
  nightly: [
    execution('nightly', 'c', 'RUNNING', new Date(ago(0).getTime() - 30_000)),
    execution('nightly', 'b', 'FAILED', ago(5.99), 12),
    execution('nightly', 'a', 'SUCCEEDED', ago(18), 11),
  ],
  slow: [
    execution('slow', 'd', 'SUCCEEDED', ago(1), 0),
    execution('slow', 'c', 'SUCCEEDED', ago(7), 0),
    execution('slow', 'b', 'SUCCEEDED', ago(13), 0),
    execution('slow', 'a', 'RUNNING', ago(19)),
  ],
};

const failedTask = JSON.stringify({
  Containers: [{ Name: 'shop-dev', ExitCode: 3 }],
  Overrides: { ContainerOverrides: [{ Environment: [{ Name: 'PASSWORD', Value: 'hunter2' }] }] },
  StoppedReason: 'Essential container in task exited',
});
const task = 'arn:aws:ecs:eu-central-1:123456789012:task/shop-dev/0123abcd';
const taskTags = (job: string) => ({ 'background-jobs:job': job, 'background-jobs:service': 'shop-dev' });

/** An account in which much is wrong with the jobs of the shop. */
export const brokenShop: AwsReader = fakeAws({
  executions: (machine) => {
    const items = executions[machine.split('shop-dev-')[1] ?? ''];
    return Promise.resolve({ items: items ?? [], isComplete: true });
  },
  executionEnd: (arn) =>
    Promise.resolve({
      error: arn.includes('nightly') ? 'States.TaskFailed' : undefined,
      cause: arn.includes('nightly') ? failedTask : undefined,
      output: arn.includes('slow')
        ? '{"outcome":"skipped","because":"the previous run is still active","running":"x"}'
        : undefined,
    }),
  lastTaskOf: () => Promise.resolve({ arn: task, taskDefinitionArn: 'arn:task-definition/shop-dev:7' }),
  containerLog: () => Promise.resolve({ groupName: 'service/shop-dev', streamPrefix: 'app' }),
  logLines: () =>
    Promise.resolve({
      items: [
        { time: ago(6), text: 'reading 14 files' },
        { time: ago(5.9), text: '\u001b[31mno such table: invoices\u001b[0m\n' },
      ],
      isComplete: true,
    }),
  tasks: () =>
    Promise.resolve({
      items: [
        {
          arn: task,
          taskDefinitionArn: undefined,
          tags: taskTags('import'),
          lastStatus: 'STOPPED',
          created: ago(0.5),
          stopped: ago(0.4),
          stoppedReason: 'CannotPullContainerError: no such image',
          exitCodes: {},
        },
        {
          arn: `${task}4567`,
          taskDefinitionArn: undefined,
          tags: taskTags('other'),
          lastStatus: 'STOPPED',
          created: ago(0.2),
          stopped: ago(0.1),
          stoppedReason: 'x',
          exitCodes: { 'shop-dev': 1 },
        },
      ],
      isComplete: true,
    }),
  service: () => Promise.resolve({ desired: 2, running: 0, pending: 0 }),
  messages: ({ url }) =>
    Promise.resolve(
      url.endsWith('dead-letters')
        ? { visible: url.includes('resize') ? 3 : 0, inFlight: 0, delayed: 0 }
        : { visible: 1204, inFlight: 2, delayed: 0 },
    ),
  schedule: (_, name) =>
    Promise.resolve({
      expression:
        { 'shop-dev-nightly': 'cron(0 */6 * * ? *)', 'shop-dev-slow': 'rate(6 hours)' }[name] ??
        'rate(1 hour)',
      isEnabled: true,
      changed: ago(1000),
    }),
  activeAlarms: (names) =>
    Promise.resolve(
      names
        .filter((name) => name.endsWith('resize-dead-letters') || name.endsWith('dropped-runs'))
        .map((name) => ({ name, since: ago(3), description: 'read docs/alarms.md' })),
    ),
});
