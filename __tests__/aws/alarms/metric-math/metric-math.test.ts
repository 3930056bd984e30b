import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  evaluateMetricMath,
  type DataPoint,
} from '../../../../lib/aws/alarms/metric-math/evaluate-metric-math';
import { parseMetricMath } from '../../../../lib/aws/alarms/metric-math/parse-metric-math';
import { scalingByBacklog } from '../../../../lib/aws/scaling/scaling';

type Points = Readonly<Record<string, DataPoint>>;

function evaluate(text: string, points: Points): DataPoint {
  const parsed = parseMetricMath(text, Object.keys(points));
  if (!parsed.ok) throw new Error(parsed.reason);
  return evaluateMetricMath(parsed.series, (id) => points[id]);
}

function reasonOf(text: string): string {
  const parsed = parseMetricMath(text, ['a', 'b']);
  return parsed.ok ? 'it is taken' : parsed.reason;
}

describe('the examples of CloudWatch’s page, point by point', () => {
  const none = undefined;

  test.each([
    [30, 20, 0, 1],
    [20, none, 0, 0],
    [0, 20, 1, 0],
    [0, none, 0, 0],
  ])('metric1 %s, metric2 %s', (metric1, metric2, isLess, isThirty) => {
    const points = { metric1, metric2 };
    expect(evaluate('metric1 < metric2', points)).toBe(isLess);
    expect(evaluate('metric1 >= 30', points)).toBe(isThirty);
  });

  test.each([
    [1, 30, 0, 30, 5, 30],
    [1, none, 0, 0, 5, 0],
    [0, 0, 20, 20, 20, 5],
    [0, 0, none, none, none, 5],
    [none, 30, 20, none, none, none],
  ])('IF of %s, %s and %s', (metric1, metric2, metric3, ofMetrics, ofScalar2, ofScalar3) => {
    const points = { metric1, metric2, metric3 };
    expect(evaluate('IF(metric1, metric2, metric3)', points)).toBe(ofMetrics);
    expect(evaluate('IF(metric1, 5, metric3)', points)).toBe(ofScalar2);
    expect(evaluate('IF(metric1, metric2, 5)', points)).toBe(ofScalar3);
  });

  test('without a third argument, IF leaves out what it is not for', () => {
    expect(evaluate('IF(metric1 < 400, metric1)', { metric1: 399 })).toBe(399);
    expect(evaluate('IF(metric1 < 400, metric1)', { metric1: 400 })).toBeUndefined();
  });
});

describe('what is missing', () => {
  test('is filled by FILL, and stays missing in what is calculated of it and a number', () => {
    expect(evaluate('FILL(a, 7)', { a: undefined })).toBe(7);
    expect(evaluate('FILL(a, 7)', { a: 0 })).toBe(0);
    expect(evaluate('FILL(a, b)', { a: undefined, b: 3 })).toBe(3);
    expect(evaluate('a + 5', { a: undefined })).toBeUndefined();
    expect(evaluate('-a', { a: undefined })).toBeUndefined();
    expect(evaluate('CEIL(a)', { a: undefined })).toBeUndefined();
    expect(evaluate('5 > a', { a: undefined })).toBeUndefined();
  });

  test('is 0 beside a series that has a value, and missing beside one that has none', () => {
    expect(evaluate('a + b', { a: 5, b: undefined })).toBe(5);
    expect(evaluate('a * b', { a: 5, b: undefined })).toBe(0);
    expect(evaluate('a + b', { a: undefined, b: undefined })).toBeUndefined();
  });

  test('is what is divided by zero', () => {
    expect(evaluate('a / b', { a: 5, b: 0 })).toBeUndefined();
    expect(evaluate('a / b', { a: 0, b: 0 })).toBeUndefined();
    expect(evaluate('FILL(a / b, 1)', { a: 5, b: undefined })).toBe(1);
  });

  test('is left out by MAX, MIN and SUM', () => {
    expect(evaluate('MAX([a, b])', { a: -1, b: undefined })).toBe(-1);
    expect(evaluate('MIN([a, b])', { a: 1, b: undefined })).toBe(1);
    expect(evaluate('SUM([a, b])', { a: 1, b: undefined })).toBe(1);
    expect(evaluate('SUM([a, b])', { a: undefined, b: undefined })).toBeUndefined();
  });
});

test.each([
  ['', 'a number, an id, a function or ( was expected at the end'],
  ['a +', 'a number, an id, a function or ( was expected at the end'],
  ['a b', 'nothing was expected at "b"'],
  ['(a', ') was expected at the end'],
  ['c', 'there is no metric or expression c; there are a, b'],
  ['5', 'the whole is to be a time series, and is the number 5'],
  ['5 + 1 * 2', 'the whole is to be a time series, and is the number 7'],
  ['a + 1 / 0', '1 / 0 is no number'],
  ['a > b > 1', 'a comparison of comparisons needs brackets'],
  ['ABS(a)', 'ABS is no function here; there are CEIL, FILL, FLOOR, IF, MAX, MIN, SUM'],
  ['FILL(a, REPEAT)', 'REPEAT is no function here; there are CEIL, FILL, FLOOR, IF, MAX, MIN, SUM'],
  ['max([a])', 'there is no metric or expression max; there are a, b'],
  ['MAX(a)', 'MAX of a single series is over all of its time: MAX([…]) is of several, at each time'],
  ['MAX([a, 5])', 'each of MAX’s array is to be a time series, and is the number 5'],
  ['CEIL(a, b)', 'CEIL takes 1 argument, got 2'],
  ['IF(a)', 'IF takes 2 or 3 arguments, got 1'],
  ['FILL(1, a)', 'what FILL fills is to be a time series, and is the number 1'],
  ['CEIL(2)', 'what CEIL rounds is to be a time series, and is the number 2'],
  [
    'IF(1, 2, a)',
    'by a number as the condition, the second argument of IF is to be a time series, and is the number 2',
  ],
  ['a ^ 2', 'nothing was expected at "^ 2"'],
  ['('.repeat(101) + 'a' + ')'.repeat(101), 'brackets and signs within each other, deeper than 100'],
])('%j is refused', (text, reason) => {
  expect(reasonOf(text)).toBe(reason);
});

test('every expression of the generated alarms is read', () => {
  for (const isProtected of [true, false]) {
    const { rules } = scalingByBacklog({
      clusterName: 'c',
      serviceName: 's',
      queueName: 'q',
      minimumCapacity: 0,
      maximumCapacity: 5,
      scheduledActions: [],
      backlogPerTask: 10,
      isProtected,
    });
    for (const { alarm } of rules) {
      alarm.queries.forEach((query, index) => {
        if (!('expression' in query)) return;
        const before = alarm.queries.slice(0, index).map(({ id }) => id);
        expect(parseMetricMath(query.expression, before)).toMatchObject({ ok: true });
      });
    }
  }
});

/** An expression, and what it comes to, each made without the other. */
interface Made {
  readonly text: string;
  /** How tightly its outermost operator binds: 0 compares, 1 adds, 2 multiplies, 3 is whole in itself. */
  readonly level: number;
  readonly isSeries: boolean;
  readonly value: number | null;
}

const missing = (made: Made): boolean => made.isSeries && made.value === null;
const asZero = (made: Made): number => made.value ?? 0;
const dropped = (value: number): number | null => (Number.isFinite(value) ? value : null);
const inBrackets = (made: Made, level: number): string => (made.level < level ? `(${made.text})` : made.text);

const ids = fc.constantFrom<Made>(
  { text: 'zero', level: 3, isSeries: true, value: 0 },
  { text: 'half', level: 3, isSeries: true, value: 0.5 },
  { text: 'seven', level: 3, isSeries: true, value: 7 },
  { text: 'none', level: 3, isSeries: true, value: null },
);
const numbers = fc.nat(20).map((value): Made => ({ text: String(value), level: 3, isSeries: false, value }));
const called = (text: string, value: number | null): Made => ({ text, level: 3, isSeries: true, value });

const signs = ['+', '-', '*', '/', '>', '>=', '<', '<=', '==', '!='] as const;

function calculated(sign: (typeof signs)[number], left: Made, right: Made): Made {
  const level = '+-'.includes(sign) ? 1 : '*/'.includes(sign) ? 2 : 0;
  const [x, y] = [asZero(left), asZero(right)];
  const value = {
    '+': x + y,
    '-': x - y,
    '*': x * y,
    '/': x / y,
    '>': x > y ? 1 : 0,
    '>=': x < y ? 0 : 1,
    '<': x < y ? 1 : 0,
    '<=': x > y ? 0 : 1,
    '==': x - y === 0 ? 1 : 0,
    '!=': x - y === 0 ? 0 : 1,
  }[sign];
  const isGone = [left, right].every((one) => !one.isSeries || missing(one));
  return {
    text: `${inBrackets(left, level === 0 ? 1 : level)} ${sign}${inBrackets(right, level + 1)}`,
    level,
    isSeries: true,
    value: isGone ? null : dropped(value),
  };
}

/** Leaves come first: they are taken where it gets deep. */
const { series: expressions } = fc.letrec<{ term: Made; series: Made }>((tie) => ({
  term: fc.oneof({ depthSize: 'small' }, numbers, ids, tie('series')),
  series: fc.oneof(
    { depthSize: 'small' },
    ids,
    fc
      .tuple(fc.constantFrom(...signs), tie('series'), tie('term'), fc.boolean())
      .map(([sign, one, other, isFirst]) =>
        isFirst ? calculated(sign, one, other) : calculated(sign, other, one),
      ),
    tie('series').map((of) => called(`- ${inBrackets(of, 3)}`, of.value === null ? null : 0 - of.value)),
    tie('series').map((of) =>
      called(`CEIL( ${of.text})`, of.value === null ? null : 0 - Math.floor(0 - of.value)),
    ),
    tie('series').map((of) =>
      called(`FLOOR(${of.text} )`, of.value === null ? null : 0 - Math.ceil(0 - of.value)),
    ),
    fc
      .tuple(tie('series'), tie('term'))
      .map(([of, filler]) =>
        called(`FILL(${of.text},${filler.text})`, missing(of) ? filler.value : of.value),
      ),
    fc.tuple(tie('series'), tie('term'), fc.option(tie('term'))).map(([condition, then, otherwise]) => {
      const chosen = condition.value === 0 ? (otherwise?.value ?? null) : asZero(then);
      const texts = [condition, then, otherwise].flatMap((one) => one?.text ?? []);
      return called(`IF(${texts.join(', ')})`, condition.value === null ? null : chosen);
    }),
    fc
      .tuple(fc.constantFrom('MAX', 'MIN', 'SUM'), fc.array(tie('series'), { minLength: 1, maxLength: 3 }))
      .map(([how, of]) => {
        const sorted = of.flatMap(({ value }) => value ?? []).sort((x, y) => x - y);
        const sum = of.reduce((before, { value }) => before + (value ?? 0), 0);
        const value = how === 'MAX' ? sorted.at(-1) : how === 'MIN' ? sorted[0] : sum;
        const text = `${how}([ ${of.map((one) => one.text).join(',')} ])`;
        return called(text, sorted.length === 0 ? null : dropped(value ?? NaN));
      }),
  ),
}));

describe('any expression', () => {
  const points = { zero: 0, half: 0.5, seven: 7, none: undefined };

  test('comes to what it is made to come to', () => {
    fc.assert(
      fc.property(expressions, ({ text, value }) => {
        const got = evaluate(text, points);
        // No difference between 0 and -0.
        expect([text, (got ?? NaN) + 0]).toEqual([text, (value ?? NaN) + 0]);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  test('of any signs is read or refused with a reason', () => {
    const sign = fc.constantFrom(
      'a',
      'b',
      '(',
      ')',
      '[',
      ']',
      ',',
      '-',
      '+',
      '/',
      '>=',
      '=',
      '1',
      '.',
      ' ',
      'IF',
      'MAX',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
        expect(reasonOf(signs.join(''))).not.toBe('');
      }),
      { seed: 1 },
    );
  });
});
