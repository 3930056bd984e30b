/** What to do about the mistakes that people make, by the words of the library. */
const explanations: readonly (readonly [library: RegExp, message: string])[] = [
  [
    /^Source contains multiple documents.*/,
    'a second document: a file is one environment; remove the line ---',
  ],
  [/^Tabs are not allowed.*/, 'a tab as indentation; YAML is indented with spaces'],
  [
    /^Nested mappings are not allowed.*/,
    'a colon and a space inside a value: quote the text, or begin a new line for the field',
  ],
  [
    /^Implicit (map )?keys need.*/,
    'neither a field (name: value) nor an item (- value); a space belongs behind : and -',
  ],
  [/^Flow (?:map|sequence) in block collection.* with an? (.)$/, 'no $1 before this line'],
  [/^Missing closing (.)quote.*/, 'no $1 at the end of the text that the last $1 begins'],
];

/**
 * What is wrong, in words for somebody who writes YAML twice a year.
 *
 * @param code The library's code, `MULTIPLE_DOCS`.
 * @param message The library's own words.
 * @param found What stands at the place of the mistake.
 */
export function explainYaml(code: string, message: string, found: string): string {
  const firstLine = message.split('\n', 1)[0] ?? message;
  if (code === 'TAG_RESOLVE_FAILED' && found.startsWith('!')) {
    const [tag = ''] = found.split(/[\s,[\]{}]/, 1);
    return `${tag} is a tag, and none is read here; remove it, or quote the text that begins with !`;
  }
  if (found.startsWith('*')) {
    const given = found.split(/\s#|[\]}\r\n]/, 1)[0] ?? found;
    return `a text that begins with * needs quotes: "${given.trimEnd()}"`;
  }
  const explanation = explanations.find(([library]) => library.test(firstLine));
  if (explanation !== undefined) return firstLine.replace(...explanation);
  const lower = firstLine.charAt(0).toLowerCase() + firstLine.slice(1);
  return /^[@`%&!|>]/.test(found)
    ? `${lower}; a text that begins with ${found.charAt(0)} needs quotes`
    : lower;
}
