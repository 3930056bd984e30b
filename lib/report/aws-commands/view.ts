/** AWS CLI commands for a job, which start it and inspect its runs. */
import { queueUrl } from '../../aws/queues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { deadLetterQueueOf, isRunJob, type Job, type JobType, type RunJob } from '../../jobs/job';
import { awsIn, type JobCommand } from './aws-cli';
import { deadLetterCommands } from './dead-letter-commands';
import { quote, quoteDeferred } from './quote-for-shell';
import { workerCommands } from './worker-commands';

/** Commands of a job in an environment. */
export interface CommandsView {
  /** Name of the environment. */
  readonly environment: string;
  /** Name of the job. */
  readonly job: string;
  /**
   * Hint how to print the command that starts the job, which contains fields of an event. `undefined` for jobs that need
   * no event.
   */
  readonly startHint: string | undefined;
  /**
   * Commands in the order in which they are printed. If a rule starts the task without a state machine, AWS does not
   * record the runs, so there are only the commands of a dead-letter queue.
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
 * Returns the commands of a job. A run that a command starts writes to the same log as the other runs of the job, and
 * `overlap` applies to it too. Its scheduled time is the time of its start.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/
 */
function jobCommands({ config, location }: EnvironmentJobs, job: Job): readonly JobCommand[] {
  const aws = awsIn(config.region);
  if (!isRunJob(job)) return workerCommands(aws, location, job);
  const { target } = job;
  const queue = deadLetterQueueOf(job);
  const deadLetters = queue === undefined ? [] : deadLetterCommands(aws, queueUrl(location, queue.name), job);
  if (target.kind !== 'state_machine') return deadLetters;
  const machine = `--state-machine-arn ${quoteDeferred(target.arn)}`;
  const runs = (...options: readonly string[]) =>
    aws('stepfunctions list-executions', machine, '--max-items 10', ...options);
  return [
    ...(startsWithoutEvent[job.type]
      ? [{ does: 'start a run now', command: aws('stepfunctions start-execution', machine) }]
      : []),
    { does: 'list the last runs', command: runs() },
    { does: 'list failed runs', command: runs('--status-filter FAILED') },
    {
      does: 'show the status and result of a run; RUN is the ARN of the run',
      command: aws('stepfunctions describe-execution', '--execution-arn RUN'),
    },
    {
      does: 'show the history of a run, latest event first',
      command: aws(
        'stepfunctions get-execution-history',
        '--execution-arn RUN',
        '--reverse-order',
        '--max-items 20',
      ),
    },
    {
      does: 'stop a run and its task',
      command: aws('stepfunctions stop-execution', '--execution-arn RUN'),
    },
    {
      does: 'show the log of the runs',
      command: aws(`logs tail ${quote(target.stateMachine.logGroupName)}`, '--since 1d'),
    },
    ...deadLetters,
  ];
}

/** Whether a run of a job needs no event as its input. */
const startsWithoutEvent: Readonly<Record<RunJob['type'], boolean>> = {
  file_upload_job: false,
  event_job: false,
  scheduled_job: true,
};
