import { fieldOf } from '../json-values';
import { isSingularPath } from './paths';

/** What a path is read from: `$` is the state's input, `$$` the context object. */
export interface PathRoots {
  readonly input: unknown;
  readonly context: unknown;
}

/** What the path leads to, or `undefined` when it leads nowhere. Only of paths to one value. */
export function readPath(path: string, { input, context }: PathRoots): unknown {
  if (!isSingularPath(path)) throw new TypeError(`${path} leads to several values`);
  const isOfContext = path.startsWith('$$');
  return stepsOf(path).reduce<unknown>(fieldOf, isOfContext ? context : input);
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
