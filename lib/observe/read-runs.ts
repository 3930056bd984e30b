/** Reads the runs of a job: the executions of its state machine, or the tasks that its rule launched. */
import type { Location } from '../aws/arns';
import { executionPage, taskPage } from '../aws/consoles';
import { literalText } from '../values/deferred-values';
import { jobTagKey, serviceTagKey } from '../aws/tags';
import { isRunJob, type Job, type RunJob } from '../jobs/job';
import type { AwsReader, Execution, ExecutionEnd, Task } from './aws-reader';
import { failureOfTask, failureReason, textField } from './failure-reason';
import type { Limited } from './limited';
import type { Run, RunList, RunResult } from './status';

/** The values with which {@link readRuns} reads the runs of a job. */
export interface RunSource {
  /** The reader of AWS. */
  readonly reader: AwsReader;
  /** Limits the number of requests at the same time. */
  readonly limit: Limited;
  /** The location of the jobs. */
  readonly location: Pick<Location, 'partition' | 'region'>;
  /** The ARN of the job's state machine; `undefined` if it has none. */
  readonly machineArn: string | undefined;
  /** The name of the service, which the tags of a task contain. */
  readonly serviceName: string;
  /** The name of the cluster. */
  readonly clusterName: string;
  /** The name of the job's own container. */
  readonly containerName: string;
  /** Runs that started before this time are left out. */
  readonly since: Date;
}

/** The maximum number of runs of a job whose end is read. The other runs have no reason and no exit code. */
const maximumDescribedRuns = 20;

/** Reads the runs of a job, latest first. */
export async function readRuns(job: Job, source: RunSource): Promise<RunList> {
  const { machineArn } = source;
  if (machineArn !== undefined) return readExecutions(job, machineArn, source);
  return isRunJob(job) ? readTasks(job, source) : { source: 'none', runs: [], isComplete: true };
}

async function readExecutions(
  job: Job,
  machineArn: string,
  { reader, limit, location, containerName, since }: RunSource,
): Promise<RunList> {
  const executions = await limit(() => reader.executions(machineArn, since));
  if (executions === undefined) return { source: 'missing', runs: [], isComplete: true };
  const needed = executions.items
    .filter(({ status }) => needsEnd(job, status))
    .slice(0, maximumDescribedRuns);
  const ends = new Map(
    await Promise.all(
      needed.map(async ({ arn }) => [arn, await limit(() => reader.executionEnd(arn))] as const),
    ),
  );
  const page = executionPage(location);
  const runs = executions.items.map((execution): Run => {
    const { arn, started, ended } = execution;
    return {
      arn,
      started,
      ended,
      ...endOf(job, execution, ends.get(arn), containerName),
      link: page === undefined ? undefined : `${page}${arn}`,
    };
  });
  return { source: 'executions', runs, isComplete: executions.isComplete };
}

/** Whether the result of an execution is known only after its end was read. */
function needsEnd(job: Job, status: Execution['status']): boolean {
  switch (status) {
    case 'FAILED':
    case 'TIMED_OUT':
    case 'ABORTED':
      return true;
    case 'SUCCEEDED':
      return isRunJob(job) && job.run.overlap !== 'allow';
    case 'RUNNING':
    case 'PENDING_REDRIVE':
      return false;
  }
}

type End = Pick<Run, 'result' | 'exitCode' | 'reason'>;

function endOf(job: Job, { status }: Execution, end: ExecutionEnd | undefined, containerName: string): End {
  const ended = (result: RunResult, known: Partial<End> = {}): End => ({
    result,
    exitCode: undefined,
    reason: undefined,
    ...known,
  });
  switch (status) {
    case 'RUNNING':
    case 'PENDING_REDRIVE':
      return ended('running');
    case 'SUCCEEDED': {
      const outcome = textField(end?.output, 'outcome');
      if (outcome === 'skipped' || outcome === 'superseded')
        return ended(outcome, { reason: textField(end?.output, 'because') });
      return ended('succeeded', isRunJob(job) ? { exitCode: 0 } : {});
    }
    case 'FAILED':
      return ended('failed', failureReason(end?.error, end?.cause, containerName));
    case 'TIMED_OUT':
      return ended('timed_out', failureReason(end?.error, end?.cause, containerName));
    case 'ABORTED':
      return ended(
        end?.error === 'Replaced' ? 'replaced' : 'aborted',
        failureReason(end?.error, end?.cause, containerName),
      );
  }
}

/** Reads the tasks of a job without a state machine. ECS shows a stopped task for about an hour. */
async function readTasks(
  job: RunJob,
  { reader, limit, location, serviceName, clusterName, containerName, since }: RunSource,
): Promise<RunList> {
  if (job.target.kind !== 'ecs_cluster') return { source: 'none', runs: [], isComplete: true };
  const family = literalText(job.target.task.taskDefinitionFamily);
  const tasks = await limit(() => reader.tasks(clusterName, family));
  const runs = tasks.items
    .filter(({ tags }) => tags[jobTagKey] === job.name && tags[serviceTagKey] === serviceName)
    .filter(({ created }) => created === undefined || created >= since)
    .map((task): Run => ({
      arn: task.arn,
      started: task.created,
      ended: task.stopped,
      ...endOfTask(task, containerName),
      link: taskPage(location, clusterName, task.arn),
    }))
    .toSorted((a, b) => (b.started?.getTime() ?? 0) - (a.started?.getTime() ?? 0));
  return { source: 'tasks', runs, isComplete: tasks.isComplete };
}

function endOfTask(task: Task, containerName: string): End {
  const failure = failureOfTask(task, containerName);
  if (failure !== undefined) return { result: 'failed', ...failure };
  const hasEnded = task.lastStatus === 'STOPPED';
  return {
    result: hasEnded ? 'succeeded' : 'running',
    exitCode: hasEnded ? 0 : undefined,
    reason: undefined,
  };
}
