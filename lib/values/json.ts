/** A JSON object of unknown fields: an event, a definition, a pattern from a user. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, and not a list or `null`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. It also narrows the type of readonly arrays; `Array.isArray` does not. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Returns the value of a text that is JSON; `undefined` for every other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Returns a field of an object, or an item of a list.
 *
 * @param value - Any value.
 * @param name - The name of the field, or the index of the item as a string.
 * @returns `undefined` if the value has no such field of its own; inherited properties are ignored.
 */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

/** Returns the items of a list; no items for a value that is not a list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

/** Returns the items of a list; the value as the only item if it is not a list. AWS accepts both forms in policies. */
export function oneOrMore(value: unknown): readonly unknown[] {
  return isList(value) ? value : [value];
}
