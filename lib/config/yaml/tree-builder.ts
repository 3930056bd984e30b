import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { IssueCode, SourcePosition } from '../issues';
import type { ConfigNode, MapEntry } from './tree';

type Report = (position: SourcePosition, code: IssueCode, message: string, path?: string) => void;

/** A configuration with a thousand jobs has some tens of thousands of values; nested aliases make billions. */
const maximumValues = 2_000_000;
const maximumDepth = 100;
const tooDeep = `nested deeper than ${maximumDepth} levels`;

/** The library's nodes → ours: aliases and merge keys resolved, keys checked, positions kept. */
export class TreeBuilder {
  private readonly open = new Set<Node>();
  private readonly built = new Map<Node, { node: ConfigNode; values: number; height: number }>();
  /** What each name stands for so far: the last anchor above. */
  private readonly anchors = new Map<string, Node>();
  private values = 0;
  private maximumDepth = 0;
  private stopped = false;

  constructor(
    private readonly document: Document.Parsed,
    private readonly text: string,
    private readonly positionOf: (offset: number) => SourcePosition,
    private readonly report: Report,
  ) {}

  /** The tree, or `undefined` when it can't be built: then it has been reported. */
  build(): ConfigNode | undefined {
    const { contents } = this.document;
    const node = isNode(contents) ? this.convert(contents, 0) : undefined;
    return this.stopped ? undefined : node;
  }

  private convert(node: Node, depth: number): ConfigNode | undefined {
    if (this.stopped) return undefined;
    if (depth > maximumDepth) {
      this.stop(node, 'invalid-yaml', tooDeep);
      return undefined;
    }
    if (isAlias(node)) return this.convertAlias(node, depth);
    const before = { values: this.values, deepest: this.maximumDepth };
    this.values += 1;
    this.maximumDepth = depth;
    this.nameAnchor(node);
    this.open.add(node);
    const converted = this.convertNode(node, depth);
    this.open.delete(node);
    if (converted !== undefined) {
      const size = { values: this.values - before.values, height: this.maximumDepth - depth };
      this.built.set(node, { node: converted, ...size });
    }
    this.maximumDepth = Math.max(this.maximumDepth, before.deepest);
    return converted;
  }

  private convertAlias(alias: Alias, depth: number): ConfigNode | undefined {
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      const message = `*${alias.source} names no anchor above it; a text that begins with * needs quotes`;
      this.report(this.position(alias), 'invalid-yaml', message);
      return undefined;
    }
    if (this.open.has(target)) {
      this.stop(
        alias,
        'alias-cycle',
        `*${alias.source} stands inside what &${alias.source} names: it has no end`,
      );
      return undefined;
    }
    const built = this.built.get(target);
    if (built === undefined) return this.convert(target, depth);
    this.values += built.values;
    if (this.values > maximumValues) {
      this.stop(alias, 'alias-explosion', `aliases make this file larger than ${maximumValues} values`);
      return undefined;
    }
    this.maximumDepth = Math.max(this.maximumDepth, depth + built.height);
    if (this.maximumDepth > maximumDepth) {
      this.stop(alias, 'invalid-yaml', tooDeep);
      return undefined;
    }
    return built.node;
  }

  private nameAnchor(node: Node): void {
    if (!isAlias(node) && node.anchor !== undefined) this.anchors.set(node.anchor, node);
  }

  private convertNode(node: Node, depth: number): ConfigNode | undefined {
    const position = this.position(node);
    if (isMap(node)) return this.convertMap(node, position, depth);
    if (isSeq(node)) {
      const items = node.items.flatMap((item) => (isNode(item) ? (this.convert(item, depth + 1) ?? []) : []));
      return { kind: 'list', position, items };
    }
    if (isScalar(node)) return this.convertScalar(node, position);
    return undefined;
  }

  private convertScalar(node: Scalar, position: SourcePosition): ConfigNode {
    const { value } = node;
    const source = node.range ? this.text.slice(node.range[0], node.range[1]) : String(value);
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'boolean' ||
      typeof value === 'number'
    ) {
      return { kind: 'scalar', position, value, source: typeof value === 'string' ? value : source };
    }
    // What a tag makes of a text, such as the symbol for `!!merge <<`.
    return { kind: 'scalar', position, value: source, source };
  }

  private convertMap(node: YAMLMap, position: SourcePosition, depth: number): ConfigNode {
    const entries = new Map<string, MapEntry>();
    const merged: MapEntry[] = [];
    for (const pair of node.items) {
      const key = this.readKey(pair);
      if (key === undefined) continue;
      const value = isNode(pair.value) ? this.convert(pair.value, depth + 1) : this.nothing(key.position);
      if (value === undefined) continue;
      if (value.kind === 'scalar' && value.value === null && value.source === '~') {
        const message = '~ is null to YAML, and null removes; write null if that is meant, or quote it: "~"';
        this.report(value.position, 'invalid-yaml', message);
        continue;
      }
      if (key.merge) merged.push({ key: key.position, value });
      else if (entries.has(key.name))
        this.report(key.position, 'invalid-yaml', 'the same key a second time; only one of the two can hold');
      else entries.set(key.name, { key: key.position, value });
    }
    for (const source of merged) {
      const maps = source.value.kind === 'list' ? source.value.items : [source.value];
      for (const map of maps) {
        if (map.kind !== 'map') {
          this.report(source.key, 'invalid-yaml', '<< takes an alias of a map, or a list of such aliases');
          continue;
        }
        for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry);
      }
    }
    return { kind: 'map', position, entries };
  }

  private readKey(pair: Pair): { name: string; position: SourcePosition; merge: boolean } | undefined {
    const { key } = pair;
    if (!isNode(key)) return undefined;
    const position = this.position(key);
    this.nameAnchor(key);
    if (!isScalar(key)) {
      this.report(position, 'invalid-yaml', 'a key is a text: this one is a map, a list or an alias');
      return undefined;
    }
    const merge = key.type === 'PLAIN' && (typeof key.value === 'symbol' || key.value === '<<');
    if (merge) return { name: '<<', position, merge };
    if (typeof key.value !== 'string') {
      const source = key.range ? this.text.slice(key.range[0], key.range[1]) : String(key.value);
      if (source === '') this.report(position, 'invalid-yaml', 'a colon, and no key before it');
      else
        this.report(position, 'invalid-yaml', `the key ${source} is no text to YAML; quote it: "${source}"`);
      return undefined;
    }
    if (key.value === '__proto__') {
      this.report(position, 'invalid-yaml', '__proto__ is no name that can be used here');
      return undefined;
    }
    return { name: key.value, position, merge };
  }

  private nothing(position: SourcePosition): ConfigNode {
    return { kind: 'scalar', position, value: null, source: '' };
  }

  private position(node: Node): SourcePosition {
    return this.positionOf(node.range?.[0] ?? 0);
  }

  private stop(node: Node, code: IssueCode, message: string): void {
    if (!this.stopped) this.report(this.position(node), code, message);
    this.stopped = true;
  }
}
