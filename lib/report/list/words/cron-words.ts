import { toString as describe } from 'cronstrue';
import { allowedValues } from '../../../aws/schedules/expressions/cron-days';
import { cronFields } from '../../../aws/schedules/expressions/cron-fields';
import type { Cron } from '../../../aws/schedules/expressions/schedule-expression';
import { describeDays, type DaysText } from './cron-day-text';
import { enumerate, describeCronField, isRun, stepOf } from './cron-field-text';

/** So many times of a day are told one by one. */
const maximumListedTimes = 6;
/** So many years are told one by one. */
const fewYears = 12;

/**
 * A cron expression in words, without its time zone: `At 06:00 AM, only on Monday`. The words are made of the times that
 * the expression stands for and not of how it is written: cronstrue takes `0/7` for every 7 minutes, across the hour,
 * and `22-2` on Mondays for a night that ends on Tuesday.
 */
export function describeCron(cron: Cron): string {
  const days = describeDays(cron);
  const months = describeCronField(allowedValues(cron, 'month'), cronFields.month);
  const isEveryDay = days.text === '*';
  const isAlways = isEveryDay && months === '*' && isEveryYear(cron);
  const time = timeWords(cron, isAlways);
  const daily = isEveryDay && time.startsWith('At ') && !time.includes('past the hour') ? ', every day' : '';
  return `${time}${daily}${dayWords(cron, days, months)}${yearWords(cron)}`;
}

function timeWords(cron: Cron, isAlways: boolean): string {
  const [hours, minutes] = [allowedValues(cron, 'hours'), allowedValues(cron, 'minutes')];
  const [minute, ...otherMinutes] = minutes;
  const isOneMinute = minute !== undefined && otherMinutes.length === 0;
  const hourText = describeCronField(hours, { ...cronFields.hours, wraps: isAlways });
  const isOneRun = hourText === '*' || hours.length === 1 || isRun(hourText);
  const hourStep = stepOf(hours, 24);
  if (hours.length * minutes.length <= maximumListedTimes)
    return `At ${enumerate(hours.flatMap((hour) => minutes.map((each) => clock(hour, each))))}`;
  if (isOneRun) return cronstrueWords(`${minutesText(minutes)} ${hourText} * * ?`);
  if (isOneMinute) {
    if (hourStep === undefined) return `At ${enumerate(hours.map((hour) => clock(hour, minute)))}`;
    const past = minute === 0 ? 'On the hour' : cronstrueWords(`${minute} * * * ?`);
    return `${past}, every ${hourStep.step} hours, starting at ${clock(hourStep.start, 0)}`;
  }
  const begins = enumerate(hours.map((hour) => clock(hour, 0)));
  return `${cronstrueWords(`${minutesText(minutes)} * * * ?`)}, in the hours that begin at ${begins}`;
}

function minutesText(minutes: readonly number[]): string {
  const step = stepOf(minutes, 60);
  if (step === undefined) return describeCronField(minutes, cronFields.minutes);
  return step.start === 0 ? `*/${step.step}` : `${step.start}/${step.step}`;
}

/** With the comma before them; nothing, when they are all days. */
function dayWords(cron: Cron, { field, text }: DaysText, months: string): string {
  const [item] = cron.dayOfMonth;
  if (item?.kind === 'nearest-weekday') {
    // cronstrue leaves open that AWS stays in the month, be the nearest one in the next.
    const nearest = `, on the one of Monday to Friday that is nearest to day ${item.dayOfMonth}, in the same month`;
    return `${nearest}${daysOf(`* ${months} ?`)}`;
  }
  return daysOf(field === 'dayOfMonth' ? `${text} ${months} ?` : `? ${months} ${text}`);
}

/** What cronstrue says of three fields, or four with the year, after the time. */
function daysOf(fields: string): string {
  return cronstrueWords(`0 0 ${fields}`).slice('At 12:00 AM'.length);
}

function yearWords(cron: Cron): string {
  if (isEveryYear(cron)) return '';
  const years = allowedValues(cron, 'year');
  const [first, second, ...more] = years;
  const last = more.at(-1);
  const step = (second ?? 0) - (first ?? 0);
  const isRegular = years.every((year, index) => year === (first ?? 0) + index * step);
  if (last !== undefined && isRegular && step > 1 && years.length > fewYears)
    return `, only in ${first} and every ${step} years after it, until ${last}`;
  return daysOf(`* * ? ${describeCronField(years, cronFields.year)}`);
}

function isEveryYear(cron: Cron): boolean {
  return describeCronField(allowedValues(cron, 'year'), cronFields.year) === '*';
}

function cronstrueWords(text: string): string {
  return describe(text, { dayOfWeekStartIndexZero: false, throwExceptionOnParseError: true });
}

/** As cronstrue writes the times of a day. */
function clock(hour: number, minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(hour % 12 === 0 ? 12 : hour % 12)}:${two(minute)} ${hour < 12 ? 'AM' : 'PM'}`;
}
