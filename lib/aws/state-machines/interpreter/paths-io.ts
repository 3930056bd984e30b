import { fieldOf, isList } from '../../../values/json';
import { isSingularPath } from '../paths';

/** The two JSON values to which the paths of a state can refer. */
export interface PathRoots {
  /** The input of the state: `$`. */
  readonly input: unknown;
  /** The context object: `$$`. */
  readonly context: unknown;
}

/**
 * Reads the value at a path.
 *
 * @param path - A valid path.
 * @param roots - The input of the state and the context object.
 * @returns The value; `undefined` if there is none. A list of values if the path can lead to several.
 */
export function readPath(path: string, roots: PathRoots): unknown {
  const { input, context } = roots;
  const root = path.startsWith('$$') ? context : input;
  if (isSingularPath(path)) return stepsOf(path).reduce<unknown>(fieldOf, root);
  return filteredStepsOf(path)
    .reduce<readonly unknown[]>((found, step) => found.flatMap((value) => stepInto(value, step)), [root])
    .filter((value) => value !== undefined);
}

/**
 * Writes a value to a reference path. It creates the missing objects of the path.
 *
 * @param path - A reference path, or `null` to drop the value.
 * @param input - The input of the state.
 * @param value - The value to write.
 * @returns A copy of the input with the value.
 */
export function writePath(path: string | null, input: unknown, value: unknown): unknown {
  if (path === null) return input;
  return put(stepsOf(path), input, value);
}

function put([step, ...rest]: readonly string[], into: unknown, value: unknown): unknown {
  if (step === undefined) return value;
  const fields = typeof into === 'object' && into !== null ? Object.entries(into) : [];
  const others = fields.filter(([name]) => name !== step);
  return Object.fromEntries([...others, [step, put(rest, fieldOf(into, step), value)]]);
}

function stepsOf(path: string): readonly string[] {
  const steps = path.matchAll(/\.([^.[]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)+)'\]|\["((?:[^"\\]|\\.)+)"\]/gs);
  return [...steps].map(
    ([, name, index, single, double]) => name ?? index ?? (single ?? double ?? '').replace(/\\(.)/gs, '$1'),
  );
}

/**
 * A step of a path. A `name` leads to a field; a `filter` leads to the items of a list whose field has a certain value.
 */
type FilteredStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'filter'; readonly isSelected: (item: unknown) => boolean };

/** Parses a path that can lead to several values. This function supports only the paths that this program generates. */
function filteredStepsOf(path: string): readonly FilteredStep[] {
  const steps = /\.(\w+)|\[\?\((.+?)\)\]/gy;
  steps.lastIndex = path.startsWith('$$') ? 2 : 1;
  const found: FilteredStep[] = [];
  while (steps.lastIndex < path.length) {
    const match = steps.exec(path);
    if (match === null) throw new TypeError(`the path ${path} is not supported`);
    const [, name, filter = ''] = match;
    const comparisons = name === undefined ? filter.split(' || ').map(parseComparison) : [];
    found.push(
      name === undefined
        ? { kind: 'filter', isSelected: (item) => comparisons.some((isTrue) => isTrue(item)) }
        : { kind: 'name', name },
    );
  }
  return found;
}

/** Parses a comparison of a field. It is false for an item without the field. */
function parseComparison(comparison: string): (item: unknown) => boolean {
  const match = /^@\.(\w+) (?:== '([^']*)'|> (\d+))$/.exec(comparison);
  if (match === null) throw new TypeError(`the comparison ${comparison} is not supported`);
  const [, field = '', text, minimum] = match;
  return (item) => {
    const value = fieldOf(item, field);
    return minimum === undefined ? value === text : typeof value === 'number' && value > Number(minimum);
  };
}

function stepInto(value: unknown, step: FilteredStep): readonly unknown[] {
  if (step.kind === 'name') return [fieldOf(value, step.name)];
  if (!isList(value)) return [];
  return value.filter(step.isSelected);
}
