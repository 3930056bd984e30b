/** The permissions of schedules, rules and state machines to start a job or to fill a queue. */
import { arn, type Location } from '../../aws/arns';
import type { Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import { workersOf, type Job } from '../job';
import { jobResourcePattern } from '../resource-names';

/** Returns the statement that allows executions of the jobs' state machines. */
export function startExecution({ service }: EnvConfig, location: Location): Statement {
  return {
    sid: 'StartExecutions',
    actions: ['states:StartExecution'],
    resources: [arn(location, 'states', `stateMachine:${jobResourcePattern(service.name)}`)],
  };
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
