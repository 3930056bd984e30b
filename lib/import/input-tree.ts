/** The YAML or JSON of another tool, with lines, anchors, merge keys and texts without quotes. */
import { LineCounter, isAlias, isMap, isPair, isScalar, isSeq, type Document } from 'yaml';
import { parseFirstDocument } from '../config/yaml/parse-document';
import { failure, success, type Result } from '../text/result';

/** A value of a file. */
export type InputNode = InputMap | InputList | InputScalar;

/** A map of a file. */
export interface InputMap {
  readonly kind: 'map';
  /** Line of the value, 1 or higher. */
  readonly line: number;
  /** Values by key, in the order of the file. */
  readonly entries: ReadonlyMap<string, InputNode>;
}

/** A list of a file. */
export interface InputList {
  readonly kind: 'list';
  /** Line of the value, 1 or higher. */
  readonly line: number;
  /** Items in the order of the file. */
  readonly items: readonly InputNode[];
}

/** A single value of a file. */
export interface InputScalar {
  readonly kind: 'scalar';
  /** Line of the value, 1 or higher. */
  readonly line: number;
  /** Value of YAML. */
  readonly value: string | number | boolean | null;
  /** Text of the value without quotes. Go’s parsers read each value of a text field as this text, also 012 and yes. */
  readonly text: string;
}

/** Maximum number of values of a file. Aliases can repeat values. */
const maximumNodes = 20_000;

/** Parses a manifest. A failure has the first mistake with its line. */
export function parseInput(text: string): Result<InputMap> {
  const document = parseFirstDocument(text);
  if ('tooDeepAt' in document) return failure('the file has too many levels of nesting');
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  const lineAt = (offset: number): number => Math.max(lines.linePos(offset).line, 1);
  const [error] = document.errors;
  if (error !== undefined) {
    const [message = ''] = error.message.split('\n');
    return failure(`line ${lineAt(error.pos[0])}: ${message.replace(/ at line \d+.*$/, '')}`);
  }
  const reader = new InputReader(document, lineAt);
  const root = reader.read(document.contents, 1, []);
  if (reader.problem !== undefined) return failure(reader.problem);
  return root.kind === 'map'
    ? success(root)
    : failure('the file must contain a map of fields, such as name: value');
}

class InputReader {
  problem: string | undefined;
  private count = 0;

  constructor(
    private readonly document: Document,
    private readonly lineAt: (offset: number) => number,
  ) {}

  read(node: unknown, lineAbove: number, above: readonly unknown[]): InputNode {
    this.count += 1;
    const empty: InputScalar = { kind: 'scalar', line: lineAbove, value: null, text: '' };
    if (this.count > maximumNodes) {
      this.problem ??= `the file has more than ${maximumNodes} values, with its aliases`;
      return empty;
    }
    const line = this.lineOf(node) ?? lineAbove;
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      if (target !== undefined && !above.includes(target)) return this.read(target, line, above);
      this.problem ??= `line ${line}: the alias *${node.source} ${target === undefined ? 'has no anchor' : 'is inside its own anchor'}`;
      return empty;
    }
    const below = [...above, node];
    if (isMap(node)) return { kind: 'map', line, entries: this.readEntries(node.items, line, below) };
    if (isSeq(node))
      return { kind: 'list', line, items: node.items.map((item) => this.read(item, line, below)) };
    if (!isScalar(node)) return empty;
    const { value, source } = node;
    const isPlain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
    const text = typeof value === 'string' ? value : (source ?? (isPlain ? String(value) : ''));
    return { kind: 'scalar', line, value: isPlain ? value : null, text };
  }

  /** Reads the entries of a map. The values of a merge key are behind the map's own values. */
  private readEntries(
    pairs: readonly unknown[],
    line: number,
    below: readonly unknown[],
  ): ReadonlyMap<string, InputNode> {
    const own = new Map<string, InputNode>();
    const merged: InputMap[] = [];
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const keyLine = this.lineOf(pair.key) ?? line;
      const { source, value: named } = isScalar(pair.key)
        ? pair.key
        : { source: undefined, value: undefined };
      const key = source ?? (typeof named === 'string' ? named : '');
      if (key === '') this.problem ??= `line ${keyLine}: a key must be a text`;
      const value = this.read(pair.value, keyLine, below);
      // The parsers of the tools reject such a file. One of the values would be lost.
      if (own.has(key)) this.problem ??= `line ${keyLine}: the key ${key} occurs twice; remove one`;
      if (key !== '<<') own.set(key, value);
      else
        for (const each of value.kind === 'list' ? value.items : [value])
          if (each.kind === 'map') merged.push(each);
          else this.problem ??= `line ${keyLine}: the value of << must be a map or a list of maps`;
    }
    for (const { entries } of merged)
      for (const [key, value] of entries) if (!own.has(key)) own.set(key, value);
    return own;
  }

  private lineOf(node: unknown): number | undefined {
    const range: unknown =
      typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    const start: unknown = Array.isArray(range) ? range[0] : undefined;
    return typeof start === 'number' ? this.lineAt(start) : undefined;
  }
}

/** Returns the node at a path of keys; `undefined` if there is none. */
export function inputNodeAt(root: InputNode | undefined, ...path: readonly string[]): InputNode | undefined {
  return path.reduce<InputNode | undefined>(
    (node, step) => (node?.kind === 'map' ? node.entries.get(step) : undefined),
    root,
  );
}

/** A leaf of a file: a single value, or an empty map or list. */
export interface InputLeaf {
  /** Keys and indexes from the top of the file. */
  readonly path: readonly string[];
  /** The value. */
  readonly node: InputNode;
}

/** Returns all leaves below a node. */
export function leavesOf(node: InputNode, path: readonly string[] = []): readonly InputLeaf[] {
  if (node.kind === 'map' && node.entries.size > 0)
    return [...node.entries].flatMap(([key, value]) => leavesOf(value, [...path, key]));
  if (node.kind === 'list' && node.items.length > 0)
    return node.items.flatMap((item, index) => leavesOf(item, [...path, String(index)]));
  return [{ path, node }];
}

/** Returns a node as JSON, for comments. */
export function inputText(node: InputNode): string {
  return JSON.stringify(plainValue(node));
}

/** Returns a node as a plain value. */
export function plainValue(node: InputNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plainValue(value)]));
}
