import { describe, expect, test } from '@jest/globals';
import { anyCharacter, expectEnough, fc, tries } from '../../support/property-tests';
import type { InputTransformer } from '../../../lib/aws/events/input-transformer';
import { renderInput } from '../../../lib/aws/events/render-input-template';
import { validateInputTransformer } from '../../../lib/aws/events/validate-input-transformer';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { deliver, putTargets } from '../../jobs/support/event-bridge';
import { validFixtures } from '../../support/fixtures';

const event = {
  id: '1',
  source: 'aws.s3',
  detail: { bucket: { name: 'in' }, object: { key: 'a"b', size: 5 }, parts: ['x', { y: null }], gone: null },
};

function transformer(
  inputTemplate: string,
  inputPaths: Readonly<Record<string, string>> = {
    key: '$.detail.object.key',
    size: '$.detail.object.size',
    bucket: '$.detail.bucket',
    part: '$.detail.parts[0]',
    parts: '$.detail.parts',
    missing: '$.detail.object.etag',
  },
): InputTransformer {
  return { inputPaths, inputTemplate };
}

describe('an input template', () => {
  test.each<readonly [string, string, unknown]>([
    ['a value outside quotes as JSON', '{"k":<key>,"s":<size>}', { k: 'a"b', s: 5 }],
    ['an object outside quotes as JSON', '{"b":<bucket>}', { b: { name: 'in' } }],
    ['a list outside quotes as JSON', '[<parts>,<part>]', [['x', { y: null }], 'x']],
    ['a number inside quotes as its digits', '{"s":"<size> bytes"}', { s: '5 bytes' }],
    ['a missing value as an empty string', '{"a":<missing>,"b":"-<missing>-"}', { a: '', b: '--' }],
    ['a template that is a string', '"<size> of them"', '5 of them'],
    [
      'a quote in a value inside quotes as the end of the string, which drops the event',
      '{"k":"<key>"}',
      undefined,
    ],
    ['an escaped quote as part of the string', '{"k":"\\"<size>\\\\"}', { k: '"5\\' }],
    [
      'the predefined variables',
      '{"rule":<aws.events.rule-name>,"arn":"<aws.events.rule-arn>","at":<aws.events.event.ingestion-time>,"e":<aws.events.event>}',
      {
        rule: 'r',
        arn: 'arn:aws:events:us-east-1:123456789012:rule/r',
        at: '2026-01-01T00:00:00Z',
        e: { id: '1', source: 'aws.s3' },
      },
    ],
    ['the event with its detail', '{"e":<aws.events.event.json>}', { e: event }],
  ])('renders %s', (_, template, expected) => {
    const delivery = {
      ruleName: 'r',
      ruleArn: 'arn:aws:events:us-east-1:123456789012:rule/r',
      ingestionTime: '2026-01-01T00:00:00Z',
    };
    expect(validateInputTransformer(transformer(template))).toEqual([]);
    expect(renderInput(transformer(template), event, delivery)).toEqual(expected);
  });

  test.each([
    ['', 'the template is empty'],
    ['{"a":<nope>}', '<nope> has no input path'],
    ['{"a":"<nope>","b":<>}', '<nope> has no input path'],
    ['{"a":"1 < 2"}', 'the template has < or > outside a placeholder; they can’t be escaped'],
    ['{"a":"<key"}', 'the template has < or > outside a placeholder; they can’t be escaped'],
    ['{"<key>":1}', 'the name of a field must not have a placeholder'],
    ['{"a":[{"b-<key>":1}]}', 'the name of a field must not have a placeholder'],
    ['{<key>:1}', 'the template must be JSON when its placeholders are replaced'],
    ['{"a":<key><size>}', 'the template must be JSON when its placeholders are replaced'],
    ['<key> is there', 'the template must be JSON when its placeholders are replaced'],
  ])('is rejected: %j', (template, reason) => {
    expect(validateInputTransformer(transformer(template))).toContain(reason);
  });

  test('is rejected above the maximum size', () => {
    expect(validateInputTransformer(transformer(`"${'x'.repeat(8190)}"`))).toEqual([]);
    expect(validateInputTransformer(transformer(`"${'x'.repeat(8191)}"`))).toEqual([
      'the template has 8193 characters; it must have at most 8192',
    ]);
  });
});

describe('the paths of an input transformer', () => {
  const withPaths = (paths: Readonly<Record<string, string>>) =>
    validateInputTransformer(transformer('{}', paths));

  test.each([['AWSkey'], ['object.key'], [''], ['aws.events.event'], ['ключ']])(
    'can’t have the name %j',
    (name) => {
      expect(withPaths({ [name]: '$.detail' })).toEqual([
        `the name ${JSON.stringify(name)} must have letters, digits, - and _, at most 256 characters, and must not begin with AWS`,
      ]);
    },
  );

  test.each([['detail.object'], ['$detail'], ["$['detail']"], ['$.'], ['$.detail..key'], ['$.detail.*']])(
    'can’t be %j',
    (path) => {
      expect(withPaths({ key: path })).toEqual([
        `key: ${JSON.stringify(path)} must be a path of names and indexes with at most 256 characters, such as $.detail.object.key`,
      ]);
    },
  );

  test.each([
    ['$'],
    ['$.detail'],
    ['$.detail.object-key.x_1'],
    ['$.parts[0][12].a'],
    [`$.${'d'.repeat(254)}`],
  ])('can be %j', (path) => {
    expect(withPaths({ key: path })).toEqual([]);
  });

  test('and their names can have 256 characters', () => {
    const longestName = 'k'.repeat(256);
    expect(withPaths({ [longestName]: `$.${'d'.repeat(254)}` })).toEqual([]);
    expect(withPaths({ [`${longestName}k`]: '$.detail' })).toHaveLength(1);
    expect(withPaths({ key: `$.${'d'.repeat(255)}` })).toHaveLength(1);
  });

  test('can be 100', () => {
    const paths = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, '$.detail']));
    expect(withPaths(paths(100))).toEqual([]);
    expect(withPaths(paths(101))).toEqual(['the transformer has 101 input paths; it must have at most 100']);
  });
});

describe('two implementations of the documentation', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '<key>',
    '<size>',
    '<no>',
    '<',
    '>',
    'a',
    '1',
  );
  const templates = fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constant('"a":<key>') }, pieces), { maxLength: 8 })
    .map((parts) => `{${parts.join('')}}`);
  const paths = { key: '$.detail.object.key', size: '$.detail.object.size' };

  test('render the same inputs, and nothing for rejected templates', () => {
    const seen = { accepted: 0, rejected: 0 };
    fc.assert(
      fc.property(templates, fc.string({ unit: anyCharacter }), (template, key) => {
        const tried = transformer(template, paths);
        const isRejected = validateInputTransformer(tried).length > 0;
        seen[isRejected ? 'rejected' : 'accepted'] += 1;
        const named = { detail: { object: { key, size: 1 } } };
        if (isRejected) {
          const outcome = outcomeOf(() => {
            putTargets(tried);
          });
          const plain = { detail: { object: { key: 'k', size: 1 } } };
          const hasPlaceholderKey = /"[^",:]*<[^<>]*>[^",:]*":|[{,]\s*<[^<>]*>\s*:/.test(template);
          expect(outcome === 'rejected' || hasPlaceholderKey || deliver(tried, plain) === undefined).toBe(
            true,
          );
        } else {
          putTargets(tried);
          expect(renderInput(tried, named)).toEqual(deliver(tried, named));
        }
      }),
      { numRuns: tries(3000) },
    );
    expectEnough(Math.min(seen.accepted, seen.rejected), 80);
  });
});

function outcomeOf(act: () => void): 'accepted' | 'rejected' {
  try {
    act();
    return 'accepted';
  } catch {
    return 'rejected';
  }
}

test('the transformers of all fixtures are valid', () => {
  const transformers = validFixtures()
    .flatMap(({ config }) => loadEnvironments(config).environments)
    .flatMap(({ jobs }) => jobs)
    .flatMap((job) => {
      if (job.type === 'queue_worker_job') {
        const target = job.upload?.target;
        return target?.kind === 'queue' ? (target.inputTransformer ?? []) : [];
      }
      return job.target.kind === 'ecs_cluster' ? [job.target.inputTransformer] : [];
    });
  expect(transformers.length).toBeGreaterThan(5);
  for (const generated of transformers) expect(validateInputTransformer(generated)).toEqual([]);
});
