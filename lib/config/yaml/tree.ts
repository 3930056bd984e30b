import type { SourcePosition } from '../issues/issues';

/** A value of YAML with its source position. */
export type ConfigNode = MapNode | ListNode | ScalarNode;

/** A map. */
export interface MapNode {
  readonly kind: 'map';
  /** The position of the first character of the value. */
  readonly position: SourcePosition;
  /** The line of the last character of the value. */
  readonly lastLine: number;
  /** Entries by key, in the order of the file. */
  readonly entries: ReadonlyMap<string, MapEntry>;
}

/** The place of a map in a file. */
export interface MapExtent {
  /** Position of the first character of the map. */
  readonly position: SourcePosition;
  /** Line of the last character of the map. */
  readonly lastLine: number;
}

/** A key of a map with its value. */
export interface MapEntry {
  /** The position of the key. */
  readonly key: SourcePosition;
  /**
   * The map of the file in which the key is written. Defaults, `job_defaults` and merge keys copy the entry into other maps,
   * and do not change this field.
   */
  readonly writtenIn: MapExtent;
  /** The value of the key. */
  readonly value: ConfigNode;
}

/** A list. */
export interface ListNode {
  readonly kind: 'list';
  /** The position of the first character of the value. */
  readonly position: SourcePosition;
  /** The line of the last character of the value. */
  readonly lastLine: number;
  /** Items in the order of the file. */
  readonly items: readonly ConfigNode[];
}

/** A single value: a text, number, boolean or null. */
export interface ScalarNode {
  readonly kind: 'scalar';
  /** The position of the first character of the value. */
  readonly position: SourcePosition;
  /** The line of the last character of the value. */
  readonly lastLine: number;
  /** Value after its conversion from text. */
  readonly value: string | number | boolean | null;
  /**
   * The text in the file, for example `1.10` for the number 1.1. If the value must not be shown, it is `…`. Only messages may
   * use it.
   */
  readonly source: string;
  /** Whether messages must not show the value. */
  readonly isSecret: boolean;
}

/** Returns whether a value is an explicit `null`, which removes a field. */
export function isRemoval(node: ConfigNode): node is ScalarNode {
  return node.kind === 'scalar' && node.value === null && node.source !== '';
}

/** Returns whether a key has no value. */
export function isEmpty(node: ConfigNode): node is ScalarNode {
  return node.kind === 'scalar' && node.value === null && node.source === '';
}

/** Returns the node at a path, or `undefined`. */
export function nodeAt(root: ConfigNode, path: readonly (string | number)[]): ConfigNode | undefined {
  return path.reduce<ConfigNode | undefined>((node, step) => {
    if (node?.kind === 'map') return node.entries.get(String(step))?.value;
    if (node?.kind === 'list') return node.items[Number(step)];
    return undefined;
  }, root);
}

/** Returns a node as a plain value. */
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
