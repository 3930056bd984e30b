import { createHash } from 'node:crypto';
import { asRecord } from '../../support/stack-json';

/**
 * States.Array, States.Format, States.Hash and States.JsonMerge, written from their documentation, independent of lib. Strict where the
 * documentation is silent: only States.Format's template loses its escapes, and an escape of another
 * character than the four, a lone brace there, and more functions in a field than AWS accepts are errors.
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
    const path = this.match(/\$(\.[A-Za-z0-9_-]+|\['[^']+'\])+/y);
    if (path !== undefined) return { kind: 'value', value: this.find(path) };
    const name = this.match(/States\.(Array|Format|Hash|JsonMerge)\(/y);
    const literal = this.match(/false/y);
    if (literal !== undefined) return { kind: 'value', value: false };
    if (name === undefined) throw new Error(`no argument at ${this.position} in ${this.text}`);
    this.functions += 1;
    if (this.functions > 10) throw new Error('more than 10 intrinsic functions');
    const given = this.list();
    if (name === 'States.JsonMerge(') return { kind: 'value', value: merge(given.map(plain)) };
    if (name === 'States.Hash(') return { kind: 'value', value: hash(given.map(plain)) };
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
    for (const [, plainName, quoted] of path.matchAll(/\.([A-Za-z0-9_-]+)|\['([^']+)'\]/g)) {
      const name = plainName ?? quoted ?? '';
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

function merge([below, above, deep]: readonly unknown[]): unknown {
  if (deep !== false) throw new Error('a deep merge');
  if (typeof below !== 'object' || typeof above !== 'object') throw new Error('a merge of no objects');
  return { ...below, ...above };
}

/** A string of at most 10,000 characters. */
function hash([data, algorithm]: readonly unknown[]): string {
  if (typeof data !== 'string' || data.length > 10_000 || algorithm !== 'SHA-256')
    throw new Error(`no hash of ${JSON.stringify(data)} by ${JSON.stringify(algorithm)}`);
  return createHash('sha256').update(data, 'utf8').digest('hex');
}

/** Returns the input of the first task, after the states before it. */
export function inputOfTask(definition: unknown, input: unknown): unknown {
  const { StartAt: start, States: states } = asRecord(definition);
  let current = input;
  for (let name = String(start); ;) {
    const state = asRecord(asRecord(states)[name]);
    if (state['Type'] === 'Task') return current;
    const parameters = state['Parameters'];
    const result = parameters === undefined ? state['Result'] : evaluateParameters(parameters, current);
    const [, field] = /^\$\.(\w+)$/.exec(String(state['ResultPath'])) ?? [];
    if (state['Type'] !== 'Pass' || field === undefined) throw new Error(`the state ${name}`);
    current = { ...asRecord(current), [field]: result };
    name = String(state['Next']);
  }
}

/** Returns the parameters of a state for an input: evaluates every field whose name ends with `.$`. */
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
