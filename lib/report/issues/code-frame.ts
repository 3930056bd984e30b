import type { Issue } from '../../config/issues';
import type { Color } from '../color';
import { cellsOf, widthOf, type Cell } from './terminal-cells';

/** How much of a line is shown, in columns of a terminal; and how much of that before the caret, when it is cut. */
const maximumWidth = 100;
const before = 40;

/**
 * The line that an issue is about, with a caret under its column: two lines. `undefined` when the line would say
 * nothing.
 *
 * @param source The line as the file has it. The issue's column counts UTF-16 code units in it, from 1.
 */
export function renderFrame(
  { line, column, severity }: Pick<Issue, 'line' | 'column' | 'severity'>,
  source: string,
  paint: Color,
): readonly string[] | undefined {
  const text = source.endsWith('\r') ? source.slice(0, -1) : source;
  if (text.trim() === '') return undefined;
  const { shown, indent } = cut(text, Math.min(column - 1, text.length));
  const number = String(line);
  return [
    `${paint('gutter', `  ${number} |`)} ${shown}`,
    `${paint('gutter', `  ${' '.repeat(number.length)} |`)} ${' '.repeat(indent)}${paint(severity, '^')}`,
  ];
}

/** The part of a line around an offset that a terminal has room for, and how far from its left the offset is. */
function cut(text: string, offset: number): { readonly shown: string; readonly indent: number } {
  // A cell has up to two code units; a file of one line may have millions.
  const start = Math.max(0, offset - 2 * maximumWidth);
  const left = cellsOf(text.slice(start, offset));
  const right = cellsOf(text.slice(offset, offset + 2 * maximumWidth));
  const isWhole = start === 0 && text.length <= offset + 2 * maximumWidth;
  if (isWhole && widthOf(left) + widthOf(right) <= maximumWidth) {
    return { shown: textOf(left) + textOf(right), indent: widthOf(left) };
  }
  const shownLeft = fitting([...left].reverse(), before).reverse();
  const shownRight = fitting(right, maximumWidth - widthOf(shownLeft));
  const isCutLeft = start > 0 || shownLeft.length < left.length;
  const isCutRight = text.length > offset + 2 * maximumWidth || shownRight.length < right.length;
  return {
    shown: `${isCutLeft ? '…' : ''}${textOf(shownLeft)}${textOf(shownRight)}${isCutRight ? '…' : ''}`,
    indent: widthOf(shownLeft) + (isCutLeft ? 1 : 0),
  };
}

/** As many of the cells, from the first, as fit into the width. */
function fitting(cells: readonly Cell[], width: number): Cell[] {
  const taken: Cell[] = [];
  let used = 0;
  for (const cell of cells) {
    used += cell.width;
    if (used > width) break;
    taken.push(cell);
  }
  return taken;
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ shown }) => shown).join('');
}
