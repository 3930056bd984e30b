import { z } from 'zod';
import type { Path } from './issues';
import { environment } from './schema/environment';

/** Where a state is, is said by all that is said of it: half of that would be the place of another state. */
const parts = z.deepPartial(environment.omit({ state_backend: true }));

/** What the rest of an environment can be judged by when parts of it are wrong: every field of every map may be missing. */
export const keepValidParts = parts.extend({ state_backend: environment.shape.state_backend });
export type ValidParts = z.output<typeof keepValidParts>;

/** The least that is to be left out of a partial environment when something at the path is wrong. */
export function fieldOf(path: Path): Path {
  return partOf(path, parts);
}

function partOf([step, ...rest]: Path, schema: z.core.$ZodType): Path {
  const below = step === undefined ? undefined : partBelow(withoutDefault(schema), step);
  return step === undefined || below === undefined ? [] : [step, ...partOf(rest, below)];
}

/** What of a map, or of a list of maps, is right or wrong by itself; `undefined` where nothing is. */
function partBelow(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const fields: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    // Of a key that is unknown, whatever stands behind it.
    return Object.hasOwn(fields, step) ? fields[step] : z.never();
  }
  // What is asked of all keys together would be asked of those that are left.
  if (schema instanceof z.ZodRecord) return schema.def.checks === undefined ? schema.valueType : undefined;
  if (!(schema instanceof z.ZodArray)) return undefined;
  return withoutDefault(schema.element) instanceof z.ZodObject ? schema.element : undefined;
}

function withoutDefault(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return isWrapped ? withoutDefault(schema.unwrap()) : schema;
}
