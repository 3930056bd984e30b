/** AWS CLI commands for a job, which start it and inspect its runs. */
import type { EnvironmentJobs } from '../../jobs/environment';
import type { DeferredString } from '../../values/deferred-values';
import { isRunJob, stateMachineOf, type Job, type JobType, type RunJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { quote, quoteDeferred } from './quote-for-shell';

/** A bash command. In it, `RUN` is a placeholder for the ARN of a run, and `EVENT` for an S3 event. */
export interface JobCommand {
  /** Action of the command, as a verb phrase without a period. */
  readonly does: string;
  /** Bash command; it can have several lines. */
  readonly command: string;
}

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
   * Commands in the order in which they are printed. Empty if a rule starts the task without a state machine, because
   * then AWS does not record the runs.
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
function jobCommands({ config }: EnvironmentJobs, job: Job): readonly JobCommand[] {
  if (!isRunJob(job)) return workerCommands(config.region, job);
  const { target } = job;
  if (target.kind !== 'state_machine') return [];
  const aws = awsIn(config.region);
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
  ];
}

/** Whether a run of a job needs no event as its input. */
const startsWithoutEvent: Readonly<Record<RunJob['type'], boolean>> = {
  file_upload_job: false,
  event_job: false,
  scheduled_job: true,
};

/** Returns a function that renders calls of the AWS CLI in a region, with one option on each line. */
function awsIn(region: string) {
  return (call: string, ...options: readonly string[]): string =>
    [`aws ${call}`, `--region ${quote(region)}`, ...options].join(' \\\n  ');
}

/**
 * Returns the commands of a queue worker: send messages, count them, retry dead letters, inspect the service.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/sqs/
 */
function workerCommands(region: string, job: QueueWorkerJob): readonly JobCommand[] {
  const { queue, deadLetterQueue, service } = job;
  const aws = awsIn(region);
  const depth = 'ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible';
  const group = queue.messageGroupId;
  const attributes = (url: DeferredString) =>
    aws('sqs get-queue-attributes', `--queue-url ${quoteDeferred(url)}`, `--attribute-names ${depth}`);
  return [
    {
      does: 'send a test message; a task processes it like any other',
      command: aws(
        'sqs send-message',
        `--queue-url ${quoteDeferred(queue.url)}`,
        `--message-body ${quote('{"test": true}')}`,
        ...(group === undefined ? [] : [`--message-group-id ${quote(group)}`]),
      ),
    },
    { does: 'count the messages that wait, and those in flight', command: attributes(queue.url) },
    { does: 'count the dead letters', command: attributes(deadLetterQueue.url) },
    {
      does: 'receive dead letters; other receivers can’t see them for a minute',
      command: aws(
        'sqs receive-message',
        `--queue-url ${quoteDeferred(deadLetterQueue.url)}`,
        '--max-number-of-messages 10',
        '--visibility-timeout 60',
        '--attribute-names All',
      ),
    },
    {
      does: 'move all dead letters back to the queue; fix their cause first',
      command: aws('sqs start-message-move-task', `--source-arn ${quoteDeferred(deadLetterQueue.arn)}`),
    },
    {
      does: 'show the progress of this move',
      command: aws('sqs list-message-move-tasks', `--source-arn ${quoteDeferred(deadLetterQueue.arn)}`),
    },
    ...undeliveredCommands(aws, job),
    {
      does: 'show the service: numbers of tasks, deployments and latest events',
      command: aws(
        'ecs describe-services',
        `--cluster ${quoteDeferred(service.clusterArn)}`,
        `--services ${quote(service.name)}`,
        `--query ${quote('services[0].[runningCount, desiredCount, deployments, events[:5]]')}`,
      ),
    },
    {
      does: 'show the latest scaling activities and their causes',
      command: aws(
        'application-autoscaling describe-scaling-activities',
        '--service-namespace ecs',
        `--resource-id ${quote(job.scaling.resourceId)}`,
        '--max-items 10',
      ),
    },
  ];
}

/**
 * Returns the commands for uploads whose message could not be sent. If a queue keeps their events, the commands start new
 * runs. They do not redrive the failed runs, because a redrive would continue at the last state, which sends no message.
 */
function undeliveredCommands(aws: ReturnType<typeof awsIn>, job: QueueWorkerJob): readonly JobCommand[] {
  const url = job.upload?.undeliveredUrl;
  const machine = stateMachineOf(job);
  const ofMachine = machine === undefined ? '' : `--state-machine-arn ${quoteDeferred(machine.arn)}`;
  if (url !== undefined) {
    return [
      {
        does: 'receive uploads whose message could not be sent; other receivers can’t see them for a minute',
        command: aws(
          'sqs receive-message',
          `--queue-url ${quoteDeferred(url)}`,
          '--max-number-of-messages 10',
          '--visibility-timeout 60',
          '--attribute-names All',
          '--message-attribute-names All',
        ),
      },
      ...(machine === undefined
        ? []
        : [
            {
              does: 'send the message of one of these uploads; EVENT is the Body of the received event; fix the cause first',
              command: aws('stepfunctions start-execution', ofMachine, '--input EVENT'),
            },
          ]),
    ];
  }
  if (machine === undefined) return [];
  return [
    {
      does: 'list runs that could not send the message of an upload',
      command: aws('stepfunctions list-executions', ofMachine, '--max-items 10', '--status-filter FAILED'),
    },
    {
      does: 'send the message of a failed run; RUN is the ARN of the run; fix the cause first',
      command: aws('stepfunctions redrive-execution', '--execution-arn RUN'),
    },
  ];
}
