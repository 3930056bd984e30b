/**
 * Escapes values, so that no name, command or key can become Markdown, HTML, a mention, a link, or a command of GitLab.
 * docs/decisions/0055-review.md has the reasons.
 */
import { escapeControlCharacters } from '../../../text/escape-control-characters';
import type { Words } from '../words';

/** The maximum length of a value in a report. Longer values are cut, so that one value can't fill the report. */
const maximumValueCharacters = 1000;

/** Returns a value as one line without control characters and invisible characters. */
export function oneLine(value: string): string {
  const shown = escapeControlCharacters(value.slice(0, maximumValueCharacters));
  const left = value.length - maximumValueCharacters;
  return left > 0 ? `${shown}… (${left} more characters)` : shown;
}

/** Returns a phrase as one line of plain text. */
export function textWords(phrase: Words): string {
  return phrase.map((part) => (typeof part === 'string' ? part : oneLine(part.code))).join('');
}

/** Returns a phrase as HTML. */
export function htmlWords(phrase: Words): string {
  return phrase
    .map((part) =>
      typeof part === 'string' ? htmlText(part) : `<code>${htmlText(oneLine(part.code))}</code>`,
    )
    .join('');
}

/** Returns a text as HTML. Only letters, digits and spaces are not escaped. */
export function htmlText(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (character) =>
    /[.,:;()/-]/.test(character) ? character : `&#${character.codePointAt(0) ?? 0};`,
  );
}

/** The position of a phrase in Markdown. In the cell of a table, a pipe ends the cell. */
export type MarkdownPlace = 'text' | 'cell';

/** Returns a phrase as Markdown. */
export function markdownWords(phrase: Words, place: MarkdownPlace = 'text'): string {
  return phrase
    .map((part) => (typeof part === 'string' ? markdownText(part) : markdownCode(oneLine(part.code), place)))
    .join('');
}

/** Escapes the characters of our own words that have a meaning in Markdown. */
function markdownText(text: string): string {
  // An underscore inside a word has no meaning.
  return text.replace(
    /[\\`*{}[\]<>#|~$@&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

/**
 * Returns a value as code. Mentions, references, emoji and links have no effect in code.
 *
 * A backslash cannot escape a pipe in a cell, because parsers disagree about backslashes before it. So a value with a pipe
 * becomes HTML whose characters are all escaped.
 */
function markdownCode(line: string, place: MarkdownPlace): string {
  if (line === '') return '(empty)';
  if ((place === 'cell' && line.includes('|')) || line.trim() === '') return escapedCode(line);
  const fence = '`'.repeat(longestRun(line, /`+/g) + 1);
  const isPadded = /^[` ]|[` ]$/.test(line);
  return isPadded ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}

/**
 * Returns a value as escaped HTML. GitHub links an email address even if its characters are escaped, unless the `@` is
 * in its own element.
 */
function escapedCode(line: string): string {
  const escaped = line.replace(/[^\p{L}\p{N} ]/gu, (character) => {
    const reference = `&#${character.codePointAt(0) ?? 0};`;
    return character === '@' ? `<span>${reference}</span>` : reference;
  });
  return `<code>${escaped}</code>`;
}

/** Returns lines as a block of code that no line can close. */
export function markdownBlock(language: string, lines: readonly string[]): readonly string[] {
  const shown = lines.map(oneLine);
  const fence = '`'.repeat(Math.max(2, ...shown.map((line) => longestRun(line, /`+/g))) + 1);
  return [`${fence}${language}`, ...shown, fence];
}

function longestRun(line: string, run: RegExp): number {
  return Math.max(0, ...(line.match(run) ?? []).map(({ length }) => length));
}
