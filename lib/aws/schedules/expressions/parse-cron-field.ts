import { cronFields, describeField } from './cron-fields';
import {
  parseError,
  type CronField,
  type CronFieldName,
  type CronItem,
  type ParseError,
} from './schedule-expression';

/** One field of a cron expression, or why AWS refuses it. */
export function parseCronField(name: CronFieldName, text: string): CronField | ParseError {
  const items: CronItem[] = [];
  const parts = text.split(',');
  for (const part of parts) {
    const item = parseItem(name, part);
    if (item.kind === 'refusal') return item;
    if (parts.length > 1 && standsAlone(item))
      return parseError(`${title(name)}: ${part} stands alone, and can’t be in the list ${text}`);
    items.push(item);
  }
  return items;
}

function standsAlone({ kind }: CronItem): boolean {
  return kind !== 'value' && kind !== 'range' && kind !== 'step';
}

function parseItem(name: CronFieldName, text: string): CronItem | ParseError {
  if (text === '') return parseError(`${title(name)}: a comma has a value on both sides`);
  if (text === '*') return { kind: 'all' };
  const wildcard = parseWildcard(name, text);
  if (wildcard !== undefined) return wildcard;
  const [base = '', step, ...more] = text.split('/');
  if (step === undefined) return parseRange(name, text);
  if (!has(name, '/')) return parseError(`${title(name)}: ${text}: / is not allowed here; list the values`);
  if (more.length > 0) return parseError(`${title(name)}: ${text} has more than one /`);
  return parseStep(name, text, base, step);
}

/** `?`, `L`, `6L`, `15W` and `3#2`, where the field has them. */
function parseWildcard(name: CronFieldName, text: string): CronItem | ParseError | undefined {
  const isDayOfMonth = name === 'dayOfMonth';
  if (text === '?') {
    if (has(name, '?')) return { kind: 'other' };
    return parseError(`${title(name)}: ? is for one of day-of-month and day-of-week; write * for every one`);
  }
  if (text === 'L' && has(name, 'L')) return { kind: 'last' };
  const [, before = '', sign = '', after = ''] = /^([A-Z0-9]*)([LW#])([0-9]*)$/.exec(text) ?? [];
  if (sign === '' || cronFields[name].names.some((known) => known === text)) return undefined;
  if (!has(name, sign)) return parseError(`${title(name)}: ${sign} is not allowed here, got ${text}`);
  if (sign === 'L' && isDayOfMonth)
    return parseError(`${title(name)}: ${text}: L stands alone and is the last day of the month`);
  if (/^[LW]/.test(before))
    return parseError(`${title(name)}: ${text} is not allowed; L and W can’t be joined`);
  const value = parseNumber(name, before);
  if (typeof value !== 'number') return value;
  if (sign === '#') {
    const nth = Number(after);
    if (!/^[1-5]$/.test(after))
      return parseError(`${title(name)}: ${text}: after # stands which one of the month, 1 to 5`);
    return { kind: 'nth-day-of-week', dayOfWeek: value, nth };
  }
  if (after !== '') return parseError(`${title(name)}: ${text}: nothing stands after ${sign}`);
  return sign === 'L'
    ? { kind: 'last-day-of-week', dayOfWeek: value }
    : { kind: 'nearest-weekday', dayOfMonth: value };
}

function parseStep(name: CronFieldName, text: string, base: string, step: string): CronItem | ParseError {
  const { minimum, maximum } = cronFields[name];
  const most = maximum - minimum + (name === 'year' ? 0 : 1);
  if (!/^[1-9][0-9]{0,3}$/.test(step) || Number(step) > most)
    return parseError(`${title(name)}: ${text}: after / stands a number from 1 to ${most}`);
  const of = base === '*' ? ({ kind: 'all' } as const) : parseRange(name, base);
  return of.kind === 'refusal' ? of : { kind: 'step', of, step: Number(step) };
}

type Plain =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

function parseRange(name: CronFieldName, text: string): Plain | ParseError {
  const [first = '', last, ...more] = text.split('-');
  const from = parseNumber(name, first);
  if (typeof from !== 'number') return from;
  if (last === undefined) return { kind: 'value', value: from };
  const to = parseNumber(name, last);
  if (typeof to !== 'number') return to;
  if (more.length > 0) return parseError(`${title(name)}: ${text} has more than one -`);
  if (from > to && !cronFields[name].wraps)
    return parseError(`${title(name)}: ${text} goes backwards; give two ranges with a comma between them`);
  return { kind: 'range', from, to };
}

function parseNumber(name: CronFieldName, text: string): number | ParseError {
  const { minimum, maximum, names } = cronFields[name];
  const index = names.findIndex((known) => known === text);
  if (index >= 0) return minimum + index;
  const value = /^[0-9]{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  return parseError(`${describeField(name)}, got ${text === '' ? 'nothing' : text}`);
}

function has(name: CronFieldName, wildcard: string): boolean {
  return cronFields[name].wildcards.includes(wildcard);
}

function title(name: CronFieldName): string {
  return cronFields[name].title;
}
