import { toString as describe } from 'cronstrue';
import { allowedValues } from '../../../aws/schedules/expressions/cron-days';
import { cronFields } from '../../../aws/schedules/expressions/cron-fields';
import type { Cron } from '../../../aws/schedules/expressions/schedule-expression';
import { describeDays, type DaysText } from './cron-day-text';
import { enumerate, describeCronField, isRange, stepOf } from './cron-field-text';

/** The maximum number of times of a day that are listed individually. */
const maximumListedTimes = 6;
/** The maximum number of years that are listed individually. */
const maximumListedYears = 12;

/**
 * Describes a cron expression without its time zone: `At 06:00 AM, only on Monday`. It describes the times of the
 * expression and not its text, because cronstrue reads some texts differently from AWS: `0/7` as every 7 minutes across
 * the hour, and `22-2` on Mondays as a night that ends on Tuesday.
 */
export function describeCron(cron: Cron): string {
  const days = describeDays(cron);
  const months = describeCronField(allowedValues(cron, 'month'), cronFields.month);
  const isEveryDay = days.text === '*';
  const isAlways = isEveryDay && months === '*' && isEveryYear(cron);
  const time = describeTime(cron, isAlways);
  const daily = isEveryDay && time.startsWith('At ') && !time.includes('past the hour') ? ', every day' : '';
  return `${time}${daily}${describeDayFields(cron, days, months)}${describeYears(cron)}`;
}

function describeTime(cron: Cron, isAlways: boolean): string {
  const [hours, minutes] = [allowedValues(cron, 'hours'), allowedValues(cron, 'minutes')];
  const [minute, ...otherMinutes] = minutes;
  const isOneMinute = minute !== undefined && otherMinutes.length === 0;
  const hourText = describeCronField(hours, { ...cronFields.hours, wraps: isAlways });
  const isOneRange = hourText === '*' || hours.length === 1 || isRange(hourText);
  const hourStep = stepOf(hours, 24);
  if (hours.length * minutes.length <= maximumListedTimes)
    return `At ${enumerate(hours.flatMap((hour) => minutes.map((each) => clock(hour, each))))}`;
  if (isOneRange) return describeWithCronstrue(`${minutesText(minutes)} ${hourText} * * ?`);
  if (isOneMinute) {
    if (hourStep === undefined) return `At ${enumerate(hours.map((hour) => clock(hour, minute)))}`;
    const past = minute === 0 ? 'On the hour' : describeWithCronstrue(`${minute} * * * ?`);
    return `${past}, every ${hourStep.step} hours, starting at ${clock(hourStep.start, 0)}`;
  }
  const begins = enumerate(hours.map((hour) => clock(hour, 0)));
  return `${describeWithCronstrue(`${minutesText(minutes)} * * * ?`)}, in the hours that begin at ${begins}`;
}

function minutesText(minutes: readonly number[]): string {
  const step = stepOf(minutes, 60);
  if (step === undefined) return describeCronField(minutes, cronFields.minutes);
  return step.start === 0 ? `*/${step.step}` : `${step.start}/${step.step}`;
}

/** Describes the days, after a comma. Returns an empty text for every day. */
function describeDayFields(cron: Cron, { field, text }: DaysText, months: string): string {
  const [item] = cron.dayOfMonth;
  if (item?.kind === 'nearest-weekday') {
    // cronstrue does not mention that AWS stays in the month, even if the nearest weekday is in the next one.
    const nearest = `, on the weekday (Monday to Friday) nearest to day ${item.dayOfMonth}, in the same month`;
    return `${nearest}${daysOf(`* ${months} ?`)}`;
  }
  return daysOf(field === 'dayOfMonth' ? `${text} ${months} ?` : `? ${months} ${text}`);
}

/** Returns cronstrue's description of the fields after the time: day, month, day of week and optional year. */
function daysOf(fields: string): string {
  return describeWithCronstrue(`0 0 ${fields}`).slice('At 12:00 AM'.length);
}

function describeYears(cron: Cron): string {
  if (isEveryYear(cron)) return '';
  const years = allowedValues(cron, 'year');
  const [first, second, ...more] = years;
  const last = more.at(-1);
  const step = (second ?? 0) - (first ?? 0);
  const isRegular = years.every((year, index) => year === (first ?? 0) + index * step);
  if (last !== undefined && isRegular && step > 1 && years.length > maximumListedYears)
    return `, only in ${first} and every ${step} years after it, until ${last}`;
  return daysOf(`* * ? ${describeCronField(years, cronFields.year)}`);
}

function isEveryYear(cron: Cron): boolean {
  return describeCronField(allowedValues(cron, 'year'), cronFields.year) === '*';
}

function describeWithCronstrue(text: string): string {
  return describe(text, { dayOfWeekStartIndexZero: false, throwExceptionOnParseError: true });
}

/** Formats a time of day as cronstrue does. */
function clock(hour: number, minute: number): string {
  const padTwo = (part: number): string => String(part).padStart(2, '0');
  return `${padTwo(hour % 12 === 0 ? 12 : hour % 12)}:${padTwo(minute)} ${hour < 12 ? 'AM' : 'PM'}`;
}
