/** The permissions of schedules, rules and state machines to start a job or to fill a queue. */
import { arn, type Location } from '../../aws/arns';
import { viaService, type Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import { compare } from '../../text/compare';
import type { DeferredString } from '../../values/deferred-values';
import { deadLetterQueueOf, isRunJob, schedulesOf, stateMachineOf, workersOf, type Job } from '../job';
import { notOfAnotherService } from '../own-resources';
import { deadLetterQueueName, jobResourcePattern, undeliveredQueueName } from '../resource-names';
import { stateMachineArn } from '../run/state-machine';
import type { RoleStatement } from './fit-statements';

/** Returns the ARN of each job's state machine, in the order of the names. */
export function stateMachineArns(location: Location, jobs: readonly Job[]): readonly DeferredString[] {
  const names = jobs.flatMap((job) => stateMachineOf(job)?.stateMachine.name ?? []);
  return names.sort(compare).map((name) => stateMachineArn(location, name));
}

/** Returns the statement that allows executions of the jobs' state machines. */
export function startExecutions(config: EnvConfig, location: Location, jobs: readonly Job[]): RoleStatement {
  return {
    sid: 'StartExecutions',
    actions: ['states:StartExecution'],
    resources: stateMachineArns(location, jobs),
    byPattern: {
      resources: [stateMachineArn(location, jobResourcePattern(config.service.name))],
      conditions: notOfAnotherService(config),
    },
  };
}

/**
 * Returns the statements that let the Scheduler send failed starts and messages to the dead-letter queues. The
 * Scheduler sends with the role of the schedule, so the policy of the queue has no statement for the Scheduler.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function sendDeadLetters(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly RoleStatement[] {
  const { service, kmsKeyArn } = config;
  const withQueue = jobs.filter((job) =>
    schedulesOf(job).some(({ delivery }) => delivery?.deadLetterQueue !== undefined),
  );
  if (withQueue.length === 0) return [];
  const names = withQueue.flatMap((job) => deadLetterQueueOf(job)?.name ?? []);
  const patterns = [
    ...(withQueue.some(isRunJob) ? [deadLetterQueueName(service.name, '*')] : []),
    ...(workersOf(withQueue).length > 0 ? [undeliveredQueueName(service.name, '*')] : []),
  ];
  return [
    {
      sid: 'SendDeadLetters',
      actions: ['sqs:SendMessage'],
      resources: names.sort(compare).map((name) => arn(location, 'sqs', name)),
      byPattern: {
        resources: patterns.map((pattern) => arn(location, 'sqs', pattern)),
        conditions: notOfAnotherService(config),
      },
    },
    ...(kmsKeyArn === undefined ? [] : [useKeysForQueues(config, 'EncryptDeadLetters', [kmsKeyArn])]),
  ];
}

/** A queue that a role sends messages to. */
interface ReceivingQueue {
  readonly name: string;
  readonly kmsKeyArn: DeferredString | undefined;
}

/** Returns the queues to which schedules send messages. */
export function queuesOfSchedules(jobs: readonly Job[]): readonly ReceivingQueue[] {
  return workersOf(jobs).map(({ queue }) => queue);
}

/**
 * Returns the queues to which state machines send messages: the queues of workers, and of events that could not be
 * sent.
 */
export function queuesOfStateMachines(
  { kmsKeyArn }: EnvConfig,
  jobs: readonly Job[],
): readonly ReceivingQueue[] {
  return workersOf(jobs).flatMap((job) => {
    const undelivered = job.upload?.undeliveredUrl === undefined ? undefined : deadLetterQueueOf(job);
    return [job.queue, ...(undelivered === undefined ? [] : [{ name: undelivered.name, kmsKeyArn }])];
  });
}

/** Returns the statements that let a role send messages. SQS encrypts a message with the permissions of the sender. */
export function sendToQueues(
  config: EnvConfig,
  location: Location,
  queues: readonly ReceivingQueue[],
): readonly RoleStatement[] {
  if (queues.length === 0) return [];
  const names = queues.map(({ name }) => name);
  const keys = new Set(queues.flatMap(({ kmsKeyArn }) => kmsKeyArn ?? []));
  return [
    {
      sid: 'SendMessages',
      actions: ['sqs:SendMessage'],
      resources: names.sort(compare).map((name) => arn(location, 'sqs', name)),
      byPattern: {
        resources: [arn(location, 'sqs', jobResourcePattern(config.service.name))],
        conditions: notOfAnotherService(config),
      },
    },
    ...(keys.size === 0
      ? []
      : [
          useKeysForQueues(
            config,
            'EncryptMessages',
            [...keys].sort((a, b) => compare(nameOf(a), nameOf(b))),
          ),
        ]),
  ];
}

/** Returns the text by which keys are sorted: the ARN, or the name of the variable with the ARN. */
function nameOf(key: DeferredString): string {
  if (typeof key === 'string') return key;
  return key.parts.map((part) => (typeof part === 'string' ? part : part.name)).join('');
}

/** Returns the statement that lets a role use KMS keys, but only through SQS, for the messages that it sends. */
function useKeysForQueues({ region }: EnvConfig, sid: string, keys: readonly DeferredString[]): Statement {
  return {
    sid,
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: keys,
    conditions: viaService('sqs', region),
  };
}
