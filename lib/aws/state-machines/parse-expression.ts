/**
 * Parses the value of a field whose name ends in `.$`: a path, or intrinsic functions of paths and literals.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * @see https://states-language.net/spec.html#intrinsic-functions
 */
import type { Result } from '../../text/result';
import { ParseError, parseWith, TextParser } from '../../text/text-parser';
import { isPath } from './paths';

/** The minimum and maximum number of arguments of each function. */
const intrinsicFunctions = {
  'States.Array': [0, Infinity],
  'States.ArrayContains': [2, 2],
  'States.ArrayGetItem': [2, 2],
  'States.ArrayLength': [1, 1],
  'States.ArrayPartition': [2, 2],
  'States.ArrayRange': [3, 3],
  'States.ArrayUnique': [1, 1],
  'States.Base64Decode': [1, 1],
  'States.Base64Encode': [1, 1],
  'States.Format': [1, Infinity],
  'States.Hash': [2, 2],
  'States.JsonMerge': [3, 3],
  'States.JsonToString': [1, 1],
  'States.MathAdd': [2, 2],
  'States.MathRandom': [2, 3],
  'States.StringSplit': [2, 2],
  'States.StringToJson': [1, 1],
  'States.UUID': [0, 0],
} as const satisfies Record<string, readonly [minimum: number, maximum: number]>;
/** The name of an intrinsic function. */
export type IntrinsicFunction = keyof typeof intrinsicFunctions;

/** A parsed path, literal or call. */
export type Expression =
  | { readonly kind: 'path'; readonly path: string }
  /** The text between the quotes, with escapes. Their meaning depends on the function. */
  | { readonly kind: 'string'; readonly raw: string }
  | { readonly kind: 'literal'; readonly value: number | boolean | null }
  | {
      readonly kind: 'call';
      readonly name: IntrinsicFunction;
      readonly arguments: readonly Expression[];
    };

/** A parsed field. */
export interface ParsedExpression {
  /** A path or a call. */
  readonly expression: Expression;
  /** The number of intrinsic functions, including nested ones. */
  readonly calls: number;
}

/**
 * Parses a path or a call of an intrinsic function. A literal is valid only as an argument.
 *
 * @param text - The value of the field.
 */
export function parseExpression(text: string): Result<ParsedExpression> {
  return parseWith(() => new ExpressionParser(text).parse());
}

/** Matches a path in a function call. A space, comma or parenthesis ends the path, except inside brackets. */
const pathInCall = /\$(?:\[(?:'(?:[^'\\]|\\.)*'|[^\]'])*\]|[^\s,()[\]])*/y;
const string = /'((?:[^'\\]|\\.)*)'/sy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /(?:true|false|null)\b/y;
const call = /([A-Za-z][A-Za-z0-9_.]*)\s*\(/y;

class ExpressionParser extends TextParser {
  private calls = 0;

  parse(): ParsedExpression {
    return { expression: this.expression(), calls: this.calls };
  }

  private expression(): Expression {
    if (this.text.startsWith('$')) {
      if (!isPath(this.text)) throw new ParseError(`${this.text} is not a valid path`);
      return { kind: 'path', path: this.text };
    }
    const expression = this.read(call) === undefined ? undefined : this.callAt(0);
    if (expression === undefined) {
      throw new ParseError(`${JSON.stringify(this.text)} must be a path or an intrinsic function`);
    }
    if (!this.isAtEnd()) {
      throw new ParseError(`unexpected ${this.describePosition()} after the intrinsic function`);
    }
    return expression;
  }

  private callAt(start: number): Expression {
    this.position = start;
    const name = this.read(call)?.[1] ?? '';
    if (!isIntrinsicFunction(name)) throw new ParseError(`there is no intrinsic function ${name}`);
    this.calls += 1;
    const given = this.argumentList();
    const [minimum, maximum] = intrinsicFunctions[name];
    if (given.length < minimum || given.length > maximum) {
      const allowed = minimum === maximum ? `${minimum}` : `${minimum} to ${maximum}`;
      throw new ParseError(
        `${name} has ${given.length} argument${given.length === 1 ? '' : 's'}; it must have ${maximum === Infinity ? `at least ${minimum}` : allowed}`,
      );
    }
    if (name === 'States.Format') checkFormat(given);
    return { kind: 'call', name, arguments: given };
  }

  private argumentList(): readonly Expression[] {
    const given: Expression[] = [];
    for (;;) {
      this.read(/\s*/y);
      if (this.read(/\)/y) !== undefined) return given;
      if (given.length > 0 && this.read(/,\s*/y) === undefined) {
        throw new ParseError(`expected a comma or ) at ${this.describePosition()}`);
      }
      given.push(this.argument());
    }
  }

  private argument(): Expression {
    const start = this.position;
    const raw = this.read(string)?.[1];
    if (raw !== undefined) return { kind: 'string', raw };
    const path = this.read(pathInCall)?.[0];
    if (path !== undefined) {
      if (!isPath(path)) throw new ParseError(`${path} is not a valid path`);
      return { kind: 'path', path };
    }
    const literal = (this.read(word) ?? this.read(number))?.[0];
    if (literal !== undefined) return { kind: 'literal', value: literalOf(literal) };
    if (this.read(call) !== undefined) return this.callAt(start);
    throw new ParseError(`expected an argument at ${this.describePosition()}`);
  }
}

function isIntrinsicFunction(name: string): name is IntrinsicFunction {
  return Object.hasOwn(intrinsicFunctions, name);
}

function literalOf(text: string): number | boolean | null {
  return text === 'null' ? null : text === 'true' ? true : text === 'false' ? false : Number(text);
}

/**
 * Checks the arguments of `States.Format`. A literal template must have one `{}` for each value, and must escape other
 * `{`, `}`, `'` and `\`.
 */
function checkFormat([template, ...values]: readonly Expression[]): void {
  if (template?.kind !== 'string') return;
  const tokens = template.raw.match(/\\.|\{\}|[{}]/gs) ?? [];
  const lone = tokens.find((token) => token === '{' || token === '}');
  if (lone !== undefined) throw new ParseError(`the template of States.Format must escape ${lone}`);
  const invalidEscape = tokens.find((token) => token.startsWith('\\') && !/^\\['{}\\]$/.test(token));
  if (invalidEscape !== undefined)
    throw new ParseError(`the template of States.Format must not have the escape ${invalidEscape}`);
  const placeholders = tokens.filter((token) => token === '{}').length;
  if (placeholders !== values.length) {
    throw new ParseError(
      `the template of States.Format has ${placeholders} {}; it must have one for each value (${values.length})`,
    );
  }
}
