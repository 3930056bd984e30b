/** The permissions of schedules, rules and state machines to start a job or to fill a queue. */
import { arn, type Location } from '../../aws/arns';
import type { Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import { isRunJob, schedulesOf, workersOf, type Job } from '../job';
import { deadLetterQueueName, jobResourcePattern, undeliveredQueueName } from '../resource-names';

/** Returns the statement that allows executions of the jobs' state machines. */
export function startExecution({ service }: EnvConfig, location: Location): Statement {
  return {
    sid: 'StartExecutions',
    actions: ['states:StartExecution'],
    resources: [arn(location, 'states', `stateMachine:${jobResourcePattern(service.name)}`)],
  };
}

/**
 * Returns the statements that let the Scheduler keep the starts and messages that it could not deliver. It sends with
 * the role of the schedule, so the policy of the queue has no statement for it.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function sendDeadLetters(
  { service, kmsKeyArn }: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly Statement[] {
  const withQueue = jobs.filter((job) =>
    schedulesOf(job).some(({ delivery }) => delivery?.deadLetterQueue !== undefined),
  );
  if (withQueue.length === 0) return [];
  const patterns = [
    ...(withQueue.some(isRunJob) ? [deadLetterQueueName(service.name, '*')] : []),
    ...(workersOf(withQueue).length > 0 ? [undeliveredQueueName(service.name, '*')] : []),
  ];
  return [
    {
      sid: 'SendDeadLetters',
      actions: ['sqs:SendMessage'],
      resources: patterns.map((pattern) => arn(location, 'sqs', pattern)),
    },
    ...(kmsKeyArn === undefined
      ? []
      : [
          {
            sid: 'EncryptDeadLetters',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [kmsKeyArn],
          },
        ]),
  ];
}

/** Returns the statements that let a role send messages. SQS encrypts a message with the permissions of the sender. */
export function sendToQueues(
  { service }: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly Statement[] {
  const workers = workersOf(jobs);
  if (workers.length === 0) return [];
  const keys = new Set(
    workers.flatMap(({ queue }) => (queue.kmsKeyArn === undefined ? [] : [queue.kmsKeyArn])),
  );
  return [
    {
      sid: 'SendMessages',
      actions: ['sqs:SendMessage'],
      resources: [arn(location, 'sqs', jobResourcePattern(service.name))],
    },
    ...(keys.size === 0
      ? []
      : [
          {
            sid: 'EncryptMessages',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [...keys].sort(),
          },
        ]),
  ];
}
