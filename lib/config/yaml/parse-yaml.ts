import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Issue, IssueCode, SourcePosition } from '../issues';
import { explainYaml } from './explain-syntax-error';
import type { MapNode } from './tree';
import { TreeBuilder } from './tree-builder';

/** A file's map, and what is wrong with the file. An empty file is an empty map. */
export interface ParsedFile {
  readonly root: MapNode;
  readonly issues: readonly Issue[];
  /** Whether the file says more than the map has: what it leaves out is then unknown. */
  readonly isBroken: boolean;
}

/** Text → tree. Never throws: whatever the text is, the answer is a tree or issues with positions. */
export function parseYaml(file: string, text: string): ParsedFile {
  const lineCounter = countLines(text);
  const positionOf = (offset: number): SourcePosition => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const empty: MapNode = { kind: 'map', position: { file, line: 1, column: 1 }, entries: new Map() };
  const issues: Issue[] = [];
  const report = (position: SourcePosition, code: IssueCode, message: string, path = ''): void => {
    issues.push({ ...position, path, code, severity: 'error', message });
  };

  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      merge: true,
      prettyErrors: false,
      schema: 'core',
      version: '1.2',
      // !!binary, !!timestamp and their like make of a text what no field takes.
      resolveKnownTags: false,
      // The tree builder finds them; the library compares every key with every other.
      uniqueKeys: false,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(empty.position, 'invalid-yaml', tooDeep);
    return { root: empty, issues, isBroken: issues.length > 0 };
  }
  const exhausted = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted !== undefined) {
    report(positionOf(exhausted.pos[0]), 'invalid-yaml', tooDeep);
    return { root: empty, issues, isBroken: issues.length > 0 };
  }
  let stumbledIn = 0;
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const { line } = positionOf(pos[0]);
    // After the first word that has no place, the others of the line have none either.
    if (code === 'UNEXPECTED_TOKEN' && line === stumbledIn) continue;
    if (hasParseError.has(code)) stumbledIn = line;
    const start = (hasParseError.has(code) ? starStart(text, pos[0]) : undefined) ?? pos[0];
    report(positionOf(start), 'invalid-yaml', explainYaml(code, message, text.slice(start, start + 80)));
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.2') {
    const position = positionOf(Math.max(text.search(/^%YAML/m), 0));
    report(position, 'invalid-yaml', `%YAML ${version}: only YAML 1.2 is read here; remove the line`);
  }
  // What a document with errors holds is a guess: its mistakes would be reported at places that say something else.
  if (issues.length > 0) return { root: empty, issues, isBroken: issues.length > 0 };
  if (document.contents === null) return { root: empty, issues, isBroken: issues.length > 0 };

  const builder = new TreeBuilder(document, text, positionOf, report);
  const root = builder.build();
  if (root === undefined) return { root: empty, issues, isBroken: issues.length > 0 };
  // A key that is no text, a name a second time: the rest of the map is what it seems.
  if (root.kind === 'map') return { root, issues, isBroken: false };
  if (root.kind === 'scalar' && root.value === null && root.source === '')
    return { root: empty, issues, isBroken: issues.length > 0 };
  report(
    root.position,
    'not-a-map',
    `a file holds a map of fields (app_name: …), and this is a ${root.kind === 'list' ? 'list' : 'single value'}`,
  );
  return { root: empty, issues, isBroken: issues.length > 0 };
}

/** Not by the library's own counting, which misses line ends around some mistakes. */
function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

const tooDeep = 'the file is nested too deep to be read';
const hasParseError: ReadonlySet<string> = new Set(['BAD_ALIAS', 'UNEXPECTED_TOKEN']);

/** Where a text without quotes begins with a star, up to the offset: of `* 5 * *`, YAML stumbles over the second word. */
function starStart(text: string, offset: number): number | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset + 1);
  const star = /(?:^|[:-] |[[,]) *(\*.*)$/.exec(line)?.[1];
  return star === undefined ? undefined : offset + 1 - star.length;
}
