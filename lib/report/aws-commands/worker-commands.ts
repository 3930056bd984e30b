import type { Location } from '../../aws/arns';
import { queueUrl } from '../../aws/queues';
import { deadLetterQueueOf, stateMachineOf } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { countMessages, receiveAll, type AwsCli, type JobCommand } from './aws-cli';
import { quote, quoteDeferred } from './quote-for-shell';
import { outputOf } from './run-commands';

/**
 * Returns the commands of a queue worker: send messages, count them, retry dead letters, inspect the service.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/sqs/
 */
export function workerCommands(aws: AwsCli, location: Location, job: QueueWorkerJob): readonly JobCommand[] {
  const { queue, deadLetterQueue } = job;
  const group = queue.isFifo ? queue.messageGroupId : undefined;
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
    { does: 'count the messages that wait, and those in flight', command: countMessages(aws, queue.url) },
    { does: 'count the dead letters', command: countMessages(aws, deadLetterQueue.url) },
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
      does: 'move all dead letters back to the queue; fix the cause of the failures first',
      command: aws('sqs start-message-move-task', `--source-arn ${quoteDeferred(deadLetterQueue.arn)}`),
    },
    {
      does: 'show the progress of the last move',
      command: aws('sqs list-message-move-tasks', `--source-arn ${quoteDeferred(deadLetterQueue.arn)}`),
    },
    ...undeliveredCommands(aws, location, job),
    ...serviceCommands(aws, job),
  ];
}

/** Returns the commands that show the service of a worker: its events have the reasons for which tasks do not start. */
export function serviceCommands(
  aws: AwsCli,
  { service, scaling, taskDefinition: { family, containerName } }: QueueWorkerJob,
): readonly JobCommand[] {
  const lastTask = aws(
    'ecs list-tasks',
    `--cluster ${quoteDeferred(service.clusterArn)}`,
    `--service-name ${quote(service.name)}`,
    '--desired-status STOPPED',
    `--query ${quote('taskArns[0]')}`,
    '--output text',
  );
  return [
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
      does: 'show the output of a task that stopped in the last hour: the names of its log group and log stream, then its log lines of the last 14 days',
      command: outputOf(
        aws,
        { taskDefinitionFamily: family, overrides: { containerName } },
        `"$(${lastTask})"`,
      ),
    },
    {
      does: 'show the latest scaling activities and their causes',
      command: aws(
        'application-autoscaling describe-scaling-activities',
        '--service-namespace ecs',
        `--resource-id ${quoteDeferred(scaling.resourceId)}`,
        '--max-items 10',
      ),
    },
  ];
}

/**
 * Returns the commands for uploads and scheduled messages that could not be sent. If a queue keeps the events of
 * uploads, the commands start new runs. They do not redrive the failed runs, because a redrive would only repeat the
 * Fail state at the end.
 */
function undeliveredCommands(aws: AwsCli, location: Location, job: QueueWorkerJob): readonly JobCommand[] {
  const queue = deadLetterQueueOf(job);
  const machine = stateMachineOf(job);
  const ofMachine = machine === undefined ? '' : `--state-machine-arn ${quoteDeferred(machine.arn)}`;
  const keepsUploads = job.upload?.undeliveredUrl !== undefined;
  const keepsSchedule = job.schedule?.delivery?.deadLetterQueue !== undefined;
  const what = [
    ...(keepsUploads ? ['uploads whose message could not be sent'] : []),
    ...(keepsSchedule ? ['scheduled messages that could not be sent'] : []),
  ].join(' and ');
  const group = job.queue.isFifo ? job.queue.messageGroupId : undefined;
  return [
    ...(queue === undefined
      ? []
      : [
          {
            does: `receive ${what}; other receivers can’t see them for a minute`,
            command: receiveAll(aws, queueUrl(location, queue.name)),
          },
        ]),
    ...(keepsSchedule
      ? [
          {
            does: 'send one of these scheduled messages; MESSAGE is the MessageBody in the Body of the received message; fix the cause first',
            command: aws(
              'sqs send-message',
              `--queue-url ${quoteDeferred(job.queue.url)}`,
              '--message-body MESSAGE',
              ...(group === undefined ? [] : [`--message-group-id ${quote(group)}`]),
            ),
          },
        ]
      : []),
    ...(machine === undefined
      ? []
      : keepsUploads
        ? [
            {
              does: 'send the message of one of these uploads; EVENT is the Body of the received event; fix the cause first',
              command: aws('stepfunctions start-execution', ofMachine, '--input EVENT'),
            },
          ]
        : [
            {
              does: 'list runs that could not send the message of an upload',
              command: aws(
                'stepfunctions list-executions',
                ofMachine,
                '--max-items 10',
                '--status-filter FAILED',
              ),
            },
            {
              does: 'send the message of a failed run; RUN is the ARN of the run; fix the cause first',
              command: aws('stepfunctions redrive-execution', '--execution-arn RUN'),
            },
          ]),
  ];
}
