import type { Path } from '../../../lib/config/issues/issues';
import type { JsonSchema } from '../../../lib/config/schema/json-schema';
import { fields, fileWith } from './fields';

/** A place of the schema where a user writes a text: a value, an item of a list, or a key. */
export interface TextPlace {
  /** The path of the field; the place of a key ends with `<key>`, and of an item with `0`. */
  readonly name: string;
  /** Returns the path of the text in a file. */
  readonly pathOf: (text: string) => Path;
  /** Whether the text is a key. */
  readonly isKey: boolean;
  /** Returns a file with the text at this place. All other fields in the file are valid. */
  readonly fileWith: (text: string) => unknown;
}

/** Every place of the schema where a user writes any text. */
export const textPlaces: readonly TextPlace[] = fields.flatMap(([name, { path, schema }]) =>
  alternativesOf(schema).flatMap((rule) => placesOf(name, path, rule)),
);

function placesOf(name: string, path: Path, rule: JsonSchema): readonly TextPlace[] {
  const value = (below: Path, place: string, wrap: (text: string) => unknown): TextPlace => ({
    name: place,
    pathOf: () => [...path, ...below],
    isKey: false,
    fileWith: (text) => fileWith(path, wrap(text)),
  });
  if (isText(rule)) return [value([], name, (text) => text)];
  // The union of event patterns accepts any value.
  if (rule.type === 'array') {
    const items = Array.isArray(rule.items) ? rule.items : [rule.items ?? true];
    return items.some((item) => item === true || (typeof item === 'object' && (isText(item) || isAny(item))))
      ? [value([0], `${name}.0`, (text) => [text])]
      : [];
  }
  const values = rule.additionalProperties;
  if (rule.type !== 'object' || values === undefined || values === false) return [];
  const isMapOfTexts = values === true || isText(values) || isAny(values);
  const valuePlace = isMapOfTexts
    ? [
        value(isText(values) ? ['key'] : ['key', 0], `${name}.key`, (text) => ({
          key: isText(values) ? text : [text],
        })),
      ]
    : [];
  const keyPlace: TextPlace = {
    name: `${name}.<key>`,
    pathOf: (text) => [...path, text],
    isKey: true,
    fileWith: (text) =>
      fileWith(path, { [text]: isText(values) ? 'value' : isMapOfTexts ? ['value'] : exampleOf(rule) }),
  };
  return [...valuePlace, keyPlace];
}

/** Returns the alternatives of a schema, without `null`. */
function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  if (schema.not !== undefined) return [];
  return (schema.anyOf ?? [schema]).flatMap((rule) => {
    if (typeof rule !== 'object' || rule.type === 'null') return [];
    return rule.anyOf === undefined ? [rule] : alternativesOf(rule);
  });
}

function isText(rule: JsonSchema | boolean): boolean {
  if (typeof rule !== 'object') return false;
  if (rule.anyOf !== undefined) return rule.anyOf.some((one) => isText(one));
  return rule.type === 'string' && rule.enum === undefined && rule.const === undefined;
}

/** Returns whether a schema accepts any value. */
function isAny(rule: JsonSchema): boolean {
  return (
    rule.type === undefined && rule.anyOf === undefined && rule.enum === undefined && rule.const === undefined
  );
}

/** Returns an example of the value of a map, such as a job. */
function exampleOf(rule: JsonSchema): unknown {
  const [example] = rule.examples ?? [];
  return typeof example === 'object' && example !== null ? Object.values(example)[0] : {};
}
