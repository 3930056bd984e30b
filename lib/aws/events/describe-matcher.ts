/** Describes the matchers of event patterns in words. */
import { isList, isObject } from '../../values/json';

/**
 * Describes a matcher as the end of a sentence about its field: `begins with "in/"`, `is > 100`, `is missing`.
 *
 * @param matcher - A valid element of a pattern's list.
 */
export function describeMatcher(matcher: unknown): string {
  if (!isObject(matcher)) return `is ${JSON.stringify(matcher)}`;
  const [[operator, operand] = ['', undefined]] = Object.entries(matcher);
  switch (operator) {
    case 'exists':
      return operand === true ? 'is present' : 'is missing';
    case 'numeric':
      return `is ${numericText(operand)}`;
    case 'anything-but':
      return isObject(operand) ? textMatch(operand, negatedWords) : `is not ${alternatives(operand)}`;
    case 'equals-ignore-case':
      return `is ${JSON.stringify(operand)} (ignoring case)`;
    default:
      return textMatch(matcher, words);
  }
}

type Words = Readonly<Record<string, string>>;

const words: Words = {
  prefix: 'begins with',
  suffix: 'ends with',
  wildcard: 'matches',
  cidr: 'is an address in',
};

const negatedWords: Words = {
  prefix: 'does not begin with',
  suffix: 'does not end with',
  wildcard: 'does not match',
  'equals-ignore-case': 'is not (ignoring case)',
};

function textMatch(matcher: Readonly<Record<string, unknown>>, phrases: Words): string {
  const [[operator, operand] = ['', undefined]] = Object.entries(matcher);
  const phrase = phrases[operator] ?? operator;
  const text = isObject(operand) ? operand['equals-ignore-case'] : undefined;
  return text === undefined
    ? `${phrase} ${alternatives(operand)}`
    : `${phrase} ${JSON.stringify(text)} (ignoring case)`;
}

function alternatives(operand: unknown): string {
  return isList(operand) ? operand.map((one) => JSON.stringify(one)).join(' or ') : JSON.stringify(operand);
}

function numericText(operand: unknown): string {
  const [operator = '', bound = '', second, top = ''] = isList(operand) ? operand.map(String) : [];
  return `${operator} ${bound}${second === undefined ? '' : ` and ${second} ${top}`}`;
}
