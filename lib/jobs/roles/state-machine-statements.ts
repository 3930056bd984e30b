import type { Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';

/** Returns the statements that every state machine needs for its log, its traces and its key. */
export function stateMachineStatements(config: EnvConfig): readonly Statement[] {
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
    ...(config.kmsKeyArn === undefined
      ? []
      : [
          {
            sid: 'EncryptExecutions',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [config.kmsKeyArn],
          },
        ]),
  ];
}
