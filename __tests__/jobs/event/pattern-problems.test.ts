import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { isEventPattern } from '../../../lib/aws/events/validate-event-pattern';
import { findPatternProblems } from '../../../lib/jobs/event/pattern-problems';
import { renderPath } from '../../../lib/config/issues/issues';
import { randomPatterns } from '../../aws/events/support/random-patterns';
import { issuesOf } from '../support/environments';

const problems = (pattern: Readonly<Record<string, unknown>>) =>
  findPatternProblems(pattern).map(({ path, message }) => `${renderPath(path)}: ${message}`);

describe('the pattern of an event job', () => {
  test.each([
    [{}, ': must have at least one field, such as source: [shop.orders]'],
    [{ detail: { a: 'x' } }, 'detail.a: must be a list, even with one element: [x]'],
    [{ detail: { a: [] } }, 'detail.a: must have at least one element; [] matches nothing'],
    [{ detail: { a: {} } }, 'detail.a: must have at least one field; {} matches nothing'],
    [{ detail: { a: { prefix: 'x' } } }, 'detail.a.prefix: an operator must be in a list: [{prefix: x}]'],
    [{ detail: { a: ['x', { prefx: 'y' }] } }, 'detail.a[1]: prefx is not an operator'],
    [{ detail: { a: [{ numeric: ['>', '1'] }] } }, 'detail.a[0]: numeric must compare with numbers'],
    [{ detail: { a: [{ wildcard: '**' }] } }, 'detail.a[0]: wildcard "**": **'],
    [{ detail: { a: [{ cidr: '10.0.0.1' }] } }, 'detail.a[0]: cidr must be an address'],
    [{ detail: { $or: [{ a: [1] }] } }, 'detail."$or": $or must be a list of at least two patterns'],
    [{ detail: { $or: [{ a: [1] }, 'x'] } }, 'detail."$or"[1]: x: each alternative of $or must be a pattern'],
    [
      { detail: { $or: [{ a: [1] }, { prefix: ['x'] }] } },
      'detail."$or"[1].prefix: prefix is the name of an operator',
    ],
    [
      { detail: { $or: [{ a: [1] }, { exactly: ['x'] }] } },
      'detail."$or"[1].exactly: exactly is the name of an operator',
    ],
    [
      { detail: { $or: [{ a: [1] }, { b: { c: { exactly: ['x'] } } }] } },
      'detail."$or"[1].b.c.exactly: exactly is the name of an operator',
    ],
    [
      { $or: [{ source: ['x'] }, { detail: { $or: [{ a: [1] }, { b: { numeric: ['x'] } }] } }] },
      '"$or"[1].detail."$or"[1].b.numeric: numeric is the name of an operator',
    ],
    [{ detail: { a: { '': ['x'] } } }, 'detail.a."": the name of a field must not be empty'],
    [{ detail: { 'a\ud800': ['x'] } }, 'a text must not have half of a surrogate pair'],
    [
      { detail: { a: ['x', 'b\udc00'] } },
      'detail.a[1]: got "b\\udc00"; a text must not have half of a surrogate pair',
    ],
    [{ detail: { a: [{ prefix: '\ud800' }] } }, 'detail.a[0]: got "\\ud800"; a text must not have half'],
    [
      { detail: { a: [{ 'anything-but': ['\ud800'] }] } },
      'detail.a[0]: got "\\ud800"; a text must not have half',
    ],
    [
      { $or: [{ sorce: ['x'] }, { detail: { a: [1] } }] },
      '"$or"[0].sorce: no event has a field sorce at its top level; did you mean source?',
    ],
    [
      { account: [123456789012] },
      'account[0]: 123456789012 never matches: account is always a text; write "123456789012"',
    ],
    [{ source: [{ numeric: ['=', 1] }] }, 'source[0]: numeric never matches: source is always a text'],
    [{ source: [{ exists: false }] }, 'source[0]: exists: false never matches: every event has source'],
    [{ detail: { a: [1, NaN] } }, 'detail.a[1]: got NaN; a number must be finite'],
    [{ detail: { a: [-Infinity] } }, 'detail.a[0]: got -Infinity; a number must be finite'],
    [{ detail: { a: NaN } }, 'detail.a: must be a list, even with one element: [NaN]'],
    [
      { detail: { a: [{ numeric: ['=', NaN] }] } },
      'detail.a[0]: numeric must compare with numbers from -5000000000 to 5000000000, not NaN',
    ],
    [
      { detail: { a: [{ 'anything-but': Infinity }] } },
      'detail.a[0]: anything-but got Infinity; a number must',
    ],
    [{ detail: { a: [{ 'anything-but': [1, NaN] }] } }, 'detail.a[0]: anything-but got NaN; a number must'],
    [
      { detail: { a: [2 ** 53] } },
      'detail.a[0]: got 9007199254740992; an integer must be from -9007199254740991 to 9007199254740991',
    ],
    [
      { detail: { a: [{ 'anything-but': [-(2 ** 60)] }] } },
      'detail.a[0]: anything-but got -1152921504606847000;',
    ],
  ])('%j is rejected at the place of the mistake', (pattern, problem) => {
    expect(problems(pattern)).toEqual([expect.stringContaining(problem)]);
  });

  test('has no problems if EventBridge accepts it', () => {
    fc.assert(
      fc.property(randomPatterns, (pattern) => {
        expect(problems(pattern)).toEqual([]);
        expect(isEventPattern(pattern)).toBe(true);
      }),
      { numRuns: tries(300) },
    );
  });

  test('has a problem for each kind of JSON that EventBridge rejects', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', '$or', 'prefix', 'exactly'), fc.jsonValue(), { minKeys: 1 }),
        (detail) => {
          const pattern = { source: ['x'], detail };
          expect(problems(pattern).length > 0).toBe(!isEventPattern(pattern));
        },
      ),
      { numRuns: tries(500) },
    );
  });
});

describe('an event job', () => {
  const issues = (fields: object) => issuesOf({ event_jobs: { job: { task_command: ['a'], ...fields } } });

  test.each([
    [{ source: [{ prefix: '' }] }, 1],
    [{ version: ['0'], account: [{ exists: true }] }, 1],
    [{ $or: [{ source: [{ wildcard: '*' }] }, { source: ['x'] }] }, 1],
    [{ source: [{ prefix: '' }], detail: { a: [{ exists: true }] } }, 0],
    [{ source: [{ prefix: 'shop' }] }, 0],
    [{ source: [{ 'anything-but': 1 }] }, 1],
    [{ source: [{ 'anything-but': '' }] }, 1],
    [{ source: [{ 'anything-but': [''] }] }, 1],
    [{ source: [{ prefix: { 'equals-ignore-case': '' } }] }, 1],
    [{ account: ['123456789012'] }, 1],
    [{ account: ['210987654321'] }, 0],
    [{ region: ['us-east-1'] }, 1],
    [{ region: ['eu-west-1'] }, 0],
    [{ version: [{ prefix: '0' }] }, 1],
    [{ time: [{ suffix: 'Z' }] }, 1],
    [{ resources: [{ exists: true }, { exists: false }] }, 1],
    [{ resources: [{ prefix: 'arn:aws:s3' }] }, 0],
    [{ 'replay-name': [{ exists: false }] }, 1],
    [{ detail: { zz: [{ exists: false }] } }, 1],
    [{ detail: { lastStatus: [{ exists: true }] } }, 0],
    [{ source: ['aws.ecs'] }, 0],
    [{ source: [{ 'anything-but': 'shop' }] }, 0],
    [{ source: [{ 'anything-but': { prefix: 'aws.' } }] }, 0],
    [{ 'detail-type': [{ 'anything-but': ['Example'] }] }, 0],
    [{ $or: [{ source: ['shop'] }, { source: [{ 'anything-but': 'shop' }] }] }, 1],
    [{ 'replay-name': [{ exists: true }] }, 0],
  ])('with the pattern %j on the default bus has %i errors', (pattern, count) => {
    expect(issues({ event_pattern: pattern })).toHaveLength(count);
    expect(issues({ event_pattern: pattern, event_bus_name: 'orders' })).toEqual([]);
  });

  test('has an error for each wrong part, and only there', () => {
    expect(
      issues({
        event_pattern: { sorce: ['x'], 'detail-type': 'OrderPlaced', detail: { a: 'x', b: [{ prefix: 1 }] } },
      }),
    ).toEqual([
      'event_jobs.job.event_pattern.sorce: unknown field; did you mean source?',
      'event_jobs.job.event_pattern.detail-type: OrderPlaced: must be a list, even with one element: [OrderPlaced]',
      'event_jobs.job.event_pattern.detail.a: must be a list, even with one element: [x]',
      expect.stringContaining('event_jobs.job.event_pattern.detail.b[0]: prefix must have a string'),
    ]);
  });

  test.each(['x', '€'])(
    'with a pattern of more than 4,096 bytes of %s has an error at the pattern',
    (text) => {
      const ids = Array.from({ length: 100 }, (_, index) =>
        text.repeat(index + 40 / Buffer.byteLength(text)),
      );
      expect(issues({ event_pattern: { source: ['x'], detail: { id: ids } } })).toEqual([
        expect.stringMatching(
          /^event_jobs\.job\.event_pattern: the event pattern has \d+ bytes; it must have at most 4096/,
        ),
      ]);
    },
  );

  test('needs a pattern', () => {
    expect(issues({})).toEqual([
      expect.stringMatching(/^event_jobs\.job\.event_pattern: required field is missing/),
    ]);
  });

  test('can’t have the name of another job', () => {
    const jobs = {
      event_jobs: { ship: { task_command: ['a'], event_pattern: { source: ['x'] } } },
      scheduled_jobs: { ship: { task_command: ['a'], schedule_expression: 'rate(1 day)' } },
    };
    expect(issuesOf(jobs)).toEqual([
      expect.stringContaining('event_jobs.ship: ship is also the name of a job in scheduled_jobs'),
    ]);
  });
});
