/** Each limit of AWS in `lib/aws`, and where AWS's service models have it. */
import { cpuValues, ephemeralStorageGib } from '../../lib/aws/ecs/fargate';
import { maximumOverridesCharacters, networkLimits, stopTimeoutSeconds } from '../../lib/aws/ecs/limits';
import {
  deliveryLimits,
  maximumEventBytes,
  maximumEventPatternBytes,
  maximumInputPathCharacters,
  maximumInputPaths,
  maximumInputTemplateBytes,
} from '../../lib/aws/events/limits';
import { maximumIamPathCharacters, maximumStateMachineRoleArnCharacters } from '../../lib/aws/iam/limits';
import { retentionDays } from '../../lib/aws/logs';
import { maximumDescriptionCharacters, nameLimits } from '../../lib/aws/name-limits';
import {
  maximumDelaySeconds,
  maximumMessageGroupCharacters,
  maximumReceiveWaitSeconds,
  maximumRetentionSeconds,
  maximumSupportedMessageBytes,
  maximumVisibilityTimeoutSeconds,
  retentionSeconds,
} from '../../lib/aws/queues';
import {
  flexibleWindowMinutes,
  maximumScheduleExpressionCharacters,
  maximumTimeZoneCharacters,
} from '../../lib/aws/schedules/limits';
import {
  maximumDefinitionBytes,
  maximumExecutionInputBytes,
  maximumExecutionSeconds,
} from '../../lib/aws/state-machines/limits';
import { tagKeyCharacters, maximumTags, tagValueCharacters } from '../../lib/aws/tags';
import { ServiceModel } from './service-models';

/** A limit in `lib/aws`, and the same limit in a service model. */
export interface ComparedLimit {
  /** The name of the exported constant. */
  readonly constant: string;
  /** The limited thing. */
  readonly what: string;
  /** The limit in `lib/aws`. */
  readonly ours: unknown;
  /** Reads the limit from the model. */
  readonly theirs: () => unknown;
}

const model = (service: string) => ServiceModel.fromService(service);
const maximumOf =
  (service: string, shape: string): (() => unknown) =>
  () =>
    model(service).shape(shape)['max'];
const minimumOf =
  (service: string, shape: string): (() => unknown) =>
  () =>
    model(service).shape(shape)['min'];

/** Returns a reader of the number in the first group of a pattern, in the documentation of a member. */
const documented =
  (service: string, shape: string, member: string, pattern: RegExp): (() => number) =>
  () =>
    firstNumber(model(service).documentation(shape, member), pattern);
const queueAttribute = (pattern: RegExp) =>
  documented('sqs', 'SetQueueAttributesRequest', 'Attributes', pattern);

function firstNumber(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1]?.replaceAll(',', ''));
}

function numbersIn(text: string): readonly number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}

function named(key: keyof typeof nameLimits, service: string, shape: string): ComparedLimit {
  return {
    constant: 'nameLimits',
    what: `the name of ${nameLimits[key].resource}`,
    ours: nameLimits[key].maximumLength,
    theirs: maximumOf(service, shape),
  };
}

/** The limits that a service model contains, as a value or in its documentation. */
export const comparedLimits: readonly ComparedLimit[] = [
  named('rule', 'events', 'RuleName'),
  named('target', 'events', 'TargetId'),
  named('schedule', 'scheduler', 'Name'),
  named('scheduleGroup', 'scheduler', 'ScheduleGroupName'),
  named('stateMachine', 'stepfunctions', 'Name'),
  named('role', 'iam', 'roleNameType'),
  named('policy', 'iam', 'policyNameType'),
  {
    constant: 'nameLimits',
    what: 'the name of a queue',
    ours: nameLimits.queue.maximumLength,
    theirs: documented('sqs', 'CreateQueueRequest', 'QueueName', /up to (\d+) /),
  },
  ...(
    [
      ['events', 'RuleDescription'],
      ['scheduler', 'Description'],
    ] as const
  ).map(([service, shape]) => ({
    constant: 'maximumDescriptionCharacters',
    what: `a description (${service})`,
    ours: maximumDescriptionCharacters,
    theirs: maximumOf(service, shape),
  })),
  {
    constant: 'maximumEventPatternBytes',
    what: 'an event pattern',
    ours: maximumEventPatternBytes,
    theirs: maximumOf('events', 'EventPattern'),
  },
  {
    constant: 'maximumInputTemplateBytes',
    what: 'an input template',
    ours: maximumInputTemplateBytes,
    theirs: maximumOf('events', 'TransformerInput'),
  },
  {
    constant: 'maximumInputPaths',
    what: 'the input paths',
    ours: maximumInputPaths,
    theirs: maximumOf('events', 'TransformerPaths'),
  },
  ...['InputTransformerPathKey', 'TargetInputPath'].map((shape) => ({
    constant: 'maximumInputPathCharacters',
    what: shape,
    ours: maximumInputPathCharacters,
    theirs: maximumOf('events', shape),
  })),
  ...(
    [
      ['maximumEventAgeSeconds', 'MaximumEventAgeInSeconds'],
      ['maximumRetryAttempts', 'MaximumRetryAttempts'],
    ] as const
  ).flatMap(([field, shape]) => [
    {
      constant: 'deliveryLimits',
      what: `the minimum of ${field}`,
      ours: deliveryLimits[field].minimum,
      theirs: minimumOf('events', shape),
    },
    {
      constant: 'deliveryLimits',
      what: `the maximum of ${field}`,
      ours: deliveryLimits[field].maximum,
      theirs: maximumOf('events', shape),
    },
  ]),
  {
    constant: 'maximumEventBytes',
    what: 'an event, in MB',
    ours: maximumEventBytes / 2 ** 20,
    theirs: () =>
      firstNumber(
        model('events').operationDocumentation('PutEvents'),
        /total entry size must be less than (\d+)MB/,
      ),
  },
  {
    constant: 'maximumScheduleExpressionCharacters',
    what: 'a schedule expression',
    ours: maximumScheduleExpressionCharacters,
    theirs: maximumOf('scheduler', 'ScheduleExpression'),
  },
  {
    constant: 'maximumTimeZoneCharacters',
    what: 'a time zone',
    ours: maximumTimeZoneCharacters,
    theirs: maximumOf('scheduler', 'ScheduleExpressionTimezone'),
  },
  {
    constant: 'flexibleWindowMinutes',
    what: 'the minimum flexible window',
    ours: flexibleWindowMinutes.minimum,
    theirs: minimumOf('scheduler', 'MaximumWindowInMinutes'),
  },
  {
    constant: 'flexibleWindowMinutes',
    what: 'the maximum flexible window',
    ours: flexibleWindowMinutes.maximum,
    theirs: maximumOf('scheduler', 'MaximumWindowInMinutes'),
  },
  {
    constant: 'maximumDefinitionBytes',
    what: 'a definition',
    ours: maximumDefinitionBytes,
    theirs: maximumOf('stepfunctions', 'Definition'),
  },
  {
    constant: 'maximumExecutionInputBytes',
    what: 'the input of an execution',
    ours: maximumExecutionInputBytes,
    theirs: maximumOf('stepfunctions', 'SensitiveData'),
  },
  {
    constant: 'maximumExecutionSeconds',
    what: 'an execution',
    ours: maximumExecutionSeconds,
    theirs: () =>
      /maximum open time of one year/.test(model('stepfunctions').operationDocumentation('RedriveExecution'))
        ? 365 * 86_400
        : undefined,
  },
  {
    constant: 'maximumStateMachineRoleArnCharacters',
    what: 'the ARN of a state machine’s role',
    ours: maximumStateMachineRoleArnCharacters,
    theirs: maximumOf('stepfunctions', 'Arn'),
  },
  {
    constant: 'maximumSupportedMessageBytes',
    what: 'a message that AWS accepts',
    ours: maximumSupportedMessageBytes,
    theirs: documented('sqs', 'SendMessageRequest', 'MessageBody', /or ([\d,]+) bytes/),
  },
  {
    constant: 'maximumSupportedMessageBytes',
    what: 'the size of a queue’s messages that AWS accepts',
    ours: maximumSupportedMessageBytes,
    theirs: queueAttribute(/MaximumMessageSize[^.]*\.[^.]*? up to ([\d,]+) bytes/),
  },
  {
    constant: 'retentionSeconds',
    what: 'the minimum retention',
    ours: retentionSeconds.minimum,
    theirs: queueAttribute(/MessageRetentionPeriod[^.]*\.[^.]*?from (\d+) /),
  },
  ...[
    ['retentionSeconds', retentionSeconds.maximum],
    ['maximumRetentionSeconds', maximumRetentionSeconds],
  ].map(([constant, ours]) => ({
    constant: String(constant),
    what: 'the maximum retention',
    ours,
    theirs: queueAttribute(/MessageRetentionPeriod[^.]*\.[^.]*? to ([\d,]+) /),
  })),
  {
    constant: 'retentionSeconds',
    what: 'the default retention',
    ours: retentionSeconds.default,
    theirs: queueAttribute(/14 days\)\. Default: ([\d,]+) /),
  },
  {
    constant: 'maximumDelaySeconds',
    what: 'the maximum delay',
    ours: maximumDelaySeconds,
    theirs: queueAttribute(/DelaySeconds[^.]*\.[^.]*from 0 to ([\d,]+) /),
  },
  {
    constant: 'maximumVisibilityTimeoutSeconds',
    what: 'the maximum visibility timeout',
    ours: maximumVisibilityTimeoutSeconds,
    theirs: queueAttribute(/VisibilityTimeout[^.]*\.[^.]*from 0 to ([\d,]+) /),
  },
  {
    constant: 'maximumReceiveWaitSeconds',
    what: 'the maximum wait for a message',
    ours: maximumReceiveWaitSeconds,
    theirs: queueAttribute(/ReceiveMessageWaitTimeSeconds[^.]*\.[^.]*from 0 to (\d+) /),
  },
  {
    constant: 'maximumMessageGroupCharacters',
    what: 'a message group',
    ours: maximumMessageGroupCharacters,
    theirs: maximumOf('events', 'MessageGroupId'),
  },
  {
    constant: 'retentionDays',
    what: 'the retention of a log',
    ours: retentionDays,
    theirs: () =>
      numbersIn(/Possible values are: ([\d, and]+)/.exec(model('logs').documentation('Days'))?.[1] ?? ''),
  },
  {
    constant: 'cpuValues',
    what: 'the CPU of a task',
    ours: cpuValues,
    theirs: () =>
      [
        ...model('ecs')
          .documentation('RegisterTaskDefinitionRequest', 'memory')
          .matchAll(/Available cpu values: (\d+)/g),
      ].map(([, cpu]) => Number(cpu)),
  },
  ...['pathType', 'policyPathType'].map((shape) => ({
    constant: 'maximumIamPathCharacters',
    what: shape,
    ours: maximumIamPathCharacters,
    theirs: maximumOf('iam', shape),
  })),
  ...(
    [
      ['iam', 'tagListType'],
      ['logs', 'Tags'],
    ] as const
  ).map(([service, shape]) => ({
    constant: 'maximumTags',
    what: `the tags of a resource (${service})`,
    ours: maximumTags,
    theirs: maximumOf(service, shape),
  })),
  {
    constant: 'maximumOverridesCharacters',
    what: 'the overrides of a task',
    ours: maximumOverridesCharacters,
    theirs: documented('ecs', 'RunTaskRequest', 'overrides', /total of (\d+) characters/),
  },
  ...(['subnets', 'securityGroups'] as const).map((field) => ({
    constant: 'networkLimits',
    what: `the ${field} of a task`,
    ours: networkLimits[field],
    theirs: documented('ecs', 'AwsVpcConfiguration', field, /limit of (\d+)/),
  })),
  ...(['minimum', 'maximum'] as const).map((bound) => ({
    constant: 'ephemeralStorageGib',
    what: `the ${bound} storage`,
    ours: ephemeralStorageGib[bound],
    theirs: documented(
      'ecs',
      'EphemeralStorage',
      'sizeInGiB',
      new RegExp(`${bound} supported value is (\\d+)`),
    ),
  })),
  {
    constant: 'stopTimeoutSeconds',
    what: 'the maximum stop timeout',
    ours: stopTimeoutSeconds.maximum,
    theirs: documented('ecs', 'ContainerDefinition', 'stopTimeout', /max stop timeout value is (\d+)/),
  },
  ...(
    [
      ['events', 'TagKey', 'TagValue'],
      ['scheduler', 'TagKey', 'TagValue'],
      ['stepfunctions', 'TagKey', 'TagValue'],
      ['logs', 'TagKey', 'TagValue'],
      ['iam', 'tagKeyType', 'tagValueType'],
    ] as const
  ).flatMap(([service, key, value]) => [
    {
      constant: 'tagKeyCharacters',
      what: `a tag’s key (${service})`,
      ours: tagKeyCharacters.maximum,
      theirs: maximumOf(service, key),
    },
    {
      constant: 'tagValueCharacters',
      what: `a tag’s value (${service})`,
      ours: tagValueCharacters.maximum,
      theirs: maximumOf(service, value),
    },
  ]),
  {
    constant: 'tagKeyCharacters',
    what: 'the minimum key of a tag',
    ours: tagKeyCharacters.minimum,
    theirs: minimumOf('scheduler', 'TagKey'),
  },
  {
    constant: 'tagValueCharacters',
    what: 'the minimum value of a tag',
    ours: tagValueCharacters.minimum,
    theirs: minimumOf('scheduler', 'TagValue'),
  },
];
