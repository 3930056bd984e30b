import { literalText } from '../values/deferred-values';
import type { EnvironmentJobs } from '../jobs/environment';
import { isRunJob, type Job } from '../jobs/job';
import type { AwsReader, LaunchedTask, Listed, LogLine, Task } from './aws-reader';
import type { JobStatus } from './status';

/** The log of the last run of a job, or of the last task of a worker. */
export type RunLog =
  | {
      readonly kind: 'lines';
      /** The log group. */
      readonly groupName: string;
      /** The log stream, which belongs to one task. */
      readonly streamName: string;
      /** The last lines, oldest first. */
      readonly lines: Listed<LogLine>;
    }
  /** There is no log, for example because no task started. */
  | {
      readonly kind: 'none';
      /** The reason, as a sentence without a period. */
      readonly reason: string;
    };

/** Reads the log of the last task of a job. */
export async function readRunLog(
  { config }: EnvironmentJobs,
  job: Job,
  { runs: { source, runs } }: JobStatus,
  reader: AwsReader,
): Promise<RunLog> {
  const none = (reason: string): RunLog => ({ kind: 'none', reason });
  const { containerName, clusterName } = config.service;
  const [last] = runs;
  let task: LaunchedTask | undefined;
  if (!isRunJob(job)) {
    const tasks = await reader.tasks(literalText(clusterName), job.taskDefinition.family);
    task = latest(tasks.items);
    if (task === undefined) return none('no task of the worker runs, and none stopped in the last hour');
  } else {
    if (last === undefined)
      return none(
        source === 'tasks'
          ? 'ECS shows no task of the job; it shows a stopped task for about an hour'
          : 'no run started in this period; --since 7d reads a longer period',
      );
    task =
      source === 'tasks' ? await taskByArn(last.arn, reader, job, config) : await reader.lastTaskOf(last.arn);
    if (task === undefined) return none('the last run started no task');
  }
  if (task.taskDefinitionArn === undefined)
    return none('AWS does not return the task definition of the last task');
  const log = await reader.containerLog(task.taskDefinitionArn, containerName);
  if (log === undefined) {
    return none(
      `the container ${containerName} does not have the log driver awslogs with the options awslogs-group and awslogs-stream-prefix; status reads only such logs`,
    );
  }
  const streamName = `${log.streamPrefix}/${containerName}/${task.arn.split('/').at(-1) ?? ''}`;
  const lines = await reader.logLines(log.groupName, streamName);
  if (lines === undefined) return none(`${log.groupName} has no stream ${streamName}`);
  return { kind: 'lines', groupName: log.groupName, streamName, lines };
}

async function taskByArn(
  arn: string,
  reader: AwsReader,
  job: Job,
  { service }: EnvironmentJobs['config'],
): Promise<LaunchedTask | undefined> {
  if (!isRunJob(job) || job.target.kind !== 'ecs_cluster') return undefined;
  const family = literalText(job.target.task.taskDefinitionFamily);
  const tasks = await reader.tasks(literalText(service.clusterName), family);
  return tasks.items.find((task) => task.arn === arn);
}

function latest(tasks: readonly Task[]): Task | undefined {
  return tasks.toSorted((a, b) => (b.created?.getTime() ?? 0) - (a.created?.getTime() ?? 0))[0];
}
