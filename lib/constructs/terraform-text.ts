/**
 * Values of jobs → what Terraform reads. A user's text is escaped here, in one place, before anything is joined to it
 * that Terraform is to evaluate.
 */
import { Token } from 'cdktf';
import {
  ListWithLookups,
  stringifyJson,
  type Json,
  type Lookup,
  type DeferredString,
  type DeferredList,
} from '../values/deferred-values';

/** The Terraform expression for what is looked up. */
export type LookupExpression = (lookup: Lookup) => string;

/**
 * A text that Terraform takes literally: `${` and `%{` begin templates in every string of Terraform's JSON, and cdktf
 * looks in every string for tokens of its own.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function literal(text: string): string {
  const escaped = text.replace(/([$%])\{/g, '$1$1{');
  // cdktf finds its tokens inside an escaped string too: a directive that renders to nothing takes them apart. It has
  // no quotes, which JSON around it would escape.
  return escaped.replaceAll('{TfToken[', '{TfToken%{if true}%{endif}[');
}

/** {@link literal} for every text in a value of plain data; keys included. */
export function literalValue(value: unknown): unknown {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map(literalValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [literal(key), literalValue(inner)]));
}

/** {@link literal} for the values and keys of a map of texts, or nothing for an empty map. */
export function literalMap(map: Readonly<Record<string, string>>): Record<string, string> | undefined {
  const entries = Object.entries(map);
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.map(([key, text]) => [literal(key), literal(text)]));
}

/** Renders what jobs are made of, with one stack's data sources for what is looked up. */
export class TerraformText {
  constructor(private readonly expressionOf: LookupExpression) {}

  /** `arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/x` */
  text(text: DeferredString): string {
    if (typeof text === 'string') return literal(text);
    return text.parts
      .map((part) => (typeof part === 'string' ? literal(part) : `\${${this.expressionOf(part)}}`))
      .join('');
  }

  /** A string inside an expression: `"arn:aws:sqs:…:${data.aws_caller_identity.current.account_id}:x"`. */
  quoted(text: DeferredString): string {
    const parts = typeof text === 'string' ? [text] : text.parts;
    const inner = parts.map((part) =>
      typeof part === 'string' ? escapedInQuotes(literal(part)) : `\${${this.expressionOf(part)}}`,
    );
    return `"${inner.join('')}"`;
  }

  /** A list of strings. */
  list(list: DeferredList): string[] {
    return list instanceof ListWithLookups
      ? Token.asList(`\${${this.listExpression(list)}}`)
      : list.map(literal);
  }

  /** JSON in a string, with Terraform's own encoding only where a whole list is looked up. */
  json(json: Json): string {
    return stringifyJson(json, {
      literal,
      lookup: (lookup) => `\${${this.expressionOf(lookup)}}`,
      list: (list) => `\${jsonencode(${this.listExpression(list)})}`,
    });
  }

  /** The same list, sorted and without duplicates, whatever order AWS answers in. */
  private listExpression(list: ListWithLookups): string {
    const items = list.items.map((item) =>
      typeof item === 'string' ? JSON.stringify(literal(item)) : this.expressionOf(item),
    );
    return `sort(distinct(compact(flatten([${items.join(', ')}]))))`;
  }
}

/** Terraform's quoted strings have JSON's escapes but for two. */
function escapedInQuotes(text: string): string {
  const codes = new Map([
    ['\\b', '\\u0008'],
    ['\\f', '\\u000c'],
  ]);
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\./g, (escape) => codes.get(escape) ?? escape);
}
