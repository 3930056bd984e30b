import type { Path } from '../../../lib/config/issues/issues';
import { renderPath } from '../../../lib/config/issues/issues';
import { schemaAt } from '../../../lib/config/schema/json-schema';
import { asRecord, at } from '../../support/stack-json';
import { clashes, everything } from './everything';
import { wrongValuesOf } from './wrong-values';

/** A change that makes {@link everything} invalid. */
export interface Mistake {
  /** What the change does, as a noun. */
  readonly description: string;
  /** The path of the issue, as issues contain it. */
  readonly path: string;
  /** Returns the configuration after the change. */
  readonly apply: (config: unknown) => unknown;
  /** Fields that the rule uses. Another mistake at, above or below one of these paths depends on this one. */
  readonly fields: readonly Path[];
}

/** Returns the configuration with another value at the path. JSON omits `undefined`. */
function changed(config: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(config))
    return config.map((item: unknown, index) => (index === step ? changed(item, rest, value) : item));
  const map = asRecord(config ?? {});
  return { ...map, [step]: changed(map[step], rest, value) };
}

/** Returns the paths of all fields, and of all items of lists of maps. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && value.some((item) => typeof item !== 'object')) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...pathsIn(inner, here)];
  });
}

const paths = pathsIn(everything).filter((path) => path.length > 2);

const wrongValues = paths.flatMap((path) =>
  wrongValuesOf(schemaAt(path) ?? {}).map(({ breaks, value }): Mistake => ({
    description: `an invalid ${renderPath(path)}: ${breaks}`,
    path: renderPath(path),
    apply: (config) => changed(config, path, value),
    fields: [path],
  })),
);

const missingOrMisspelt = paths.flatMap((path): readonly Mistake[] => {
  const rendered = renderPath(path);
  const above = path.slice(0, -1);
  const field = String(path.at(-1));
  const schema = schemaAt(above);
  if (schema?.properties === undefined) return [];
  const missing = (config: unknown) => changed(config, path, undefined);
  const misspelt = (config: unknown) =>
    changed(missing(config), [...above, `${field}x`], at(config, ...path));
  return [
    { description: `a misspelt ${rendered}`, path: rendered, apply: misspelt, fields: [path] },
    ...(schema.required?.includes(field) === true
      ? [{ description: `a missing ${rendered}`, path: rendered, apply: missing, fields: [path] }]
      : []),
  ];
});

/** Mistakes of one field, with any values of other fields. */
export const mistakesOfFields: readonly Mistake[] = [...wrongValues, ...missingOrMisspelt];

/** Mistakes of several fields together. */
export const mistakesOfRules: readonly Mistake[] = clashes.map(({ path, value, beside }) => ({
  description: `a ${renderPath(path)} that contradicts other fields`,
  path: renderPath(path),
  apply: (config) => changed(config, path, value),
  fields: [path, ...beside],
}));

/** Returns whether no field of one mistake is at, above or below a field of the other. */
export function areIndependent(one: Mistake, other: Mistake): boolean {
  return !one.fields.some((path) =>
    other.fields.some((otherPath) => isWithin(path, otherPath) || isWithin(otherPath, path)),
  );
}

function isWithin(path: Path, above: Path): boolean {
  return above.every((step, index) => path[index] === step);
}
