/**
 * Validates event patterns as EventBridge does.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
import { type EventPattern } from './event-patterns';
import { explainInvalidCidr } from './cidr';
import { parseWildcard } from './match-value';
import { isList, isObject, type JsonObject } from '../../values/json';
import { maximumEventPatternBytes, maximumComparedNumber, maximumOrCombinations } from './limits';

/**
 * Returns why EventBridge would reject a pattern.
 *
 * Wildcards that AWS rejects as "too complex" are not reported, because AWS does not document the limit.
 *
 * @param pattern - JSON of any form.
 * @returns One sentence for each problem, after the path to its field; empty if the pattern is valid.
 */
export function validatePattern(pattern: unknown): readonly string[] {
  const size = bytesOf(pattern);
  return [
    ...validatePatternForm(pattern),
    ...(size > maximumEventPatternBytes
      ? [`the pattern has ${size} bytes; it must have at most ${maximumEventPatternBytes}`]
      : []),
  ];
}

/**
 * Returns why a pattern is invalid, without a check of its size.
 *
 * @param pattern - JSON of any form.
 * @returns One sentence for each problem, after the path to its field; empty if the form is valid.
 */
export function validatePatternForm(pattern: unknown): readonly string[] {
  if (!isObject(pattern)) return [`the pattern is ${describeValue(pattern)}; it must be an object`];
  const combinations = orCombinations(pattern);
  return [
    ...validateFields(pattern, '', false),
    ...(combinations > maximumOrCombinations
      ? [
          `the lists of $or have ${combinations} combinations; they must have at most ${maximumOrCombinations}`,
        ]
      : []),
  ];
}

function bytesOf(pattern: unknown): number {
  return isObject(pattern) ? Buffer.byteLength(JSON.stringify(pattern)) : 0;
}

/**
 * Whether a pattern is valid, and not too large. Functions that combine all lists of a pattern must check this first,
 * because the number of combinations grows with the product of the lengths of the lists.
 */
export function isSmallEventPattern(pattern: unknown): pattern is EventPattern {
  return bytesOf(pattern) <= maximumEventPatternBytes && isEventPattern(pattern);
}

/** Whether a pattern is valid, without a check of its size. */
export function isEventPattern(pattern: unknown): pattern is EventPattern {
  return validatePatternForm(pattern).length === 0;
}

function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  // JSON.stringify would write null for numbers that are not finite.
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? 'an object' : value === undefined ? 'nothing' : JSON.stringify(value);
}

function orCombinations(value: unknown): number {
  if (isList(value)) return value.reduce<number>((product, item) => product * orCombinations(item), 1);
  if (!isObject(value)) return 1;
  return Object.entries(value).reduce(
    (product, [name, inner]) =>
      product * (name === '$or' && isList(inner) ? inner.length || 1 : 1) * orCombinations(inner),
    1,
  );
}

function validateFields(pattern: JsonObject, parentPath: string, isInsideOr: boolean): readonly string[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0)
    return [`${parentPath === '' ? 'the pattern' : parentPath}: the object is empty; it must have a field`];
  return entries.flatMap(([name, expected]): readonly string[] => {
    const path = parentPath === '' ? name : `${parentPath}.${name}`;
    if (name === '$or') return validateOr(expected, path, parentPath);
    const ofName = [
      ...(name === '' ? [`${path}: the name of a field must not be empty`] : []),
      ...(isInsideOr && isReservedInOr(name)
        ? [`${path}: a field inside $or must not have the name of an operator`]
        : []),
    ];
    if (isObject(expected)) return [...ofName, ...validateFields(expected, path, isInsideOr)];
    if (!isList(expected))
      return [
        ...ofName,
        `${path}: ${describeValue(expected)} must be in a list: [${describeValue(expected)}]`,
      ];
    if (expected.length === 0)
      return [...ofName, `${path}: the list is empty; it must have at least one matcher`];
    return [...ofName, ...expected.flatMap((matcher) => validateMatcher(matcher, path))];
  });
}

/**
 * Whether EventBridge rejects a field of this name inside `$or`. It rejects the names of operators, including `exactly`, an
 * operator of Event Ruler that EventBridge does not document.
 */
export function isReservedInOr(name: string): boolean {
  return name === 'exactly' || Object.hasOwn(operators, name);
}

function validateOr(expected: unknown, path: string, parentPath: string): readonly string[] {
  if (!isList(expected) || expected.length < 2 || !expected.every(isObject))
    return [`${path}: got ${describeValue(expected)}; $or must be a list of at least two patterns`];
  return expected.flatMap((alternative) => validateFields(alternative, parentPath, true));
}

function validateMatcher(matcher: unknown, path: string): readonly string[] {
  if (typeof matcher === 'number') {
    const reason = explainInvalidNumber(matcher);
    return reason === undefined ? [] : [`${path}: ${reason}`];
  }
  if (!isObject(matcher)) {
    return isList(matcher) || matcher === undefined
      ? [
          `${path}: got ${describeValue(matcher)} in the list; a matcher must be a string, number, true, false, null or operator`,
        ]
      : [];
  }
  return validateOperator(matcher, operators, path);
}

/** Explains why an operand is invalid; `undefined` if it is valid. */
type ExplainInvalid = (operand: unknown) => string | undefined;

function validateOperator(
  matcher: JsonObject,
  known: Readonly<Record<string, ExplainInvalid>>,
  path: string,
): readonly string[] {
  const names = Object.keys(matcher);
  const [name = ''] = names;
  if (names.length !== 1)
    return [
      `${path}: got ${names.length === 0 ? 'no operator' : names.join(' and ')}; each object must have one operator`,
    ];
  const explain = Object.hasOwn(known, name) ? known[name] : undefined;
  if (explain === undefined)
    return [`${path}: ${name} is not an operator; use one of ${Object.keys(known).join(', ')}`];
  const reason = explain(matcher[name]);
  return reason === undefined ? [] : [`${path}: ${name} ${reason}`];
}

/**
 * Explains why a number is invalid in a pattern. JSON has only finite numbers. JavaScript rounds integers outside its
 * safe range, which would change the pattern.
 */
const explainInvalidNumber = (number: number): string | undefined => {
  if (!Number.isFinite(number)) return `got ${String(number)}; a number must be finite`;
  return Number.isInteger(number) && !Number.isSafeInteger(number)
    ? `got ${String(number)}; an integer must be from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, because JavaScript rounds other integers`
    : undefined;
};

const explainInvalidString: ExplainInvalid = (operand) =>
  typeof operand === 'string' ? undefined : `must have a string, not ${describeValue(operand)}`;

const explainInvalidStringOrIgnoringCase: ExplainInvalid = (operand) => {
  if (typeof operand === 'string') return undefined;
  const keys = isObject(operand) ? Object.keys(operand) : [];
  if (isObject(operand) && keys.join() === 'equals-ignore-case')
    return explainInvalidString(operand['equals-ignore-case']);
  return `must have a string or {"equals-ignore-case": string}, not ${describeValue(operand)}`;
};

const explainInvalidWildcard: ExplainInvalid = (operand) => {
  if (typeof operand !== 'string') return explainInvalidString(operand);
  const parsed = parseWildcard(operand);
  return parsed.ok ? undefined : `${JSON.stringify(operand)}: ${parsed.reason}`;
};

/** Returns a rule that accepts one operand, or a list of at least one operand. */
function eachOf(explain: ExplainInvalid): ExplainInvalid {
  return (operand) => {
    if (!isList(operand)) return explain(operand);
    if (operand.length === 0) return 'must not have an empty list';
    return operand.map(explain).find((reason) => reason !== undefined);
  };
}

const explainInvalidNonEmptyString: ExplainInvalid = (operand) =>
  operand === '' ? 'must not have an empty string here' : explainInvalidString(operand);

const negated: Readonly<Record<string, ExplainInvalid>> = {
  prefix: eachOf(explainInvalidNonEmptyString),
  suffix: eachOf(explainInvalidNonEmptyString),
  wildcard: eachOf(explainInvalidWildcard),
  'equals-ignore-case': eachOf(explainInvalidString),
};

const explainInvalidAnythingBut: ExplainInvalid = (operand) => {
  if (isObject(operand)) return validateOperator(operand, negated, 'has an invalid operator').at(0);
  const invalid = (isList(operand) ? operand : [operand])
    .filter((item) => typeof item === 'number')
    .map(explainInvalidNumber)
    .find((reason) => reason !== undefined);
  if (invalid !== undefined) return invalid;
  if (typeof operand === 'string' || typeof operand === 'number') return undefined;
  const isOfOneType =
    isList(operand) &&
    operand.length > 0 &&
    ['string', 'number'].some((type) => operand.every((item) => typeof item === type));
  return isOfOneType
    ? undefined
    : `must have a string, a number, a list of either, or an operator, not ${describeValue(operand)}`;
};

const explainInvalidNumeric: ExplainInvalid = (operand) => {
  const form =
    'must have [operator, number], or a lower bound with > or >= before an upper bound with < or <=';
  if (!isList(operand)) return `${form}, not ${describeValue(operand)}`;
  const [operator, bound, secondOperator, secondBound] = operand;
  const isSingle = operand.length === 2 && isOperator(operator, ['=', '<', '<=', '>', '>=']);
  const isRange =
    operand.length === 4 && isOperator(operator, ['>', '>=']) && isOperator(secondOperator, ['<', '<=']);
  if (!isSingle && !isRange) return `${form}, not ${JSON.stringify(operand)}`;
  const numbers = isRange ? [bound, secondBound] : [bound];
  const invalid = numbers.find(
    (number) =>
      typeof number !== 'number' || !Number.isFinite(number) || Math.abs(number) > maximumComparedNumber,
  );
  if (invalid !== undefined)
    return `must compare with numbers from -${maximumComparedNumber} to ${maximumComparedNumber}, not ${describeValue(invalid)}`;
  return isRange && Number(bound) >= Number(secondBound)
    ? `has the lower bound ${String(bound)}; it must be below the upper bound (${String(secondBound)})`
    : undefined;
};

function isOperator(value: unknown, allowed: readonly string[]): boolean {
  return typeof value === 'string' && allowed.includes(value);
}

const operators: Readonly<Record<string, ExplainInvalid>> = {
  prefix: explainInvalidStringOrIgnoringCase,
  suffix: explainInvalidStringOrIgnoringCase,
  'equals-ignore-case': explainInvalidString,
  wildcard: explainInvalidWildcard,
  numeric: explainInvalidNumeric,
  exists: (operand) =>
    typeof operand === 'boolean' ? undefined : `must have true or false, not ${describeValue(operand)}`,
  'anything-but': explainInvalidAnythingBut,
  cidr: (operand) =>
    typeof operand === 'string' ? explainInvalidCidr(operand) : explainInvalidString(operand),
};
