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
import type { SourcePosition } from '../issues/issues';
import type { IssueCode } from '../rule-reference/catalogue';
import { NodeText } from './node-text';
import { isPlain, SplitTexts, valuelessAfter, type Report } from './split-texts';
import { explainTemplate, templateAt } from './templates';
import { isEmpty, type ConfigNode, type MapEntry } from './tree';
import type { ShowAt } from './yaml-mistake';

/**
 * The maximum number of values after the aliases are expanded. Nested aliases can expand to billions of values. A
 * configuration with 1000 jobs has fewer than 100,000 values.
 */
const maximumValues = 2_000_000;
const maximumDepth = 100;
const tooDeep = `the value has more than ${maximumDepth} levels of nesting; use fewer levels`;

/** Spaces that YAML reads as part of a text. Only the plain space and the tab separate words. */
const invisibleSpace = /[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]/u;

/** Converts the library's nodes: resolves aliases and merge keys, checks keys, and keeps positions. */
export class TreeBuilder {
  private readonly nodes: NodeText;
  private readonly splitTexts: SplitTexts;
  private readonly open = new Set<Node>();
  private readonly built = new Map<Node, { node: ConfigNode; values: number; height: number }>();
  /** The latest node of each anchor. A later anchor replaces an earlier one with the same name. */
  private readonly anchors = new Map<string, Node>();
  private values = 0;
  private maximumDepth = 0;
  private stopped = false;
  /** Whether some values are unknown: another program must replace a template, or an alias is wrong. */
  private isIncomplete = false;

  constructor(
    private readonly document: Document.Parsed,
    private readonly text: string,
    private readonly positionOf: (offset: number) => SourcePosition,
    private readonly report: Report,
    private readonly showAt: ShowAt,
  ) {
    this.nodes = new NodeText(text, positionOf, showAt);
    this.splitTexts = new SplitTexts(this.nodes, report);
  }

  /** Returns the tree, or `undefined` after a reported error. */
  build(): ConfigNode | undefined {
    const { contents } = this.document;
    const node = isNode(contents) ? this.convert(contents, 0) : undefined;
    return this.stopped ? undefined : node;
  }

  /**
   * Returns whether some values of the file are unknown. A check of the known values could then report false mistakes.
   */
  get hasUnknownValues(): boolean {
    return this.isIncomplete;
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
      const message = `*${this.nodes.show(alias, alias.source)} has no anchor above it; add the anchor, or quote a text that begins with *`;
      this.report(this.nodes.position(alias), 'invalid-yaml', message);
      return undefined;
    }
    if (this.open.has(target)) {
      this.stop(
        alias,
        'alias-cycle',
        `*${this.nodes.show(alias, alias.source)} is inside the value of &${this.nodes.show(alias, alias.source)}, which would contain itself; remove the alias`,
      );
      return undefined;
    }
    const built = this.built.get(target);
    if (built === undefined) return this.convert(target, depth);
    this.values += built.values;
    if (this.values > maximumValues) {
      this.stop(
        alias,
        'alias-explosion',
        `the aliases expand to more than ${maximumValues} values; use fewer aliases`,
      );
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
    const position = this.nodes.position(node);
    if (isMap(node)) return this.convertMap(node, position, depth);
    if (isSeq(node)) {
      const items = this.splitTexts
        .joinItemsOf(node)
        .flatMap((item) => (isNode(item) ? (this.convert(item, depth + 1) ?? []) : []));
      return { kind: 'list', position, lastLine: this.nodes.lastLine(node), items };
    }
    if (isScalar(node)) return this.convertScalar(node, position);
    return undefined;
  }

  private convertScalar(node: Scalar, position: SourcePosition): ConfigNode {
    const { value } = node;
    const source = this.nodes.sourceOf(node);
    const place = { kind: 'scalar', position, lastLine: this.nodes.lastLine(node), isSecret: false } as const;
    if (isPlain(node) && /\n[ \t]*- /.test(source)) {
      const message =
        'YAML reads the following line, which begins with -, as part of this text; indent both lines equally for two list items, or quote the text';
      this.report(position, 'invalid-yaml', message);
    }
    if (isPlain(node) && new RegExp(`^[\\w-]+:${invisibleSpace.source}`, 'u').test(source))
      this.reportInvisibleSpace(position);
    if (isPlain(node) && /^[“”„][^“”„]*[“”]$/u.test(source)) {
      const message = 'typographic quotes are a part of the text; write straight quotes (")';
      this.report(position, 'invalid-yaml', message);
    }
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'boolean' ||
      typeof value === 'number'
    ) {
      return { ...place, value, source: typeof value === 'string' ? value : source };
    }
    // A tag can convert a text to another type, such as the symbol for `!!merge <<`.
    return { ...place, value: source, source };
  }

  private convertMap(node: YAMLMap, position: SourcePosition, depth: number): ConfigNode {
    const entries = new Map<string, MapEntry>();
    const merged: Pick<MapEntry, 'key' | 'value'>[] = [];
    const writtenIn = { position, lastLine: this.nodes.lastLine(node) };
    const splitEnds = new Set<Pair>();
    for (const [index, pair] of node.items.entries()) {
      const key = this.readKey(pair);
      if (key === undefined) continue;
      if (node.flow === true && pair.value === null) {
        if (!splitEnds.has(pair)) this.reportValuelessKey(pair, key);
        continue;
      }
      const ends = node.flow === true ? valuelessAfter(node.items, index) : [];
      const joined = this.splitTexts.joinValue(pair, ends);
      if (joined !== undefined) for (const end of ends) splitEnds.add(end);
      const whole = joined ?? pair.value;
      const given = isNode(whole) ? this.convert(whole, depth + 1) : this.emptyValue(key.position);
      const value = (depth === 0 ? undefined : this.commentInstead(pair, given)) ?? given;
      // If the alias of a merge key is unknown, the fields that it would copy are unknown too.
      if (value === undefined && key.merge) this.isIncomplete = true;
      if (value === undefined) continue;
      if (value.kind === 'scalar' && value.value === null && value.source === '~') {
        const message =
          'YAML reads ~ as null, which removes a field; write null to remove it, or "~" for the text';
        this.report(value.position, 'invalid-yaml', message);
        continue;
      }
      const first = entries.get(key.name);
      if (key.merge) merged.push({ key: key.position, value });
      else if (first !== undefined) {
        const message = `the key ${key.name} is also in line ${first.key.line}; remove one of the two`;
        this.report(key.position, 'invalid-yaml', message);
      } else entries.set(key.name, { key: key.position, writtenIn, value });
    }
    for (const source of merged) {
      const maps = source.value.kind === 'list' ? source.value.items : [source.value];
      for (const map of maps) {
        if (map.kind !== 'map') {
          this.report(
            source.key,
            'invalid-yaml',
            '<< must have an alias of a map, or a list of such aliases',
          );
          continue;
        }
        for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry);
      }
    }
    return { kind: 'map', ...writtenIn, entries };
  }

  private reportValuelessKey(
    { key }: Pair,
    { name, position }: { readonly name: string; readonly position: SourcePosition },
  ): void {
    const shown = isNode(key) ? this.nodes.show(key, name) : name;
    const message = `the key ${shown} has no value; add a colon and a value, or remove it`;
    this.report(position, 'invalid-yaml', message);
  }

  /**
   * Reports a text that begins with # without quotes: YAML reads it as a comment, and the key has no value.
   *
   * @returns The text; `undefined` if the key has a value or no comment.
   */
  private commentInstead(pair: Pair, value: ConfigNode | undefined): ConfigNode | undefined {
    if (value === undefined || !isEmpty(value) || !isNode(pair.key)) return undefined;
    const end = pair.key.range?.[1] ?? 0;
    const comment = /^\s*: +(#\S[^\r\n]*)/.exec(this.text.slice(end, end + 200))?.[1];
    if (comment === undefined) return undefined;
    const message = `# begins a comment, so the key has no value; quote the text${this.nodes.quoted(pair.key, comment)}`;
    this.report(this.nodes.position(pair.key), 'invalid-yaml', message);
    return { ...value, value: comment, source: comment };
  }

  /** Reports a character in the indentation or after a colon that looks like a space, but that YAML reads as text. */
  private reportInvisibleSpace(position: SourcePosition): void {
    const message =
      'the line contains a special space character, such as a non-breaking space; replace this character with a plain space';
    this.report(position, 'invalid-yaml', message);
  }

  private readKey(pair: Pair): { name: string; position: SourcePosition; merge: boolean } | undefined {
    const { key } = pair;
    if (!isNode(key)) return undefined;
    const position = this.nodes.position(key);
    this.nameAnchor(key);
    if (!isScalar(key)) {
      const template = templateAt(this.text, key.range?.[0] ?? 0);
      if (template !== undefined) {
        this.isIncomplete = true;
        this.report(
          this.positionOf(template.offset),
          'invalid-yaml',
          explainTemplate(template, this.showAt(template.offset)).message,
        );
        return undefined;
      }
      this.report(position, 'invalid-yaml', 'the key is a map, a list or an alias; it must be a text');
      return undefined;
    }
    const merge = key.type === 'PLAIN' && (typeof key.value === 'symbol' || key.value === '<<');
    if (merge) return { name: '<<', position, merge };
    if (typeof key.value !== 'string') {
      const source = this.nodes.sourceOf(key);
      if (source === '') this.report(position, 'invalid-yaml', 'the key before the colon is missing; add it');
      else
        this.report(
          position,
          'invalid-yaml',
          `YAML does not read the key ${source} as text; write "${source}"`,
        );
      return undefined;
    }
    if (invisibleSpace.test(key.value)) {
      this.reportInvisibleSpace(position);
      return undefined;
    }
    if (key.value === '__proto__') {
      this.report(position, 'invalid-yaml', '__proto__ must not be used as a key; rename it');
      return undefined;
    }
    return { name: key.value, position, merge };
  }

  private emptyValue(position: SourcePosition): ConfigNode {
    return { kind: 'scalar', position, lastLine: position.line, value: null, source: '', isSecret: false };
  }

  private stop(node: Node, code: IssueCode, message: string): void {
    if (!this.stopped) this.report(this.nodes.position(node), code, message);
    this.stopped = true;
  }
}
