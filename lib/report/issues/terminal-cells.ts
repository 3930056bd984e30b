/** A character as a terminal shows it, and how many columns it takes. */
export interface Cell {
  readonly shown: string;
  readonly width: number;
}

const tabWidth = 4;

/**
 * What terminals make two columns wide: the wide and fullwidth characters of Unicode, in its blocks.
 *
 * @see https://www.unicode.org/reports/tr11/
 */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** What a terminal would obey, or what would let a line read as another: shown by its number. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufe00-\ufe0f]/u;

/** The characters of a text. Tabs are spaces; what a terminal would not show but obey is `\u001b`. */
export function cellsOf(text: string): readonly Cell[] {
  return Array.from(text, (character): Cell => {
    if (character === '\t') return { shown: ' '.repeat(tabWidth), width: tabWidth };
    if (unseen.test(character)) {
      const shown = escapeUnits(character);
      return { shown, width: shown.length };
    }
    if (/\p{M}/u.test(character)) return { shown: character, width: 0 };
    return { shown: character, width: wide.test(character) ? 2 : 1 };
  });
}

/** Columns of a terminal. */
export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
