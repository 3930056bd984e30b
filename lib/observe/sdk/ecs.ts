/** Reads tasks, services and task definitions of ECS. */
import type { AwsReader, Task } from '../aws-reader';
import type { Sdk } from './load-sdk';
import { groupsOf, readPages } from './pages';
import { callerOf, type OnCall } from './read-call';
import type { ClientSettings } from './settings';

const maximumPages = 5;
/** The maximum number of tasks in a request. */
const maximumTasksPerRequest = 100;
const missingCluster = ['ClusterNotFoundException'];

/** Returns the functions that read ECS. */
export function readEcs(
  { ecs }: Pick<Sdk, 'ecs'>,
  settings: ClientSettings,
  onCall: OnCall,
): Pick<AwsReader, 'tasks' | 'service' | 'containerLog'> {
  const client = new ecs.ECSClient(settings);
  const call = callerOf(onCall);
  const taskArns = (cluster: string, family: string, desiredStatus: 'RUNNING' | 'STOPPED') =>
    readPages(maximumPages, async (nextToken) => {
      const found = await call(
        { action: 'ecs:ListTasks', resource: '*' },
        () => client.send(new ecs.ListTasksCommand({ cluster, family, desiredStatus, nextToken })),
        missingCluster,
      );
      return found === undefined ? undefined : { items: found.taskArns ?? [], next: found.nextToken };
    });
  return {
    tasks: async (cluster, family) => {
      const lists = await Promise.all([
        taskArns(cluster, family, 'RUNNING'),
        taskArns(cluster, family, 'STOPPED'),
      ]);
      const arns = [...new Set(lists.flatMap((list) => list?.items ?? []))];
      const described = await Promise.all(
        groupsOf(arns, maximumTasksPerRequest).map(async (tasks) =>
          call(
            { action: 'ecs:DescribeTasks', resource: tasks[0] ?? '*' },
            () =>
              client.send(new ecs.DescribeTasksCommand({ cluster, tasks: [...tasks], include: ['TAGS'] })),
            missingCluster,
          ),
        ),
      );
      const items = described.flatMap((response) => (response?.tasks ?? []).flatMap(taskOf));
      return { items, isComplete: lists.every((list) => list?.isComplete !== false) };
    },
    service: async (cluster, name) => {
      const found = await call(
        { action: 'ecs:DescribeServices', resource: `service/${cluster}/${name}` },
        () => client.send(new ecs.DescribeServicesCommand({ cluster, services: [name] })),
        missingCluster,
      );
      const [service] = found?.services ?? [];
      if (service === undefined || service.status === 'INACTIVE') return undefined;
      const { desiredCount: desired = 0, runningCount: running = 0, pendingCount: pending = 0 } = service;
      return { desired, running, pending };
    },
    containerLog: async (taskDefinition, containerName) => {
      const found = await call(
        { action: 'ecs:DescribeTaskDefinition', resource: '*' },
        () => client.send(new ecs.DescribeTaskDefinitionCommand({ taskDefinition })),
        ['ClientException'],
      );
      const container = found?.taskDefinition?.containerDefinitions?.find(
        ({ name }) => name === containerName,
      );
      const { 'awslogs-group': groupName, 'awslogs-stream-prefix': streamPrefix } =
        container?.logConfiguration?.options ?? {};
      return groupName === undefined || streamPrefix === undefined ? undefined : { groupName, streamPrefix };
    },
  };
}

function taskOf(task: {
  readonly taskArn?: string | undefined;
  readonly taskDefinitionArn?: string | undefined;
  readonly tags?:
    readonly { readonly key?: string | undefined; readonly value?: string | undefined }[] | undefined;
  readonly lastStatus?: string | undefined;
  readonly createdAt?: Date | undefined;
  readonly stoppedAt?: Date | undefined;
  readonly stoppedReason?: string | undefined;
  readonly containers?:
    readonly { readonly name?: string | undefined; readonly exitCode?: number | undefined }[] | undefined;
}): readonly Task[] {
  const { taskArn: arn, taskDefinitionArn, tags = [], lastStatus = '', containers = [] } = task;
  if (arn === undefined) return [];
  return [
    {
      arn,
      taskDefinitionArn,
      tags: Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])),
      lastStatus,
      created: task.createdAt,
      stopped: task.stoppedAt,
      stoppedReason: task.stoppedReason,
      exitCodes: Object.fromEntries(
        containers.flatMap(({ name = '', exitCode }) => (exitCode === undefined ? [] : [[name, exitCode]])),
      ),
    },
  ];
}
