import { fieldOf, isList } from '../../values/json';
import { breaksEmptyLines } from './library';

/**
 * Returns a value as JSON with two spaces of indentation and sorted keys, as cdktf writes it. Fields without a value are
 * left out.
 */
export function sortedJson(value: unknown): string {
  return write(value, '\n');
}

/**
 * Writes a value that begins on an indented line.
 *
 * @param lineBreak - The line break and the indentation of that line.
 */
function write(value: unknown, lineBreak: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const inner = `${lineBreak}  `;
  if (isList(value))
    return enclosed(
      '[',
      value.map((item) => inner + write(item, inner)),
      ']',
      lineBreak,
    );
  const fields = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const field = fieldOf(value, key);
      return field === undefined ? [] : [`${inner}${JSON.stringify(key)}: ${write(field, inner)}`];
    });
  return enclosed('{', fields, '}', lineBreak);
}

function enclosed(open: string, items: readonly string[], close: string, lineBreak: string): string {
  return items.length === 0 && !breaksEmptyLines
    ? open + close
    : `${open}${items.join(',')}${lineBreak}${close}`;
}
