import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../../support/property-tests';
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
  return evaluateMetricMath(parsed.value, (id) => points[id]);
}

function reasonOf(text: string): string {
  const parsed = parseMetricMath(text, ['a', 'b']);
  return parsed.ok ? 'accepted' : parsed.reason;
}

describe('CloudWatch’s documented examples', () => {
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

  test('IF without a third argument has no value when the condition is false', () => {
    expect(evaluate('IF(metric1 < 400, metric1)', { metric1: 399 })).toBe(399);
    expect(evaluate('IF(metric1 < 400, metric1)', { metric1: 400 })).toBeUndefined();
  });
});

describe('a missing value', () => {
  test('is filled by FILL, and stays missing in operations with a constant', () => {
    expect(evaluate('FILL(a, 7)', { a: undefined })).toBe(7);
    expect(evaluate('FILL(a, 7)', { a: 0 })).toBe(0);
    expect(evaluate('FILL(a, b)', { a: undefined, b: 3 })).toBe(3);
    expect(evaluate('a + 5', { a: undefined })).toBeUndefined();
    expect(evaluate('-a', { a: undefined })).toBeUndefined();
    expect(evaluate('CEIL(a)', { a: undefined })).toBeUndefined();
    expect(evaluate('5 > a', { a: undefined })).toBeUndefined();
  });

  test('counts as 0 in an operation with a series that has a value', () => {
    expect(evaluate('a + b', { a: 5, b: undefined })).toBe(5);
    expect(evaluate('a * b', { a: 5, b: undefined })).toBe(0);
    expect(evaluate('a + b', { a: undefined, b: undefined })).toBeUndefined();
  });

  test('results from a division by zero', () => {
    expect(evaluate('a / b', { a: 5, b: 0 })).toBeUndefined();
    expect(evaluate('a / b', { a: 0, b: 0 })).toBeUndefined();
    expect(evaluate('FILL(a / b, 1)', { a: 5, b: undefined })).toBe(1);
  });

  test('is ignored by MAX, MIN and SUM', () => {
    expect(evaluate('MAX([a, b])', { a: -1, b: undefined })).toBe(-1);
    expect(evaluate('MIN([a, b])', { a: 1, b: undefined })).toBe(1);
    expect(evaluate('SUM([a, b])', { a: 1, b: undefined })).toBe(1);
    expect(evaluate('SUM([a, b])', { a: undefined, b: undefined })).toBeUndefined();
  });
});

describe('DIFF', () => {
  /** Evaluates an expression at each point of a time range, the oldest first. */
  const evaluateRange = (text: string, points: readonly DataPoint[]): readonly DataPoint[] => {
    const parsed = parseMetricMath(text, ['a']);
    if (!parsed.ok) throw new Error(parsed.reason);
    const oldestAge = points.length - 1;
    return points.map((_, index) =>
      evaluateMetricMath(parsed.value, (id, age) => (id === 'a' ? points[oldestAge - age] : 0), {
        age: oldestAge - index,
        oldestAge,
      }),
    );
  };

  test('is the difference between a value and the preceding value', () => {
    expect(evaluateRange('DIFF(a)', [1, 4, 2])).toEqual([undefined, 3, -2]);
    expect(evaluateRange('DIFF(2 * a)', [1, 4, 2])).toEqual([undefined, 6, -4]);
    expect(evaluateRange('DIFF(DIFF(a))', [1, 4, 2])).toEqual([undefined, undefined, -5]);
  });

  test('skips missing values, and has no value without a preceding value', () => {
    expect(evaluateRange('DIFF(a)', [1, undefined, 5])).toEqual([undefined, undefined, 4]);
    expect(evaluateRange('DIFF(a)', [undefined, 5, 5])).toEqual([undefined, undefined, 0]);
    expect(evaluate('DIFF(a)', { a: 5 })).toBeUndefined();
  });
});

test.each([
  ['', 'expected a number, an ID, a function or ( at the end'],
  ['a +', 'expected a number, an ID, a function or ( at the end'],
  ['a b', 'unexpected "b"'],
  ['(a', 'expected ) at the end'],
  ['c', 'unknown ID c; use one of a, b'],
  ['5', 'the expression is the number 5; it must be a time series'],
  ['5 + 1 * 2', 'the expression is the number 7; it must be a time series'],
  ['a + 1 / 0', '1 / 0 is not a finite number'],
  ['a > b > 1', 'a comparison of comparisons must have parentheses'],
  ['ABS(a)', 'unknown function ABS; use one of CEIL, DIFF, FILL, FLOOR, IF, MAX, MIN, SUM'],
  ['FILL(a, REPEAT)', 'unknown function REPEAT; use one of CEIL, DIFF, FILL, FLOOR, IF, MAX, MIN, SUM'],
  ['max([a])', 'unknown ID max; use one of a, b'],
  [
    'MAX(a)',
    'the argument of MAX must be an array, MAX([…]); a single series would be aggregated over its time range',
  ],
  ['MAX([a, 5])', 'each element of the array of MAX is the number 5; it must be a time series'],
  ['CEIL(a, b)', 'CEIL has 2 arguments; it must have 1'],
  ['IF(a)', 'IF has 1 argument; it must have 2 or 3'],
  ['FILL(1, a)', 'the first argument of FILL is the number 1; it must be a time series'],
  ['DIFF(2)', 'the argument of DIFF is the number 2; it must be a time series'],
  ['CEIL(2)', 'the argument of CEIL is the number 2; it must be a time series'],
  [
    'IF(1, 2, a)',
    'in an IF whose condition is a number, the second argument is the number 2; it must be a time series',
  ],
  ['a ^ 2', 'unexpected "^ 2"'],
  ['('.repeat(101) + 'a' + ')'.repeat(101), 'parentheses and signs must be nested at most 100 levels deep'],
])('the parser rejects %j', (text, reason) => {
  expect(reasonOf(text)).toBe(reason);
});

test('the parser accepts each expression of the generated alarms', () => {
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

/** A random expression and its expected value, each created independently. */
interface Sample {
  readonly text: string;
  /** The precedence of its outermost operator: 0 compares, 1 adds, 2 multiplies, 3 is not an operator. */
  readonly level: number;
  readonly isSeries: boolean;
  readonly value: number | null;
}

const missing = (sample: Sample): boolean => sample.isSeries && sample.value === null;
const asZero = (sample: Sample): number => sample.value ?? 0;
const missingUnlessFinite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const inParentheses = (sample: Sample, level: number): string =>
  sample.level < level ? `(${sample.text})` : sample.text;

const ids = fc.constantFrom<Sample>(
  { text: 'zero', level: 3, isSeries: true, value: 0 },
  { text: 'half', level: 3, isSeries: true, value: 0.5 },
  { text: 'seven', level: 3, isSeries: true, value: 7 },
  { text: 'none', level: 3, isSeries: true, value: null },
);
const numbers = fc
  .nat(20)
  .map((value): Sample => ({ text: String(value), level: 3, isSeries: false, value }));
const functionCall = (text: string, value: number | null): Sample => ({
  text,
  level: 3,
  isSeries: true,
  value,
});

const signs = ['+', '-', '*', '/', '>', '>=', '<', '<=', '==', '!='] as const;

function operation(sign: (typeof signs)[number], left: Sample, right: Sample): Sample {
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
  const isMissing = [left, right].every((one) => !one.isSeries || missing(one));
  return {
    text: `${inParentheses(left, level === 0 ? 1 : level)} ${sign}${inParentheses(right, level + 1)}`,
    level,
    isSeries: true,
    value: isMissing ? null : missingUnlessFinite(value),
  };
}

/** fast-check uses the first alternatives, which are leaves, when an expression is deep. */
const { series: expressions } = fc.letrec<{ term: Sample; series: Sample }>((tie) => ({
  term: fc.oneof({ depthSize: 'small' }, numbers, ids, tie('series')),
  series: fc.oneof(
    { depthSize: 'small' },
    ids,
    fc
      .tuple(fc.constantFrom(...signs), tie('series'), tie('term'), fc.boolean())
      .map(([sign, one, other, isFirst]) =>
        isFirst ? operation(sign, one, other) : operation(sign, other, one),
      ),
    tie('series').map((of) =>
      functionCall(`- ${inParentheses(of, 3)}`, of.value === null ? null : 0 - of.value),
    ),
    tie('series').map((of) =>
      functionCall(`CEIL( ${of.text})`, of.value === null ? null : 0 - Math.floor(0 - of.value)),
    ),
    tie('series').map((of) =>
      functionCall(`FLOOR(${of.text} )`, of.value === null ? null : 0 - Math.ceil(0 - of.value)),
    ),
    fc
      .tuple(tie('series'), tie('term'))
      .map(([of, filler]) =>
        functionCall(`FILL(${of.text},${filler.text})`, missing(of) ? filler.value : of.value),
      ),
    fc.tuple(tie('series'), tie('term'), fc.option(tie('term'))).map(([condition, then, otherwise]) => {
      const chosen = condition.value === 0 ? (otherwise?.value ?? null) : asZero(then);
      const texts = [condition, then, otherwise].flatMap((one) => one?.text ?? []);
      return functionCall(`IF(${texts.join(', ')})`, condition.value === null ? null : chosen);
    }),
    fc
      .tuple(fc.constantFrom('MAX', 'MIN', 'SUM'), fc.array(tie('series'), { minLength: 1, maxLength: 3 }))
      .map(([how, of]) => {
        const sorted = of.flatMap(({ value }) => value ?? []).sort((x, y) => x - y);
        const sum = of.reduce((before, { value }) => before + (value ?? 0), 0);
        const value = how === 'MAX' ? sorted.at(-1) : how === 'MIN' ? sorted[0] : sum;
        const text = `${how}([ ${of.map((one) => one.text).join(',')} ])`;
        return functionCall(text, sorted.length === 0 ? null : missingUnlessFinite(value ?? NaN));
      }),
  ),
}));

describe('any expression', () => {
  const points = { zero: 0, half: 0.5, seven: 7, none: undefined };

  test('has the expected value', () => {
    fc.assert(
      fc.property(expressions, ({ text, value }) => {
        const got = evaluate(text, points);
        // Adding 0 removes the difference between 0 and -0.
        expect([text, (got ?? NaN) + 0]).toEqual([text, (value ?? NaN) + 0]);
      }),
      { numRuns: tries(2000) },
    );
  });

  test('of random symbols is accepted or rejected with a reason', () => {
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
    );
  });
});
