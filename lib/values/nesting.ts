/** Limits the nesting of JSON from a file. Functions that visit nested values call themselves, and each call needs memory. */

/** Maximum number of lists and objects inside each other that a command reads. The plans of the tests have at most 16. */
export const maximumNesting = 500;

/**
 * Returns whether a value has too many lists and objects inside each other, or contains a text with such JSON. It visits
 * one level after the other, so the nesting can't exhaust the stack.
 */
export function isNestedTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each === 'string' && isJsonTooDeep(each)) return true;
      if (typeof each !== 'object' || each === null) continue;
      if (depth >= maximumNesting) return true;
      for (const inner of Object.values(each)) next.push(inner);
    }
    level = next;
  }
  return false;
}

const [quote, backslash] = ['"', '\\'];

/** Returns whether a text looks like JSON with too many open brackets. The brackets in its strings do not count. */
function isJsonTooDeep(text: string): boolean {
  if (text.length <= maximumNesting || !/^\s*[[{]/.test(text)) return false;
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === backslash) index += 1;
      else if (character === quote) isInString = false;
    } else if (character === quote) isInString = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > maximumNesting) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
}
