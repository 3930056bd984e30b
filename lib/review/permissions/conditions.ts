/**
 * Conditions of statements: whether one condition implies another.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { compare } from '../../text/compare';
import { isList, isObject } from '../../values/json';
import { arnParts } from './matchers';
import {
  canOverlap,
  everything,
  isContained,
  isEverything,
  isLiteral,
  parsePattern,
  type Pattern,
} from './patterns';
import { isRangeContained, rangeOf } from './ranges';

/** One condition of a statement. The condition holds if one of the values matches; see {@link isNegated}. */
export interface Condition {
  /** The set operator: `ForAnyValue`, `ForAllValues`, or an empty text. */
  readonly set: string;
  /** The operator without the set operator and without `IfExists`. */
  readonly operator: string;
  /** Whether the condition also holds for a request without the key. */
  readonly isIfExists: boolean;
  /** The condition key, as the policy has it. */
  readonly key: string;
  /** The values, sorted and distinct. */
  readonly values: readonly string[];
}

/** How the values of an operator are compared. */
type Comparison = 'text' | 'any case' | 'wildcards' | 'arn' | 'number' | 'date' | 'boolean' | 'other';

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', 'text'],
  ['StringEqualsIgnoreCase', 'any case'],
  ['StringLike', 'wildcards'],
  ['ArnEquals', 'arn'],
  ['ArnLike', 'arn'],
  ['Bool', 'boolean'],
  ['NumericEquals', 'number'],
  ['NumericLessThan', 'number'],
  ['NumericLessThanEquals', 'number'],
  ['NumericGreaterThan', 'number'],
  ['NumericGreaterThanEquals', 'number'],
  ['DateEquals', 'date'],
  ['DateLessThan', 'date'],
  ['DateLessThanEquals', 'date'],
  ['DateGreaterThan', 'date'],
  ['DateGreaterThanEquals', 'date'],
  ['BinaryEquals', 'other'],
  ['IpAddress', 'other'],
  ['Null', 'other'],
]);
const operators: ReadonlyMap<string, string> = new Map(
  [...comparisons.keys()]
    .flatMap((operator) => [operator, operator.replace(/(Equals|Like|IpAddress)/, 'Not$1')])
    .map((operator) => [operator.toLowerCase(), operator]),
);

/** Reads the `Condition` element of a statement; `undefined` if it is not an object of objects. */
export function readConditions(element: unknown): readonly Condition[] | undefined {
  if (element === undefined) return [];
  if (!isObject(element)) return undefined;
  const conditions: Condition[] = [];
  for (const [operatorText, keys] of Object.entries(element)) {
    if (!isObject(keys)) return undefined;
    for (const [key, value] of Object.entries(keys)) conditions.push(readCondition(operatorText, key, value));
  }
  return conditions.sort((a, b) => compare(conditionKey(a), conditionKey(b)));
}

function readCondition(text: string, key: string, value: unknown): Condition {
  const [, set = '', name = '', ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/i.exec(text) ?? [];
  const values = (isList(value) ? value : [value]).map((each) =>
    typeof each === 'string' ? each : JSON.stringify(each),
  );
  return {
    set: set === '' ? '' : /any/i.test(set) ? 'ForAnyValue' : 'ForAllValues',
    operator: operators.get(name.toLowerCase()) ?? name,
    isIfExists: ifExists !== undefined,
    key,
    values: [...new Set(values)].sort(compare),
  };
}

/** Returns the same text for conditions with the same meaning. */
export function conditionKey({ set, operator, isIfExists, key, values }: Condition): string {
  return JSON.stringify([key.toLowerCase(), operator, set, isIfExists, values]);
}

/** Whether the operator holds if no value matches: `StringNotEquals`. */
export function isNegated({ operator }: Condition): boolean {
  return !comparisons.has(operator) && operators.has(operator.toLowerCase());
}

/** Whether a condition with several values is the same as several conditions, one of which must hold. */
export function isAlternative(condition: Condition): boolean {
  return (
    comparisons.has(condition.operator) && condition.set !== 'ForAllValues' && condition.values.length > 0
  );
}

/** Returns whether the second condition holds for every request for which the first condition holds. */
export function isImplied(given: Condition, implied: Condition): boolean {
  if (given.key.toLowerCase() !== implied.key.toLowerCase()) return false;
  if (conditionKey(given) === conditionKey(implied)) return true;
  // Nothing is known about other operators.
  if (![given, implied].every(({ operator }) => operators.has(operator.toLowerCase()))) return false;
  const holdsWithoutKey = implied.isIfExists || (isNegated(implied) && implied.set === '');
  if (given.operator === 'Null') return holdsWithoutKey && given.values.join() === 'true';
  if (implied.operator === 'Null')
    return implied.values.join() === 'false' && !given.isIfExists && isAlternative(given);
  if (given.isIfExists && !holdsWithoutKey) return false;
  if (given.set !== implied.set || (given.set !== '' && (isNegated(given) || isNegated(implied))))
    return false;
  if (!isNegated(given) && given.values.length === 0) return false;
  return isValueImplied(given, implied);
}

/** Like {@link isImplied}, for a request that has the key. */
function isValueImplied(given: Condition, implied: Condition): boolean {
  const [a, b] = [comparisonOf(given), comparisonOf(implied)];
  if (!isNegated(implied)) {
    if (isNegated(given)) return false;
    return given.values.every((value) =>
      implied.values.some((other) => isContainedValue(a, value, b, other)),
    );
  }
  if (isNegated(given))
    return implied.values.every((value) =>
      given.values.some((other) => isContainedValue(b, value, a, other)),
    );
  return given.values.every((value) => implied.values.every((other) => areDisjoint(a, value, b, other)));
}

/** An operator with its comparison, without its negation. */
interface Operator {
  readonly name: string;
  readonly comparison: Comparison;
}

function comparisonOf({ operator }: Condition): Operator {
  const name = comparisons.has(operator) ? operator : operator.replace('Not', '');
  return { name, comparison: comparisons.get(name) ?? 'other' };
}

function isContainedValue(a: Operator, inner: string, b: Operator, outer: string): boolean {
  if (a.name === b.name && inner === outer) return true;
  switch (b.comparison) {
    case 'text':
    case 'wildcards': {
      const pattern = parsePattern(outer, b.comparison === 'wildcards');
      if (isEverything(pattern)) return true;
      const texts = textsOf(a, inner);
      return texts !== undefined && isContained(texts, pattern);
    }
    case 'any case': {
      const texts = a.comparison === 'any case' ? parsePattern(inner, false) : textsOf(a, inner);
      return texts !== undefined && isContained(lowerCase(texts), lowerCase(parsePattern(outer, false)));
    }
    case 'arn': {
      const parts = arnPartsOf(a, inner);
      const patterns = arnParts(outer);
      return (
        parts !== undefined && parts.every((part, index) => isContained(part, patterns[index] ?? everything))
      );
    }
    case 'number':
    case 'date': {
      if (a.comparison !== b.comparison) return false;
      return isRangeContained(rangeOf(a.name, inner), rangeOf(b.name, outer));
    }
    case 'boolean':
      return a.comparison === 'boolean' && inner.toLowerCase() === outer.toLowerCase();
    case 'other':
      return false;
  }
}

/** Returns whether no value matches both; `false` if that is not known. */
function areDisjoint(a: Operator, value: string, b: Operator, other: string): boolean {
  const [texts, others] = [textsOf(a, value), textsOf(b, other)];
  return texts !== undefined && others !== undefined && !canOverlap(texts, others);
}

/** Returns the texts that match the value as a pattern; `undefined` if no pattern describes them. */
function textsOf({ comparison }: Operator, value: string): Pattern | undefined {
  if (comparison === 'text') return parsePattern(value, false);
  return comparison === 'wildcards' || comparison === 'arn' ? parsePattern(value) : undefined;
}

function arnPartsOf({ comparison }: Operator, value: string): readonly Pattern[] | undefined {
  if (comparison === 'arn') return arnParts(value);
  return (comparison === 'text' || comparison === 'wildcards') &&
    value.startsWith('arn:') &&
    value.split(':').length >= 6 &&
    isLiteral(parsePattern(value, comparison === 'wildcards'))
    ? arnParts(value)
    : undefined;
}

function lowerCase(pattern: Pattern): Pattern {
  return pattern.map((token) => (token.startsWith('\0') ? token : token.toLowerCase()));
}
