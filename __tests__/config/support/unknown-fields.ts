import { environmentJsonSchema, type JsonSchema } from '../../../lib/config/schema/json-schema';
import { findUnknownFields } from '../../../lib/config/hints/unknown-fields';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';

/** A map of fields in the schema. */
export interface Level {
  readonly path: readonly string[];
  readonly fields: readonly string[];
}

/** Returns every map of fields in a schema. */
function levels(schema: JsonSchema, path: readonly string[] = []): readonly Level[] {
  const fields = Object.entries(schema.properties ?? {});
  const below = fields.flatMap(([name, inner]) =>
    typeof inner === 'object' ? levels(inner, [...path, name]) : [],
  );
  const { additionalProperties: any } = schema;
  const named = typeof any === 'object' ? levels(any, [...path, 'any']) : [];
  return [...(fields.length > 0 ? [{ path, fields: fields.map(([name]) => name) }] : []), ...below, ...named];
}

/** Returns the message about a field of this name in the map at the path. */
export function messageOf(path: readonly string[], name: string): string | undefined {
  const text = JSON.stringify([...path, name].reduceRight<unknown>((value, key) => ({ [key]: value }), 'x'));
  const [problem] = findUnknownFields(parseYaml('f.yml', text).root).problems;
  return problem?.message;
}

/** Returns the field that a message suggests. */
export function suggestedBy(message: string | undefined): string | undefined {
  return /did you mean (.+)\?$/.exec(message ?? '')?.[1];
}

/** Every map of fields in the schema. */
export const maps = levels(environmentJsonSchema());
