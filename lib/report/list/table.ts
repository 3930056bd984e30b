/** The lines of one cell, from the top. */
export type Cell = readonly string[];

/** Rows of cells under each other: columns as wide as their widest line, two spaces between, none behind. */
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

/** A text in lines of at most so many characters, unless a word is longer; all but the first are set in. */
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
