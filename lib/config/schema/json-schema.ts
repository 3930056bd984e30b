import { once } from '../../values/once';
import { generateJsonSchema, type JsonSchema } from './generate-json-schema';

export type { JsonSchema } from './generate-json-schema';

/** Returns the schema of an environment: defaults.yml merged with the environment's own file. */
export const environmentJsonSchema: () => JsonSchema = once(generateJsonSchema);

/**
 * Returns the schema of one file of env-config. No field is required, because each can be in defaults.yml or in the file
 * of the environment. Every field allows `null`, which removes an inherited value.
 *
 * @see https://json-schema.org/draft-07/json-schema-validation
 */
export function fileJsonSchema(): JsonSchema {
  const { $schema, ...whole } = environmentJsonSchema();
  const file = forFile(whole);
  return {
    ...($schema === undefined ? {} : { $schema }),
    title: 'env-config',
    description:
      'The background jobs of an application: env-config/defaults.yml, or the file of one environment.',
    ...file,
    // The value of a file that is empty, or has only comments, is null.
    type: ['object', 'null'],
  };
}

function forFile(schema: JsonSchema): JsonSchema {
  const { required, properties, additionalProperties, ...rest } = schema;
  // A value that can be a map or false.
  if (rest.anyOf?.some((each) => each.properties !== undefined) === true)
    return { ...schema, anyOf: rest.anyOf.map(forFile) };
  // Items of lists are not merged, so their required fields stay required.
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
  // `not: {}` marks a field that must not be set, such as a secret.
  if (typeof schema === 'boolean' || schema.not !== undefined) return schema;
  const { description, examples, default: defaultValue, ...rest } = forFile(schema);
  return {
    ...(description === undefined ? {} : { description }),
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...(examples === undefined ? {} : { examples }),
    anyOf: [rest, { type: 'null' }],
  };
}

/**
 * Returns the schema of the value at a path of an environment.
 *
 * @returns `undefined` if the schema has no such path.
 */
export function schemaAt(path: readonly (string | number)[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((schema, step) => {
    if (schema === undefined) return undefined;
    if (typeof step === 'number')
      return objectSchema(Array.isArray(schema.items) ? schema.items[step] : schema.items);
    if (schema.properties !== undefined && Object.hasOwn(schema.properties, step)) {
      return objectSchema(schema.properties[step]);
    }
    return objectSchema(schema.additionalProperties);
  }, environmentJsonSchema());
}

/** Returns the schema of a map. If a value can be a map or `false`, returns its schema with the fields of the map. */
function objectSchema(schema: JsonSchema | boolean | undefined): JsonSchema | undefined {
  if (typeof schema !== 'object') return undefined;
  const map = schema.anyOf?.find((each) => typeof each === 'object' && each.properties !== undefined);
  return typeof map === 'object' ? { ...map, ...schema } : schema;
}
