import { describe, expect, test } from '@jest/globals';
import { fc } from '../__tests__/support/property-tests';
import { kmsKeyArnPattern, roleArnPattern } from '../lib/aws/arns';
import { cpuValues, explainInvalidFargateSize } from '../lib/aws/ecs/fargate';
import { iamPathPattern } from '../lib/aws/iam/limits';
import { commonNamePattern } from '../lib/aws/name-limits';
import { maximumMessageGroupCharacters, messageGroupIdPattern } from '../lib/aws/queues';
import { maximumTimeZoneCharacters } from '../lib/aws/schedules/limits';
import { timeZoneNames } from '../lib/aws/schedules/time-zone-names';
import { tagCharacters } from '../lib/aws/tags';
import { comparedLimits } from './support/compared-limits';
import { report } from './support/report';
import { patternOf, ServiceModel } from './support/service-models';
import { validateCalls } from './support/validate-calls';

const events = ServiceModel.fromService('events');
const scheduler = ServiceModel.fromService('scheduler');
const logs = ServiceModel.fromService('logs');
const iam = ServiceModel.fromService('iam');
const ecs = ServiceModel.fromService('ecs');

describe('our limits equal those of AWS’s service models', () => {
  test.each(comparedLimits)('$constant: $what', ({ ours, theirs }) => {
    expect(theirs()).toEqual(ours);
  });

  test('the pairs of CPU and memory are equal', () => {
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
    report({
      promise: 'models',
      subject: 'limits',
      counts: { compared: comparedLimits.length + 1, different: 0 },
    });
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

  test('for message groups', () => {
    expect('g'.repeat(maximumMessageGroupCharacters)).toMatch(messageGroupIdPattern);
    expect('g'.repeat(maximumMessageGroupCharacters + 1)).not.toMatch(messageGroupIdPattern);
    expect(maximumMessageGroupCharacters).toBeLessThanOrEqual(
      Number(scheduler.shape('MessageGroupId')['max']),
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
