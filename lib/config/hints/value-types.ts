/** Messages and suggestions for a value that YAML reads as a different type than its field has. */
import { secondsPer } from '../../text/durations';
import type { Path } from '../issues/issues';
import { schemaAt } from '../schema/json-schema';
import { nodeAt, type MapNode, type ScalarNode } from '../yaml/tree';

/** Returns the type of a field. If a field can have one of several types, and one of them is a string: `string`. */
function typeAt(path: Path) {
  const schema = schemaAt(path);
  return schema?.type ?? schema?.anyOf?.find(({ type }) => type === 'string')?.type;
}

/**
 * Returns the message about a value that must be a text, but that YAML reads as another type because it has no quotes:
 * `1.10`.
 */
export function textInstead(root: MapNode, path: Path): string | undefined {
  const node = nodeAt(root, path);
  if (node?.kind !== 'scalar' || typeof node.value === 'string' || typeAt(path) !== 'string')
    return undefined;
  const read = `YAML reads this as ${describeValue(node)}, but the field must be text`;
  return node.isSecret ? `${read}; quote it` : `${read}; quote it: ${JSON.stringify(node.source)}`;
}

function describeValue({ value, source, isSecret }: ScalarNode): string {
  if (isSecret) return typeof value === 'boolean' ? 'true or false' : 'a number';
  if (value === null || typeof value === 'boolean') return String(value);
  return String(value) === source ? 'a number' : `the number ${String(value)}`;
}

/** Returns how to change a value with a wrong type, usually by removing quotes. */
export function quoting(root: MapNode, path: Path): string {
  const node = nodeAt(root, path);
  if (node?.kind === 'scalar' && path.at(-1) === 'cpu' && typeof node.value === 'number' && node.value <= 16)
    return `; write ${node.value * 1024} for ${node.value} vCPU`;
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return '';
  const type = typeAt(path);
  if (type === 'boolean' && !node.isSecret) {
    if (/^(true|false)$/.test(node.value)) return `; remove the quotes: ${node.value}`;
    const suggestion = /^(yes|on|y|enabled)$/i.test(node.value)
      ? 'true'
      : /^(no|off|n|disabled)$/i.test(node.value)
        ? 'false'
        : undefined;
    return suggestion === undefined ? '' : `; write ${suggestion}`;
  }
  if ((type !== 'number' && type !== 'integer') || node.isSecret) return '';
  const converted = withoutUnit(String(path.at(-1) ?? ''), node.value.trim());
  if (converted !== undefined) return `; write ${converted}`;
  const number = node.value.trim().replace(/(?<=\d)[_,](?=\d{3})/g, '');
  if (!/^-?\d+(\.\d+)?$/.test(number)) return '';
  return number === node.value ? `; remove the quotes: ${number}` : `; write ${number}`;
}

/** Seconds in each unit, by its first letter. */
const secondsOfUnit: Readonly<Record<string, number>> = {
  s: 1,
  m: secondsPer.minute,
  h: secondsPer.hour,
  d: secondsPer.day,
  w: 7 * secondsPer.day,
};

/** MiB in each unit, by its first letter. */
const mebibytesOfUnit: Readonly<Record<string, number>> = { m: 1, g: 1024 };

/**
 * Converts a duration or a size with a unit to the unit of the field: `10m` to 600 seconds, or `2GB` to 2048 MiB.
 * Returns `undefined` for another text.
 */
function withoutUnit(field: string, text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text) ?? [];
  const factor = factorOf(field, unit.toLowerCase());
  if (amount === undefined || factor === undefined) return undefined;
  const number = Number(amount) * factor;
  return Number.isInteger(number) ? number : undefined;
}

/**
 * Returns the factor from a unit to the field's own unit: 60 for `min` and `timeout_seconds`. Returns `undefined` if the
 * field can't have the unit.
 */
function factorOf(field: string, unit: string): number | undefined {
  if (field === 'memory') return mebibytesOfUnit[/^([mg])i?b?$/.exec(unit)?.[1] ?? ''];
  if (!field.endsWith('_seconds')) return undefined;
  const isTime = /^(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/.test(unit);
  return isTime ? secondsOfUnit[unit.charAt(0)] : undefined;
}
