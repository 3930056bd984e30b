/**
 * Renders plain values as the strings that Terraform reads. Only this file escapes a user's text for Terraform. It escapes
 * each text before it joins the text with syntax that Terraform evaluates.
 */
import {
  StringWithLookups,
  stringifyJson,
  type DeferredString,
  type Json,
  type ListWithLookups,
  type Lookup,
  type MapWithLookups,
} from '../values/deferred-values';
import { lookupExpression, type KnownValues } from './lookups';
import {
  Attribute,
  Expression,
  JsonText,
  OrderedList,
  Template,
  type TerraformString,
} from './terraform-values';

/**
 * Escapes a text that Terraform must not evaluate: `${` and `%{` begin templates in every string of Terraform's JSON, and
 * cdktf replaces its own tokens in every string.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function literal(text: string): string {
  if (isUnchanged(text)) return text;
  const escaped = text.replace(/([$%])\{/g, '$1$1{');
  // cdktf replaces its tokens inside an escaped string too. So a directive that renders as nothing splits the token. The
  // directive contains no quotes, because they would have to be escaped inside JSON.
  return escaped.replaceAll('{TfToken[', '{TfToken%{if true}%{endif}[');
}

/**
 * Returns whether {@link literal} changes nothing in a text. In JSON without lookups, each `${`, `%{` and token is inside one
 * string, so this is also true for all strings of the JSON.
 */
function isUnchanged(text: string): boolean {
  return !text.includes('${') && !text.includes('%{') && !text.includes('{TfToken[');
}

/** Renders plain values as strings of Terraform's JSON. */
export class TerraformText {
  /**
   * Creates a renderer for the strings of one stack.
   *
   * @param known - Expressions for values that no data source looks up.
   * @param addressPrefix - Text before the name of each resource. References get it too.
   * @param counted - Addresses of data sources that have a `count` of 1 or 0.
   */
  constructor(
    private readonly known: KnownValues = {},
    readonly addressPrefix = '',
    private readonly counted: ReadonlySet<string> = new Set(),
  ) {}

  /** Returns an address, or the address of an attribute, with the prefix of the scope: `aws_sqs_queue.<prefix>x`. */
  address(address: string): string {
    return address.replace(/^(?:data\.)?[^.]+\./, (type) => `${type}${this.addressPrefix}`);
  }

  /** Returns a string of Terraform's JSON: `arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/x`. */
  string(value: TerraformString): string {
    if (typeof value === 'string') return literal(value);
    if (value instanceof JsonText) return this.json(value.json);
    if (value instanceof Expression) return this.interpolation(value);
    if (value instanceof Template) return value.parts.map((part) => this.string(part)).join('');
    return value.parts.map((part) => (typeof part === 'string' ? literal(part) : this.lookup(part))).join('');
  }

  /** Returns an expression without `${` around it. */
  expression({ parts }: Expression): string {
    return parts
      .map((part) => {
        if (typeof part === 'string') return part;
        return part instanceof Attribute ? this.attribute(part) : this.quoted(part.text);
      })
      .join('');
  }

  private attribute({ address, attribute }: Attribute): string {
    const index = this.counted.has(address) ? '[0]' : '';
    return `${this.address(address)}${index}.${attribute}`;
  }

  /** Returns an expression as a string that Terraform replaces with its value: `${aws_sqs_queue.x.arn}`. */
  interpolation(expression: Expression): string {
    return `\${${this.expression(expression)}}`;
  }

  /** Returns a list with lookups as a string that Terraform replaces with the list: `${sort(…)}`. */
  list(list: ListWithLookups): string {
    return `\${${this.listExpression(list)}}`;
  }

  /**
   * Returns the expression for a list. It sorts the items, because AWS returns them in any order, and removes
   * duplicates.
   */
  listExpression(list: ListWithLookups): string {
    const [only, ...others] = list.items;
    if (only !== undefined && typeof only !== 'string' && others.length === 0) {
      const expression = lookupExpression(only, this.known);
      if (expression instanceof OrderedList) return this.expression(expression);
    }
    const items = list.items.map((item) =>
      typeof item === 'string' ? JSON.stringify(literal(item)) : this.lookupExpression(item),
    );
    return `sort(distinct(compact(flatten([${items.join(', ')}]))))`;
  }

  /** Returns a map with lookups as a string that Terraform replaces with the map: `${merge(…)}`. */
  map(map: MapWithLookups): string {
    return `\${${this.mapExpression(map)}}`;
  }

  private mapExpression({ lookup, own }: MapWithLookups): string {
    const entries = Object.entries(own).map(([key, value]) => `${this.quoted(key)} = ${this.quoted(value)}`);
    return `merge(${this.lookupExpression(lookup)}, { ${entries.join(', ')} })`;
  }

  /**
   * Returns a string that contains JSON. Terraform encodes only the lists that it looks up; this method encodes the rest.
   */
  private json(json: Json): string {
    return stringifyJson(json, {
      literal,
      keeps: isUnchanged,
      lookup: (lookup) => this.lookup(lookup),
      list: (list) => `\${jsonencode(${this.listExpression(list)})}`,
      entries: ({ map }) =>
        `\${jsonencode([for key, value in ${this.mapExpression(map)} : { Key = key, Value = value }])}`,
    });
  }

  /** Returns a string inside an expression: `"arn:aws:sqs:…:${data.aws_caller_identity.current.account_id}:x"`. */
  private quoted(text: DeferredString): string {
    const parts = text instanceof StringWithLookups ? text.parts : [text];
    const inner = parts.map((part) =>
      typeof part === 'string' ? escapeQuoted(literal(part)) : this.lookup(part),
    );
    return `"${inner.join('')}"`;
  }

  private lookup(lookup: Lookup): string {
    return `\${${this.lookupExpression(lookup)}}`;
  }

  private lookupExpression(lookup: Lookup): string {
    return this.expression(lookupExpression(lookup, this.known));
  }
}

/** Quotes a text for an expression. Terraform has the same escapes as JSON, except for `\b` and `\f`. */
function escapeQuoted(text: string): string {
  const codes = new Map([
    ['\\b', '\\u0008'],
    ['\\f', '\\u000c'],
  ]);
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\./g, (escape) => codes.get(escape) ?? escape);
}
