import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kmsKeyArnPattern, roleArnPattern } from '../lib/aws/arns';
import { cpuValues, ephemeralStorageGib, explainInvalidFargateSize } from '../lib/aws/ecs/fargate';
import { retentionDays } from '../lib/aws/logs';
import { commonNamePattern, maximumDescriptionCharacters, nameLimits } from '../lib/aws/name-limits';
import {
  maximumIamPathCharacters,
  iamPathPattern,
  maximumStateMachineRoleArnCharacters,
} from '../lib/aws/iam/limits';
import {
  maximumTags,
  tagCharacters,
  maximumTagKeyCharacters,
  maximumTagValueCharacters,
} from '../lib/aws/tags';
import { timeZoneNames } from '../lib/aws/schedules/time-zone-names';
import { networkLimits, maximumOverridesCharacters } from '../lib/aws/ecs/limits';
import { validateCalls } from './support/validate-calls';
import { report } from './support/report';
import { patternOf, ServiceModel } from './support/service-models';
import {
  maximumEventBytes,
  maximumEventPatternBytes,
  maximumInputTemplateBytes,
  maximumInputPaths,
  maximumInputPathCharacters,
} from '../lib/aws/events/limits';
import { maximumDefinitionBytes, maximumExecutionInputBytes } from '../lib/aws/state-machines/limits';
import {
  maximumDelaySeconds,
  maximumReceiveWaitSeconds,
  maximumSupportedMessageBytes,
  maximumVisibilityTimeoutSeconds,
  retentionSeconds,
} from '../lib/aws/queues';
import {
  maximumScheduleExpressionCharacters,
  maximumTimeZoneCharacters,
  flexibleWindowMinutes,
} from '../lib/aws/schedules/limits';

const events = ServiceModel.fromService('events');
const scheduler = ServiceModel.fromService('scheduler');
const states = ServiceModel.fromService('stepfunctions');
const logs = ServiceModel.fromService('logs');
const iam = ServiceModel.fromService('iam');
const ecs = ServiceModel.fromService('ecs');
const sqs = ServiceModel.fromService('sqs');

const limits: readonly (readonly [name: string, ours: unknown, theirs: unknown])[] = [
  ['the name of a rule', nameLimits.rule.maximumLength, events.shape('RuleName')['max']],
  ['the id of a target', nameLimits.target.maximumLength, events.shape('TargetId')['max']],
  ['the name of a schedule', nameLimits.schedule.maximumLength, scheduler.shape('Name')['max']],
  [
    'the name of a schedule group',
    nameLimits.scheduleGroup.maximumLength,
    scheduler.shape('ScheduleGroupName')['max'],
  ],
  ['the name of a state machine', nameLimits.stateMachine.maximumLength, states.shape('Name')['max']],
  ['the name of a role', nameLimits.role.maximumLength, iam.shape('roleNameType')['max']],
  ['the name of a policy', nameLimits.policy.maximumLength, iam.shape('policyNameType')['max']],
  ['the description of a rule', maximumDescriptionCharacters, events.shape('RuleDescription')['max']],
  ['the description of a schedule', maximumDescriptionCharacters, scheduler.shape('Description')['max']],
  ['the event pattern', maximumEventPatternBytes, events.shape('EventPattern')['max']],
  ['the input template', maximumInputTemplateBytes, events.shape('TransformerInput')['max']],
  ['the input paths', maximumInputPaths, events.shape('TransformerPaths')['max']],
  ['the name of an input path', maximumInputPathCharacters, events.shape('InputTransformerPathKey')['max']],
  ['an input path', maximumInputPathCharacters, events.shape('TargetInputPath')['max']],
  [
    'a schedule expression',
    maximumScheduleExpressionCharacters,
    scheduler.shape('ScheduleExpression')['max'],
  ],
  ['a time zone', maximumTimeZoneCharacters, scheduler.shape('ScheduleExpressionTimezone')['max']],
  [
    'the minimum flexible window',
    flexibleWindowMinutes.minimum,
    scheduler.shape('MaximumWindowInMinutes')['min'],
  ],
  [
    'the maximum flexible window',
    flexibleWindowMinutes.maximum,
    scheduler.shape('MaximumWindowInMinutes')['max'],
  ],
  ['a definition', maximumDefinitionBytes, states.shape('Definition')['max']],
  ['the ARN of a state machine’s role', maximumStateMachineRoleArnCharacters, states.shape('Arn')['max']],
  [
    'an event, in MB',
    maximumEventBytes / 2 ** 20,
    firstNumber(events.operationDocumentation('PutEvents'), /total entry size must be less than (\d+)MB/),
  ],
  ['the input of an execution', maximumExecutionInputBytes, states.shape('SensitiveData')['max']],
  [
    'a message that AWS accepts',
    maximumSupportedMessageBytes,
    firstNumber(sqs.documentation('SendMessageRequest', 'MessageBody'), /or ([\d,]+) bytes/),
  ],
  [
    'the size of a queue’s messages that AWS accepts',
    maximumSupportedMessageBytes,
    queueRange(/MaximumMessageSize[^.]*\.[^.]*? up to ([\d,]+) bytes/),
  ],
  [
    'the minimum retention',
    retentionSeconds.minimum,
    queueRange(/MessageRetentionPeriod[^.]*\.[^.]*?from (\d+) /),
  ],
  [
    'the maximum retention',
    retentionSeconds.maximum,
    queueRange(/MessageRetentionPeriod[^.]*\.[^.]*? to ([\d,]+) /),
  ],
  ['the default retention', retentionSeconds.default, queueRange(/14 days\)\. Default: ([\d,]+) /)],
  ['the maximum delay', maximumDelaySeconds, queueRange(/DelaySeconds[^.]*\.[^.]*from 0 to ([\d,]+) /)],
  [
    'the maximum visibility timeout',
    maximumVisibilityTimeoutSeconds,
    queueRange(/VisibilityTimeout[^.]*\.[^.]*from 0 to ([\d,]+) /),
  ],
  [
    'the maximum wait for a message',
    maximumReceiveWaitSeconds,
    queueRange(/ReceiveMessageWaitTimeSeconds[^.]*\.[^.]*from 0 to (\d+) /),
  ],
  ['an IAM path', maximumIamPathCharacters, iam.shape('pathType')['max']],
  ['the path of a policy', maximumIamPathCharacters, iam.shape('policyPathType')['max']],
  ['the tags of a role', maximumTags, iam.shape('tagListType')['max']],
  ['the tags of a log group', maximumTags, logs.shape('Tags')['max']],
  [
    'the overrides of a task',
    maximumOverridesCharacters,
    firstNumber(ecs.documentation('RunTaskRequest', 'overrides'), /total of (\d+) characters/),
  ],
  [
    'the subnets of a task',
    networkLimits.subnets,
    firstNumber(ecs.documentation('AwsVpcConfiguration', 'subnets'), /limit of (\d+)/),
  ],
  [
    'the security groups of a task',
    networkLimits.securityGroups,
    firstNumber(ecs.documentation('AwsVpcConfiguration', 'securityGroups'), /limit of (\d+)/),
  ],
  [
    'the minimum storage',
    ephemeralStorageGib.minimum,
    firstNumber(ecs.documentation('EphemeralStorage', 'sizeInGiB'), /minimum supported value is (\d+)/),
  ],
  [
    'the maximum storage',
    ephemeralStorageGib.maximum,
    firstNumber(ecs.documentation('EphemeralStorage', 'sizeInGiB'), /maximum supported value is (\d+)/),
  ],
  ...[events, scheduler, states, logs].flatMap((model, at) => [
    [`a tag's key, ${at}`, maximumTagKeyCharacters.maximum, model.shape('TagKey')['max']] as const,
    [`a tag's value, ${at}`, maximumTagValueCharacters.maximum, model.shape('TagValue')['max']] as const,
  ]),
  ['a tag’s key, IAM', maximumTagKeyCharacters.maximum, iam.shape('tagKeyType')['max']],
  ['a tag’s value, IAM', maximumTagValueCharacters.maximum, iam.shape('tagValueType')['max']],
  ['the minimum value of a tag', maximumTagValueCharacters.minimum, scheduler.shape('TagValue')['min']],
];

/** Returns the number in the first group of the pattern. */
function firstNumber(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1]?.replaceAll(',', ''));
}

/** Returns a number in the documentation of a queue's attributes. */
function queueRange(pattern: RegExp): number {
  return firstNumber(sqs.documentation('SetQueueAttributesRequest', 'Attributes'), pattern);
}

describe('our limits equal those of AWS’s service models', () => {
  test.each(limits)('for %s', (_, ours, theirs) => {
    expect(ours).toBe(theirs);
  });

  test('for the values of log retention', () => {
    const [, values = ''] = /Possible values are: ([\d, and]+)/.exec(logs.documentation('Days')) ?? [];
    expect(retentionDays).toEqual(values.match(/\d+/g)?.map(Number));
  });

  test('for the pairs of CPU and memory', () => {
    const documented = new Map(
      [...ecs.documentation('RegisterTaskDefinitionRequest', 'memory').matchAll(pairs)].map(
        ([, sizes = '', cpu]) => [Number(cpu), memoriesOf(sizes)] as const,
      ),
    );
    expect([...documented.keys()]).toEqual(cpuValues);
    for (const [cpu, memories] of documented) {
      const accepted: number[] = [];
      for (let memory = 256; memory <= 131_072; memory += 256)
        if (explainInvalidFargateSize(cpu, memory) === undefined) accepted.push(memory);
      expect(accepted).toEqual(memories);
    }
    for (const memory of [0, 513, 1025, 2049, 4097, 30_721])
      expect(cpuValues.filter((cpu) => explainInvalidFargateSize(cpu, memory) === undefined)).toEqual([]);
    report({ promise: 'models', subject: 'limits', counts: { compared: limits.length + 2, different: 0 } });
  });
});

/** Matches `512 (0.5 GB), 1024 (1 GB) - Available cpu values: 256` or `Between 16 GB and 60 GB in 4 GB increments - …`. */
const pairs =
  /([\d(][\d.,() GB]*(?:and [\d() GB]+ in (?:increments of )?[\d() GB]+)?(?:increments )?)- Available cpu values: (\d+)/g;

/** Returns the values of memory in MiB that such a text lists. */
function memoriesOf(sizes: string): readonly number[] {
  const numbers = [...sizes.replace(/\([^)]*\)/g, '').matchAll(/(\d+) ?(GB)?/g)].map(
    ([, size, unit]) => Number(size) * (unit === undefined ? 1 : 1024),
  );
  if (!sizes.includes('and')) return numbers;
  const [from = 0, to = 0, step = 1] = numbers;
  return Array.from({ length: (to - from) / step + 1 }, (_, at) => from + at * step);
}

describe('AWS’s patterns accept what our patterns accept', () => {
  const nameLike = fc.stringMatching(commonNamePattern, { size: '+1' });
  const matching = (model: ServiceModel, shape: string) => patternOf(model.shape(shape)) ?? /$^/;

  test('for names', () => {
    fc.assert(
      fc.property(nameLike, (name) => {
        for (const [model, shape] of [
          [events, 'RuleName'],
          [events, 'TargetId'],
          [scheduler, 'Name'],
          [scheduler, 'ScheduleGroupName'],
          [logs, 'LogGroupName'],
          [iam, 'roleNameType'],
          [iam, 'policyNameType'],
        ] as const)
          expect(name).toMatch(matching(model, shape));
      }),
    );
  });

  test('for tags, where ours also accept what every service accepts', () => {
    const likely = fc.string({
      unit: fc.constantFrom(...Array.from('aÄ漢1 _.:/=+-@\u00a0\t\n*"<👍')),
      minLength: 1,
    });
    fc.assert(
      fc.property(likely, (text) => {
        const isAccepted =
          ['tagKeyType', 'tagValueType'].every((shape) => matching(iam, shape).test(text)) &&
          ['TagKey', 'TagValue'].every((shape) => matching(logs, shape).test(text));
        expect(tagCharacters.test(text)).toBe(isAccepted);
      }),
      { numRuns: 1000 },
    );
  });

  test('for IAM paths', () => {
    fc.assert(
      fc.property(fc.stringMatching(iamPathPattern), (path) => {
        expect(path).toMatch(matching(iam, 'pathType'));
        expect(path).toMatch(matching(iam, 'policyPathType'));
      }),
    );
  });

  test('for ARNs of roles and keys', () => {
    fc.assert(
      fc.property(fc.stringMatching(roleArnPattern), fc.stringMatching(kmsKeyArnPattern), (role, key) => {
        if (!/^arn:aws(-[a-z]+)?:/.test(role) || !/^arn:aws(-[a-z]+)?:/.test(key)) return;
        expect(role).toMatch(matching(scheduler, 'RoleArn'));
        expect(key).toMatch(matching(scheduler, 'KmsKeyArn'));
      }),
    );
    const longestKey = `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/${'x'.repeat(128)}`;
    expect(longestKey).toMatch(kmsKeyArnPattern);
    expect(longestKey.length).toBeLessThanOrEqual(Number(logs.shape('KmsKeyId')['max']));
  });

  test('for time zones, which the Scheduler limits by length', () => {
    expect(Math.max(...timeZoneNames.map((name) => name.length))).toBeLessThanOrEqual(
      maximumTimeZoneCharacters,
    );
  });
});

test('the service models reject a call with a mistake', () => {
  const rule = { Name: 'app-etl', EventPattern: '{}', State: 'ENABLED' };
  const schedule = {
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1441 },
    ScheduleExpression: 'rate(1 day)',
    Target: { Arn: 'a', RoleArn: 'arn:aws:iam::1:role/x' },
  };
  const violationsOf = (service: string, operation: string, input: Readonly<Record<string, unknown>>) =>
    validateCalls([{ service, operation, input }]).violations;
  expect(violationsOf('events', 'PutRule', rule)).toEqual([]);
  expect(violationsOf('events', 'PutRule', { ...rule, State: 'ON', Name: 'a b', Colour: 1 })).toEqual([
    'events PutRule Name: a b does not match [\\.\\-_A-Za-z0-9]+',
    'events PutRule State: ON is not one of ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    'events PutRule Colour is not a parameter',
  ]);
  expect(violationsOf('scheduler', `POST /schedules/${'x'.repeat(65)}`, schedule)).toEqual([
    'scheduler CreateSchedule FlexibleTimeWindow.MaximumWindowInMinutes: 1441 is not between 1 and 1440',
    'scheduler CreateSchedule Target.RoleArn: arn:aws:iam::1:role/x does not match ^arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+$',
    'scheduler CreateSchedule Name: characters: 65 is not between 1 and 64',
  ]);
  expect(
    violationsOf('iam', 'CreateRole', {
      RoleName: 'r',
      'Tags.member.1.Key': '*',
      'Tags.member.1.Value': 'v',
    }),
  ).toEqual([
    'iam CreateRole AssumeRolePolicyDocument is missing',
    'iam CreateRole Tags[0].Key: * does not match [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
  ]);
});
