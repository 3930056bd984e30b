import { closestMatcher } from '../../text/closest-match';
import { once } from '../../values/once';
import { isMisplacedBackend, isPublicField, isSecretField, isTaskField, publicFields } from './secret-fields';

const closestPublicField = once(() => closestMatcher(publicFields()));

/**
 * A line that begins with a key: its indentation with the dashes of list items, the key, and the text after the colon.
 */
const keyLine =
  /^(?<indent>[ \t]*(?:-[ \t]+)*)(?:[?][ \t]+)?["']?(?<key>[^\s"'#:{}[\],&*!|>%@`-][^\s"':{}[\],]*)["']?[ \t]*:(?<rest>[ \t].*|)$/;
/** A key without a space after its colon. */
const joinedKey = /^[ \t]*(?:-[ \t]+)*["']?([\w-]+)["']?:\S/;
/**
 * Keys anywhere in a line, for example in a map with braces: `{ env: { A: b } }`. The pattern is tried only at the start of a
 * word, because otherwise the work would be quadratic in the length of the word.
 */
const keys = /(?<![\w.-])[\w.-]+(?=["']?[ \t]*[:=])/g;

/**
 * Returns the lines of a text that code frames and messages must not show. The text can be YAML with mistakes, so the function
 * reads only names and indentation:
 *
 * - the lines of a secret field: all lines below its key, up to a line that is certainly another field
 * - the lines of a field that the program does not know
 */
export function hiddenLinesOf(text: string): ReadonlySet<number> {
  const hidden = new Set<number>();
  const known = new Map<string, boolean>();
  const isKnown = (name: string) => {
    const isField = known.get(name) ?? isLikePublicField(name);
    known.set(name, isField);
    return isField;
  };
  /** The column of the key of the current secret field; `undefined` outside of secret fields. */
  let secretColumn: number | undefined;
  let isUnknown = true;
  text.split('\n').forEach((full, index) => {
    const line = full.trimEnd();
    const found = keyLine.exec(line)?.groups;
    const { indent = '', key = '', rest = '' } = found ?? {};
    const isName = found !== undefined && rest.trim() === '' && !isSecretField(key);
    const isBackend = indent === '' && isMisplacedBackend(key);
    const isField = found !== undefined && isKnown(key) && !isBackend && !(isTaskField(key) && !isName);
    if (secretColumn !== undefined && endsBlock(indent, isField, isName, secretColumn))
      secretColumn = undefined;
    if (secretColumn === undefined) {
      const names = line.match(keys) ?? [];
      if (names.some(isSecretField)) secretColumn = found === undefined ? indentOf(line) : indent.length;
      else if (found !== undefined) isUnknown = !isField && !isName;
      else if (isKnown(/[\w-]+/.exec(line)?.[0] ?? '')) isUnknown = false;
    }
    const joined = joinedKey.exec(line)?.[1];
    const isJoined = joined !== undefined && !isKnown(joined);
    if (secretColumn !== undefined || isUnknown || isJoined) hidden.add(index + 1);
    // This line is the name of a job or a task, without a value. The lines below it stay hidden until the next known field.
    if (isName && (!isField || isTaskField(key))) isUnknown = true;
  });
  return hidden;
}

/**
 * Returns whether a line ends the secret field above it. A line ends the field if it has a known field that is not
 * indented more, or a name without a value that is indented less.
 *
 * @param column - The indentation of the secret field's key.
 */
function endsBlock(indent: string, isField: boolean, isName: boolean, column: number): boolean {
  if (indent.includes('\t')) return false;
  return isField ? indent.length <= column : isName && indent.length < column;
}

/** Returns whether a name is a public field, or a likely misspelling of one. */
function isLikePublicField(name: string): boolean {
  if (isPublicField(name)) return true;
  if (isSecretField(name)) return false;
  return closestPublicField()(name) !== undefined;
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}
