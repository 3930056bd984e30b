import type { Issue } from '../../config/issues/issues';
import type { Color } from '../color';
import { cellsOf, widthOf, type Cell } from './terminal-cells';

/** The maximum width of a line, in terminal columns. Longer lines are cut. */
const maximumWidth = 100;
/** The maximum width, in terminal columns, of the text before the caret if the line is cut. */
const maximumWidthBefore = 40;

/**
 * Renders the line of an issue, and a caret below its column.
 *
 * @param source - The line of the file. The issue's column counts its UTF-16 code units, from 1.
 * @returns Two lines; `undefined` if the source is blank.
 */
export function renderFrame(
  { line, column, severity }: Pick<Issue, 'line' | 'column' | 'severity'>,
  source: string,
  color: Color,
): readonly string[] | undefined {
  const text = source.endsWith('\r') ? source.slice(0, -1) : source;
  if (text.trim() === '') return undefined;
  const { shown, indent } = cut(text, Math.min(column - 1, text.length));
  const number = String(line);
  return [
    `${color('gutter', `  ${number} |`)} ${shown}`,
    `${color('gutter', `  ${' '.repeat(number.length)} |`)} ${' '.repeat(indent)}${color(severity, '^')}`,
  ];
}

/** Cuts a line to the maximum width. `shown` contains the character at the offset, and `indent` is its column in `shown`. */
function cut(text: string, offset: number): { readonly shown: string; readonly indent: number } {
  // A cell has up to two code units. A line can have millions, so only its part near the offset is split.
  const start = Math.max(0, offset - 2 * maximumWidth);
  const left = cellsOf(text.slice(start, offset));
  const right = cellsOf(text.slice(offset, offset + 2 * maximumWidth));
  const isWhole = start === 0 && text.length <= offset + 2 * maximumWidth;
  if (isWhole && widthOf(left) + widthOf(right) <= maximumWidth) {
    return { shown: textOf(left) + textOf(right), indent: widthOf(left) };
  }
  const shownLeft = fitting([...left].reverse(), maximumWidthBefore).reverse();
  const shownRight = fitting(right, maximumWidth - widthOf(shownLeft));
  const isCutLeft = start > 0 || shownLeft.length < left.length;
  const isCutRight = text.length > offset + 2 * maximumWidth || shownRight.length < right.length;
  return {
    shown: `${isCutLeft ? '…' : ''}${textOf(shownLeft)}${textOf(shownRight)}${isCutRight ? '…' : ''}`,
    indent: widthOf(shownLeft) + (isCutLeft ? 1 : 0),
  };
}

/** Returns as many cells from the start as fit into the width. */
function fitting(cells: readonly Cell[], width: number): Cell[] {
  const fitted: Cell[] = [];
  let used = 0;
  for (const cell of cells) {
    used += cell.width;
    if (used > width) break;
    fitted.push(cell);
  }
  return fitted;
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ shown }) => shown).join('');
}
