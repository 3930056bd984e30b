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
  let content = '';
  const add = (item: string): void => {
    content += content === '' ? inner + item : `,${inner}${item}`;
  };
  if (isList(value)) {
    for (const item of value) add(write(item, inner));
    return enclosed('[', content, ']', lineBreak);
  }
  for (const key of Object.keys(value).sort()) {
    const field = fieldOf(value, key);
    if (field !== undefined) add(`${JSON.stringify(key)}: ${write(field, inner)}`);
  }
  return enclosed('{', content, '}', lineBreak);
}

function enclosed(open: string, content: string, close: string, lineBreak: string): string {
  return content === '' && !breaksEmptyLines ? open + close : `${open}${content}${lineBreak}${close}`;
}
