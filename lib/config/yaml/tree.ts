import type { SourcePosition } from '../issues';

/** YAML as we take it: values that know where they stand. */
export type ConfigNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly position: SourcePosition;
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  readonly key: SourcePosition;
  readonly value: ConfigNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly position: SourcePosition;
  readonly items: readonly ConfigNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly position: SourcePosition;
  readonly value: string | number | boolean | null;
  /** The text as the file has it: `1.10`, which is the number 1.1. */
  readonly source: string;
}

/** Whether it is the `null` that somebody wrote, which removes. */
export function isRemoval(node: ConfigNode): node is ScalarNode {
  return node.kind === 'scalar' && node.value === null && node.source !== '';
}

/** Whether nothing at all is written behind the key. */
export function isEmpty(node: ConfigNode): node is ScalarNode {
  return node.kind === 'scalar' && node.value === null && node.source === '';
}

/** The node at a path, or `undefined`. */
export function nodeAt(root: ConfigNode, path: readonly (string | number)[]): ConfigNode | undefined {
  return path.reduce<ConfigNode | undefined>((node, step) => {
    if (node?.kind === 'map') return node.entries.get(String(step))?.value;
    if (node?.kind === 'list') return node.items[Number(step)];
    return undefined;
  }, root);
}

/** A plain value. */
export function toValue(node: ConfigNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toValue);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, toValue(value)]));
  }
}
