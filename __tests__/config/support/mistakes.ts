import type { Path } from '../../../lib/config/issues';
import { renderPath } from '../../../lib/config/issues';
import { schemaAt } from '../../../lib/config/schema/json-schema';
import { asRecord, at } from '../../support/stack-json';
import { clashes, everything } from './everything';
import { wrongValuesOf } from './wrong-values';

/** One thing that is wrong with {@link everything}. */
export interface Mistake {
  readonly what: string;
  /** Where it is, as issues say it. */
  readonly place: string;
  readonly made: (config: unknown) => unknown;
  /** What it is about: another mistake at, above or below one of these is not independent of it. */
  readonly about: readonly Path[];
}

/** The configuration with another value at the path; JSON has none for `undefined`. */
function changed(config: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(config))
    return config.map((item: unknown, index) => (index === step ? changed(item, rest, value) : item));
  const fields = asRecord(config ?? {});
  return { ...fields, [step]: changed(fields[step], rest, value) };
}

/** Every field, and every item of a list of maps. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && value.some((item) => typeof item !== 'object')) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...placesIn(inner, here)];
  });
}

const places = placesIn(everything).filter((path) => path.length > 2);

const wrongValues = places.flatMap((path) =>
  wrongValuesOf(schemaAt(path) ?? {}).map(({ breaks, value }): Mistake => ({
    what: `a wrong ${renderPath(path)}: ${breaks}`,
    place: renderPath(path),
    made: (config) => changed(config, path, value),
    about: [path],
  })),
);

const missingOrMisspelt = places.flatMap((path): readonly Mistake[] => {
  const place = renderPath(path);
  const above = path.slice(0, -1);
  const field = String(path.at(-1));
  const schema = schemaAt(above);
  if (schema?.properties === undefined) return [];
  const missing = (config: unknown) => changed(config, path, undefined);
  const misspelt = (config: unknown) =>
    changed(missing(config), [...above, `${field}x`], at(config, ...path));
  return [
    { what: `a misspelt ${place}`, place, made: misspelt, about: [path] },
    ...(schema.required?.includes(field) === true
      ? [{ what: `a missing ${place}`, place, made: missing, about: [path] }]
      : []),
  ];
});

/** What is wrong with one field, whatever stands beside it. */
export const mistakesOfFields: readonly Mistake[] = [...wrongValues, ...missingOrMisspelt];

/** What is wrong with fields together. */
export const mistakesOfRules: readonly Mistake[] = clashes.map(({ path, value, beside }) => ({
  what: `a ${renderPath(path)} that does not go with the rest`,
  place: renderPath(path),
  made: (config) => changed(config, path, value),
  about: [path, ...beside],
}));

export function areIndependent(one: Mistake, other: Mistake): boolean {
  return !one.about.some((path) =>
    other.about.some((place) => isWithin(path, place) || isWithin(place, path)),
  );
}

function isWithin(path: Path, above: Path): boolean {
  return above.every((step, index) => path[index] === step);
}
