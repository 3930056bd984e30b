import { failure, success, type Result } from '../../../text/result';
import { cronFields, describeField } from './cron-fields';
import type { CronField, CronFieldName, CronItem, CronStepBase } from './schedule-expression';

/**
 * Parses a field of a cron expression.
 *
 * @param name - The field.
 * @param text - The text of the field.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function parseCronField(name: CronFieldName, text: string): Result<CronField> {
  const items: CronItem[] = [];
  const parts = text.split(',');
  for (const part of parts) {
    const item = parseItem(name, part);
    if (!item.ok) return item;
    if (parts.length > 1 && isExclusive(item.value))
      return failure(`${title(name)}: ${part} must be the only item, got ${text} ${undocumented}`);
    items.push(item.value);
  }
  return success(items);
}

/** Part of the messages about forms that AWS may accept. This program must not accept a form that AWS may reject. */
const undocumented = '(AWS does not document this form, so this program rejects it)';

/** Whether the item can't be part of a list. */
function isExclusive({ kind }: CronItem): boolean {
  return kind !== 'value' && kind !== 'range' && kind !== 'step';
}

function parseItem(name: CronFieldName, text: string): Result<CronItem> {
  if (text === '') return failure(`${title(name)}: a comma must have a value on each side`);
  if (text === '*') return success({ kind: 'all' });
  const wildcard = parseWildcard(name, text);
  if (wildcard !== undefined) return wildcard;
  const [base = '', step, ...more] = text.split('/');
  if (step === undefined) return parseRange(name, text);
  if (!allows(name, '/'))
    return failure(`${title(name)}: / is not allowed here, got ${text} ${undocumented}; list the values`);
  if (more.length > 0) return failure(`${title(name)}: ${text} must have only one /`);
  return parseStep(name, text, base, step);
}

/** Parses `?`, `L`, `6L`, `15W` and `3#2`; returns `undefined` if the text has no wildcard. */
function parseWildcard(name: CronFieldName, text: string): Result<CronItem> | undefined {
  const isDayOfMonth = name === 'dayOfMonth';
  if (text === '?') {
    if (allows(name, '?')) return success({ kind: 'other' });
    return failure(
      `${title(name)}: ? is allowed only in day-of-month or day-of-week; write * for all values`,
    );
  }
  if (text === 'L' && allows(name, 'L')) return success({ kind: 'last' });
  if (/^L-\d+$/.test(text) && isDayOfMonth)
    return failure(`${title(name)}: L must not have a number, got ${text} ${undocumented}`);
  const [, before = '', sign = '', after = ''] = /^([A-Z0-9]*)([LW#])([0-9]*)$/.exec(text) ?? [];
  if (sign === '' || cronFields[name].names.some((known) => known === text)) return undefined;
  if (!allows(name, sign)) return failure(`${title(name)}: ${sign} is not allowed here, got ${text}`);
  if (sign === 'L' && isDayOfMonth)
    return failure(`${title(name)}: got ${text}; write L for the last day of the month`);
  if (/^[LW]/.test(before))
    return failure(`${title(name)}: L and W must not be combined, got ${text} ${undocumented}`);
  const value = parseNumber(name, before);
  if (!value.ok) return value;
  if (sign === '#') {
    if (!/^[1-5]$/.test(after))
      return failure(`${title(name)}: the number after # must be 1 to 5, got ${text}`);
    return success({ kind: 'nth-day-of-week', dayOfWeek: value.value, nth: Number(after) });
  }
  if (after !== '') return failure(`${title(name)}: ${sign} must be the last character, got ${text}`);
  return success(
    sign === 'L'
      ? { kind: 'last-day-of-week', dayOfWeek: value.value }
      : { kind: 'nearest-weekday', dayOfMonth: value.value },
  );
}

function parseStep(name: CronFieldName, text: string, baseText: string, step: string): Result<CronItem> {
  const { minimum, maximum } = cronFields[name];
  const maximumStep = maximum - minimum + (name === 'year' ? 0 : 1);
  if (!/^[1-9][0-9]{0,3}$/.test(step) || Number(step) > maximumStep)
    return failure(`${title(name)}: the number after / must be 1 to ${maximumStep}, got ${text}`);
  const base = parseStepBase(name, baseText);
  return base.ok ? success({ kind: 'step', base: base.value, step: Number(step) }) : base;
}

function parseStepBase(name: CronFieldName, text: string): Result<CronStepBase> {
  return text === '*' ? success({ kind: 'all' }) : parseRange(name, text);
}

type ValueOrRange = Exclude<CronStepBase, { readonly kind: 'all' }>;

function parseRange(name: CronFieldName, text: string): Result<ValueOrRange> {
  const [first = '', last, ...more] = text.split('-');
  const from = parseNumber(name, first);
  if (!from.ok) return from;
  if (last === undefined) return success({ kind: 'value', value: from.value });
  const to = parseNumber(name, last);
  if (!to.ok) return to;
  if (more.length > 0) return failure(`${title(name)}: ${text} must have only one -`);
  if (from.value > to.value && !cronFields[name].wraps)
    return failure(
      `${title(name)}: ${text} must not go backwards ${undocumented}; write two ranges with a comma between them`,
    );
  return success({ kind: 'range', from: from.value, to: to.value });
}

function parseNumber(name: CronFieldName, text: string): Result<number> {
  const { minimum, maximum, names } = cronFields[name];
  const index = names.findIndex((known) => known === text);
  if (index >= 0) return success(minimum + index);
  const value = /^[0-9]{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return success(value);
  const isOtherCase = names.some((known) => known === text.toUpperCase());
  return failure(
    `${describeField(name)}, got ${text === '' ? 'nothing' : text}${isOtherCase ? ` in small letters ${undocumented}` : ''}`,
  );
}

function allows(name: CronFieldName, wildcard: string): boolean {
  return cronFields[name].wildcards.includes(wildcard);
}

function title(name: CronFieldName): string {
  return cronFields[name].title;
}
