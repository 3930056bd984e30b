/**
 * What EventBridge refuses of an event pattern.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
import {
  maximumEventPatternBytes,
  maximumComparedNumber,
  maximumOrCombinations,
  type EventPattern,
} from './event-patterns';
import { explainInvalidCidr } from './cidr';
import { wildcardParts } from './match-value';
import { isList, isObject, type JsonObject } from '../../values/json';

/**
 * Why EventBridge would refuse the pattern: nothing when it takes it. Each reason begins with the field that it is about.
 * AWS also refuses wildcards that are "too complex" together, and does not
 * say where that begins, so that nothing is said of it here: fewer asterisks are safer.
 */
export function validatePattern(pattern: unknown): readonly string[] {
  if (!isObject(pattern)) return [`the pattern is ${nameOf(pattern)}, and has to be an object`];
  const size = JSON.stringify(pattern).length;
  const combinations = orCombinations(pattern);
  return [
    ...validateFields(pattern, '', false),
    ...(size > maximumEventPatternBytes
      ? [`the pattern has ${size} characters, and EventBridge takes ${maximumEventPatternBytes}`]
      : []),
    ...(combinations > maximumOrCombinations
      ? [`the lists of $or make ${combinations} combinations, and EventBridge takes ${maximumOrCombinations}`]
      : []),
  ];
}

/** Whether EventBridge takes it. */
export function isEventPattern(pattern: unknown): pattern is EventPattern {
  return validatePattern(pattern).length === 0;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
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

function validateFields(pattern: JsonObject, above: string, insideOr: boolean): readonly string[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0)
    return [`${above === '' ? 'the pattern' : above}: an empty object is refused; name a field`];
  return entries.flatMap(([name, asked]): readonly string[] => {
    const path = above === '' ? name : `${above}.${name}`;
    if (name === '$or') return validateOr(asked, path, above);
    const reserved =
      insideOr && Object.hasOwn(operators, name)
        ? [`${path}: the field has the name of an operator, which EventBridge refuses inside $or`]
        : [];
    if (isObject(asked)) return [...reserved, ...validateFields(asked, path, insideOr)];
    if (!isList(asked))
      return [...reserved, `${path}: ${nameOf(asked)} stands alone; a leaf is a list, [${nameOf(asked)}]`];
    if (asked.length === 0) return [...reserved, `${path}: an empty list matches nothing and is refused`];
    return [...reserved, ...asked.flatMap((one) => validateMatcher(one, path))];
  });
}

function validateOr(asked: unknown, path: string, above: string): readonly string[] {
  if (!isList(asked) || asked.length < 2 || !asked.every(isObject))
    return [`${path}: got ${nameOf(asked)}; $or is a list of at least two patterns`];
  return asked.flatMap((one) => validateFields(one, above, true));
}

function validateMatcher(matcher: unknown, path: string): readonly string[] {
  if (!isObject(matcher)) {
    return isList(matcher) || matcher === undefined
      ? [`${path}: ${nameOf(matcher)} in the list; texts, numbers, true, false, null and operators are taken`]
      : [];
  }
  return validateOperator(matcher, operators, path);
}

/** Why an operator doesn't take the operand, or `undefined`. */
type Refuse = (operand: unknown) => string | undefined;

function validateOperator(
  matcher: JsonObject,
  known: Readonly<Record<string, Refuse>>,
  path: string,
): readonly string[] {
  const names = Object.keys(matcher);
  const [name = ''] = names;
  if (names.length !== 1)
    return [
      `${path}: ${names.length === 0 ? 'no operator' : names.join(' and ')} in one object; one operator stands in each`,
    ];
  const refuse = Object.hasOwn(known, name) ? known[name] : undefined;
  if (refuse === undefined) return [`${path}: ${name} is no operator; ${Object.keys(known).join(', ')} are`];
  const refusal = refuse(matcher[name]);
  return refusal === undefined ? [] : [`${path}: ${name} ${refusal}`];
}

const refuseText: Refuse = (operand) =>
  typeof operand === 'string' ? undefined : `takes a text, not ${nameOf(operand)}`;

const refuseTextOrIgnoringCase: Refuse = (operand) => {
  if (typeof operand === 'string') return undefined;
  const keys = isObject(operand) ? Object.keys(operand) : [];
  if (isObject(operand) && keys.join() === 'equals-ignore-case')
    return refuseText(operand['equals-ignore-case']);
  return `takes a text, or {"equals-ignore-case": text}, not ${nameOf(operand)}`;
};

const refuseWildcard: Refuse = (operand) => {
  if (typeof operand !== 'string') return refuseText(operand);
  const parts = wildcardParts(operand);
  return typeof parts === 'string' ? `${JSON.stringify(operand)}: ${parts}` : undefined;
};

/** One operand or a list of them. */
function eachOf(refuse: Refuse): Refuse {
  return (operand) => {
    if (!isList(operand)) return refuse(operand);
    if (operand.length === 0) return 'takes no empty list';
    return operand.map(refuse).find((refusal) => refusal !== undefined);
  };
}

const refuseSome: Refuse = (operand) => (operand === '' ? 'takes no empty text here' : refuseText(operand));

const negated: Readonly<Record<string, Refuse>> = {
  prefix: eachOf(refuseSome),
  suffix: eachOf(refuseSome),
  wildcard: eachOf(refuseWildcard),
  'equals-ignore-case': eachOf(refuseText),
};

const refuseAnythingBut: Refuse = (operand) => {
  if (isObject(operand)) return validateOperator(operand, negated, 'in it').at(0);
  if (typeof operand === 'string' || typeof operand === 'number') return undefined;
  const isOfOneType =
    isList(operand) &&
    operand.length > 0 &&
    ['string', 'number'].some((type) => operand.every((one) => typeof one === type));
  return isOfOneType
    ? undefined
    : `takes a text, a number, a list of either, or an operator, not ${nameOf(operand)}`;
};

const refuseNumeric: Refuse = (operand) => {
  const form = 'takes [operator, number], or a lower bound with > or >= and then an upper one with < or <=';
  if (!isList(operand)) return `${form}, not ${nameOf(operand)}`;
  const [first, bound, second, top] = operand;
  const isLone = operand.length === 2 && isOperator(first, ['=', '<', '<=', '>', '>=']);
  const isRange = operand.length === 4 && isOperator(first, ['>', '>=']) && isOperator(second, ['<', '<=']);
  if (!isLone && !isRange) return `${form}, not ${JSON.stringify(operand)}`;
  const numbers = isRange ? [bound, top] : [bound];
  const wrong = numbers.find(
    (number) => typeof number !== 'number' || Math.abs(number) > maximumComparedNumber,
  );
  if (wrong !== undefined)
    return `compares with numbers from -${maximumComparedNumber} to ${maximumComparedNumber}, not ${nameOf(wrong)}`;
  return isRange && Number(bound) >= Number(top)
    ? `has a lower bound of ${String(bound)} that is not below the upper one, ${String(top)}`
    : undefined;
};

function isOperator(value: unknown, allowed: readonly string[]): boolean {
  return typeof value === 'string' && allowed.includes(value);
}

const operators: Readonly<Record<string, Refuse>> = {
  prefix: refuseTextOrIgnoringCase,
  suffix: refuseTextOrIgnoringCase,
  'equals-ignore-case': refuseText,
  wildcard: refuseWildcard,
  numeric: refuseNumeric,
  exists: (operand) =>
    typeof operand === 'boolean' ? undefined : `takes true or false, not ${nameOf(operand)}`,
  'anything-but': refuseAnythingBut,
  cidr: (operand) => (typeof operand === 'string' ? explainInvalidCidr(operand) : refuseText(operand)),
};
