import { arn, type Location } from '../../aws/arns';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import type { Job } from '../job';
import { jobResourcePattern } from '../resource-names';
import { stateMachineArn } from '../run/state-machine';
import type { RoleStatement } from './fit-statements';
import { stateMachineArns } from './trigger-statements';

/** Returns the statements that every state machine needs for its log, its traces and its key. */
export function stateMachineStatements(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly RoleStatement[] {
  const pattern = stateMachineArn(location, jobResourcePattern(config.service.name));
  return machineStatements(config, stateMachineArns(location, jobs), location, pattern);
}

/**
 * Returns the statements that these state machines need for their logs, their traces and their key.
 *
 * @param machineArns - The ARNs of the state machines.
 * @param pattern - A pattern that matches the ARNs. It replaces the ARNs if the policy would be too long.
 */
export function machineStatements(
  config: EnvConfig,
  machineArns: readonly DeferredString[],
  location: Location,
  pattern?: DeferredString,
): readonly RoleStatement[] {
  return [
    {
      // These actions have no resource-level permissions.
      // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
      sid: 'DeliverLogs',
      actions: [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ],
      resources: ['*'],
    },
    ...(config.tracing
      ? [
          {
            // These actions have no resource-level permissions either.
            // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
            sid: 'WriteTraces',
            actions: [
              'xray:GetSamplingRules',
              'xray:GetSamplingTargets',
              'xray:PutTelemetryRecords',
              'xray:PutTraceSegments',
            ],
            resources: ['*'],
          },
        ]
      : []),
    ...useKey(config, location, machineArns, pattern),
  ];
}

/**
 * Returns the statements that let Step Functions use the key for the environment's state machines, and for their logs.
 * The encryption contexts are those that AWS documents.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
function useKey(
  { kmsKeyArn }: EnvConfig,
  location: Location,
  machineArns: readonly DeferredString[],
  pattern: DeferredString | undefined,
): readonly RoleStatement[] {
  if (kmsKeyArn === undefined) return [];
  const machine = 'kms:EncryptionContext:aws:states:stateMachineArn';
  return [
    {
      sid: 'EncryptExecutions',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [kmsKeyArn],
      conditions: { ArnEquals: { [machine]: machineArns } },
      ...(pattern === undefined ? {} : { byPattern: { conditions: { ArnLike: { [machine]: pattern } } } }),
    },
    {
      sid: 'EncryptLogs',
      actions: ['kms:GenerateDataKey'],
      resources: [kmsKeyArn],
      // The asterisk is not a wildcard here: AWS uses this ARN, with the asterisk, as the encryption context of logs.
      conditions: { StringEquals: { 'kms:EncryptionContext:SourceArn': arn(location, 'logs', '*') } },
    },
  ];
}
