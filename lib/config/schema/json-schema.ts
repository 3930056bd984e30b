import { z } from 'zod';
import { environment } from './environment';

/** A schema, as zod makes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A whole environment, after defaults.yml and its own file were merged. */
export const environmentJsonSchema: JsonSchema = z.toJSONSchema(environment, {
  io: 'input',
  target: 'draft-7',
});

/**
 * One file of env-config: either file may leave to the other what is required, and a `null` removes.
 *
 * @see https://json-schema.org/draft-07/json-schema-validation
 */
export function fileJsonSchema(): JsonSchema {
  const { $schema, ...whole } = environmentJsonSchema;
  const file = forFile(whole);
  return {
    ...($schema === undefined ? {} : { $schema }),
    title: 'env-config',
    description:
      'The background jobs of an application: env-config/defaults.yml, or the file of one environment.',
    ...file,
    // A file in which nothing stands, or nothing but comments.
    type: ['object', 'null'],
  };
}

function forFile(schema: JsonSchema): JsonSchema {
  const { required, properties, additionalProperties, ...rest } = schema;
  // Inside a list nothing merges: what an item requires, it must have.
  if (required === undefined && properties === undefined && typeof additionalProperties !== 'object')
    return schema;
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, value]) => [key, orNull(value)]),
          ),
        }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'object' ? orNull(additionalProperties) : additionalProperties,
        }),
  };
}

function orNull(schema: JsonSchema | boolean): JsonSchema | boolean {
  // `not: {}` marks what must never be there, such as a secret.
  if (typeof schema === 'boolean' || schema.not !== undefined) return schema;
  const { description, examples, default: byDefault, ...rest } = forFile(schema);
  return {
    ...(description === undefined ? {} : { description }),
    ...(byDefault === undefined ? {} : { default: byDefault }),
    ...(examples === undefined ? {} : { examples }),
    anyOf: [rest, { type: 'null' }],
  };
}

/** The schema of what stands at a path of an environment, or `undefined` where anything or nothing may. */
export function schemaAt(path: readonly (string | number)[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((schema, step) => {
    if (schema === undefined) return undefined;
    if (typeof step === 'number')
      return objectSchema(Array.isArray(schema.items) ? schema.items[step] : schema.items);
    if (schema.properties !== undefined && Object.hasOwn(schema.properties, step)) {
      return objectSchema(schema.properties[step]);
    }
    return objectSchema(schema.additionalProperties);
  }, environmentJsonSchema);
}

function objectSchema(schema: JsonSchema | boolean | undefined): JsonSchema | undefined {
  return typeof schema === 'object' ? schema : undefined;
}
