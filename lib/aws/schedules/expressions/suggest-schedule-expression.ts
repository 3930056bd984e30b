import { cronFields } from './cron-fields';
import { parseScheduleExpression } from './parse-schedule-expression';
import type { CronFieldName } from './schedule-expression';

/**
 * The expression that was probably meant by one that AWS refuses: the first of some usual slips whose remedy AWS takes.
 * `undefined` where nobody can tell.
 */
export function suggestScheduleExpression(text: string): string | undefined {
  const candidates = candidatesFor(tidied(text));
  return candidates.find((one) => one !== text && parseScheduleExpression(one).kind !== 'refusal');
}

/** Spaces, case and brackets as they are written. */
function tidied(text: string): string {
  const spaced = text.trim().replace(/\s+/g, ' ');
  const [, kind, inner = ''] = /^(cron|rate|at) ?\((.*)\)$/i.exec(spaced) ?? [];
  return kind === undefined ? spaced : `${kind.toLowerCase()}(${inner.trim()})`;
}

function candidatesFor(text: string): readonly string[] {
  const [, kind, inner = ''] = /^(cron|rate|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'cron') return [text, ...cronCandidates(inner)];
  if (kind === 'rate') return [text, ...rateCandidates(inner)];
  if (kind === 'at') return [text, ...atCandidates(inner)];
  const nickname = nicknames.get(text.toLowerCase());
  return [
    ...(nickname === undefined ? [] : [nickname]),
    ...cronCandidates(text),
    ...rateCandidates(text.replace(/^every /i, '')),
    ...atCandidates(text),
  ];
}

/** What Unix's cron has names for. */
const nicknames: ReadonlyMap<string, string> = new Map([
  ['@yearly', 'cron(0 0 1 1 ? *)'],
  ['@annually', 'cron(0 0 1 1 ? *)'],
  ['@monthly', 'cron(0 0 1 * ? *)'],
  ['@weekly', 'cron(0 0 ? * SUN *)'],
  ['@daily', 'cron(0 0 * * ? *)'],
  ['@midnight', 'cron(0 0 * * ? *)'],
  ['@hourly', 'cron(0 * * * ? *)'],
]);

function cronCandidates(inner: string): readonly string[] {
  const fields = inner.split(' ');
  const whole =
    fields.length === 5
      ? [
          [...unixDays(fields), '*'],
          [...fields, '*'],
        ]
      : [fields];
  return [...quartz(fields), ...whole].flatMap((one) => {
    const repaired = one.map((field, index) => repairedField(index, field, one));
    return [one, repaired, oneDay(repaired)].map((all) => `cron(${all.join(' ')})`);
  });
}

/** Quartz has seconds in front, and may leave the year out: its ? then stands where AWS has none. */
function quartz(fields: readonly string[]): readonly (readonly string[])[] {
  if (fields.length === 7) return [fields.slice(1)];
  const isQuartz = fields.length === 6 && (fields[3] === '?' || fields[5] === '?');
  return isQuartz ? [[...fields.slice(1), '*']] : [];
}

/** Unix counts the days of the week from 0 for Sunday, AWS from 1. */
function unixDays(fields: readonly string[]): readonly string[] {
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  const counted = dayOfWeek.replace(/(?<![/#\d])[0-7](?!\d)/g, (day) => String((Number(day) % 7) + 1));
  return [minutes, hours, dayOfMonth, month, counted];
}

/** `?` in the day field that says nothing. */
function oneDay(fields: readonly string[]): readonly string[] {
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', ...year] = fields;
  if (dayOfMonth === '?' && dayOfWeek === '?') return [minutes, hours, '*', month, '?', ...year];
  if (dayOfWeek === '*') return [minutes, hours, dayOfMonth, month, '?', ...year];
  if (dayOfMonth === '*') return [minutes, hours, '?', month, dayOfWeek, ...year];
  return fields;
}

const order: readonly CronFieldName[] = ['minutes', 'hours', 'dayOfMonth', 'month', 'dayOfWeek', 'year'];

/**
 * Names as AWS writes them, and `*` where `?` is not allowed. Midnight and the full hour are 0 where every day and every
 * hour is meant: elsewhere they belong to the day or hour after the one that is named.
 */
function repairedField(index: number, field: string, fields: readonly string[]): string {
  const name = order[index];
  if (name === undefined) return field;
  const { names, wildcards } = cronFields[name];
  const full = /[A-Za-z]{3,}/g;
  const named = names.length === 0 ? field : field.replace(full, (word) => word.slice(0, 3).toUpperCase());
  if (named === '?' && !wildcards.includes('?')) return '*';
  const parts = named.split(',').map((part) => {
    if (name === 'hours' && part === '24' && isDaily(fields)) return '0';
    if (name === 'minutes' && part === '60' && fields[1] === '*') return '0';
    if (name === 'dayOfWeek' && part === '0') return '1';
    return part;
  });
  return [...new Set(parts)].join(',');
}

function isDaily([, , ...days]: readonly string[]): boolean {
  return days.slice(0, 3).every((field) => field === '*' || field === '?');
}

const units: readonly (readonly [pattern: RegExp, unit: string, times: number])[] = [
  [/^(m|min|mins|minutes?)$/i, 'minute', 1],
  [/^(h|hr|hrs|hours?)$/i, 'hour', 1],
  [/^(d|days?)$/i, 'day', 1],
  [/^(w|weeks?)$/i, 'day', 7],
];

function rateCandidates(inner: string): readonly string[] {
  const [, number = '', word = ''] = /^\+?([0-9]*\.?[0-9]+) ?([A-Za-z]+)$/.exec(inner) ?? [];
  const found = units.find(([pattern]) => pattern.test(word));
  if (found === undefined) return [];
  const [, unit, times] = found;
  const value = Number(number) * times;
  const smaller = { minute: undefined, hour: ['minute', 60], day: ['hour', 24] } as const;
  const below = unit === 'hour' || unit === 'day' ? smaller[unit] : undefined;
  const rate = (count: number, of: string): string => `rate(${count} ${of}${count === 1 ? '' : 's'})`;
  return [rate(value, unit), ...(below === undefined ? [] : [rate(value * below[1], below[0])])];
}

function atCandidates(inner: string): readonly string[] {
  const [, date = '', time = '00:00', seconds = ':00'] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?Z?)?$/i.exec(inner) ?? [];
  return date === '' ? [] : [`at(${date}T${time}${seconds})`];
}
