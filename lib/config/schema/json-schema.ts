import { isObject } from '../../values/json';
import { z } from 'zod';
import { environment } from './environment';
import { argumentExamples } from './state-backend-examples';

/** A schema, as zod makes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A whole environment, after defaults.yml and its own file were merged. */
export const environmentJsonSchema: JsonSchema = withExamples(
  z.toJSONSchema(environment, { io: 'input', target: 'draft-7' }),
  Object.entries(argumentExamples).flatMap(([backend, values]) =>
    values.map((value) => ({ state_backend: { [backend]: value } })),
  ),
);

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

/** The schema in which each field that has no examples has what the values have there. */
function withExamples<Schema extends JsonSchema>(schema: Schema, values: readonly unknown[]): Schema {
  if (schema.properties === undefined || values.length === 0) return schema;
  const properties = Object.entries(schema.properties).map(
    ([key, field]): readonly [string, JsonSchema | boolean] => {
      // `not: {}` marks what must never be there.
      if (typeof field !== 'object' || field.not !== undefined) return [key, field];
      const given = values.flatMap((value) => (isObject(value) && key in value ? [value[key]] : []));
      const examples = [...new Map(given.map((value) => [JSON.stringify(value), value])).values()];
      const inner = withExamples(field, given);
      return [key, field.examples === undefined && examples.length > 0 ? { ...inner, examples } : inner];
    },
  );
  return { ...schema, properties: Object.fromEntries(properties) };
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
