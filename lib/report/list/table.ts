/** The lines of a table cell, from the top. */
export type Cell = readonly string[];

/** Renders rows of cells. Columns are as wide as their widest line, with two spaces between them and none at the end. */
export function renderTable(rows: readonly (readonly Cell[])[], indent: string): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.flatMap((row) => (row[column] ?? []).map((line) => line.length))),
  );
  return rows.flatMap((row) => {
    const height = Math.max(0, ...row.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) =>
      `${indent}${row.map((cell, column) => (cell[line] ?? '').padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
    );
  });
}

/** Wraps a text between words. Lines after the first are indented. A word can be longer than the width. */
export function wrap(text: string, width: number): Cell {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `  ${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
