import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { locationOf } from '../../lib/aws/arns';
import { matchesPattern } from '../../lib/aws/events/match-event-pattern';
import { creationReasons, objectEvents, objectPattern } from '../../lib/aws/s3/object-events';
import { objectEvent } from '../../lib/aws/s3/sample-events';
import { isEventPattern } from '../../lib/aws/events/validate-event-pattern';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { validFixtures } from '../support/fixtures';

jest.setTimeout(300_000);

const folder = join(__dirname, 'event-ruler');
const libraries = join(__dirname, '..', '..', '.cache', 'event-ruler');

function missing(): string | undefined {
  const lacks = (program: string) => spawnSync(program, ['-version'], { stdio: 'ignore' }).status !== 0;
  return ['java', 'mvn'].find(lacks);
}

/** AWS's own matcher, fetched once. */
function fetchMatcher(): void {
  if (existsSync(join(libraries, 'event-ruler-1.8.1.jar'))) return;
  process.stdout.write('gates: fetching event-ruler, AWS’s matcher of event patterns (some seconds, once)\n');
  mkdirSync(libraries, { recursive: true });
  const { status, stdout } = spawnSync(
    'mvn',
    ['-q', '-f', join(folder, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`mvn could not fetch event-ruler:\n${stdout}`);
}

interface Asked {
  readonly pattern: unknown;
  readonly event: unknown;
}

/** What AWS's matcher says of each pair: `yes`, `no` or `refused`. */
function answersOfAws(asked: readonly Asked[]): readonly string[] {
  fetchMatcher();
  const { status, stdout, stderr } = spawnSync(
    'java',
    ['-cp', join(libraries, '*'), join(folder, 'Match.java')],
    { input: asked.map((one) => JSON.stringify(one)).join('\n'), encoding: 'utf8', maxBuffer: 1e8 },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n');
}

function ourAnswer({ pattern, event }: Asked): string {
  if (!isEventPattern(pattern)) return 'refused';
  return matchesPattern(pattern, event) ? 'yes' : 'no';
}

const place = locationOf('us-east-1', '123456789012');
const piece = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '*', '\\', '.', '"', 'é', '漢', '👍', '\u0001'),
  minLength: 1,
  maxLength: 3,
});
const size = fc.option(fc.constantFrom(0, 1, 2, 1024, 5_000_000_000), { nil: undefined });
const filters = fc
  .record({
    bucketName: fc.constantFrom('uploads', 'others'),
    prefixes: fc.uniqueArray(piece, { maxLength: 2 }),
    suffixes: fc.uniqueArray(piece, { maxLength: 2 }),
    wildcards: fc.oneof(
      fc.constant([]),
      fc.uniqueArray(fc.constantFrom('*', 'a*', '*.b', 'a*/*b', '\\**', 'a\\\\*', '*é*'), { maxLength: 2 }),
    ),
    minimumSize: size,
    maximumSize: size,
    reasons: fc.subarray([...creationReasons]),
  })
  .filter(({ minimumSize = 0, maximumSize = Infinity }) => minimumSize <= maximumSize);
const uploads = fc.record({
  bucketName: fc.constantFrom('uploads', 'others'),
  key: fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
  size: fc.constantFrom(0, 1, 2, 1023, 1024, 5_000_000_000, 5_000_000_001),
  reason: fc.constantFrom(...creationReasons),
  versionId: fc.option(fc.constant('v1'), { nil: undefined }),
  etag: fc.constant('e'),
  sequencer: fc.constant('1'),
});

const reason = missing();
const isCi = process.env['CI'] !== undefined && process.env['CI'] !== 'false';
if (reason !== undefined && isCi) throw new Error(`${reason} is not on the path, and CI skips nothing`);
if (reason !== undefined) process.stderr.write(`skipped: AWS’s own matcher (${reason} is not on the path)\n`);

(reason === undefined ? describe : describe.skip)('AWS’s own matcher', () => {
  test('agrees with ours about generated filters and uploads', () => {
    const asked = fc.sample(
      fc
        .record({
          filter: filters,
          upload: uploads,
          rule: fc.constantFrom(...objectEvents),
          near: fc.boolean(),
        })
        .map(({ filter, upload, rule, near }) => {
          // Half of the keys are made to begin and end as the filter wants it: chance would hardly ever.
          const key = near ? `${filter.prefixes[0] ?? ''}a${filter.suffixes[0] ?? ''}` : upload.key;
          const bucketName = near ? filter.bucketName : upload.bucketName;
          return {
            pattern: objectPattern(rule, filter),
            event: objectEvent(rule, { ...upload, key, bucketName }, place),
          };
        }),
      { numRuns: 4000, seed: 8 },
    );
    const ours = asked.map(ourAnswer);
    const theirs = answersOfAws(asked);
    expect(asked.filter((_, index) => ours[index] !== theirs[index])).toEqual([]);
    for (const answer of ['yes', 'no'])
      expect(ours.filter((one) => one === answer).length).toBeGreaterThan(400);
  });

  test('takes the pattern of every rule of every fixture, and says what ours does of some uploads', () => {
    const rules = validFixtures()
      .flatMap(({ config }) => loadEnvironments(config).environments)
      .flatMap(({ jobs }) => jobs.flatMap((job) => (job.type === 'file_upload_job' ? [job.rule] : [])));
    const asked = rules.flatMap(
      ({
        eventPattern,
        source: {
          event,
          filter: { bucketName, prefixes, suffixes },
        },
      }) =>
        ['', 'claims/x/scan-1.pdf', `${prefixes[0] ?? ''}x${suffixes[0] ?? ''}`].map((key) => ({
          pattern: eventPattern,
          event: objectEvent(
            event,
            {
              bucketName,
              key,
              size: 1,
              reason: 'PutObject',
              versionId: undefined,
              etag: 'e',
              sequencer: '1',
            },
            place,
          ),
        })),
    );
    const theirs = answersOfAws(asked);
    expect(theirs).toEqual(asked.map(ourAnswer));
    expect(new Set(theirs)).toEqual(new Set(['yes', 'no']));
  });
});
