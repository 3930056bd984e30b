import { z } from 'zod';
import type { Path } from './issues/issues';
import { environment } from './schema/environment';

/**
 * The schema of the parts that can be removed alone. The state backend is not one of them, because the location of the
 * state depends on all its arguments.
 */
const parts = z.deepPartial(environment.omit({ state_backend: true }));

/**
 * The schema of an environment from which the invalid parts are removed. All fields outside `state_backend` are
 * optional.
 */
export const keepValidParts = parts.extend({ state_backend: environment.shape.state_backend });
export type ValidParts = z.output<typeof keepValidParts>;

/** Returns the path of the smallest part to remove if the value at a path is invalid. */
export function removableAncestor(path: Path): Path {
  return removableIn(path, parts);
}

function removableIn([step, ...rest]: Path, schema: z.core.$ZodType): Path {
  const below = step === undefined ? undefined : removableSchema(withoutDefault(schema), step);
  return step === undefined || below === undefined ? [] : [step, ...removableIn(rest, below)];
}

/**
 * Returns the schema of a field or list item that can be removed alone; `undefined` if the whole map or list must be
 * removed.
 */
function removableSchema(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    const fields: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    // An unknown key is removed with its whole value.
    return Object.hasOwn(fields, step) ? fields[step] : z.never();
  }
  // If the schema checks all entries of a map together, each entry can be the cause, so the whole map is removed.
  if (schema instanceof z.ZodRecord) return schema.def.checks === undefined ? schema.valueType : undefined;
  if (!(schema instanceof z.ZodArray)) return undefined;
  return withoutDefault(schema.element) instanceof z.ZodObject ? schema.element : undefined;
}

function withoutDefault(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return isWrapped ? withoutDefault(schema.unwrap()) : schema;
}
