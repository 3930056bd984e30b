import { LineCounter } from 'yaml';
import type { Issue, SourcePosition } from '../issues/issues';
import type { IssueCode } from '../rule-reference/catalogue';
import { hiddenText } from '../../text/hidden-text';
import { parseFirstDocument } from './parse-document';
import { explainSyntaxErrors } from './syntax-errors';
import type { MapNode } from './tree';
import { TreeBuilder } from './tree-builder';
import type { ShowAt } from './yaml-mistake';

/** A parsed file. An empty file is an empty map. */
export interface ParsedFile {
  /** Map at the top of the file. */
  readonly root: MapNode;
  /** Mistakes in the YAML of the file. */
  readonly issues: readonly Issue[];
  /** Whether fields are missing from the map, because the text could not be parsed. */
  readonly isBroken: boolean;
}

/**
 * Parses text into a tree. Mistakes in the text are issues with positions, not exceptions.
 *
 * @param findHiddenLines - Returns the lines of the text from which messages must not quote; by default none.
 */
export function parseYaml(
  file: string,
  text: string,
  findHiddenLines: (text: string) => ReadonlySet<number> = () => new Set(),
): ParsedFile {
  const lineCounter = countLines(text);
  const positionOf = (offset: number): SourcePosition => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const empty: MapNode = {
    kind: 'map',
    position: { file, line: 1, column: 1 },
    lastLine: 1,
    entries: new Map(),
  };
  const issues: Issue[] = [];
  const report = (position: SourcePosition, code: IssueCode, message: string, path = ''): void => {
    issues.push({ ...position, path, code, severity: 'error', message });
  };

  const document = parseFirstDocument(text);
  if ('tooDeepAt' in document) {
    report(positionOf(document.tooDeepAt), 'invalid-yaml', tooDeep);
    return { root: empty, issues, isBroken: issues.length > 0 };
  }
  const exhausted = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted !== undefined) {
    report(positionOf(exhausted.pos[0]), 'invalid-yaml', tooDeep);
    return { root: empty, issues, isBroken: issues.length > 0 };
  }
  const showAt: ShowAt = showPublic(text, positionOf, findHiddenLines);
  const errors = [...document.errors, ...document.warnings];
  for (const { offset, message } of explainSyntaxErrors(text, errors, showAt)) {
    report(positionOf(offset), 'invalid-yaml', message);
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit === true && version !== '1.2') {
    const position = positionOf(Math.max(text.search(/^%YAML/m), 0));
    report(position, 'invalid-yaml', `%YAML ${version} is not supported; remove the line to use YAML 1.2`);
  }
  // The library guesses the content of an invalid document, so further issues would have wrong positions.
  if (issues.length > 0) return { root: empty, issues, isBroken: issues.length > 0 };
  if (document.contents === null) return { root: empty, issues, isBroken: issues.length > 0 };

  const builder = new TreeBuilder(document, text, positionOf, report, showAt);
  const root = builder.build();
  if (root === undefined) return { root: empty, issues, isBroken: issues.length > 0 };
  // After an invalid or duplicate key, the other keys of the map are valid.
  if (root.kind === 'map') return { root, issues, isBroken: builder.hasUnknownValues };
  if (root.kind === 'scalar' && root.value === null && root.source === '')
    return { root: empty, issues, isBroken: issues.length > 0 };
  report(
    root.position,
    'not-a-map',
    `the file contains ${root.kind === 'list' ? 'a list' : 'a single value'}; it must contain a map of fields (app_name: …)`,
  );
  return { root: empty, issues, isBroken: issues.length > 0 };
}

/**
 * Returns a function that hides texts in lines that may be secret. The function searches for these lines only when it
 * is first called, because most files have no mistake.
 */
function showPublic(
  text: string,
  positionOf: (offset: number) => SourcePosition,
  findHiddenLines: (text: string) => ReadonlySet<number>,
): ShowAt {
  let hidden: ReadonlySet<number> | undefined;
  return (offset) => (shown) => {
    hidden ??= findHiddenLines(text);
    return hidden.has(positionOf(offset).line) ? hiddenText : shown;
  };
}

/** Finds the line starts of a text. The YAML library does this too, but misses line ends around some mistakes. */
function countLines(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

const tooDeep = 'the file has too many levels of nesting; use fewer levels';
