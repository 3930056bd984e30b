/** Random event patterns of every operator, and events that are near to them. */
import { fc } from '../../../support/property-tests';
import type { EventPattern, ValueMatcher } from '../../../../lib/aws/events/event-patterns';

const texts = fc.constantFrom(
  'a',
  'ab',
  'B',
  'abc',
  'ord-1',
  '',
  'x.y',

  '10.0.0.7',
  '2001:db8::1',
  '*',
  '1',
);
const parts = fc.constantFrom('a', 'ab', 'B', 'ord-', 'c', '1', 'x.', '10.');
const numbers = fc.constantFrom(-1, 0, 1, 1.5, 2, 100, 300);
const leaf = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null));
const someTexts = fc.uniqueArray(parts, { minLength: 1, maxLength: 2 });
const wildcards = fc.constantFrom('*', 'a*', '*b', 'a*c', 'ord-*', 'x.*', '\\*', '*1*');
/** Beside `anything-but` with `*`, Event Ruler misses values that another matcher of the list matches. */
const excludedWildcards = wildcards.filter((wildcard) => wildcard !== '*');

const matchers: fc.Arbitrary<ValueMatcher> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: parts.map((prefix) => ({ prefix })) },
  { weight: 1, arbitrary: parts.map((suffix) => ({ suffix })) },
  { weight: 1, arbitrary: parts.map((text) => ({ prefix: { 'equals-ignore-case': text } })) },
  { weight: 1, arbitrary: parts.map((text) => ({ suffix: { 'equals-ignore-case': text } })) },
  { weight: 1, arbitrary: texts.map((text) => ({ 'equals-ignore-case': text })) },
  { weight: 1, arbitrary: wildcards.map((wildcard) => ({ wildcard })) },
  { weight: 1, arbitrary: fc.boolean().map((exists) => ({ exists })) },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        fc.tuple(fc.constantFrom<'=' | '<' | '<=' | '>' | '>='>('=', '<', '<=', '>', '>='), numbers),
        fc
          .tuple(
            fc.constantFrom<'>' | '>='>('>', '>='),
            numbers,
            fc.constantFrom<'<' | '<='>('<', '<='),
            numbers,
          )
          .filter(([, bottom, , top]) => bottom < top),
      )
      .map((numeric) => ({ numeric })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('10.0.0.0/8', '10.0.0.4/30', '2001:db8::/32', '192.168.0.0/16')
      .map((cidr) => ({ cidr })),
  },
  {
    weight: 2,
    arbitrary: fc
      .oneof(
        texts,
        numbers,
        fc.uniqueArray(texts, { minLength: 1, maxLength: 2 }),
        fc.uniqueArray(numbers, { minLength: 1, maxLength: 2 }),
        someTexts.map((prefix) => ({ prefix })),
        parts.map((suffix) => ({ suffix })),
        someTexts.map((text) => ({ 'equals-ignore-case': text })),
        fc.uniqueArray(excludedWildcards, { minLength: 1, maxLength: 2 }).map((wildcard) => ({ wildcard })),
      )
      .map((excluded) => ({ 'anything-but': excluded })),
  },
);

const topNames: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c');
/** Of the same field inside and outside of `$or`, Event Ruler's answers depend on other matchers. */
const alternativeNames: fc.Arbitrary<string> = fc.constantFrom('d', 'e');
const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const leaves = fc.uniqueArray(matchers, {
  minLength: 1,
  maxLength: 3,
  selector: (one) => JSON.stringify(one),
});

const fields = (depth: number, names = topNames): fc.Arbitrary<EventPattern> =>
  fc.dictionary(names, depth === 0 ? leaves : fc.oneof(leaves, fields(depth - 1, names)), {
    minKeys: 1,
    maxKeys: 2,
  });

const withAlternatives: fc.Arbitrary<EventPattern> = fc
  .tuple(
    fields(1),
    fc.option(fc.array(fields(1, alternativeNames), { minLength: 2, maxLength: 3 }), { nil: undefined }),
  )
  .map(([pattern, alternatives]) =>
    alternatives === undefined ? pattern : { ...pattern, $or: alternatives },
  );

/** A pattern with a source and a detail. */
export const randomPatterns: fc.Arbitrary<EventPattern> = withAlternatives
  .filter(isReliable)
  .map((detail) => ({
    source: ['shop'],
    detail,
  }));

const values = (depth: number): fc.Arbitrary<unknown> =>
  depth === 0
    ? leaf
    : fc.oneof(
        { weight: 4, arbitrary: leaf },
        { weight: 1, arbitrary: fc.array(values(depth - 1), { maxLength: 2 }) },
        { weight: 3, arbitrary: fc.dictionary(names, values(depth - 1), { maxKeys: 3 }) },
      );

/** An event with the fields that the patterns name. */
export const randomEvents: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .dictionary(names, values(2), { maxKeys: 3 })
  .map((detail) => ({
    version: '0',
    id: '00000000-0000-0000-0000-000000000000',
    'detail-type': 'OrderPlaced',
    source: 'shop',
    account: '123456789012',
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
  }));

/**
 * Whether Event Ruler's answer is reliable. Beside `$or`, it misses other values of a list that has `numeric`, depending on
 * what else is in the pattern.
 */
function isReliable(detail: EventPattern): boolean {
  return !('$or' in detail) || !hasMixedNumeric(detail);
}

function hasMixedNumeric(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return Object.values(value).some(hasMixedNumeric);
  const items: readonly unknown[] = value;
  return (
    (items.length > 1 && JSON.stringify(items).includes('"numeric"') && !items.every(isAlternative)) ||
    items.some(hasMixedNumeric)
  );
}

function isAlternative(item: unknown): boolean {
  return typeof item === 'object' && item !== null && Object.keys(item).every((key) => /^[de]$/.test(key));
}
