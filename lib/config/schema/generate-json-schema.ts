import { z } from 'zod';
import { environment } from './environment';

/** A JSON Schema that zod generates. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * Generates the JSON Schema of an environment. This takes longer than all other work on a small configuration, so
 * `scripts/bundle.mjs` replaces this module by one that returns the result.
 */
export function generateJsonSchema(): JsonSchema {
  return z.toJSONSchema(environment, { io: 'input', target: 'draft-7' });
}
