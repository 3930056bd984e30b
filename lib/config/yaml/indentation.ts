import { lineStart, type YamlMistake } from './yaml-mistake';

/** Errors that wrong indentation causes, if the line of the error is indented unlike the lines above it. */
const canBeIndentation: ReadonlySet<string> = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'UNEXPECTED_TOKEN',
]);

/** An allowed indentation, and the nearest line above that has it. */
interface Column {
  readonly spaces: number;
  readonly line: number;
}

/**
 * Explains an error that the indentation of a line causes.
 *
 * @param code - Code of the library's error.
 * @param start - The offset of the error.
 * @param end - Offset after the error, which can be in a later line.
 * @returns `undefined` if the indentation is not the cause.
 */
export function explainIndentation(
  text: string,
  code: string,
  start: number,
  end: number,
): YamlMistake | undefined {
  // An error that spans several lines begins in the line before the mistake.
  const isSpread = code === 'MULTILINE_IMPLICIT_KEY' || code === 'BLOCK_AS_IMPLICIT_KEY';
  const offset = lineStart(text, isSpread ? Math.max(start, lastTextOffset(text, start, end)) : start);
  const indent = /^[ \t]*/.exec(text.slice(offset, offset + 1000))?.[0] ?? '';
  if (code === 'TAB_AS_INDENT' || (canBeIndentation.has(code) && indent.includes('\t'))) {
    return { offset: offset + Math.max(0, indent.indexOf('\t')), message: explainTabs(text, offset) };
  }
  const isAtStart = start <= offset + indent.length || isSpread;
  if (!canBeIndentation.has(code) || !isAtStart) return undefined;
  const { columns, opensBlock } = columnsAbove(text, offset);
  const isKnown = columns.some(({ spaces }) => spaces === indent.length);
  const isBelow = opensBlock && indent.length > (columns[0]?.spaces ?? -1);
  if (columns.length === 0 || isKnown || isBelow) return undefined;
  const top = columns.at(-1);
  if (indent === '' && top !== undefined) {
    const first = text.split('\n', top.line - 1).join('\n').length + (top.line === 1 ? 0 : 1);
    const other = text.slice(0, offset).split('\n').length;
    const found = `the line is indented with ${spacesOf(top.spaces)}, but line ${other} has none`;
    return { offset: first + top.spaces, message: `${found}; remove the spaces` };
  }
  const allowed = listed(columns.slice(0, 3).map(({ spaces, line }) => `${spaces} (as in line ${line})`));
  const message = `the line is indented with ${spacesOf(indent.length)}, unlike each line above it; use ${allowed}`;
  return { offset: offset + indent.length, message };
}

/** Returns the offset of the last character between two offsets that is not white space; `start` if there is none. */
function lastTextOffset(text: string, start: number, end: number): number {
  const part = text.slice(start, end).trimEnd();
  return start + Math.max(0, part.length - 1);
}

function spacesOf(count: number): string {
  return `${count} ${count === 1 ? 'space' : 'spaces'}`;
}

function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}

function explainTabs(text: string, offset: number): string {
  const first = text.slice(0, offset).split('\n').length;
  const others = text
    .slice(offset)
    .split('\n')
    .flatMap((line, index) => (index > 0 && /^ *\t[ \t]*\S/.test(line) ? [first + index] : []));
  const more =
    others.length === 0
      ? ''
      : `; ${others.length === 1 ? 'line' : 'lines'} ${joined(others)} ${others.length === 1 ? 'has' : 'have'} a tab too`;
  return `the line is indented with a tab${more}; use spaces`;
}

function joined(lines: readonly number[]): string {
  const shown = lines.slice(0, 5).map(String);
  return [...shown, ...(lines.length > shown.length ? [`${lines.length - shown.length} more`] : [])].join(
    ', ',
  );
}

/**
 * Returns the columns in which a line may begin, from the deepest to the top. A list item has two columns: that of its dash,
 * and that of its first field.
 */
function columnsAbove(text: string, offset: number): { columns: readonly Column[]; opensBlock: boolean } {
  const above = text.slice(0, offset).split('\n').slice(0, -1);
  const columns: Column[] = [];
  let opensBlock: boolean | undefined;
  for (let index = above.length - 1; index >= 0; index -= 1) {
    const line = above[index] ?? '';
    if (/^\s*(#.*)?$/.test(line) || /^(---|%)/.test(line)) continue;
    opensBlock ??= /(:|-|[|>][-+0-9]*)(\s+[&!]\S+)?\s*(#.*)?$/.test(line.replace(/\r$/, ''));
    const dashes = /^ *(- +)*/.exec(line)?.[0] ?? '';
    const own = [...dashes.matchAll(/- +/g)].map(({ index: at }) => at);
    for (const spaces of [dashes.length, ...own.toReversed()]) {
      if (columns.every((column) => spaces < column.spaces)) columns.push({ spaces, line: index + 1 });
    }
  }
  return { columns, opensBlock: opensBlock ?? false };
}
