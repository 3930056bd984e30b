/**
 * What a field whose name ends in `.$` holds: a path, or intrinsic functions over paths and literals.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * @see https://states-language.net/spec.html#intrinsic-functions
 */
import { isPath } from './paths';

/** Name → how many arguments it takes. */
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
export type IntrinsicFunction = keyof typeof intrinsicFunctions;

export type Expression =
  | { readonly kind: 'path'; readonly path: string }
  /** Between the quotes, escapes included: what they mean depends on the function. */
  | { readonly kind: 'string'; readonly raw: string }
  | { readonly kind: 'literal'; readonly value: number | boolean | null }
  | {
      readonly kind: 'call';
      readonly name: IntrinsicFunction;
      readonly arguments: readonly Expression[];
    };

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression; readonly calls: number }
  | { readonly ok: false; readonly reason: string };

/** Reads a path or a call; a literal by itself is none. */
export function parseExpression(text: string): ParsedExpression {
  const reader = new Reader(text);
  try {
    return { ok: true, expression: reader.whole(), calls: reader.calls };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, reason: error.message };
  }
}

class Refusal extends Error {}

/** A path ends where an argument does; in brackets and in quotes it may have commas and parentheses. */
const pathInCall = /\$(?:\[(?:'(?:[^'\\]|\\.)*'|[^\]'])*\]|[^\s,()[\]])*/y;
const string = /'((?:[^'\\]|\\.)*)'/sy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /(?:true|false|null)\b/y;
const call = /([A-Za-z][A-Za-z0-9_.]*)\s*\(/y;

class Reader {
  calls = 0;
  private position = 0;

  constructor(private readonly text: string) {}

  whole(): Expression {
    if (this.text.startsWith('$')) {
      if (!isPath(this.text)) throw new Refusal(`${this.text} is no path`);
      return { kind: 'path', path: this.text };
    }
    const expression = this.read(call) === undefined ? undefined : this.callAt(0);
    if (expression === undefined) {
      throw new Refusal(`${JSON.stringify(this.text)} must be a path or an intrinsic function`);
    }
    if (this.position < this.text.length) {
      throw new Refusal(`${JSON.stringify(this.text.slice(this.position))} after the intrinsic function`);
    }
    return expression;
  }

  private callAt(start: number): Expression {
    this.position = start;
    const name = this.read(call)?.[1] ?? '';
    if (!isIntrinsicFunction(name)) throw new Refusal(`there is no intrinsic function ${name}`);
    this.calls += 1;
    const given = this.list();
    const [minimum, maximum] = intrinsicFunctions[name];
    if (given.length < minimum || given.length > maximum) {
      throw new Refusal(`${name} has ${given.length} arguments`);
    }
    if (name === 'States.Format') checkFormat(given);
    return { kind: 'call', name, arguments: given };
  }

  private list(): readonly Expression[] {
    const given: Expression[] = [];
    for (;;) {
      this.read(/\s*/y);
      if (this.read(/\)/y) !== undefined) return given;
      if (given.length > 0 && this.read(/,\s*/y) === undefined) {
        throw new Refusal(`neither a comma nor ) at ${this.where()}`);
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
      if (!isPath(path)) throw new Refusal(`${path} is no path`);
      return { kind: 'path', path };
    }
    const literal = (this.read(word) ?? this.read(number))?.[0];
    if (literal !== undefined) return { kind: 'literal', value: literalOf(literal) };
    if (this.read(call) !== undefined) return this.callAt(start);
    throw new Refusal(`no argument at ${this.where()}`);
  }

  private read(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text) ?? undefined;
    this.position += found?.[0].length ?? 0;
    return found;
  }

  private where(): string {
    return this.position < this.text.length ? JSON.stringify(this.text.slice(this.position)) : 'the end';
  }
}

function isIntrinsicFunction(name: string): name is IntrinsicFunction {
  return Object.hasOwn(intrinsicFunctions, name);
}

function literalOf(text: string): number | boolean | null {
  return text === 'null' ? null : text === 'true' ? true : text === 'false' ? false : Number(text);
}

/** A template that is a literal has as many `{}` as there are values; `{`, `}`, `'` and `\` are escaped in it. */
function checkFormat([template, ...values]: readonly Expression[]): void {
  if (template?.kind !== 'string') return;
  const tokens = template.raw.match(/\\.|\{\}|[{}]/gs) ?? [];
  const lone = tokens.find((token) => token === '{' || token === '}');
  if (lone !== undefined) throw new Refusal(`a lone ${lone} in the template of States.Format`);
  const wrong = tokens.find((token) => token.startsWith('\\') && !/^\\['{}\\]$/.test(token));
  if (wrong !== undefined) throw new Refusal(`the escape ${wrong} in the template of States.Format`);
  const places = tokens.filter((token) => token === '{}').length;
  if (places !== values.length) {
    throw new Refusal(`States.Format has ${places} {} in its template and ${values.length} values`);
  }
}
