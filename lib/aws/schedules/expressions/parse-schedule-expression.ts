import { failure, success, type Result } from '../../../text/result';
import { daysIn, hasRunsFrom } from './cron-days';
import { cronFieldNames, cronFields } from './cron-fields';
import { parseCronField } from './parse-cron-field';
import {
  rateUnits,
  type At,
  type Cron,
  type CronField,
  type CronFieldName,
  type Rate,
  type ScheduleExpression,
} from './schedule-expression';

/** A valid schedule expression: its text and its parsed form. */
export interface ParsedSchedule {
  /** The text, as the user wrote it. */
  readonly text: string;
  /** The parsed expression. */
  readonly expression: ScheduleExpression;
}

/**
 * Parses a schedule expression, and keeps its text.
 *
 * @param text - An expression such as `rate(5 minutes)`.
 */
export function parseSchedule(text: string): Result<ParsedSchedule> {
  const parsed = parseScheduleExpression(text);
  return parsed.ok ? success({ text, expression: parsed.value }) : parsed;
}

/**
 * Parses a schedule expression by AWS's documented grammar.
 *
 * A time in the past is valid, because AWS accepts it. An expression that matches no date, such as 31 February, is invalid.
 *
 * @param text - An expression such as `rate(5 minutes)`.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseScheduleExpression(text: string): Result<ScheduleExpression> {
  if (text !== text.trim())
    return failure(
      'there must be no spaces or line ends before or after the expression (a YAML block with | or > ends in a line end)',
    );
  const [, kind = '', inner = ''] = /^(cron|rate|at)\((.*)\)$/s.exec(text) ?? [];
  if (kind === 'cron') return parseCron(inner);
  if (kind === 'rate') return parseRate(inner);
  if (kind === 'at') return parseAt(inner);
  if (/^(cron|rate|at)\s+\(/i.test(text)) return failure('there must be no space before the parenthesis');
  if (/^(cron|rate|at)\(.*\)$/is.test(text)) return failure('cron, rate and at must be lowercase');
  if (/^(cron|rate|at)\([^)]*$/i.test(text))
    return failure(
      'the closing parenthesis is missing; if the expression is inside [ ] or { }, write it in quotes, because a comma ends a text there',
    );
  return failure('a schedule must be cron(…), rate(…) or at(…)');
}

function parseCron(inner: string): Result<Cron> {
  const texts = inner === '' ? [] : inner.split(' ');
  if (inner.trim() !== inner || texts.includes(''))
    return failure(
      'the fields of cron(…) must be separated by one space, without spaces before or after them',
    );
  if (texts.length !== cronFieldNames.length)
    return failure(
      `cron(…) must have six fields (minutes hours day-of-month month day-of-week year), got ${texts.length}`,
    );
  const fields = new Map<CronFieldName, CronField>();
  const reasons: string[] = [];
  cronFieldNames.forEach((name, index) => {
    const field = parseCronField(name, texts[index] ?? '');
    if (field.ok) fields.set(name, field.value);
    else reasons.push(field.reason);
  });
  const field = (name: CronFieldName): CronField => fields.get(name) ?? [];
  const cron: Cron = {
    kind: 'cron',
    minutes: field('minutes'),
    hours: field('hours'),
    dayOfMonth: field('dayOfMonth'),
    month: field('month'),
    dayOfWeek: field('dayOfWeek'),
    year: field('year'),
  };
  if (fields.has('dayOfMonth') && fields.has('dayOfWeek')) reasons.push(...explainInvalidDays(cron));
  if (reasons.length > 0) return failure(reasons.join('; '));
  if (!hasRunsFrom(cron, cronFields.year.minimum))
    return failure('the schedule never fires: no date matches its year, month and days');
  return success(cron);
}

/** Returns why the day fields are invalid. Exactly one of them must select days. */
function explainInvalidDays({ dayOfMonth, dayOfWeek }: Cron): readonly string[] {
  const selecting = [dayOfMonth, dayOfWeek].filter((field) => field.every(({ kind }) => kind !== 'other'));
  if (selecting.length === 1) return [];
  return selecting.length === 0
    ? ['day-of-month and day-of-week must not both be ?; write * in one of them']
    : ['day-of-month and day-of-week must not both be set; write ? in one of them'];
}

function parseRate(inner: string): Result<Rate> {
  const [, number = '', word = ''] = /^(\S+) (\S+)$/.exec(inner) ?? [];
  if (number === '')
    return failure(
      `rate(…) must be a number, one space and a unit, such as 5 minutes, got ${inner.trim() === '' ? 'nothing' : inner}`,
    );
  const unit = rateUnits.find((known) => word === known || word === `${known}s`);
  if (unit === undefined)
    return failure(`the unit of rate(…) must be minute, minutes, hour, hours, day or days, got ${word}`);
  if (!/^[1-9][0-9]{0,8}$/.test(number))
    return failure(`the number of rate(…) must be a whole number of at least 1, got ${number}`);
  return success({ kind: 'rate', value: Number(number), unit });
}

function parseAt(inner: string): Result<At> {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(inner);
  if (match === null)
    return failure(`at(…) must be yyyy-mm-ddThh:mm:ss, got ${inner.trim() === '' ? 'nothing' : inner}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12)
    return failure(`the month of at(…) must be 01 to 12, got ${inner.slice(5, 7)}`);
  if (day < 1 || day > daysIn(year, month)) return failure(`the day ${inner.slice(0, 10)} does not exist`);
  if (hour > 23) return failure(`the hour of at(…) must be 00 to 23, got ${inner.slice(11, 13)}`);
  if (minute > 59 || second > 59)
    return failure(`the minutes and seconds of at(…) must be 00 to 59, got ${inner.slice(14)}`);
  return success({ kind: 'at', year, month, day, hour, minute, second });
}
