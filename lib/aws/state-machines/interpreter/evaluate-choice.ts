import { matchesWildcard } from '../../events/match-value';
import { isList, isObject, type JsonObject } from '../../../values/json';
import { StatesError } from './evaluate-expression';
import { readPath, type PathRoots } from './paths-io';

/**
 * Returns the name of the state to which a Choice state transitions.
 *
 * @param state - The Choice state.
 * @param roots - The input of the state and the context object.
 * @throws StatesError if no choice is true and there is no default.
 */
export function choose(state: JsonObject, roots: PathRoots): string {
  const { Choices: choices, Default: defaultNext } = state;
  const chosen = (isList(choices) ? choices : []).find((choice) => isTrue(choice, roots));
  const next = isObject(chosen) ? chosen['Next'] : defaultNext;
  if (typeof next === 'string') return next;
  throw new StatesError('States.NoChoiceMatched', 'no choice is true, and there is no default');
}

/** Evaluates a condition. It supports only the conditions that this program generates. */
function isTrue(condition: unknown, roots: PathRoots): boolean {
  if (!isObject(condition)) throw new TypeError('a choice must be an object');
  const { And: all, Or: alternatives, Variable: path } = condition;
  if (isList(all)) return all.every((part) => isTrue(part, roots));
  if (isList(alternatives)) return alternatives.some((part) => isTrue(part, roots));
  const [name, operand] =
    Object.entries(condition).find(([field]) => field !== 'Variable' && field !== 'Next') ?? [];
  if (name === undefined) throw new TypeError('a choice must have a test');
  const value = readPath(String(path), roots);
  if (name === 'IsPresent') return (value !== undefined) === operand;
  if (value === undefined) throw new StatesError('States.Runtime', `${String(path)} has no value`);
  const compare = comparisons.get(name.replace(/Path$/, ''));
  if (compare === undefined) throw new TypeError(`${name} is not supported`);
  return compare(value, name.endsWith('Path') ? readPath(String(operand), roots) : operand);
}

/** A comparison is false if the value has a different type. */
const comparisons: ReadonlyMap<string, (value: unknown, operand: unknown) => boolean> = new Map<
  string,
  (value: unknown, operand: unknown) => boolean
>([
  ['IsNumeric', (value, operand) => (typeof value === 'number') === operand],
  ['IsString', (value, operand) => (typeof value === 'string') === operand],
  ['NumericEquals', (value, operand) => typeof value === 'number' && value === operand],
  [
    'NumericLessThanEquals',
    (value, operand) => typeof value === 'number' && typeof operand === 'number' && value <= operand,
  ],
  ['StringEquals', (value, operand) => typeof value === 'string' && value === operand],
  ['StringMatches', (value, operand) => typeof value === 'string' && matchesWildcard(String(operand), value)],
  ['TimestampGreaterThan', (value, operand) => Date.parse(String(value)) > Date.parse(String(operand))],
  [
    'TimestampGreaterThanEquals',
    (value, operand) => Date.parse(String(value)) >= Date.parse(String(operand)),
  ],
  ['TimestampLessThan', (value, operand) => Date.parse(String(value)) < Date.parse(String(operand))],
]);
