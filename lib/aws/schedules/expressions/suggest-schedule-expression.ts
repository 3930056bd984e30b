import { cronFieldNames, cronFields } from './cron-fields';
import { parseScheduleExpression } from './parse-schedule-expression';
import type { CronFieldName, RateUnit } from './schedule-expression';

/**
 * Suggests a valid expression for an invalid one: the first correction of a common mistake that AWS would accept.
 *
 * @param text - The invalid expression.
 * @returns `undefined` if no correction is valid.
 */
export function suggestScheduleExpression(text: string): string | undefined {
  const candidates = candidatesFor(normalizeSpelling(text));
  return candidates.find((candidate) => candidate !== text && parseScheduleExpression(candidate).ok);
}

/** Corrects spaces, case and parentheses. */
function normalizeSpelling(text: string): string {
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

/** Names that Unix's cron has for common schedules, with their expressions in AWS. */
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
  const sixFields =
    fields.length === 5
      ? [
          [...withAwsDays(fields), '*'],
          [...fields, '*'],
        ]
      : [fields];
  return [...fromQuartz(fields), ...sixFields].flatMap((candidate) => {
    const corrected = candidate.map((field, index) => correctField(index, field, candidate));
    return [candidate, corrected, withOneDayField(corrected)].map((all) => `cron(${all.join(' ')})`);
  });
}

/**
 * Converts the fields of a Quartz expression, which begins with seconds, to AWS's fields. Returns an empty list if the
 * expression is not Quartz's.
 *
 * A Quartz expression without a year has six fields, as AWS's expressions have. It is Quartz's if it has `?` in
 * the field that is AWS's month or year, where AWS does not allow `?`.
 */
function fromQuartz(fields: readonly string[]): readonly (readonly string[])[] {
  if (fields.length === 7) return [fields.slice(1)];
  const isQuartz = fields.length === 6 && (fields[3] === '?' || fields[5] === '?');
  return isQuartz ? [[...fields.slice(1), '*']] : [];
}

/** Converts the days of the week from Unix's cron, where Sunday is 0. In AWS, Sunday is 1. */
function withAwsDays(fields: readonly string[]): readonly string[] {
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  const awsDays = dayOfWeek.replace(/(?<![/#\d])[0-7](?!\d)/g, (day) => String((Number(day) % 7) + 1));
  return [minutes, hours, dayOfMonth, month, awsDays];
}

/** Writes `?` in the day field that does not select days. */
function withOneDayField(fields: readonly string[]): readonly string[] {
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', ...year] = fields;
  if (dayOfMonth === '?' && dayOfWeek === '?') return [minutes, hours, '*', month, '?', ...year];
  if (dayOfWeek === '*') return [minutes, hours, dayOfMonth, month, '?', ...year];
  if (dayOfMonth === '*') return [minutes, hours, '?', month, dayOfWeek, ...year];
  return fields;
}

/**
 * Corrects names, and replaces `?` by `*` where AWS does not allow `?`. Hour 24 becomes 0 only if the schedule runs each day,
 * and minute 60 only if it runs each hour. Otherwise, 0 would be on the wrong day or in the wrong hour.
 */
function correctField(index: number, field: string, fields: readonly string[]): string {
  const name: CronFieldName | undefined = cronFieldNames[index];
  if (name === undefined) return field;
  const { names, wildcards } = cronFields[name];
  const fullName = /[A-Za-z]{3,}/g;
  const withNames =
    names.length === 0 ? field : field.replace(fullName, (word) => word.slice(0, 3).toUpperCase());
  if (withNames === '?' && !wildcards.includes('?')) return '*';
  const parts = withNames.split(',').map((part) => {
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

/**
 * Spellings of the units of a rate. Each has AWS's unit, and the number of AWS's units that it stands for: a week is 7
 * days.
 */
const units: readonly (readonly [pattern: RegExp, unit: RateUnit, multiple: number])[] = [
  [/^(m|min|mins|minutes?)$/i, 'minute', 1],
  [/^(h|hr|hrs|hours?)$/i, 'hour', 1],
  [/^(d|days?)$/i, 'day', 1],
  [/^(w|weeks?)$/i, 'day', 7],
];

function rateCandidates(inner: string): readonly string[] {
  const [, number = '', word = ''] = /^\+?([0-9]*\.?[0-9]+) ?([A-Za-z]+)$/.exec(inner) ?? [];
  const found = units.find(([pattern]) => pattern.test(word));
  if (found === undefined) return [];
  const [, unit, multiple] = found;
  const value = Number(number) * multiple;
  const smallerUnits = { minute: undefined, hour: ['minute', 60], day: ['hour', 24] } as const;
  const smaller = smallerUnits[unit];
  const rate = (count: number, of: string): string => `rate(${count} ${of}${count === 1 ? '' : 's'})`;
  return [rate(value, unit), ...(smaller === undefined ? [] : [rate(value * smaller[1], smaller[0])])];
}

function atCandidates(inner: string): readonly string[] {
  const [, date = '', time = '00:00', seconds = ':00'] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?Z?)?$/i.exec(inner) ?? [];
  return date === '' ? [] : [`at(${date}T${time}${seconds})`];
}
