/**
 * The difference of two texts, line by line.
 *
 * @see http://www.xmailserver.org/diff2.pdf (E. Myers, An O(ND) Difference Algorithm and Its Variations)
 */
import type { DifferenceLine } from '../view';

/** The number of equal lines around each changed line. */
const contextLines = 3;
/** The maximum number of changed lines. The search stops there, and texts with more changes are shown as a whole. */
const maximumChanges = 800;

/**
 * Returns the changed lines, each with up to three equal lines before and after it.
 *
 * @param maximumLines - The maximum number of lines. A last line has the number of lines that are left out.
 */
export function lineDifference(
  before: readonly string[],
  after: readonly string[],
  maximumLines: number,
): readonly DifferenceLine[] {
  const lines = withContext(allLines(before, after));
  if (lines.length <= maximumLines) return lines;
  const left = lines.slice(maximumLines - 1).filter(({ sign }) => sign === '-' || sign === '+').length;
  return [...lines.slice(0, maximumLines - 1), { sign: '…', text: `${left} more changed lines` }];
}

/** Returns every line of both texts once. */
function allLines(before: readonly string[], after: readonly string[]): readonly DifferenceLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1;
    endAfter -= 1;
  }
  const same = (texts: readonly string[]) => texts.map((text): DifferenceLine => ({ sign: ' ', text }));
  return [
    ...same(before.slice(0, start)),
    ...changedLines(before.slice(start, endBefore), after.slice(start, endAfter)),
    ...same(before.slice(endBefore)),
  ];
}

function changedLines(before: readonly string[], after: readonly string[]): readonly DifferenceLine[] {
  const history = shortestEdit(before, after);
  if (history === undefined)
    return [
      ...before.map((text): DifferenceLine => ({ sign: '-', text })),
      ...after.map((text): DifferenceLine => ({ sign: '+', text })),
    ];
  const lines: DifferenceLine[] = [];
  let [x, y] = [before.length, after.length];
  const add = (sign: '-' | '+' | ' ', text: string | undefined): void => {
    lines.push({ sign, text: text ?? '' });
  };
  for (const [changes, furthest] of [...history.entries()].reverse()) {
    const diagonal = x - y;
    const isAddition =
      diagonal === -changes ||
      (diagonal !== changes && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
    const previous = isAddition ? diagonal + 1 : diagonal - 1;
    const previousX = changes === 0 ? 0 : at(furthest, previous);
    const previousY = changes === 0 ? 0 : previousX - previous;
    while (x > previousX && y > previousY) add(' ', before[((x -= 1), (y -= 1), x)]);
    if (changes === 0) break;
    if (isAddition) add('+', after[(y -= 1)]);
    else add('-', before[(x -= 1)]);
  }
  return lines.reverse();
}

/**
 * Returns the furthest positions on each diagonal, for each number of changes; `undefined` if there are too many changes.
 */
function shortestEdit(
  before: readonly string[],
  after: readonly string[],
): readonly ReadonlyMap<number, number>[] | undefined {
  const history: ReadonlyMap<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let changes = 0; changes <= maximumChanges; changes += 1) {
    history.push(new Map(furthest));
    const next = new Map(furthest);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const isAddition =
        diagonal === -changes ||
        (diagonal !== changes && at(furthest, diagonal - 1) < at(furthest, diagonal + 1));
      let x = isAddition ? at(furthest, diagonal + 1) : at(furthest, diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return history;
    }
    furthest = next;
  }
  return undefined;
}

function at(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? -1;
}

/** Replaces equal lines by one line with their number, except for the lines next to a change. */
function withContext(lines: readonly DifferenceLine[]): readonly DifferenceLine[] {
  const isShown = new Array<boolean>(lines.length).fill(false);
  lines.forEach(({ sign }, index) => {
    if (sign !== ' ') isShown.fill(true, Math.max(0, index - contextLines), index + contextLines + 1);
  });
  const shown: DifferenceLine[] = [];
  let skipped = 0;
  const addSkipped = (): void => {
    if (skipped > 0)
      shown.push({ sign: '…', text: skipped === 1 ? '1 equal line' : `${skipped} equal lines` });
    skipped = 0;
  };
  lines.forEach((line, index) => {
    if (isShown[index] === true) {
      addSkipped();
      shown.push(line);
    } else skipped += 1;
  });
  addSkipped();
  return shown;
}
