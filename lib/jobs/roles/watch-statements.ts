/** The permissions of the watch machine, and of the schedules and rules that start it. */
import { arn, type Location } from '../../aws/arns';
import { viaService } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import { watchedRunsOf, watchMachineArn, watchTopicsOf } from '../alarms/watch/watch';
import { isRunJob, type Job } from '../job';
import { notOfAnotherService } from '../own-resources';
import { jobResourceName, jobResourcePattern } from '../resource-names';
import { stateMachineArn } from '../run/state-machine';
import type { RoleStatement } from './fit-statements';
import { machineStatements } from './state-machine-statements';
import { stateMachineArns } from './trigger-statements';

/** Returns the statement that allows executions of the watch machine. */
export function startChecks(config: EnvConfig, location: Location): RoleStatement {
  return {
    sid: 'StartChecks',
    actions: ['states:StartExecution'],
    resources: [watchMachineArn(config, location)],
  };
}

/**
 * Returns the statements of the watch machine: it reads the executions of the watched jobs, and publishes to their SNS
 * topics.
 *
 * @param jobs - The watched jobs.
 */
export function watchStatements(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly RoleStatement[] {
  const { name: serviceName } = config.service;
  const scheduled = jobs.filter((job) => watchedRunsOf(job) !== undefined);
  const timed = jobs.filter((job) => isRunJob(job) && job.slowRun !== undefined);
  return [
    ...(scheduled.length === 0
      ? []
      : [
          {
            sid: 'ListRuns',
            actions: ['states:ListExecutions'],
            resources: stateMachineArns(location, scheduled),
            byPattern: {
              resources: [stateMachineArn(location, jobResourcePattern(serviceName))],
              conditions: notOfAnotherService(config),
            },
          },
        ]),
    ...(timed.length === 0
      ? []
      : [
          {
            sid: 'DescribeRuns',
            actions: ['states:DescribeExecution'],
            resources: timed.map(({ name }) => executionArns(location, jobResourceName(serviceName, name))),
            byPattern: { resources: [executionArns(location, jobResourcePattern(serviceName))] },
          },
        ]),
    ...publishMessages(location, jobs),
    ...machineStatements(config, [watchMachineArn(config, location)], location),
  ];
}

function executionArns(location: Location, machineName: string): DeferredString {
  return arn(location, 'states', `execution:${machineName}:*`);
}

/**
 * Returns the statements that let the watch machine publish. SNS encrypts a message with the permissions of the sender. The
 * key of a topic is not in the configuration, so the statement allows each key, but only for messages to these topics.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function publishMessages(location: Location, jobs: readonly Job[]): readonly RoleStatement[] {
  const topics = distinct(jobs.flatMap(watchTopicsOf));
  return [
    { sid: 'PublishMessages', actions: ['sns:Publish'], resources: topics },
    {
      sid: 'EncryptMessages',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [arn(location, 'kms', 'key/*')],
      conditions: {
        ...viaService('sns', location.region),
        StringEquals: { 'kms:EncryptionContext:aws:sns:topicArn': topics },
      },
    },
  ];
}

/** Removes texts that occur more than once. */
function distinct(values: readonly DeferredString[]): readonly DeferredString[] {
  return [...new Map(values.map((value) => [String(value), value])).values()];
}
