/** Replacements for messages of the YAML library about frequent mistakes: the library's message and the new one. */
const explanations: readonly (readonly [library: RegExp, message: string])[] = [
  [/^Source contains multiple documents.*/, 'the file has a second YAML document; remove the line ---'],
  [/^Tabs are not allowed.*/, 'the line is indented with a tab; use spaces'],
  [
    /^Nested mappings are not allowed.*/,
    'the value contains a colon and a space; quote the text, or put the field on a new line',
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
 * @param code - code of the library, for example `MULTIPLE_DOCS`
 * @param message - message of the library
 * @param found - text at the position of the mistake
 */
export function explainYaml(code: string, message: string, found: string): string {
  const firstLine = message.split('\n', 1)[0] ?? message;
  if (code === 'TAG_RESOLVE_FAILED' && found.startsWith('!')) {
    const [tag = ''] = found.split(/[\s,[\]{}]/, 1);
    return `${tag} is a YAML tag, which is not supported; remove it, or quote the text that begins with !`;
  }
  if (found.startsWith('*')) {
    const given = found.split(/\s#|[\]}\r\n]/, 1)[0] ?? found;
    return `a text that begins with * must have quotes; write "${given.trimEnd()}"`;
  }
  const explanation = explanations.find(([library]) => library.test(firstLine));
  if (explanation !== undefined) return firstLine.replace(...explanation);
  const lower = firstLine.charAt(0).toLowerCase() + firstLine.slice(1);
  return /^[@`%&!|>]/.test(found)
    ? `${lower}; a text that begins with ${found.charAt(0)} must have quotes`
    : lower;
}
