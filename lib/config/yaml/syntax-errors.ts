import type { YAMLParseError, YAMLWarning } from 'yaml';
import { explainIndentation } from './indentation';
import { explainYaml } from './explain-syntax-error';
import { explainTemplate, templateAt } from './templates';
import { contextAt, lineStart, type ShowAt, type YamlMistake } from './yaml-mistake';

type LibraryError = YAMLParseError | YAMLWarning;

/** The maximum number of errors that are explained. A file of wrong characters has an error for each of them. */
const maximumExplainedErrors = 200;

/** Errors about one text or word. The library still reads the rest of the file as it was written. */
const localCodes: ReadonlySet<string> = new Set([
  'BAD_ALIAS',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'MULTIPLE_DOCS',
  'TAG_RESOLVE_FAILED',
]);

/** Errors that an unquoted `*` causes. The offset of such an error can be at a later word. */
const canFollowStar: ReadonlySet<string> = new Set(['BAD_ALIAS', 'UNEXPECTED_TOKEN']);

/**
 * Returns the errors of the YAML library with messages that explain the fix. After an error that changes the structure,
 * the library guesses the rest of the file. Therefore later errors about the structure are omitted, and each line has
 * one error at most. Errors beyond a maximum are omitted too.
 *
 * @param showAt - Returns a function that hides texts of the file if they may be secret.
 */
export function explainSyntaxErrors(
  text: string,
  found: readonly LibraryError[],
  showAt: ShowAt,
): readonly YamlMistake[] {
  const all = [...found].sort((a, b) => a.pos[0] - b.pos[0]);
  const sorted = all.slice(0, maximumExplainedErrors);
  const ends = new Map<number, number>();
  for (const { pos } of all) ends.set(pos[0], Math.max(pos[1], ends.get(pos[0]) ?? 0));
  // The library can report several errors at one offset. The longest of them ends where the mistake ends.
  const endOf = (start: number): number => ends.get(start) ?? start;
  const explained: YamlMistake[] = [];
  const lines = new Set<number>();
  let isGuess = false;
  for (const error of sorted) {
    const [start] = error.pos;
    const template = templateAt(text, start);
    const isIndependent = template !== undefined || isLocal(text, error);
    if (isGuess && !isIndependent) continue;
    isGuess ||= template !== undefined || !isIndependent;
    const here =
      template === undefined
        ? explain(text, error, endOf(start), showAt)
        : explainTemplate(template, showAt(template.offset));
    const line = lineStart(text, here.offset);
    if (!lines.has(line)) explained.push(here);
    lines.add(line);
  }
  return explained;
}

function isLocal(text: string, { code, message, pos: [start] }: LibraryError): boolean {
  if (localCodes.has(code) || message.startsWith('Missing closing')) return true;
  return canFollowStar.has(code) && starStart(text, start) !== undefined;
}

function explain(
  text: string,
  { code, message, pos: [start] }: LibraryError,
  end: number,
  showAt: ShowAt,
): YamlMistake {
  const indentation = explainIndentation(text, code, start, end);
  if (indentation !== undefined) return indentation;
  const offset = (canFollowStar.has(code) ? starStart(text, start) : undefined) ?? start;
  const from = lineStart(text, offset);
  const [line = ''] = text.slice(from, from + 2000).split(/\r?\n/, 1);
  const found = text.slice(offset, offset + 80);
  return {
    offset,
    message: explainYaml(code, message, found, { line, offset: offset - from, show: showAt(offset) }),
  };
}

/**
 * Returns the offset of the star that begins an unquoted text such as `* 5 * *`. The YAML error has the offset of the
 * second word instead.
 */
function starStart(text: string, offset: number): number | undefined {
  const { start, context } = contextAt(text, offset);
  const line = context.slice(0, offset + 1 - start);
  const star = /(?:^|[:-] |[[,]) *(\*.*)$/.exec(line)?.[1];
  return star === undefined ? undefined : offset + 1 - star.length;
}
