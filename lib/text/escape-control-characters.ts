/**
 * Characters that a terminal obeys, or that people do not see: control characters, characters that change the direction
 * of a text, other format characters, line separators, halves of surrogate pairs, tags and variation selectors.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const onlyInvisible = new RegExp(invisible.source, 'u');
/** Matches the characters of {@link invisible}, except for the line break. */
const invisibleInLine = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const zeroWidthNonJoiner = '\u200c';
const zeroWidthJoiner = '\u200d';
/** The selectors of the two forms of an emoji: text and picture. */
const emojiSelector = /[\ufe0e\ufe0f]/;

/** Letters and marks of scripts whose spelling needs the zero-width joiner and non-joiner. */
const joiningLetter =
  /^(?=[\p{L}\p{M}])[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]$/u;
const emoji = /^\p{Extended_Pictographic}$/u;
/** Characters that can stand between an emoji and the joiner: the selector of emoji and the colors of skin. */
const endOfEmoji = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;

/**
 * Escapes control characters and invisible characters as JSON does: `\u001b`. The result is one line. Letters of every
 * script, combining marks and emoji stay as they are, with the joiners and selectors that their spelling needs.
 */
export function escapeControlCharacters(text: string): string {
  return escapeMatches(text, invisible);
}

/**
 * Escapes the same characters as {@link escapeControlCharacters}, but keeps line breaks. If the text is JSON, the result is
 * JSON with the same value, because such characters occur only in its strings.
 */
export function escapeLines(text: string): string {
  return escapeMatches(text, invisibleInLine);
}

/**
 * Returns the character of a text at an offset, escaped if it is a control character or invisible.
 *
 * @param character - The character, which can have two UTF-16 code units.
 */
export function escapeCharacter(text: string, offset: number, character: string): string {
  return onlyInvisible.test(character) && !isNeeded(text, offset, character)
    ? escapeUnits(character)
    : character;
}

function escapeMatches(text: string, pattern: RegExp): string {
  return text.replace(pattern, (character, offset: number) => escapeCharacter(text, offset, character));
}

/** Returns whether an invisible character is a part of an emoji, or of a word in a script that needs joiners. */
function isNeeded(text: string, offset: number, character: string): boolean {
  const isSelector = emojiSelector.test(character);
  if (character !== zeroWidthJoiner && character !== zeroWidthNonJoiner && !isSelector) return false;
  const before = characterBefore(text, offset);
  const after = String.fromCodePoint(text.codePointAt(offset + 1) ?? 0);
  if (isSelector) return emoji.test(before) || (/[0-9#*]/.test(before) && after === '\u20e3');
  if (joiningLetter.test(before) && joiningLetter.test(after)) return true;
  return character === zeroWidthJoiner && endOfEmoji.test(before) && emoji.test(after);
}

function characterBefore(text: string, offset: number): string {
  return Array.from(text.slice(Math.max(0, offset - 2), offset)).at(-1) ?? '';
}

/** Returns each UTF-16 code unit of a character as an escape: `\n`, or `\u202e`. */
function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => {
      const escaped = JSON.stringify(unit).slice(1, -1);
      return escaped === unit ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : escaped;
    })
    .join('');
}
