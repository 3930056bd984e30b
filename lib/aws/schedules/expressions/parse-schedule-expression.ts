import { daysIn, firesFrom } from './cron-days';
import { cronFieldNames, cronFields } from './cron-fields';
import { parseCronField } from './parse-cron-field';
import {
  rateUnits,
  parseError,
  type At,
  type Cron,
  type CronField,
  type CronFieldName,
  type Rate,
  type ParseError,
  type ScheduleExpression,
} from './schedule-expression';

/**
 * A schedule expression by AWS's documented grammar, or why it is refused. What lies in the past is taken, as AWS takes
 * it; what can never be, such as 31 February, is not.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseScheduleExpression(text: string): ScheduleExpression | ParseError {
  if (text !== text.trim())
    return parseError(
      'nothing stands before or after the expression, and here are spaces or line ends (a YAML block with | or > ends in one)',
    );
  const [, kind = '', inner = ''] = /^(cron|rate|at)\((.*)\)$/s.exec(text) ?? [];
  if (kind === 'cron') return parseCron(inner);
  if (kind === 'rate') return parseRate(inner);
  if (kind === 'at') return parseAt(inner);
  if (/^(cron|rate|at)\s+\(/i.test(text)) return parseError('no space stands before the bracket');
  if (/^(cron|rate|at)\(.*\)$/is.test(text))
    return parseError('cron, rate and at are written in small letters');
  return parseError('a schedule is cron(…), rate(…) or at(…)');
}

function parseCron(inner: string): Cron | ParseError {
  const texts = inner === '' ? [] : inner.split(' ');
  if (inner.trim() !== inner || texts.includes(''))
    return parseError('one space stands between the fields of cron(…), and none before or after them');
  if (texts.length !== cronFieldNames.length)
    return parseError(
      `cron(…) has six fields (minutes hours day-of-month month day-of-week year), got ${texts.length}`,
    );
  const fields = new Map<CronFieldName, CronField>();
  const reasons: string[] = [];
  cronFieldNames.forEach((name, index) => {
    const field = parseCronField(name, texts[index] ?? '');
    if ('kind' in field) reasons.push(field.reason);
    else fields.set(name, field);
  });
  const of = (name: CronFieldName): CronField => fields.get(name) ?? [];
  const cron: Cron = {
    kind: 'cron',
    minutes: of('minutes'),
    hours: of('hours'),
    dayOfMonth: of('dayOfMonth'),
    month: of('month'),
    dayOfWeek: of('dayOfWeek'),
    year: of('year'),
  };
  if (fields.has('dayOfMonth') && fields.has('dayOfWeek')) reasons.push(...refuseDays(cron));
  if (reasons.length > 0) return parseError(reasons.join('; '));
  if (!firesFrom(cron, cronFields.year.minimum))
    return parseError('it never fires: no year, month and day that it names come together');
  return cron;
}

/** Exactly one of the two day fields says something. */
function refuseDays({ dayOfMonth, dayOfWeek }: Cron): readonly string[] {
  const given = [dayOfMonth, dayOfWeek].filter((field) => field.every(({ kind }) => kind !== 'other'));
  if (given.length === 1) return [];
  return given.length === 0
    ? ['day-of-month and day-of-week can’t both be ?; put * in one of them']
    : ['day-of-month and day-of-week can’t both be set; put ? in one of them'];
}

function parseRate(inner: string): Rate | ParseError {
  const [, number = '', word = ''] = /^(\S+) (\S+)$/.exec(inner) ?? [];
  if (number === '')
    return parseError(
      `rate(…) is a number, one space and a unit, such as 5 minutes, got ${inner.trim() === '' ? 'nothing' : inner}`,
    );
  const unit = rateUnits.find((known) => word === known || word === `${known}s`);
  if (unit === undefined)
    return parseError(`the unit of rate(…) is minute, minutes, hour, hours, day or days, got ${word}`);
  if (!/^[1-9][0-9]{0,8}$/.test(number))
    return parseError(`the number of rate(…) is a whole one from 1 on, got ${number}`);
  return { kind: 'rate', value: Number(number), unit };
}

function parseAt(inner: string): At | ParseError {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(inner);
  if (match === null) {
    return parseError(
      `at(…) is yyyy-mm-ddThh:mm:ss and no more, got ${inner.trim() === '' ? 'nothing' : inner}`,
    );
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  if (month < 1 || month > 12) return parseError(`the month of at(…) is 01 to 12, got ${inner.slice(5, 7)}`);
  if (day < 1 || day > daysIn(year, month)) return parseError(`there is no day ${inner.slice(0, 10)}`);
  if (hour > 23) return parseError(`the hour of at(…) is 00 to 23, got ${inner.slice(11, 13)}`);
  if (minute > 59 || second > 59)
    return parseError(`minutes and seconds of at(…) are 00 to 59, got ${inner.slice(14)}`);
  return { kind: 'at', year, month, day, hour, minute, second };
}
