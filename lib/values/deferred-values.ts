/**
 * Values that Terraform looks up in AWS, such as the account ID, subnet IDs and the roles of a task definition.
 *
 * All other generated values are plain strings. Lookups have types of their own, so that a user's text is escaped for
 * Terraform before an expression is joined to it.
 */
import { isList } from './json';

/** The facts that Terraform can look up during a plan. */
export const lookupNames = [
  'account_id',
  'subnet_ids',
  'security_group_ids',
  'task_role_arn',
  'task_role_name',
  'execution_role_arn',
] as const;
export type LookupName = (typeof lookupNames)[number];

/** The variables of a Terraform module that replace values of the configuration. */
export const variableNames = [
  'bucket_name',
  'cluster_name',
  'critical_sns_topic_arn',
  'kms_key_arn',
  'permissions_boundary_arn',
  'sns_topic_arn',
  'tags',
  'task_definition_family',
  'warning_sns_topic_arn',
] as const;
/** The name of a variable that replaces one value. */
export type VariableName = (typeof variableNames)[number];

/** Whether a name is that of a variable, and not of a value that Terraform looks up. */
export function isVariableName(name: LookupName | VariableName): name is VariableName {
  return variableNames.some((each) => each === name);
}

/**
 * A value to look up: a list of strings for `subnet_ids` and `security_group_ids`, a map for `tags`, a string for the
 * others.
 */
export class Lookup {
  /**
   * Creates a lookup.
   *
   * @param name - The name of the value.
   * @param ofJob - The name of the job whose own task definition has the value; `undefined` for the service's task
   *   definition.
   */
  constructor(
    readonly name: LookupName | VariableName,
    readonly ofJob?: string,
  ) {}

  /** Returns the text for people: `<account_id>`. */
  toString(): string {
    return `<${this.name}>`;
  }
}

/** A string with lookups in it: `arn:aws:iam::<account_id>:role/x`. */
export class StringWithLookups {
  /**
   * Creates a string.
   *
   * @param parts - Literal text and lookups, in their order.
   */
  constructor(readonly parts: readonly (string | Lookup)[]) {}

  /** Returns the text for people: `arn:aws:iam::<account_id>:role/x`. */
  toString(): string {
    return this.parts.join('');
  }
}

/** A plain string, or a string with lookups. */
export type DeferredString = string | StringWithLookups;

/** A list with lookups. Terraform sorts it and removes duplicates and empty strings. */
export class ListWithLookups {
  /**
   * Creates a list.
   *
   * @param items - Plain strings and lookups.
   */
  constructor(readonly items: readonly (string | Lookup)[]) {}

  /** Returns the text for people: `subnet-1,<subnet_ids>`. */
  toString(): string {
    return this.items.join(',');
  }
}

/** A list of plain strings, or a list with lookups. */
export type DeferredList = readonly string[] | ListWithLookups;

/** A map of strings, such as tags, that joins a lookup and entries of its own. */
export class MapWithLookups {
  /**
   * Creates a map.
   *
   * @param lookup - The lookup of a map.
   * @param own - Entries that replace looked-up entries of the same key.
   */
  constructor(
    readonly lookup: Lookup,
    readonly own: Readonly<Record<string, string>>,
  ) {}
}

/** A map of plain strings, or a map with lookups. */
export type DeferredMap = Readonly<Record<string, string>> | MapWithLookups;

/** A map with lookups as a list of objects, as some APIs have it: `[{ "Key": …, "Value": … }]`. */
export class ListOfEntries {
  constructor(readonly map: MapWithLookups) {}
}

/** JSON that can contain lookups. The output keeps the order of the keys. */
export type Json =
  | string
  | number
  | boolean
  | null
  | StringWithLookups
  | ListWithLookups
  | ListOfEntries
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Joins strings and lookups; use it as a tag of a template literal. Returns a plain string if there are no lookups. */
export function deferredString(
  literals: TemplateStringsArray,
  ...values: readonly (DeferredString | Lookup)[]
): DeferredString {
  const parts: (string | Lookup)[] = [];
  const add = (part: string | Lookup): void => {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  };
  literals.forEach((literal, index) => {
    add(literal);
    const value = values[index];
    if (value instanceof StringWithLookups) value.parts.forEach(add);
    else if (value !== undefined) add(value);
  });
  return parts.every((part) => typeof part === 'string') ? parts.join('') : new StringWithLookups(parts);
}

/** Sorts strings and removes duplicates. Returns a plain list if there are no lookups. */
export function deferredList(items: readonly (string | Lookup)[]): DeferredList {
  const known = [...new Set(items.filter((item) => typeof item === 'string'))].sort();
  const lookups = items.filter((item) => item instanceof Lookup);
  return lookups.length === 0 ? known : new ListWithLookups([...known, ...lookups]);
}

/**
 * Returns the text of a value of the configuration.
 *
 * @throws TypeError if the value has lookups, which only the jobs of a module have.
 */
export function literalText(text: DeferredString): string {
  if (typeof text === 'string') return text;
  throw new TypeError('the value is a variable of a module, and has no text');
}

/** Returns the entries of a map that are not looked up. */
export function literalEntries(map: DeferredMap): Readonly<Record<string, string>> {
  return map instanceof MapWithLookups ? map.own : map;
}

/** Functions that write the parts of {@link Json}. */
export interface JsonWriter {
  /**
   * Converts literal text, for example to escape it for Terraform. {@link stringifyJson} adds the JSON escapes to the
   * result.
   */
  readonly literal: (literal: string) => string;
  /**
   * Whether {@link literal} changes no text that is in this text.
   *
   * @default literal can change any text
   */
  readonly keeps?: (text: string) => boolean;
  /**
   * Returns the text for a lookup inside a JSON string. {@link stringifyJson} does not escape this text, so it must be
   * valid inside a JSON string.
   */
  readonly lookup: (lookup: Lookup) => string;
  /** Returns the JSON of a list that has lookups. */
  readonly list: (list: ListWithLookups) => string;
  /** Returns the JSON of the entries of a map that has lookups. */
  readonly entries: (entries: ListOfEntries) => string;
}

/** The serialized objects and lists that have no lookups; `undefined` for those with lookups. */
const plainTexts = new WeakMap<object, { readonly text: string | undefined }>();

/**
 * Returns JSON without lookups as `JSON.stringify` does; `undefined` if there are lookups. Large values, such as definitions of
 * state machines, are serialized once: for their size, and for the output.
 */
function plainText(json: Json): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const known = plainTexts.get(json);
  if (known !== undefined) return known.text;
  const text = hasLookups(json) ? undefined : JSON.stringify(json);
  plainTexts.set(json, { text });
  return text;
}

function hasLookups(json: Json): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (json instanceof StringWithLookups || json instanceof ListWithLookups || json instanceof ListOfEntries)
    return true;
  return isList(json) ? json.some(hasLookups) : Object.values(json).some(hasLookups);
}

/** Serializes JSON with lookups, as `JSON.stringify` does for plain JSON. The JSON must not change after the call. */
export function stringifyJson(json: Json, writer: JsonWriter): string {
  const plain = plainText(json);
  if (plain !== undefined && writer.keeps?.(plain) === true) return plain;
  const quoted = (literal: string): string => JSON.stringify(writer.literal(literal));
  const write = (node: Json): string => {
    if (typeof node === 'string') return quoted(node);
    if (typeof node !== 'object' || node === null) return JSON.stringify(node);
    if (node instanceof StringWithLookups) {
      return `"${node.parts.map((part) => (typeof part === 'string' ? quoted(part).slice(1, -1) : writer.lookup(part))).join('')}"`;
    }
    if (node instanceof ListWithLookups) return writer.list(node);
    if (node instanceof ListOfEntries) return writer.entries(node);
    if (isList(node)) return `[${node.map(write).join(',')}]`;
    const entries = Object.entries(node).map(([key, value]) => `${quoted(key)}:${write(value)}`);
    return `{${entries.join(',')}}`;
  };
  return write(json);
}

/** Returns plain JSON: the name of each lookup, such as `(account_id)`, replaces its value. */
export function withoutLookups(json: Json): unknown {
  return JSON.parse(
    stringifyJson(json, {
      literal: (literal) => literal,
      keeps: () => true,
      lookup: ({ name }) => `(${name})`,
      list: ({ items }) =>
        JSON.stringify(items.map((item) => (typeof item === 'string' ? item : `(${item.name})`))),
      entries: ({ map }) => JSON.stringify(Object.entries(map.own).map(([Key, Value]) => ({ Key, Value }))),
    }),
  );
}
