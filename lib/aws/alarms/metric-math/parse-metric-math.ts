import { aggregates, calculate, operators, type Operator, type Series, type Term } from './metric-math';

export type ParsedMetricMath =
  { readonly ok: true; readonly series: Series } | { readonly ok: false; readonly reason: string };

/** Reads an expression over metrics and expressions with these ids, or says why not. */
export function parseMetricMath(text: string, ids: readonly string[]): ParsedMetricMath {
  try {
    return { ok: true, series: new Reader(text, ids).whole() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, reason: error.message };
  }
}

class Refusal extends Error {}

const number = /\d+(?:\.\d+)?/y;
const name = /[A-Za-z][A-Za-z0-9_]*/y;
/** Far deeper than anybody writes, and far less deep than the stack. */
const maximumDepth = 100;

class Reader {
  private position = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly ids: readonly string[],
  ) {}

  whole(): Series {
    const term = this.term(0);
    if (this.position < this.text.length) throw new Refusal(`nothing was expected at ${this.where()}`);
    return series(term, 'the whole');
  }

  /** Operators of a level and of those that bind more tightly, from left to right. */
  private term(level: number): Term {
    const row: readonly Operator[] | undefined = operators[level];
    if (row === undefined) return this.operand();
    let left = this.term(level + 1);
    for (let count = 0; ; count += 1) {
      const operator = row.find((one) => this.takes(one));
      if (operator === undefined) return left;
      if (level === 0 && count > 0) throw new Refusal('a comparison of comparisons needs brackets');
      left = calculation(operator, left, this.term(level + 1));
    }
  }

  private operand(): Term {
    this.depth += 1;
    if (this.depth > maximumDepth)
      throw new Refusal(`brackets and signs within each other, deeper than ${maximumDepth}`);
    const term = this.signed();
    this.depth -= 1;
    return term;
  }

  private signed(): Term {
    if (this.takes('-')) {
      const of = this.operand();
      return of.kind === 'number' ? { kind: 'number', value: -of.value } : { kind: 'negative', of };
    }
    if (this.takes('(')) {
      const inner = this.term(0);
      this.expect(')');
      return inner;
    }
    const digits = this.read(number);
    if (digits !== undefined) return { kind: 'number', value: Number(digits) };
    const word = this.read(name);
    if (word === undefined)
      throw new Refusal(`a number, an id, a function or ( was expected at ${this.where()}`);
    if (/^[A-Z]/.test(word)) return this.call(word);
    if (this.ids.includes(word)) return { kind: 'id', id: word };
    throw new Refusal(`there is no metric or expression ${word}; there are ${this.ids.join(', ') || 'none'}`);
  }

  private call(called: string): Series {
    const how = aggregates.find((one) => one === called);
    if (how !== undefined) return { kind: 'aggregate', how, of: this.array(how) };
    switch (called) {
      case 'CEIL':
      case 'FLOOR': {
        const [of] = this.arguments(called, 1, 1);
        return { kind: 'rounded', how: called, of: series(of, `what ${called} rounds`) };
      }
      case 'FILL': {
        const [of, filler] = this.arguments(called, 2, 2);
        return { kind: 'filled', of: series(of, 'what FILL fills'), with: filler ?? zero };
      }
      case 'IF': {
        const [condition, then, otherwise] = this.arguments(called, 2, 3);
        return choice(condition ?? zero, then ?? zero, otherwise);
      }
      default:
        throw new Refusal(
          `${called} is no function here; there are CEIL, FILL, FLOOR, IF, ${aggregates.join(', ')}`,
        );
    }
  }

  private arguments(called: string, fewest: number, most: number): readonly Term[] {
    this.expect('(');
    const given = [this.term(0)];
    while (this.takes(',')) given.push(this.term(0));
    this.expect(')');
    if (given.length < fewest || given.length > most)
      throw new Refusal(
        `${called} takes ${fewest === most ? '' : `${fewest} or `}${most} argument${most === 1 ? '' : 's'}, got ${given.length}`,
      );
    return given;
  }

  /** A lone series would be taken over all of its time. */
  private array(called: string): readonly Series[] {
    this.expect('(');
    if (!this.takes('['))
      throw new Refusal(
        `${called} of a single series is over all of its time: ${called}([…]) is of several, at each time`,
      );
    const given = [this.term(0)];
    while (this.takes(',')) given.push(this.term(0));
    this.expect(']');
    this.expect(')');
    return given.map((one) => series(one, `each of ${called}’s array`));
  }

  private takes(sign: string): boolean {
    this.read(/\s*/y);
    if (!this.text.startsWith(sign, this.position)) return false;
    this.position += sign.length;
    this.read(/\s*/y);
    return true;
  }

  private expect(sign: string): void {
    if (!this.takes(sign)) throw new Refusal(`${sign} was expected at ${this.where()}`);
  }

  private read(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  private where(): string {
    return this.position < this.text.length ? JSON.stringify(this.text.slice(this.position)) : 'the end';
  }
}

const zero = { kind: 'number', value: 0 } as const;

/** What is not to be a number, which CloudWatch refuses there. */
function series(term: Term | undefined, what: string): Series {
  if (term !== undefined && term.kind !== 'number') return term;
  throw new Refusal(`${what} is to be a time series, and is the number ${term?.value ?? 0}`);
}

/** Of two numbers it is one. */
function calculation(operator: Operator, left: Term, right: Term): Term {
  if (left.kind !== 'number' || right.kind !== 'number')
    return { kind: 'calculation', operator, left, right };
  const value = calculate(operator, left.value, right.value);
  if (!Number.isFinite(value)) throw new Refusal(`${left.value} ${operator} ${right.value} is no number`);
  return { kind: 'number', value };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions */
function choice(condition: Term, then: Term, otherwise: Term | undefined): Series {
  if (condition.kind === 'number') {
    series(then, 'by a number as the condition, the second argument of IF');
    if (otherwise !== undefined) series(otherwise, 'by a number as the condition, the third argument of IF');
  }
  return { kind: 'choice', condition, then, otherwise };
}
