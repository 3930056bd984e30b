import { asList, asRecord, at } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';
import { sleep } from './loopback';

/** A task as ECS received it. */
export interface RunningTask {
  readonly arn: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly startedBy: string;
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** The tasks of a cluster that run now, without those that a service keeps running. */
export async function runningTasks(aws: Aws, cluster: string): Promise<readonly RunningTask[]> {
  const listed = await aws.json('ecs', 'ListTasks', { cluster, desiredStatus: 'RUNNING' });
  const tasks = asList(listed['taskArns'] ?? []);
  if (tasks.length === 0) return [];
  const described = await aws.json('ecs', 'DescribeTasks', { cluster, tasks });
  const startedAlone = asList(described['tasks']).filter(
    (task) => !String(at(task, 'group')).startsWith('service:'),
  );
  return startedAlone.map((task) => {
    const overrides = asRecord(at(task, 'overrides'));
    const container = asRecord(at(overrides, 'containerOverrides', 0));
    return {
      arn: String(at(task, 'taskArn')),
      command: asList(container['command']).map(String),
      environment: Object.fromEntries(
        asList(container['environment'] ?? []).map((pair) => [
          String(at(pair, 'name')),
          String(at(pair, 'value')),
        ]),
      ),
      startedBy: String(at(task, 'startedBy')),
      overrides,
    };
  });
}

/** Waits until as many tasks run, or for a time that is long enough for them all. */
export async function waitForTasks(
  aws: Aws,
  cluster: string,
  count: number,
  seconds = 30,
): Promise<readonly RunningTask[]> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const tasks = await runningTasks(aws, cluster);
    if (tasks.length >= count || Date.now() > until) return tasks;
    await sleep(100);
  }
}

/** Ends a task as its container would end it. */
export async function stopTask(url: string, task: string, exitCode: number): Promise<void> {
  const response = await fetch(`${url}/_e2e/stop-task`, {
    method: 'POST',
    body: JSON.stringify({ task, exitCode }),
  });
  if (!response.ok) throw new Error(`${task} could not be stopped`);
}

/** How the last execution of a machine ended, once it has. */
export async function endOfExecution(
  aws: Aws,
  stateMachineArn: string,
): Promise<Readonly<Record<string, unknown>>> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { executions } = await aws.json('states', 'ListExecutions', { stateMachineArn });
    const [last] = asList(executions);
    if (last !== undefined && at(last, 'status') !== 'RUNNING') {
      return aws.json('states', 'DescribeExecution', { executionArn: at(last, 'executionArn') });
    }
    await sleep(100);
  }
  throw new Error(`${stateMachineArn}: its execution does not end`);
}

/** How an execution ended, once it has. */
export async function endOf(aws: Aws, executionArn: string): Promise<Readonly<Record<string, unknown>>> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const execution = await aws.json('states', 'DescribeExecution', { executionArn });
    if (execution['status'] !== 'RUNNING') return execution;
    await sleep(100);
  }
  throw new Error(`${executionArn} does not end`);
}
