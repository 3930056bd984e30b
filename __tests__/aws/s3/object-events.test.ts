import { describe, expect, test } from '@jest/globals';
import { expectEnough, fc, tries } from '../../support/property-tests';
import { locationOf } from '../../../lib/aws/arns';
import { matchesPattern } from '../../../lib/aws/events/match-event-pattern';
import { explainMismatch } from '../../../lib/aws/events/explain-mismatch';
import {
  creationReasons,
  objectEvents,
  objectPattern,
  type ObjectFilter,
} from '../../../lib/aws/s3/object-events';
import { objectEvent, uploadInCloudTrail, type UploadedObject } from '../../../lib/aws/s3/sample-events';
import { validatePattern } from '../../../lib/aws/events/validate-event-pattern';

const everything: ObjectFilter = {
  bucketName: 'uploads',
  prefixes: [],
  suffixes: [],
  wildcards: [],
  minimumSize: undefined,
  maximumSize: undefined,
  reasons: [],
};
const place = locationOf('us-east-1', '123456789012');

const piece = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '\\', '.', '"', 'é'), maxLength: 3 });
const filled = piece.filter((text) => text !== '');
const sizes = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
const filters: fc.Arbitrary<ObjectFilter> = fc
  .record({
    bucketName: fc.constantFrom('uploads', 'others'),
    prefixes: fc.uniqueArray(filled, { maxLength: 2 }),
    suffixes: fc.uniqueArray(filled, { maxLength: 2 }),
    wildcards: fc.constant([]),
    minimumSize: sizes,
    maximumSize: sizes,
    reasons: fc.subarray([...creationReasons], { maxLength: 2 }),
  })
  .filter(({ minimumSize = 0, maximumSize = 9 }) => minimumSize <= maximumSize);
const uploads: fc.Arbitrary<UploadedObject> = fc.record({
  bucketName: fc.constantFrom('uploads', 'others'),
  key: fc.tuple(filled, piece, piece).map((pieces) => pieces.join('')),
  size: fc.integer({ min: 0, max: 5 }),
  reason: fc.constantFrom(...creationReasons),
  versionId: fc.option(fc.constant('v1'), { nil: undefined }),
  etag: fc.option(fc.constant('e'), { nil: undefined }),
  sequencer: fc.constant('1'),
});

/** A second implementation of the filter, without a pattern. */
function isMeant(filter: ObjectFilter, upload: UploadedObject): boolean {
  const { prefixes, suffixes, minimumSize = 0, maximumSize = Infinity, reasons } = filter;
  const hasEnds = (prefix: string, suffix: string) =>
    upload.key.startsWith(prefix) &&
    upload.key.endsWith(suffix) &&
    prefix.length + suffix.length <= upload.key.length;
  const [beginnings, ends] = [prefixes, suffixes].map((texts) => (texts.length === 0 ? [''] : texts));
  return (
    upload.bucketName === filter.bucketName &&
    (beginnings ?? []).some((prefix) => (ends ?? []).some((suffix) => hasEnds(prefix, suffix))) &&
    upload.size >= minimumSize &&
    upload.size <= maximumSize &&
    (reasons.length === 0 || reasons.includes(upload.reason))
  );
}

describe('a rule on created objects', () => {
  test('matches exactly the objects of the filter, and its pattern is valid', () => {
    const seen = { taken: 0, left: 0 };
    fc.assert(
      fc.property(filters, uploads, (filter, upload) => {
        const pattern = objectPattern('created', filter);
        const event = objectEvent('created', upload, place);
        expect(validatePattern(pattern)).toEqual([]);
        const isTaken = matchesPattern(pattern, event);
        seen[isTaken ? 'taken' : 'left'] += 1;
        expect(isTaken).toBe(isMeant(filter, upload));
        expect(explainMismatch(pattern, event).length === 0).toBe(isTaken);
        expect(matchesPattern(pattern, objectEvent('scanned', upload, place))).toBe(false);
      }),
      { numRuns: tries(4000) },
    );
    expectEnough(Math.min(seen.taken, seen.left), 40);
  });

  test.each<readonly [string, Partial<ObjectFilter>, unknown]>([
    ['nothing but the bucket', {}, undefined],
    ['a prefix', { prefixes: ['in/'] }, { key: [{ prefix: 'in/' }] }],
    ['suffixes', { suffixes: ['.a', '.b'] }, { key: [{ suffix: '.a' }, { suffix: '.b' }] }],
    ['both', { prefixes: ['a*\\/'], suffixes: ['*'] }, { key: [{ wildcard: 'a\\*\\\\/*\\*' }] }],
    ['a wildcard', { wildcards: ['a/*/b'] }, { key: [{ wildcard: 'a/*/b' }] }],
    ['a smallest size', { minimumSize: 1 }, { size: [{ numeric: ['>=', 1] }] }],
    ['a largest size', { maximumSize: 9 }, { size: [{ numeric: ['<=', 9] }] }],
    ['sizes', { minimumSize: 1, maximumSize: 9 }, { size: [{ numeric: ['>=', 1, '<=', 9] }] }],
    ['one size', { minimumSize: 0, maximumSize: 0 }, { size: [{ numeric: ['=', 0] }] }],
  ])('matches %s', (_, filter, object) => {
    expect(objectPattern('created', { ...everything, ...filter })).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: ['uploads'] }, ...(object === undefined ? {} : { object }) },
    });
  });

  test('matches reasons in the spelling of S3’s events', () => {
    const pattern = objectPattern('created', { ...everything, reasons: ['POST', 'CopyObject'] });
    expect(pattern['detail']).toEqual({
      bucket: { name: ['uploads'] },
      reason: ['POST Object', 'CopyObject'],
    });
  });
});

describe('a rule on scanned objects', () => {
  const upload: UploadedObject = {
    bucketName: 'uploads',
    key: 'in/a.pdf',
    size: 1,
    reason: 'PutObject',
    versionId: undefined,
    etag: 'e',
    sequencer: '1',
  };
  const pattern = objectPattern('scanned', { ...everything, prefixes: ['in/'] });

  test('matches only objects without malware', () => {
    const clean = objectEvent('scanned', upload, place);
    expect(validatePattern(pattern)).toEqual([]);
    expect(matchesPattern(pattern, clean)).toBe(true);
    for (const scanResultStatus of ['THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED']) {
      const detail = Object.assign({}, clean['detail'], { scanResultDetails: { scanResultStatus } });
      expect(matchesPattern(pattern, { ...clean, detail })).toBe(false);
    }
    expect(matchesPattern(pattern, objectEvent('created', upload, place))).toBe(false);
    expect(matchesPattern(pattern, objectEvent('scanned', { ...upload, key: 'out/a' }, place))).toBe(false);
  });
});

describe('an explanation of a mismatch', () => {
  test('lists each field with the value of the event and the expected values', () => {
    const pattern = objectPattern('created', {
      ...everything,
      prefixes: ['in/', 'late/'],
      minimumSize: 1,
      maximumSize: 9,
      reasons: ['CopyObject'],
    });
    const upload = { bucketName: 'others', key: 'out/é"', size: 0, reason: 'PutObject' } as const;
    const event = objectEvent(
      'created',
      { ...upload, versionId: undefined, etag: undefined, sequencer: undefined },
      place,
    );
    expect(explainMismatch(pattern, event)).toEqual([
      { field: 'detail.bucket.name', got: '"others"', wanted: 'is "uploads"' },
      { field: 'detail.object.key', got: '"out/é\\""', wanted: 'begins with "in/" or begins with "late/"' },
      { field: 'detail.object.size', got: '0', wanted: 'is >= 1 and <= 9' },
      { field: 'detail.reason', got: '"PutObject"', wanted: 'is "CopyObject"' },
    ]);
    expect(explainMismatch(pattern, {}).map(({ got }) => got)).toEqual(Array(6).fill('nothing'));
  });

  test('agrees with the matcher about lists, alternatives and absent fields', () => {
    const event = { a: [1, 2], b: { c: 'x' } };
    expect(explainMismatch({ a: [2], b: { c: ['x'] } }, event)).toEqual([]);
    expect(explainMismatch({ a: [3], d: [{ exists: false }] }, event)).toEqual([
      { field: 'a', got: '[1,2]', wanted: 'is 3' },
    ]);
    expect(explainMismatch({ $or: [{ a: [3] }, { b: { c: ['x'] } }] }, event)).toEqual([]);
    expect(explainMismatch({ $or: [{ a: [3] }, { e: ['x'] }] }, event)).toEqual([
      { field: '$or', got: 'nothing', wanted: '{"a":[3]} or {"e":["x"]}' },
    ]);
  });

  test('describes suffixes and wildcards', () => {
    const wanted = (filter: Partial<ObjectFilter>) =>
      explainMismatch(objectPattern('created', { ...everything, ...filter }), {
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: { bucket: { name: 'uploads' }, object: { key: 'x' } },
      }).map((mismatch) => mismatch.wanted);
    expect(wanted({ suffixes: ['.csv'] })).toEqual(['ends with ".csv"']);
    expect(wanted({ wildcards: ['in/*'] })).toEqual(['matches "in/*"']);
  });
});

describe('a record of CloudTrail', () => {
  const record = {
    eventSource: 's3.amazonaws.com',
    eventName: 'CopyObject',
    requestParameters: { bucketName: 'uploads', key: 'in/a b' },
    responseElements: { 'x-amz-version-id': 'v1' },
    additionalEventData: { bytesTransferredIn: 12 },
  };

  test('of an upload is converted to an object', () => {
    expect(uploadInCloudTrail(record)).toMatchObject({
      bucketName: 'uploads',
      key: 'in/a b',
      size: 12,
      reason: 'CopyObject',
      versionId: 'v1',
    });
    expect(uploadInCloudTrail({ ...record, additionalEventData: null })?.size).toBe(1);
  });

  test.each([
    [{ eventName: 'GetObject' }],
    [{ eventName: 'constructor' }],
    [{ eventSource: 'ec2.amazonaws.com' }],
    [{ requestParameters: null }],
    [{ requestParameters: { bucketName: 'uploads' } }],
  ])('of another event is ignored: %j', (changed) => {
    expect(uploadInCloudTrail({ ...record, ...changed })).toBeUndefined();
  });
});

test('each upload has an event of each type', () => {
  expect(objectEvents).toEqual(['created', 'scanned']);
});
