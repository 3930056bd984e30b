import { hiddenText } from '../../text/hidden-text';
import type { Show } from './yaml-mistake';

/** Replacements for messages of the YAML library about frequent mistakes: the library's message and the new one. */
const explanations: readonly (readonly [library: RegExp, message: string])[] = [
  [/^Source contains multiple documents.*/, 'the file has a second YAML document; remove the line ---'],
  [/^Tabs are not allowed.*/, 'the line is indented with a tab; use spaces'],
  [
    /^Nested mappings are not allowed.*/,
    'the value contains a colon and a space; if it is a text, quote it; if it begins a field, put the field on a new line',
  ],
  [
    /^Implicit (map )?keys need.*/,
    'the line is neither a field (name: value) nor a list item (- value); add a space after : or -',
  ],
  [
    /^Flow (?:map|sequence) in block collection.* with an? (.)$/,
    'the closing $1 is missing before this line; add it',
  ],
  [/^Missing closing (.)quote.*/, 'the closing $1 of the text is missing; add it'],
];

/**
 * Returns a message for a syntax error that explains the fix.
 *
 * @param code - Code of the library, for example `MULTIPLE_DOCS`.
 * @param message - Message of the library.
 * @param found - Text at the position of the mistake.
 * @param lineOfError - The line of the mistake, and the offset of the mistake in it.
 */
export function explainYaml(
  code: string,
  message: string,
  found: string,
  { line, offset, show }: LineOfError,
): string {
  const firstLine = message.split('\n', 1)[0] ?? message;
  if (code === 'TAG_RESOLVE_FAILED' && found.startsWith('!')) {
    const [tag = ''] = found.split(/[\s,[\]{}]/, 1);
    return `${show(tag)} is a YAML tag, which is not supported; remove it, or quote the text that begins with !`;
  }
  if (found.startsWith('*')) {
    const given = found.split(/\s#|[\]}\r\n]/, 1)[0] ?? found;
    return `a text that begins with * must have quotes; write "${show(given.trimEnd())}"`;
  }
  const special = explainLine(code, found, line, offset, show);
  if (special !== undefined) return special;
  const explanation = explanations.find(([library]) => library.test(firstLine));
  if (explanation !== undefined) return firstLine.replace(...explanation);
  const lower = firstLine.charAt(0).toLowerCase() + firstLine.slice(1);
  // Other messages of the library can quote the file.
  if (!lower.startsWith('plain value cannot start with') && show(lower) === hiddenText)
    return 'the text is not valid YAML; quote it';
  return /^[@`%&!|>]/.test(found)
    ? `${lower}; a text that begins with ${found.charAt(0)} must have quotes`
    : lower;
}

/** Errors about a line that is neither a field nor a list item. */
const isNotAField: ReadonlySet<string> = new Set([
  'BLOCK_AS_IMPLICIT_KEY',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
]);

/** The line of a mistake. */
interface LineOfError {
  /** The text of the line. */
  readonly line: string;
  /** The offset of the mistake in the line. */
  readonly offset: number;
  /** Shows or hides texts of the line. */
  readonly show: Show;
}

/** Explains mistakes that are visible in the text of the whole line. */
function explainLine(
  code: string,
  found: string,
  line: string,
  offset: number,
  show: Show,
): string | undefined {
  if (/^(<{7}|={7}|>{7})(\s|$)/.test(line))
    return 'the line is a marker of a merge conflict in Git; choose one of the versions, and delete the markers';
  const key = /^ *(?:- +)?([A-Za-z_][\w-]*):[^\s:/]/.exec(line)?.[1];
  if (key !== undefined && isNotAField.has(code)) return `a space is missing after ${show(key)}:; add it`;
  const before = line.slice(0, offset).trimEnd();
  if (code === 'UNEXPECTED_TOKEN' && /['"]$/.test(before)) {
    return before.endsWith("'")
      ? "the text in single quotes ends before this word; write '' for an apostrophe in the text, or use double quotes"
      : 'the text in double quotes ends before this word; write \\" for a quote in the text, or use single quotes';
  }
  if (code === 'BAD_DQ_ESCAPE')
    return `in double quotes, a backslash begins an escape sequence, and ${show(found.slice(0, 2))} is not one; write \\\\, or use single quotes`;
  return undefined;
}
