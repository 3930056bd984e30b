import type { Node, Scalar } from 'yaml';
import { mayHoldSecret } from '../../text/may-hold-secret';
import { hiddenText } from '../../text/hidden-text';
import type { SourcePosition } from '../issues/issues';
import type { ShowAt } from './yaml-mistake';

/** The positions of nodes, and their texts for messages. */
export class NodeText {
  constructor(
    /** The text of the file. */
    readonly source: string,
    private readonly positionOf: (offset: number) => SourcePosition,
    private readonly showAt: ShowAt,
  ) {}

  /** Returns the position of the first character of a node. */
  position(node: Node): SourcePosition {
    return this.positionOf(node.range?.[0] ?? 0);
  }

  /** Returns the line of the last character of a value. A line break at the end of the value does not count. */
  lastLine(node: Node): number {
    const [start = 0, end = 0] = node.range ?? [];
    return this.positionOf(Math.max(start, this.source[end - 1] === '\n' ? end - 2 : end - 1)).line;
  }

  /** Returns the text of a value as it is in the file, with its quotes. */
  sourceOf(node: Scalar): string {
    return node.range ? this.source.slice(node.range[0], node.range[1]) : String(node.value);
  }

  /** Returns the end of a message, for example `: "the text"`. It is empty if the text may be a secret. */
  quoted(node: Node, text: string): string {
    return mayHoldSecret(text) || this.show(node, text) === hiddenText ? '' : `: ${JSON.stringify(text)}`;
  }

  /** Returns a text of a node for a message, or `…` if it may be a secret. */
  show(node: Node, text: string): string {
    return this.showAt(node.range?.[0] ?? 0)(text);
  }

  /** Returns the text between two nodes. */
  between(before: Node, after: Node): string {
    return this.source.slice(before.range?.[1] ?? 0, after.range?.[0] ?? 0);
  }
}
