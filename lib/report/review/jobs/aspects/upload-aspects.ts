/**
 * The aspects of uploads and events that start a job. Example keys show which uploads match only before or only after
 * the change.
 */
import type { EventPattern } from '../../../../aws/events/event-patterns';
import { isSmallEventPattern } from '../../../../aws/events/validate-event-pattern';
import { matchesPattern } from '../../../../aws/events/match-event-pattern';
import { parseWildcard } from '../../../../aws/events/match-value';
import { locationOf } from '../../../../aws/arns';
import {
  creationReasons,
  objectPattern,
  reasonInEvent,
  type ObjectEvent,
  type ObjectFilter,
} from '../../../../aws/s3/object-events';
import { objectEvent } from '../../../../aws/s3/sample-events';
import { jsonOf } from '../../../../review/jobs/plan-values';
import { isPlanObject, type PlanObject } from '../../../../review/planned-environment';
import { fieldOf, isList, itemsOf } from '../../../../values/json';
import { oncePer, oncePerKey } from '../../../../values/once';
import { describePattern } from '../../../event-patterns';
import { words, type Words } from '../../words';
import type { Aspect, JobSide } from './aspect';
import { joinWords } from '../../join-words';
import { mayBeSecret, secretWords, textWords, valueWords } from '../value-words';

/** The uploads that start a job. */
interface Uploads {
  /** The uploads in words. */
  readonly lines: readonly Words[];
  /** The type of event. */
  readonly event: ObjectEvent;
  /** The pattern of the rule. */
  readonly pattern: EventPattern;
  /** The filter of the objects. The wildcards have the prefixes and suffixes too. */
  readonly filter: ObjectFilter;
}

/** Returns the uploads that start a job; `undefined` if its rule matches other events, or is unknown. */
export function uploadsOf(side: JobSide): Uploads | undefined {
  const pattern = patternOf(side);
  return pattern === undefined ? undefined : uploadsOfPattern(pattern);
}

const uploadsOfPattern: (pattern: EventPattern) => Uploads | undefined = oncePer((pattern) => {
  for (const event of ['created', 'scanned'] as const) {
    const filter = filterOf(event, pattern);
    // Only a pattern that the same filter generates is described as uploads.
    if (filter !== undefined && sameJson(objectPattern(event, filter), pattern))
      return { lines: uploadLines(event, filter), event, pattern, filter };
  }
  return undefined;
});

function patternOf(side: JobSide): EventPattern | undefined {
  const value = side.only('rule').at('event_pattern').value();
  return isPlanObject(value) ? patternIn(value) : undefined;
}

const patternIn: (value: PlanObject) => EventPattern | undefined = oncePer((value) => {
  const pattern = jsonOf(value);
  return isSmallEventPattern(pattern) ? pattern : undefined;
});

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (isList(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}

function filterOf(event: ObjectEvent, pattern: EventPattern): ObjectFilter | undefined {
  const detail = fieldOf(pattern, 'detail');
  const [object, keyName, bucket] =
    event === 'created'
      ? [fieldOf(detail, 'object'), 'key', fieldOf(fieldOf(detail, 'bucket'), 'name')]
      : [
          fieldOf(detail, 's3ObjectDetails'),
          'objectKey',
          fieldOf(fieldOf(detail, 's3ObjectDetails'), 'bucketName'),
        ];
  const [bucketName] = textsOf(bucket);
  if (bucketName === undefined) return undefined;
  const keys = itemsOf(fieldOf(object, keyName));
  const texts = (operator: string): readonly string[] =>
    keys.flatMap((matcher) => textsOf([fieldOf(matcher, operator)]));
  const sizes = numbersOf(itemsOf(fieldOf(object, 'size'))[0]);
  return {
    bucketName,
    prefixes: texts('prefix'),
    suffixes: texts('suffix'),
    wildcards: texts('wildcard'),
    minimumSize: sizes.get('>=') ?? sizes.get('='),
    maximumSize: sizes.get('<=') ?? sizes.get('='),
    reasons: creationReasons
      .filter((reason) => itemsOf(fieldOf(detail, 'reason')).includes(reasonInEvent[reason]))
      .toSorted((a, b) => (a < b ? -1 : 1)),
  };
}

/** Returns the bounds of a comparison of numbers, by operator. */
function numbersOf(matcher: unknown): ReadonlyMap<string, number> {
  const comparison = itemsOf(fieldOf(matcher, 'numeric'));
  return new Map(
    comparison.flatMap((operator, index) => {
      const bound = comparison[index + 1];
      return typeof operator === 'string' && typeof bound === 'number' ? [[operator, bound] as const] : [];
    }),
  );
}

function textsOf(value: unknown): readonly string[] {
  return itemsOf(value).filter((item) => typeof item === 'string');
}

function uploadLines(event: ObjectEvent, filter: ObjectFilter): readonly Words[] {
  const keys = keyPatternsOf(filter);
  const { minimumSize: minimum, maximumSize: maximum, reasons } = filter;
  const sizes = [
    ...(minimum === undefined ? [] : [`at least ${bytesText(minimum)}`]),
    ...(maximum === undefined ? [] : [`at most ${bytesText(maximum)}`]),
  ];
  return [
    ...keys.map((key) => words`s3://${filter.bucketName}: ${textWords(key)}`),
    ...(sizes.length === 0 ? [] : [[`of ${sizes.join(' and ')}`]]),
    ...(reasons.length === 0
      ? []
      : [words`created by ${joinWords(reasons.map((reason) => words`${reason}`))}`]),
    ...(event === 'scanned' ? [['after a malware scan that found no threat']] : []),
  ];
}

function bytesText(size: number): string {
  return size === 1 ? '1 byte' : `${size} bytes`;
}

/** Returns the patterns of the keys. In a pattern, `*` is any text. */
export function keyPatternsOf({ prefixes, suffixes, wildcards }: ObjectFilter): readonly string[] {
  const patterns = [
    ...prefixes.map((prefix) => `${prefix}*`),
    ...suffixes.map((suffix) => `*${suffix}`),
    ...wildcards.map((wildcard) => wildcard.replaceAll('\\\\', '\\')),
  ];
  return patterns.length === 0 ? ['*'] : patterns;
}

/**
 * Describes the events that start a job, with a line for each field of the pattern; no line if uploads start the job.
 */
export function eventLines(side: JobSide): readonly Words[] {
  if (!side.has('rule') || uploadsOf(side) !== undefined) return [];
  const pattern = patternOf(side);
  if (pattern === undefined) return [valueWords(side.only('rule').at('event_pattern').value())];
  return describePattern(pattern).map((line) => textWords(line));
}

/** The maximum number of example keys that a review shows. */
const maximumExamples = 3;

/** The aspect of example keys: keys that match only before or only after the change. */
export const uploadExamples: Aspect = {
  parts: ['rule'],
  isInSummary: false,
  rows: (before, after) => {
    const [old, current] = [uploadsOf(before), uploadsOf(after)];
    if (old === undefined || current === undefined || hasSamePattern(old, current)) return [];
    const hasReasons = old.filter.reasons.length + current.filter.reasons.length > 0;
    const matchesOf = oncePerKey(
      Infinity,
      // Without reasons in the filters, they match all uploads of the same object, or none.
      ({ bucketName, key, size, reason }: Example) =>
        JSON.stringify([bucketName, key, size, hasReasons && reason]),
      (example) => ({ wasMatched: matches(old, example), isMatched: matches(current, example) }),
    );
    const examples = [...examplesOf(old.filter), ...examplesOf(current.filter)].map((example) => ({
      ...example,
      ...matchesOf(example),
    }));
    const lost = examples.filter(({ wasMatched, isMatched }) => wasMatched && !isMatched);
    const gained = examples.filter(({ wasMatched, isMatched }) => !wasMatched && isMatched);
    if (lost.length === 0 && gained.length === 0) return [];
    const isSecret = mayHoldSecrets([old.filter, current.filter]);
    return [
      {
        aspect: ['example uploads'],
        before: exampleLines(lost, 'no longer starts the job', isSecret),
        after: exampleLines(gained, 'now starts the job', isSecret),
      },
    ];
  },
};

function hasSamePattern(old: Uploads, current: Uploads): boolean {
  return old.event === current.event && JSON.stringify(old.pattern) === JSON.stringify(current.pattern);
}

interface Example {
  readonly bucketName: string;
  readonly key: string;
  readonly size: number;
  readonly reason: (typeof creationReasons)[number];
}

/** Whether an example key may contain a secret. Keys are built from the texts of the filters. */
function mayHoldSecrets(filters: readonly ObjectFilter[]): boolean {
  return filters
    .flatMap(({ prefixes, suffixes, wildcards }) => [...prefixes, ...suffixes, ...wildcards])
    .some(mayBeSecret);
}

function exampleLines(examples: readonly Example[], what: string, isSecret: boolean): readonly Words[] {
  // One example of each key is enough: the first one has the usual size and operation.
  const byKey = new Map(examples.toReversed().map((each) => [each.key, each]));
  return [...byKey.values()]
    .toReversed()
    .slice(0, maximumExamples)
    .map(
      ({ bucketName, key, size, reason }) =>
        words`s3://${bucketName}: ${isSecret ? secretWords : textWords(key)} (${[bytesText(size)]}, ${reason}) ${[what]}`,
    );
}

/** Returns objects at the edges of a filter. */
function examplesOf(filter: ObjectFilter): readonly Example[] {
  const { bucketName, minimumSize, maximumSize, reasons } = filter;
  const patterns = [
    ...filter.prefixes.map((prefix) => `${prefix}example`),
    ...filter.suffixes.map((suffix) => `example${suffix}`),
    ...filter.wildcards.flatMap((wildcard) => {
      const parsed = parseWildcard(wildcard);
      return parsed.ok ? [parsed.value.join('example')] : [];
    }),
  ];
  const keys = patterns.length === 0 ? ['example'] : patterns;
  const sizes = [minimumSize, maximumSize].flatMap((size) => size ?? []);
  const [reason = 'PutObject'] = reasons;
  return [
    ...keys.flatMap((key) =>
      (sizes.length === 0 ? [1024] : sizes).map((size) => ({ bucketName, key, size, reason })),
    ),
    ...(reasons.length === 0 ? creationReasons : reasons).map((each) => ({
      bucketName,
      key: keys[0] ?? 'example',
      size: sizes[0] ?? 1024,
      reason: each,
    })),
  ];
}

function matches({ event, pattern }: Uploads, example: Example): boolean {
  const object = { ...example, versionId: undefined, etag: undefined, sequencer: undefined };
  // The pattern compares only the values of the object, so any location is right.
  return matchesPattern(pattern, objectEvent(event, object, locationOf('us-east-1', '123456789012')));
}
