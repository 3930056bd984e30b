/**
 * Values of Terraform arguments as plain data. A plain string is a user's text, which Terraform must not evaluate. An
 * expression has its own type, so that text and syntax can't be confused.
 */
import type { DeferredString, Json, ListWithLookups, MapWithLookups } from '../values/deferred-values';

/** A reference to an attribute of a resource or a data source. */
export class Attribute {
  /**
   * Creates a reference.
   *
   * @param address - `aws_appautoscaling_policy.queue_worker_jobs_pages-busy`.
   * @param attribute - `arn`.
   */
  constructor(
    readonly address: string,
    readonly attribute: string,
  ) {}
}

/** A text as a quoted string inside an expression. */
export class Quoted {
  constructor(readonly text: DeferredString) {}
}

/** An expression in Terraform's language: its syntax, and the attributes and quoted texts in it. */
export class Expression {
  constructor(readonly parts: readonly (string | Attribute | Quoted)[]) {}
}

/** An expression of a list whose items are already sorted and distinct. */
export class OrderedList extends Expression {}

/** A string that Terraform joins from texts and expressions. */
export class Template {
  constructor(readonly parts: readonly (DeferredString | Expression)[]) {}
}

/** JSON in a string. */
export class JsonText {
  constructor(readonly json: Json) {}
}

/**
 * An argument such as `tags`, whose keys are defined by a user or by AWS and are not names of Terraform arguments.
 */
export class TerraformMap {
  constructor(readonly entries: Readonly<Record<string, TerraformString | number>>) {}
}

/** The value of an argument that is a string. */
export type TerraformString = DeferredString | Expression | Template | JsonText;

/** The value of an argument that is a list of strings. */
export type TerraformStringList = readonly TerraformString[] | ListWithLookups;

/** Any value of an argument. */
export type TerraformValue =
  | TerraformString
  | TerraformMap
  | ListWithLookups
  | MapWithLookups
  | number
  | boolean
  | undefined
  | readonly TerraformValue[]
  | TerraformBlock;

/** Arguments by their names in the bindings: `taskRoleArn` for Terraform's `task_role_arn`. */
export interface TerraformBlock {
  readonly [argument: string]: TerraformValue;
}

/**
 * Builds an expression. Use this function as a template tag: expression`length(${list})`. A value that is a user's text
 * must be a {@link Quoted}. A number stays unchanged.
 */
export function expression(
  syntax: TemplateStringsArray,
  ...values: readonly (Expression | Attribute | Quoted | number)[]
): Expression {
  const parts = syntax.flatMap((text, index) => {
    const value = values[index];
    return value === undefined ? [text] : [text, ...partsOf(value)];
  });
  return new Expression(parts.filter((part) => part !== ''));
}

function partsOf(value: Expression | Attribute | Quoted | number): Expression['parts'] {
  if (value instanceof Expression) return value.parts;
  return [typeof value === 'number' ? String(value) : value];
}

/** Builds the expression of a list: `[a, b]`. */
export function listExpression(items: readonly (Expression | Quoted)[]): Expression {
  return new Expression([
    '[',
    ...items.flatMap((item, index) => [...(index === 0 ? [] : [', ']), ...partsOf(item)]),
    ']',
  ]);
}

/** Builds a text that contains expressions. Use this function as a template tag: template`${count} subnets`. */
export function template(
  texts: TemplateStringsArray,
  ...values: readonly (DeferredString | Expression | number)[]
): Template {
  const parts = texts.flatMap((text, index) => {
    const value = values[index];
    return value === undefined ? [text] : [text, typeof value === 'number' ? String(value) : value];
  });
  return new Template(parts.filter((part) => part !== ''));
}

/** Builds an expression that is only a reference to an attribute. */
export function attribute(address: string, name: string): Expression {
  return new Expression([new Attribute(address, name)]);
}
