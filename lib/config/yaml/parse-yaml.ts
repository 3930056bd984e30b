import { LineCounter, parseDocument, parseAllDocuments, type Document } from 'yaml';
import type { Issue, IssueCode, Position } from '../issues';
import type { MapNode } from './tree';
import { TreeBuilder } from './tree-builder';

/** A file's map, or what is wrong with the file. An empty file is an empty map. */
export interface ParsedFile {
  readonly root: MapNode;
  readonly issues: readonly Issue[];
}

/** Text → tree. Never throws: whatever the text is, the answer is a tree or issues with positions. */
export function parseYaml(file: string, text: string): ParsedFile {
  const lineCounter = new LineCounter();
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const empty: MapNode = { kind: 'map', position: { file, line: 1, column: 1 }, entries: new Map() };
  const issues: Issue[] = [];
  const report = (position: Position, code: IssueCode, message: string, path = ''): void => {
    issues.push({ ...position, path, code, severity: 'error', message });
  };

  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter,
      merge: true,
      prettyErrors: false,
      schema: 'core',
      version: '1.2',
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(empty.position, 'yaml', 'the file is nested too deep to be read');
    return { root: empty, issues };
  }
  for (const problem of [...document.errors, ...document.warnings]) {
    const [start] = problem.pos;
    if (problem.code === 'MULTIPLE_DOCS') {
      const second = parseAllDocuments(text);
      const offset = 'length' in second ? (second[1]?.range[0] ?? start) : start;
      report(positionOf(offset), 'yaml', 'a second document: a file is one environment; remove the line ---');
    } else {
      report(
        positionOf(start),
        'yaml',
        explain(problem.code, problem.message, text.slice(start, start + 40)),
      );
    }
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.2') {
    report(empty.position, 'yaml', `%YAML ${version}: only YAML 1.2 is read here; remove the line`);
  }
  // What a document with errors holds is a guess: its mistakes would be reported at places that say something else.
  if (issues.length > 0) return { root: empty, issues };
  if (document.contents === null) return { root: empty, issues };

  const builder = new TreeBuilder(document, text, positionOf, report);
  const root = builder.build();
  if (root === undefined) return { root: empty, issues };
  if (root.kind === 'map') return { root, issues };
  if (root.kind === 'scalar' && root.value === null && root.source === '') return { root: empty, issues };
  report(
    root.position,
    'not-a-map',
    `a file holds a map of fields (app_name: …), and this is a ${root.kind === 'list' ? 'list' : 'single value'}`,
  );
  return { root: empty, issues };
}

/** The library's message, with what to do about the mistakes that people make. */
function explain(code: string, message: string, found: string): string {
  const firstLine = message.split('\n', 1)[0] ?? message;
  const lower = firstLine.charAt(0).toLowerCase() + firstLine.slice(1);
  if (/^\*/.test(found))
    return `${lower}; a text that begins with * needs quotes: "${found.split(/[\n#]/, 1)[0]?.trimEnd() ?? ''}"`;
  if (/^[@`%&!|>]/.test(found)) return `${lower}; a text that begins with ${found.charAt(0)} needs quotes`;
  if (code === 'DUPLICATE_KEY') return 'the same key a second time; only one of the two can hold';
  if (code === 'TAB_AS_INDENT') return 'a tab as indentation; YAML is indented with spaces';
  if (code === 'TAG_RESOLVE_FAILED') return `${lower}; remove the tag, or quote the text that begins with !`;
  return lower;
}
