import { fieldOf, isList } from '../../../values/json';
import { isSingularPath } from '../paths';

/** What a path is read from: `$` is the state's input, `$$` the context object. */
export interface PathRoots {
  readonly input: unknown;
  readonly context: unknown;
}

/** What the path leads to, or `undefined` when it leads nowhere; of a path to several values, the list of them. */
export function readPath(path: string, { input, context }: PathRoots): unknown {
  const root = path.startsWith('$$') ? context : input;
  if (isSingularPath(path)) return stepsOf(path).reduce<unknown>(fieldOf, root);
  return filteredStepsOf(path)
    .reduce<readonly unknown[]>((found, step) => found.flatMap((value) => stepInto(value, step)), [root])
    .filter((value) => value !== undefined);
}

/** The input with something put where a reference path leads, which makes what is missing on the way. */
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

/** A name, or those items of a list that have a field with a certain text in it. */
type FilteredStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'filter'; readonly field: string; readonly text: string };

/** The steps of the paths to several values that our definitions have. */
function filteredStepsOf(path: string): readonly FilteredStep[] {
  const steps = /\.(\w+)|\[\?\(@\.(\w+) == '([^']*)'\)\]/gy;
  steps.lastIndex = path.startsWith('$$') ? 2 : 1;
  const found: FilteredStep[] = [];
  while (steps.lastIndex < path.length) {
    const match = steps.exec(path);
    if (match === null) throw new TypeError(`no definition of ours has ${path}`);
    const [, name, field = '', text = ''] = match;
    found.push(name === undefined ? { kind: 'filter', field, text } : { kind: 'name', name });
  }
  return found;
}

function stepInto(value: unknown, step: FilteredStep): readonly unknown[] {
  if (step.kind === 'name') return [fieldOf(value, step.name)];
  if (!isList(value)) return [];
  return value.filter((item) => fieldOf(item, step.field) === step.text);
}
