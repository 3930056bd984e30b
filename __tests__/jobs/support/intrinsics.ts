/**
 * States.Array and States.Format, written from their documentation, without a look at lib. Strict where the
 * documentation is silent: escapes are taken away inside States.Format's template alone, an escape of another
 * character than the four, a lone brace there, and more functions in a field than AWS takes are errors.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
type Argument =
  { readonly kind: 'string'; readonly raw: string } | { readonly kind: 'value'; readonly value: unknown };

class Reader {
  private position = 0;
  private functions = 0;

  constructor(
    private readonly text: string,
    private readonly input: unknown,
  ) {}

  whole(): unknown {
    const argument = this.argument();
    if (this.position !== this.text.length || argument.kind === 'string')
      throw new Error(`left over in ${this.text}`);
    return argument.value;
  }

  private argument(): Argument {
    if (this.text.charAt(this.position) === "'") return { kind: 'string', raw: this.string() };
    const path = this.match(/\$(\.[A-Za-z0-9_-]+)+/y);
    if (path !== undefined) return { kind: 'value', value: this.find(path) };
    const name = this.match(/States\.(Array|Format)\(/y);
    if (name === undefined) throw new Error(`no argument at ${this.position} in ${this.text}`);
    this.functions += 1;
    if (this.functions > 10) throw new Error('more than 10 intrinsic functions');
    const given = this.list();
    return { kind: 'value', value: name === 'States.Array(' ? given.map(plain) : format(given) };
  }

  private list(): readonly Argument[] {
    const given: Argument[] = [];
    while (this.match(/\)/y) === undefined) {
      if (given.length > 0 && this.match(/, /y) === undefined) throw new Error(`no comma in ${this.text}`);
      given.push(this.argument());
    }
    return given;
  }

  private string(): string {
    const found = this.match(/'(?:[^'\\]|\\.)*'/sy);
    if (found === undefined) throw new Error(`a string without an end in ${this.text}`);
    return found.slice(1, -1);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const [found] = pattern.exec(this.text) ?? [];
    this.position += found?.length ?? 0;
    return found;
  }

  private find(path: string): unknown {
    let found: unknown = this.input;
    for (const name of path.split('.').slice(1)) {
      const fields = new Map<string, unknown>(
        typeof found === 'object' && found !== null ? Object.entries(found) : [],
      );
      if (!fields.has(name)) throw new Error(`nothing at ${path}`);
      found = fields.get(name);
    }
    return found;
  }
}

function plain(argument: Argument): unknown {
  if (argument.kind === 'value') return argument.value;
  if (argument.raw.includes('\\')) throw new Error(`it is not sure what an escape means in ${argument.raw}`);
  return argument.raw;
}

function format([template, ...values]: readonly Argument[]): string {
  if (template?.kind !== 'string') throw new Error('no template');
  const rest = [...values];
  const text = template.raw.replace(/\\(.)|\{\}|[{}]/gs, (found: string, escaped: string | undefined) => {
    if (escaped !== undefined && "'{}\\".includes(escaped)) return escaped;
    const value = rest.shift();
    if (found !== '{}' || value === undefined) throw new Error(`${found} in ${template.raw}`);
    return String(plain(value));
  });
  if (rest.length > 0) throw new Error(`too many values for ${template.raw}`);
  return text;
}

/** The parameters of a state for an input: every field whose name ends in `.$` is evaluated. */
export function evaluateParameters(template: unknown, input: unknown): unknown {
  if (Array.isArray(template)) return template.map((item) => evaluateParameters(item, input));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]: [string, unknown]) => {
      if (!key.endsWith('.$')) return [key, evaluateParameters(value, input)];
      if (typeof value !== 'string') throw new Error(`${key} is no string`);
      return [key.slice(0, -2), new Reader(value, input).whole()];
    }),
  );
}
