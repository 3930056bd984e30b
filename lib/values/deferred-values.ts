/**
 * Values of which a part is known to AWS alone: the account's id, the ids of subnets, the roles of a task definition.
 *
 * Everything else that we make is a plain string. Keeping the two apart lets a user's text be escaped for Terraform
 * before anything that Terraform evaluates is joined to it.
 */

/** What can be asked of AWS while Terraform plans. */
export const lookupNames = [
  'account_id',
  'subnet_ids',
  'security_group_ids',
  'task_role_arn',
  'task_role_name',
  'execution_role_arn',
] as const;
export type LookupName = (typeof lookupNames)[number];

/** One fact to look up: a string for `account_id` and the roles, a list of strings for the ids. */
export class Lookup {
  /** @param ofJob - The job in whose own task definition it is found; absent, it is the service's. */
  constructor(
    readonly name: LookupName,
    readonly ofJob?: string,
  ) {}
}

/** A text with facts to look up in it: `arn:aws:iam::<account_id>:role/x`. */
export class StringWithLookups {
  constructor(readonly parts: readonly (string | Lookup)[]) {}
}

/** A plain string, or one of which a part is looked up. */
export type DeferredString = string | StringWithLookups;

/** A list of strings some of which are looked up: sorted, without duplicates and without empty ones. */
export class ListWithLookups {
  constructor(readonly items: readonly (string | Lookup)[]) {}
}

/** A list of strings, or one of which some are looked up. */
export type DeferredList = readonly string[] | ListWithLookups;

/** JSON whose leaves may be looked up. The order of keys is the order of output. */
export type Json =
  | string
  | number
  | boolean
  | null
  | StringWithLookups
  | ListWithLookups
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A template tag that joins texts: a plain string when nothing in it is looked up. */
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

/** A sorted list without duplicates: plain when nothing in it is looked up. */
export function deferredList(items: readonly (string | Lookup)[]): DeferredList {
  const known = [...new Set(items.filter((item) => typeof item === 'string'))].sort();
  const lookups = items.filter((item) => item instanceof Lookup);
  return lookups.length === 0 ? known : new ListWithLookups([...known, ...lookups]);
}

/** How the pieces of {@link Json} are written: what is literal, what is looked up inside a string, and looked-up lists. */
export interface JsonWriter {
  readonly literal: (literal: string) => string;
  readonly lookup: (lookup: Lookup) => string;
  readonly list: (list: ListWithLookups) => string;
}

/** `JSON.stringify`, for JSON in which something is looked up. */
export function stringifyJson(json: Json, writer: JsonWriter): string {
  const inString = (literal: string): string => JSON.stringify(writer.literal(literal)).slice(1, -1);
  const write = (node: Json): string => {
    if (typeof node === 'string') return `"${inString(node)}"`;
    if (typeof node !== 'object' || node === null) return JSON.stringify(node);
    if (node instanceof StringWithLookups) {
      return `"${node.parts.map((part) => (typeof part === 'string' ? inString(part) : writer.lookup(part))).join('')}"`;
    }
    if (node instanceof ListWithLookups) return writer.list(node);
    if (isList(node)) return `[${node.map(write).join(',')}]`;
    return `{${Object.entries(node)
      .map(([key, value]) => `"${inString(key)}":${write(value)}`)
      .join(',')}}`;
  };
  return write(json);
}

function isList(node: object): node is readonly Json[] {
  return Array.isArray(node);
}
