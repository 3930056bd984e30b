/** AWS CLI commands that start a job and inspect its runs. */
import { queueUrl } from '../../aws/queues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { deadLetterQueueOf, isRunJob, type Job, type JobType, type RunJob } from '../../jobs/job';
import { awsIn, type JobCommand } from './aws-cli';
import { deadLetterCommands } from './dead-letter-commands';
import { quote, quoteDeferred } from './quote-for-shell';
import { anyRun, outputCommands, runCommands } from './run-commands';
import { taskCommands } from './task-commands';
import { workerCommands } from './worker-commands';

/** Commands of a job in an environment. */
export interface CommandsView {
  /** The name of the environment. */
  readonly environment: string;
  /** The name of the job, or the ARN of a task. */
  readonly job: string;
  /**
   * Hint that shows how to print a start command. The command contains fields of an event. `undefined` for jobs that
   * need no event.
   */
  readonly startHint: string | undefined;
  /**
   * Commands in the order in which they are printed. If a rule starts the task without a state machine, AWS records no
   * runs, so the commands show the tasks, which ECS keeps for one hour.
   */
  readonly commands: readonly JobCommand[];
}

/** Collects the commands of jobs. */
export function viewCommands(
  jobs: readonly { readonly environment: EnvironmentJobs; readonly job: Job }[],
): readonly CommandsView[] {
  return jobs.map(({ environment, job }) => ({
    environment: environment.config.name,
    job: job.name,
    startHint: startHints[job.type],
    commands: jobCommands(environment, job),
  }));
}

const startHints: Readonly<Record<JobType, string | undefined>> = {
  file_upload_job: 'start a run for an object: background-jobs simulate upload --print-start-command',
  scheduled_job: undefined,
  queue_worker_job: undefined,
  event_job: 'start a run for an event: background-jobs simulate event --event FILE --print-start-command',
};

/**
 * Returns the commands of a job. If a command starts a run, the run writes to the log of the job, and `overlap` applies
 * to the run. The scheduled time of this run is the time at which it starts.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/
 */
function jobCommands({ config, location }: EnvironmentJobs, job: Job): readonly JobCommand[] {
  const aws = awsIn(config.region);
  if (!isRunJob(job)) return workerCommands(aws, location, job);
  const { target } = job;
  const queue = deadLetterQueueOf(job);
  const deadLetters = queue === undefined ? [] : deadLetterCommands(aws, queueUrl(location, queue.name), job);
  if (target.kind !== 'state_machine') return [...taskCommands(aws, job, target), ...deadLetters];
  const machine = `--state-machine-arn ${quoteDeferred(target.arn)}`;
  const runs = (...options: readonly string[]) =>
    aws('stepfunctions list-executions', machine, '--max-items 10', ...options);
  return [
    ...(startsWithoutEvent[job.type]
      ? [{ does: 'start a run now', command: aws('stepfunctions start-execution', machine) }]
      : []),
    { does: 'list the last runs', command: runs() },
    { does: 'list failed runs', command: runs('--status-filter FAILED') },
    ...runCommands(aws, job, target, anyRun),
    {
      does: 'show the log of the runs',
      command: aws(`logs tail ${quote(target.stateMachine.logGroupName)}`, '--since 1d'),
    },
    ...outputCommands(aws, job, anyRun),
    ...deadLetters,
  ];
}

/** Whether a run of a job needs no event as its input. */
const startsWithoutEvent: Readonly<Record<RunJob['type'], boolean>> = {
  file_upload_job: false,
  event_job: false,
  scheduled_job: true,
};
