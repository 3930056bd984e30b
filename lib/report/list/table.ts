import { maskSecrets } from '../../text/mask-secrets';

/** The lines of a table cell, from the top. */
export type Cell = readonly string[];

/** The minimum width of a column that is wrapped. */
const minimumColumn = 24;

/**
 * Renders rows of cells. Columns are as wide as their widest line, with two spaces between them and none at the end.
 *
 * @param columns - Width of the terminal. If the table is wider, the lines of the last column are wrapped.
 */
export function renderTable(
  rows: readonly (readonly Cell[])[],
  indent: string,
  columns = Infinity,
): readonly string[] {
  const widths = widthsOf(rows);
  const last = widths.length - 1;
  const available = Math.max(columns - widthBefore(last, widths, indent), minimumColumn);
  const wrapped = rows.map((row) =>
    row.map((cell, column) => (column === last ? cell.flatMap((line) => fit(line, available)) : cell)),
  );
  return wrapped.flatMap((row) => {
    const height = Math.max(0, ...row.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) =>
      `${indent}${row.map((cell, column) => (cell[line] ?? '').padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
    );
  });
}

/** Returns the width of a table that is not wrapped. */
export function tableWidth(rows: readonly (readonly Cell[])[], indent: string): number {
  const widths = widthsOf(rows);
  return widthBefore(widths.length, widths, indent) - 2;
}

/** Returns whether a table with a wrapped last column fits the width of the terminal. */
export function canWrap(rows: readonly (readonly Cell[])[], indent: string, columns: number): boolean {
  const widths = widthsOf(rows);
  const last = widths.length - 1;
  const wrappedWidth = Math.min(widths[last] ?? 0, minimumColumn);
  return widthBefore(last, widths, indent) + wrappedWidth <= columns;
}

/** Returns the terminal column, from 0, in which a column of the table begins. */
function widthBefore(column: number, widths: readonly number[], indent: string): number {
  return widths.slice(0, column).reduce((sum, width) => sum + width + 2, indent.length);
}

function widthsOf(rows: readonly (readonly Cell[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.flatMap((row) => (row[column] ?? []).map((line) => line.length))),
  );
}

/** Wraps a line that is too long. Each resulting line gets the indentation of the original line. */
export function fit(line: string, width: number): Cell {
  if (line.length <= width) return [line];
  const text = line.trimStart();
  const indent = line.slice(0, line.length - text.length);
  return wrap(text, width - indent.length).map((part) => `${indent}${part}`);
}

/**
 * Wraps a text between words. Lines after the first are indented. A word can be longer than the width. Secrets are
 * masked before the text is wrapped, because a private key consists of several words.
 */
export function wrap(text: string, width: number): Cell {
  const lines: string[] = [];
  let line = '';
  for (const word of maskSecrets(text).split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `  ${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
