/**
 * Parses CloudWatch's metric math.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
 */
import type { Result } from '../../../text/result';
import { ParseError, parseWith, TextParser } from '../../../text/text-parser';
import { aggregates, calculate, operators, type Operator, type Series, type Term } from './metric-math';

/**
 * Parses an expression.
 *
 * @param text - The expression.
 * @param ids - The IDs of the metrics and expressions to which the expression can refer.
 */
export function parseMetricMath(text: string, ids: readonly string[]): Result<Series> {
  return parseWith(() => new MetricMathParser(text, ids).parse());
}

const number = /\d+(?:\.\d+)?/y;
const name = /[A-Za-z][A-Za-z0-9_]*/y;
const space = /\s*/y;
/** The maximum nesting. Real expressions need less, and the call stack allows far more. */
const maximumDepth = 100;

class MetricMathParser extends TextParser {
  private depth = 0;

  constructor(
    text: string,
    private readonly ids: readonly string[],
  ) {
    super(text);
  }

  parse(): Series {
    const term = this.term(0);
    if (!this.isAtEnd()) throw new ParseError(`unexpected ${this.describePosition()}`);
    return series(term, 'the expression');
  }

  /** Parses operators of a precedence level and of higher levels, from left to right. */
  private term(level: number): Term {
    const ofLevel: readonly Operator[] | undefined = operators[level];
    if (ofLevel === undefined) return this.operand();
    let left = this.term(level + 1);
    for (let count = 0; ; count += 1) {
      const operator = ofLevel.find((candidate) => this.accept(candidate));
      if (operator === undefined) return left;
      if (level === 0 && count > 0) throw new ParseError('a comparison of comparisons must have parentheses');
      left = calculation(operator, left, this.term(level + 1));
    }
  }

  private operand(): Term {
    this.depth += 1;
    if (this.depth > maximumDepth)
      throw new ParseError(`parentheses and signs must be nested at most ${maximumDepth} levels deep`);
    const term = this.signed();
    this.depth -= 1;
    return term;
  }

  private signed(): Term {
    if (this.accept('-')) {
      const operand = this.operand();
      return operand.kind === 'number'
        ? { kind: 'number', value: -operand.value }
        : { kind: 'negative', operand };
    }
    if (this.accept('(')) {
      const inner = this.term(0);
      this.expect(')');
      return inner;
    }
    const digits = this.read(number)?.[0];
    if (digits !== undefined) return { kind: 'number', value: Number(digits) };
    const word = this.read(name)?.[0];
    if (word === undefined)
      throw new ParseError(`expected a number, an ID, a function or ( at ${this.describePosition()}`);
    if (/^[A-Z]/.test(word)) return this.call(word);
    if (this.ids.includes(word)) return { kind: 'id', id: word };
    throw new ParseError(
      `unknown ID ${word}; ${this.ids.length === 0 ? 'no ID is defined before it' : `use one of ${this.ids.join(', ')}`}`,
    );
  }

  private call(functionName: string): Series {
    const aggregate = aggregates.find((candidate) => candidate === functionName);
    if (aggregate !== undefined) return { kind: 'aggregate', aggregate, operands: this.array(aggregate) };
    switch (functionName) {
      case 'CEIL':
      case 'FLOOR': {
        const [operand] = this.arguments(functionName, 1, 1);
        return {
          kind: 'rounded',
          rounding: functionName,
          operand: series(operand, `the argument of ${functionName}`),
        };
      }
      case 'DIFF': {
        const [operand] = this.arguments(functionName, 1, 1);
        return { kind: 'difference', operand: series(operand, 'the argument of DIFF') };
      }
      case 'FILL': {
        const [operand, filler] = this.arguments(functionName, 2, 2);
        return {
          kind: 'filled',
          operand: series(operand, 'the first argument of FILL'),
          filler: filler ?? zero,
        };
      }
      case 'IF': {
        const [condition, whenTrue, whenFalse] = this.arguments(functionName, 2, 3);
        return choice(condition ?? zero, whenTrue ?? zero, whenFalse);
      }
      default:
        throw new ParseError(
          `unknown function ${functionName}; use one of CEIL, DIFF, FILL, FLOOR, IF, ${aggregates.join(', ')}`,
        );
    }
  }

  private arguments(functionName: string, minimum: number, maximum: number): readonly Term[] {
    this.expect('(');
    const found = [this.term(0)];
    while (this.accept(',')) found.push(this.term(0));
    this.expect(')');
    if (found.length < minimum || found.length > maximum)
      throw new ParseError(
        `${functionName} has ${found.length} argument${found.length === 1 ? '' : 's'}; it must have ${minimum === maximum ? '' : `${minimum} or `}${maximum}`,
      );
    return found;
  }

  /**
   * Parses the argument of an aggregate, which must be an array. CloudWatch aggregates a single series over its whole time
   * range, so this subset excludes it.
   */
  private array(functionName: string): readonly Series[] {
    this.expect('(');
    if (!this.accept('['))
      throw new ParseError(
        `the argument of ${functionName} must be an array, ${functionName}([…]); a single series would be aggregated over its time range`,
      );
    const found = [this.term(0)];
    while (this.accept(',')) found.push(this.term(0));
    this.expect(']');
    this.expect(')');
    return found.map((term) => series(term, `each element of the array of ${functionName}`));
  }

  /** Reads a symbol and the spaces around it, if the symbol is next. Returns whether it was read. */
  private accept(symbol: string): boolean {
    this.read(space);
    if (!this.text.startsWith(symbol, this.position)) return false;
    this.position += symbol.length;
    this.read(space);
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) throw new ParseError(`expected ${symbol} at ${this.describePosition()}`);
  }
}

const zero = { kind: 'number', value: 0 } as const;

/** Returns a term that must be a time series. Throws a {@link ParseError} for a constant. */
function series(term: Term | undefined, subject: string): Series {
  if (term !== undefined && term.kind !== 'number') return term;
  throw new ParseError(`${subject} is the number ${term?.value ?? 0}; it must be a time series`);
}

/** Returns an operation. If both operands are constants, returns its result, which is a constant too. */
function calculation(operator: Operator, left: Term, right: Term): Term {
  if (left.kind !== 'number' || right.kind !== 'number')
    return { kind: 'calculation', operator, left, right };
  const value = calculate(operator, left.value, right.value);
  if (!Number.isFinite(value))
    throw new ParseError(`${left.value} ${operator} ${right.value} is not a finite number`);
  return { kind: 'number', value };
}

/**
 * Returns an `IF`. If the condition is a number, the other arguments must be series.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions
 */
function choice(condition: Term, whenTrue: Term, whenFalse: Term | undefined): Series {
  if (condition.kind === 'number') {
    series(whenTrue, 'in an IF whose condition is a number, the second argument');
    if (whenFalse !== undefined)
      series(whenFalse, 'in an IF whose condition is a number, the third argument');
  }
  return { kind: 'choice', condition, whenTrue, whenFalse };
}
