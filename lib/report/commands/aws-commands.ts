/** The AWS CLI's commands for a job: to start it by hand, and to look at its runs. */
import type { EnvironmentJobs } from '../../jobs/environment';
import type { DeferredString } from '../../values/deferred-values';
import { isRunJob, stateMachineOf, type Job, type JobType, type RunJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { quoted, quotedText } from './quote-for-shell';

/** A command, for bash, and what it does. `RUN` in it stands for the ARN of a run, `EVENT` for an event of S3. */
export interface JobCommand {
  readonly does: string;
  readonly command: string;
}

/**
 * A run that somebody starts is like any other: it has the same log, counts for `overlap`, and takes its own start for the
 * time at which it was scheduled. No commands for a job that a rule alone starts, of which nothing keeps track.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/
 */
export function jobCommands({ config }: EnvironmentJobs, job: Job): readonly JobCommand[] {
  if (!isRunJob(job)) return workerCommands(config.region, job);
  const { target } = job;
  if (target.kind !== 'state_machine') return [];
  const aws = awsIn(config.region);
  const machine = `--state-machine-arn ${quotedText(target.arn)}`;
  const runs = (...options: readonly string[]) =>
    aws('stepfunctions list-executions', machine, '--max-items 10', ...options);
  return [
    ...(startsWithoutEvent[job.type]
      ? [{ does: 'start it now', command: aws('stepfunctions start-execution', machine) }]
      : []),
    { does: 'show its last runs', command: runs() },
    { does: 'show those that failed', command: runs('--status-filter FAILED') },
    {
      does: 'show what became of a run',
      command: aws('stepfunctions describe-execution', '--execution-arn RUN'),
    },
    {
      does: 'show what a run did, the last first',
      command: aws(
        'stepfunctions get-execution-history',
        '--execution-arn RUN',
        '--reverse-order',
        '--max-items 20',
      ),
    },
    {
      does: 'stop a run, and the task that it waits for',
      command: aws('stepfunctions stop-execution', '--execution-arn RUN'),
    },
    {
      does: 'show the log of its runs',
      command: aws(`logs tail ${quoted(target.stateMachine.logGroupName)}`, '--since 1d'),
    },
  ];
}

/** Whether a job's run needs no event as its input. */
const startsWithoutEvent: Readonly<Record<RunJob['type'], boolean>> = {
  file_upload_job: false,
  scheduled_job: true,
};

/** A call of the AWS CLI in a region, an option a line. */
function awsIn(region: string) {
  return (call: string, ...options: readonly string[]): string =>
    [`aws ${call}`, `--region ${quoted(region)}`, ...options].join(' \\\n  ');
}

/**
 * What people do with a queue: put something in, see how much is there, and have dead letters tried again.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/sqs/
 */
function workerCommands(region: string, job: QueueWorkerJob): readonly JobCommand[] {
  const { queue, deadLetterQueue, service } = job;
  const aws = awsIn(region);
  const depth = 'ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible';
  const group = queue.messageGroupId;
  const attributes = (url: DeferredString) =>
    aws('sqs get-queue-attributes', `--queue-url ${quotedText(url)}`, `--attribute-names ${depth}`);
  return [
    {
      does: 'send a test message; the tasks take it for real work',
      command: aws(
        'sqs send-message',
        `--queue-url ${quotedText(queue.url)}`,
        `--message-body ${quoted('{"test": true}')}`,
        ...(group === undefined ? [] : [`--message-group-id ${quoted(group)}`]),
      ),
    },
    { does: 'show how many messages wait, and how many are being worked on', command: attributes(queue.url) },
    { does: 'show how many dead letters there are', command: attributes(deadLetterQueue.url) },
    {
      does: 'look at dead letters; they are hidden from others for a minute',
      command: aws(
        'sqs receive-message',
        `--queue-url ${quotedText(deadLetterQueue.url)}`,
        '--max-number-of-messages 10',
        '--visibility-timeout 60',
        '--attribute-names All',
      ),
    },
    {
      does: 'send all dead letters back into the queue, once their cause is gone',
      command: aws('sqs start-message-move-task', `--source-arn ${quotedText(deadLetterQueue.arn)}`),
    },
    {
      does: 'show how far that is',
      command: aws('sqs list-message-move-tasks', `--source-arn ${quotedText(deadLetterQueue.arn)}`),
    },
    ...undeliveredCommands(aws, job),
    {
      does: 'show its service: how many tasks run, and what happened last',
      command: aws(
        'ecs describe-services',
        `--cluster ${quotedText(service.clusterArn)}`,
        `--services ${quoted(service.name)}`,
        `--query ${quoted('services[0].[runningCount, desiredCount, deployments, events[:5]]')}`,
      ),
    },
    {
      does: 'show why it was scaled',
      command: aws(
        'application-autoscaling describe-scaling-activities',
        '--service-namespace ecs',
        `--resource-id ${quoted(job.scaling.resourceId)}`,
        '--max-items 10',
      ),
    },
  ];
}

/**
 * What could not be put into the queue. A state machine that has kept the event has failed for good: redriven, its run would
 * go on at its end.
 */
function undeliveredCommands(aws: ReturnType<typeof awsIn>, job: QueueWorkerJob): readonly JobCommand[] {
  const url = job.upload?.undeliveredUrl;
  const machine = stateMachineOf(job);
  const ofMachine = machine === undefined ? '' : `--state-machine-arn ${quotedText(machine.arn)}`;
  if (url !== undefined) {
    return [
      {
        does: 'look at uploads of which no message could be sent: EVENT is the Body; they are hidden from others for a minute',
        command: aws(
          'sqs receive-message',
          `--queue-url ${quotedText(url)}`,
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
              does: 'send the message of one of them, once the cause is gone',
              command: aws('stepfunctions start-execution', ofMachine, '--input EVENT'),
            },
          ]),
    ];
  }
  if (machine === undefined) return [];
  return [
    {
      does: 'show uploads of which no message could be sent',
      command: aws('stepfunctions list-executions', ofMachine, '--max-items 10', '--status-filter FAILED'),
    },
    {
      does: 'send the message of one of them, once the cause is gone',
      command: aws('stepfunctions redrive-execution', '--execution-arn RUN'),
    },
  ];
}

/** How a job is started for an event that somebody chooses. */
const startHints: Readonly<Record<JobType, readonly string[]>> = {
  file_upload_job: ['# start it for an object: background-jobs simulate upload --print-start-command'],
  scheduled_job: [],
  queue_worker_job: [],
};

/** For people, with comments that bash passes over. */
export function renderJobCommands(environment: EnvironmentJobs, job: Job): string {
  const title = `# ${environment.config.name}: ${job.name}`;
  const commands = jobCommands(environment, job);
  if (commands.length === 0)
    return `${title} is started by its rule alone, without a state machine that could be started or asked; target: state_machine gives it one\n`;
  return [
    title,
    ...startHints[job.type],
    ...commands.flatMap(({ does, command }) => [`# ${does}`, command]),
    '',
  ].join('\n');
}

/** For programs: stable. */
export function jobCommandsToJson(
  found: readonly { readonly environment: EnvironmentJobs; readonly job: Job }[],
): string {
  const jobs = found.map(({ environment, job }) => ({
    environment: environment.config.name,
    job: job.name,
    commands: jobCommands(environment, job),
  }));
  return `${JSON.stringify({ jobs }, undefined, 2)}\n`;
}
