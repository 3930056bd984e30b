import { asList, asRecord, at } from '../../__tests__/support/stack-json';
import type { Aws } from './aws';
import { sleep } from './sleep';

/** A running task, with the overrides that ECS received. */
export interface RunningTask {
  /** The ARN of the task. */
  readonly arn: string;
  /** The command of the first container override. */
  readonly command: readonly string[];
  /** The environment variables of the first container override. */
  readonly environment: Readonly<Record<string, string>>;
  /** The `startedBy` of RunTask, such as `events-rule/<name>`. */
  readonly startedBy: string;
  /** All overrides of the task. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** The tags of the task. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Returns the running tasks of a cluster that do not belong to a service. */
export async function runningTasks(aws: Aws, cluster: string): Promise<readonly RunningTask[]> {
  const listed = await aws.json('ecs', 'ListTasks', { cluster, desiredStatus: 'RUNNING' });
  const tasks = asList(listed['taskArns'] ?? []);
  if (tasks.length === 0) return [];
  const described = await aws.json('ecs', 'DescribeTasks', { cluster, tasks, include: ['TAGS'] });
  const withoutService = asList(described['tasks']).filter(
    (task) => !String(at(task, 'group')).startsWith('service:'),
  );
  return withoutService.map((task) => {
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
      tags: Object.fromEntries(
        asList(at(task, 'tags') ?? []).map((tag) => [String(at(tag, 'key')), String(at(tag, 'value'))]),
      ),
    };
  });
}

/**
 * Waits for running tasks, and returns them.
 *
 * @param count The number of tasks to wait for.
 * @param seconds The maximum wait. @default 30
 */
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

/** A container of the task besides the job's container. A container without an exit code never started. */
export interface Sidecar {
  /** The name of the container, in the spelling of Step Functions. */
  readonly Name: string;
  /**
   * The exit code.
   *
   * @default the container never started
   */
  readonly ExitCode?: number;
}

/**
 * Stops a task, as if its container exited with the exit code.
 *
 * @param exitCode The exit code; `undefined` for a task that does not start.
 * @param sidecars The other containers of the task, which Step Functions sees. @default none
 */
export async function stopTask(
  url: string,
  task: string,
  exitCode: number | undefined,
  sidecars: readonly Sidecar[] = [],
): Promise<void> {
  const response = await fetch(`${url}/_e2e/stop-task`, {
    method: 'POST',
    body: JSON.stringify({ task, exitCode, sidecars }),
  });
  if (!response.ok) throw new Error(`the emulator did not stop ${task}`);
}

/** Waits for the end of a state machine's last execution, and returns its description. */
export async function lastExecutionResult(
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
  throw new Error(`the last execution of ${stateMachineArn} did not end`);
}

/** Waits for the end of an execution, and returns its description. */
export async function executionResult(
  aws: Aws,
  executionArn: string,
): Promise<Readonly<Record<string, unknown>>> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const execution = await aws.json('states', 'DescribeExecution', { executionArn });
    if (execution['status'] !== 'RUNNING') return execution;
    await sleep(100);
  }
  throw new Error(`${executionArn} did not end`);
}
