import { matchesWildcard } from '../../events/match-value';
import { isList, isObject, type JsonObject } from '../../../values/json';
import { StatesError } from './evaluate-expression';
import { readPath, type PathRoots } from './paths-io';

/** The state that a Choice state goes on to. */
export function choose({ Choices: choices, Default: otherwise }: JsonObject, roots: PathRoots): string {
  const chosen = (isList(choices) ? choices : []).find((choice) => holds(choice, roots));
  const next = isObject(chosen) ? chosen['Next'] : otherwise;
  if (typeof next === 'string') return next;
  throw new StatesError('States.NoChoiceMatched', 'no choice holds, and there is no default');
}

/** Whether a condition holds, of the kinds that our definitions have. */
function holds(condition: unknown, roots: PathRoots): boolean {
  if (!isObject(condition)) throw new TypeError('a choice that is no object');
  const { And: all, Or: alternatives, Variable: path } = condition;
  if (isList(all)) return all.every((one) => holds(one, roots));
  if (isList(alternatives)) return alternatives.some((one) => holds(one, roots));
  const [name, wanted] =
    Object.entries(condition).find(([field]) => field !== 'Variable' && field !== 'Next') ?? [];
  if (name === undefined) throw new TypeError('a choice that asks nothing');
  const value = readPath(String(path), roots);
  if (name === 'IsPresent') return (value !== undefined) === wanted;
  if (value === undefined) throw new StatesError('States.Runtime', `${String(path)} leads nowhere`);
  const compare = comparisons.get(name.replace(/Path$/, ''));
  if (compare === undefined) throw new TypeError(`no definition of ours asks ${name}`);
  return compare(value, name.endsWith('Path') ? readPath(String(wanted), roots) : wanted);
}

/** A value of another type than the comparison's is simply not equal, and so on. */
const comparisons: ReadonlyMap<string, (value: unknown, wanted: unknown) => boolean> = new Map<
  string,
  (value: unknown, wanted: unknown) => boolean
>([
  ['NumericEquals', (value, wanted) => typeof value === 'number' && value === wanted],
  [
    'NumericLessThanEquals',
    (value, wanted) => typeof value === 'number' && typeof wanted === 'number' && value <= wanted,
  ],
  ['StringEquals', (value, wanted) => typeof value === 'string' && value === wanted],
  ['StringMatches', (value, wanted) => typeof value === 'string' && matchesWildcard(String(wanted), value)],
  ['TimestampGreaterThan', (value, wanted) => Date.parse(String(value)) > Date.parse(String(wanted))],
]);
