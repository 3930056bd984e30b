import { isNode, isScalar, Scalar, type Pair, type YAMLSeq } from 'yaml';
import { mayHoldSecret } from '../../text/may-hold-secret';
import type { SourcePosition } from '../issues/issues';
import type { IssueCode } from '../rule-reference/catalogue';
import type { NodeText } from './node-text';

/** Reports a mistake in a file. */
export type Report = (position: SourcePosition, code: IssueCode, message: string) => void;

/** Finds texts without quotes that YAML splits at their commas, in lists `[ ]` and in maps `{ }`. */
export class SplitTexts {
  constructor(
    private readonly nodes: NodeText,
    private readonly report: Report,
  ) {}

  /**
   * Reports items of a list that have a comma without a space between them, if other items have a comma and a space:
   * `[bin/import, --columns=a,b]`. The user can mean two items or the one text `--columns=a,b`. Returns the list with such
   * items joined to one text.
   */
  joinItemsOf({ flow, items }: YAMLSeq): readonly unknown[] {
    const gaps = items.map((item, index) => this.gapBefore(items[index - 1], item));
    if (flow !== true || !gaps.some((gap) => /,\s/.test(gap))) return items;
    const joined: unknown[] = [];
    let first: Scalar | undefined;
    for (const [index, item] of items.entries()) {
      const next = items[index + 1];
      if (gaps[index] === ',' && first !== undefined && isPlain(item)) {
        if (gaps[index + 1] !== ',' || !isPlain(next)) joined.push(this.joinItems(first, item));
        continue;
      }
      first = isPlain(item) ? item : undefined;
      if (first === undefined || gaps[index + 1] !== ',' || !isPlain(next)) joined.push(item);
    }
    return joined;
  }

  private gapBefore(previous: unknown, item: unknown): string {
    return isNode(previous) && isNode(item) ? this.nodes.between(previous, item) : '';
  }

  private joinItems(first: Scalar, last: Scalar): Scalar {
    const text = this.nodes.source.slice(first.range?.[0] ?? 0, last.range?.[1] ?? 0);
    const quoted = this.nodes.quoted(first, text);
    const message = `YAML splits this text at the commas into several items; to write one item, quote the text${quoted}; to write several, add a space after each comma`;
    this.report(this.nodes.position(first), 'invalid-yaml', message);
    const whole = new Scalar(text);
    whole.range = first.range ?? null;
    return whole;
  }

  /**
   * Joins a value in `{ }` with the keys after it that have no colon, and reports one issue for all of them. Usually,
   * the keys are the rest of a text with commas: `{ description: Reports, weekly }`.
   */
  joinValue({ key, value }: Pair, ends: readonly Pair[]): Scalar | undefined {
    const [first] = ends;
    const last = ends.at(-1)?.key;
    if (!isPlain(value) || !isScalar(first?.key) || !isNode(last)) return undefined;
    const text = this.nodes.source.slice(value.range?.[0] ?? 0, last.range?.[1] ?? 0);
    // The name of the field can show that its value is a secret.
    const isSecret = isScalar(key) && mayHoldSecret(String(key.value));
    const message = `YAML reads ${this.nodes.show(first.key, String(first.key.value))} as another field, because a comma ends a value in { }; quote the whole text${isSecret ? '' : this.nodes.quoted(first.key, text)}`;
    this.report(this.nodes.position(first.key), 'invalid-yaml', message);
    const whole = new Scalar(text);
    whole.range = value.range ?? null;
    return whole;
  }
}

/** Returns the keys without a colon that directly follow an entry. */
export function valuelessAfter(pairs: readonly Pair[], index: number): readonly Pair[] {
  const after = pairs.slice(index + 1);
  const end = after.findIndex(({ value }) => value !== null);
  return end < 0 ? after : after.slice(0, end);
}

/** Returns whether a node is a text, number or similar value without quotes. */
export function isPlain(node: unknown): node is Scalar {
  return isScalar(node) && node.type === 'PLAIN';
}
