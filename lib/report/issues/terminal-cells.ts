import { escapeCharacter } from '../../text/escape-control-characters';

/** A character as the terminal shows it, and its width in columns. */
export interface Cell {
  /** The text that is printed: the character, spaces for a tab, or an escape. */
  readonly shown: string;
  /** The number of terminal columns. */
  readonly width: number;
}

const tabWidth = 4;

/**
 * Characters that terminals show with two columns: Unicode's blocks of wide and fullwidth characters.
 *
 * @see https://www.unicode.org/reports/tr11/
 */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Splits a text into cells. Tabs become spaces, and control characters become escapes such as `\u001b`. */
export function cellsOf(text: string): readonly Cell[] {
  let offset = 0;
  return Array.from(text, (character): Cell => {
    const escaped = escapeCharacter(text, offset, character);
    offset += character.length;
    if (character === '\t') return { shown: ' '.repeat(tabWidth), width: tabWidth };
    if (escaped !== character) return { shown: escaped, width: escaped.length };
    // Accents that join the letter before them, and invisible joiners in a word or an emoji, have no width.
    if (/[\p{M}\p{Cf}]/u.test(character)) return { shown: character, width: 0 };
    return { shown: character, width: wide.test(character) ? 2 : 1 };
  });
}

/** Returns the total width of the cells, in terminal columns. */
export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
