import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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
    ['a bare value is JSON', '{"k":<key>,"s":<size>}', { k: 'a"b', s: 5 }],
    ['a bare object is JSON', '{"b":<bucket>}', { b: { name: 'in' } }],
    ['a bare list is JSON', '[<parts>,<part>]', [['x', { y: null }], 'x']],
    ['a number inside quotes is its digits', '{"s":"<size> bytes"}', { s: '5 bytes' }],
    ['what the event lacks is an empty text', '{"a":<missing>,"b":"-<missing>-"}', { a: '', b: '--' }],
    ['a text is JSON too', '"<size> of them"', '5 of them'],
    ['a quote in a value inside quotes ends the text, and the event is dropped', '{"k":"<key>"}', undefined],
    ['an escaped quote does not end the text', '{"k":"\\"<size>\\\\"}', { k: '"5\\' }],
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
  ])('is rendered: %s', (_, template, expected) => {
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
    ['{"a":"1 < 2"}', '< or > that is no part of a placeholder, and there is no escape'],
    ['{"a":"<key"}', '< or > that is no part of a placeholder, and there is no escape'],
    ['{"<key>":1}', 'a placeholder in the name of a field, where EventBridge refuses it'],
    ['{"a":[{"b-<key>":1}]}', 'a placeholder in the name of a field, where EventBridge refuses it'],
    ['{<key>:1}', 'the template is no JSON, whatever its placeholders stand for'],
    ['{"a":<key><size>}', 'the template is no JSON, whatever its placeholders stand for'],
    ['<key> is there', 'the template is no JSON, whatever its placeholders stand for'],
  ])('is refused: %j', (template, reason) => {
    expect(validateInputTransformer(transformer(template))).toContain(reason);
  });

  test('has as many characters as EventBridge takes', () => {
    expect(validateInputTransformer(transformer(`"${'x'.repeat(8190)}"`))).toEqual([]);
    expect(validateInputTransformer(transformer(`"${'x'.repeat(8191)}"`))).toEqual([
      'the template has 8193 characters, and EventBridge takes 8192',
    ]);
  });
});

describe('the paths of an input transformer', () => {
  const withPaths = (paths: Readonly<Record<string, string>>) =>
    validateInputTransformer(transformer('{}', paths));

  test.each([['AWSkey'], ['object.key'], [''], ['aws.events.event'], ['ключ']])(
    'can not be named %j',
    (name) => {
      expect(withPaths({ [name]: '$.detail' })).toEqual([
        `the name ${JSON.stringify(name)}: a name is letters, digits, - and _, 256 of them at most, and does not begin with AWS`,
      ]);
    },
  );

  test.each([['detail.object'], ['$detail'], ["$['detail']"], ['$.'], ['$.detail..key'], ['$.detail.*']])(
    'can not be %j',
    (path) => {
      expect(withPaths({ key: path })).toEqual([
        `key: ${JSON.stringify(path)} is no path of names and indices with at most 256 characters, such as $.detail.object.key`,
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

  test('and their names have 256 characters at most', () => {
    const longest = 'k'.repeat(256);
    expect(withPaths({ [longest]: `$.${'d'.repeat(254)}` })).toEqual([]);
    expect(withPaths({ [`${longest}k`]: '$.detail' })).toHaveLength(1);
    expect(withPaths({ key: `$.${'d'.repeat(255)}` })).toHaveLength(1);
  });

  test('are a hundred at most', () => {
    const paths = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, '$.detail']));
    expect(withPaths(paths(100))).toEqual([]);
    expect(withPaths(paths(101))).toEqual(['101 input paths, and EventBridge takes 100']);
  });
});

describe('two readings of the documentation', () => {
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

  test('agree about what a template gives, and that what is refused gives nothing', () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(templates, fc.string({ unit: 'binary' }), (template, key) => {
        const tried = transformer(template, paths);
        const refused = validateInputTransformer(tried).length > 0;
        seen[refused ? 'refused' : 'taken'] += 1;
        const named = { detail: { object: { key, size: 1 } } };
        if (refused) {
          const outcome = outcomeOf(() => {
            putTargets(tried);
          });
          const plain = { detail: { object: { key: 'k', size: 1 } } };
          const hasPlaceholderKey = /"[^",:]*<[^<>]*>[^",:]*":|[{,]\s*<[^<>]*>\s*:/.test(template);
          expect(outcome === 'refused' || hasPlaceholderKey || deliver(tried, plain) === undefined).toBe(
            true,
          );
        } else {
          putTargets(tried);
          expect(renderInput(tried, named)).toEqual(deliver(tried, named));
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(100);
  });
});

function outcomeOf(act: () => void): 'taken' | 'refused' {
  try {
    act();
    return 'taken';
  } catch {
    return 'refused';
  }
}

test('every transformer that is made of a fixture is one that EventBridge takes', () => {
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
  for (const made of transformers) expect(validateInputTransformer(made)).toEqual([]);
});
