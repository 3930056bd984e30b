import { parseScheduleExpression } from '../expressions/parse-schedule-expression';
import type { ScheduleExpression } from '../expressions/schedule-expression';
import { maximumScheduleExpressionCharacters } from '../limits';
import { explainInvalidTimeZone, isUtc } from '../time-zones';
import { readCron, readFields, type CronReading } from './cron-readings';
import { firesAs, type Meaning } from './meaning';
import { readInterval, readTime, toCronFields } from './other-readings';

/** A valid expression with the times that an invalid text means. */
export interface Suggestion {
  /** The expression that AWS accepts. */
  readonly expression: string;
  /**
   * The time zone that the text names, if it is not the schedule's own. The suggestion is right only in this time zone.
   */
  readonly timeZone: string | undefined;
  /**
   * The condition under which the text means these times: `if seconds are first`; `undefined` if there is no other
   * meaning.
   */
  readonly condition: string | undefined;
}

/**
 * The maximum number of suggestions. A text with more possible suggestions is too ambiguous, so the program suggests
 * nothing.
 */
const maximumSuggestions = 3;

/**
 * Suggests expressions for an invalid text. Each suggestion fires at exactly the times of one plausible reading of the text:
 * {@link checkedExpression} compares them.
 *
 * @param text - The invalid text.
 * @param timeZone - The IANA name of the schedule's time zone; `undefined` if it is unknown.
 * @returns Several suggestions if the text can be read in several ways; none if no expression has its times.
 */
export function suggestSchedules(text: string, timeZone: string | undefined): readonly Suggestion[] {
  if (text.length > maximumScheduleExpressionCharacters) return [];
  const { zone, rest } = splitZone(normalizeSpelling(text));
  if (zone !== undefined && explainInvalidTimeZone(zone) !== undefined) return [];
  const readings = readingsOf(rest, zone ?? timeZone);
  const suggested: Reading[] = [];
  for (const reading of readings) {
    const isKnown = suggested.some((other) => isSameMeaning(other, reading));
    if (!isKnown) suggested.push(reading);
  }
  const suggestions = suggested.flatMap((reading): readonly Suggestion[] => {
    const expression = checkedExpression(reading, zone ?? timeZone);
    if (expression === undefined || expression === text) return [];
    return [
      {
        expression,
        timeZone: zone === undefined || isSameZone(zone, timeZone) ? undefined : zone,
        condition: conditionOf(reading, suggested),
      },
    ];
  });
  return suggestions.length > maximumSuggestions ? [] : suggestions;
}

/**
 * Returns the end of a message about an invalid text: its suggestions, or the reason why there is none.
 *
 * @param text - The invalid text.
 * @param timeZone - The IANA name of the schedule's time zone; `undefined` if it is unknown.
 * @returns An empty string, or a text that begins with a semicolon.
 */
export function describeSuggestions(text: string, timeZone: string | undefined): string {
  const suggestions = suggestSchedules(text, timeZone);
  if (suggestions.length === 0) {
    const note = noteOn(text);
    return note === undefined ? '' : `; ${note}`;
  }
  const texts = suggestions.map(({ expression, timeZone: zone, condition }) => {
    const withZone = zone === undefined ? '' : ` with schedule_expression_timezone: ${zone}`;
    return `${expression}${withZone}${condition === undefined ? '' : ` (${condition})`}`;
  });
  return `; did you mean ${texts.join(' or ')}?`;
}

/** One way to read an invalid text: the times that the text means, and the expression to suggest for them. */
interface Reading extends Partial<Pick<CronReading, 'first' | 'sunday'>> {
  readonly meaning: Meaning | 'as-written' | undefined;
  readonly candidate: string;
}

/**
 * Returns the expression of a reading if AWS accepts it and it fires at exactly the times of the reading. Every
 * suggestion must pass this check.
 */
function checkedExpression(
  { meaning, candidate }: Reading,
  timeZone: string | undefined,
): string | undefined {
  const expression = parsed(candidate);
  if (expression === undefined || meaning === undefined) return undefined;
  return meaning === 'as-written' || firesAs(expression, meaning, timeZone) ? candidate : undefined;
}

function parsed(candidate: string): ScheduleExpression | undefined {
  const result = parseScheduleExpression(candidate);
  return result.ok && candidate.length <= maximumScheduleExpressionCharacters ? result.value : undefined;
}

function readingsOf(text: string, timeZone: string | undefined): readonly Reading[] {
  // The text as the user wrote it differs from this valid text only in spaces and in upper and lower case.
  if (parsed(text) !== undefined) return [{ meaning: 'as-written', candidate: text }];
  const [, kind, inner = text] = /^(cron|rate|at)\((.*)\)$/.exec(text) ?? [];
  if (kind === undefined && parsed(`cron(${text})`) !== undefined)
    return [{ meaning: 'as-written', candidate: `cron(${text})` }];
  const fields = inner.split(' ');
  const cron = readCron(fields);
  if (cron.length > 0) return cron;
  const interval = kind === 'at' ? undefined : readInterval(inner);
  if (interval !== undefined) return [interval];
  const time = kind === 'rate' ? undefined : readTime(inner, timeZone);
  if (time !== undefined) return [time];
  const converted = kind === undefined || kind === 'cron' ? toCronFields(inner) : undefined;
  return converted === undefined ? [] : readFields(converted);
}

/** Corrects spaces, case and parentheses. */
function normalizeSpelling(text: string): string {
  const spaced = text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?, ?(?=[\dA-Z*])/gi, ',');
  const [, kind, inner = ''] = /^(cron|rate|at) ?\((.*)\)$/i.exec(spaced) ?? [];
  return kind === undefined ? spaced : `${kind.toLowerCase()}(${inner.trim()})`;
}

/** Separates a time zone from a text: `CRON_TZ=Europe/Berlin 0 4 * * *`, or a name of the IANA database at the end. */
function splitZone(text: string): { readonly zone: string | undefined; readonly rest: string } {
  const prefix = /^((?:cron\()?)(?:CRON_)?TZ=(\S+) (.*)$/.exec(text);
  if (prefix !== null) return { zone: prefix[2], rest: `${prefix[1] ?? ''}${prefix[3] ?? ''}` };
  const suffix = /^(.*[\d*]) ?\[?([A-Z][A-Za-z]+\/[A-Za-z_/+-]+\d{0,2})\]?(\)?)$/.exec(text);
  if (suffix !== null) return { zone: suffix[2], rest: `${suffix[1] ?? ''}${suffix[3] ?? ''}` };
  return { zone: undefined, rest: text };
}

function isSameZone(zone: string, other: string | undefined): boolean {
  return zone === other || (other !== undefined && isUtc(zone) && isUtc(other));
}

/**
 * Whether two readings have the same times. If the times of both are unknown, they count as the same if the readings have
 * the same first field (`minutes` or `seconds`).
 */
function isSameMeaning(a: Reading, b: Reading): boolean {
  if (a.meaning === undefined || b.meaning === undefined)
    return a.meaning === b.meaning && a.first === b.first;
  if (a.meaning === 'as-written' || b.meaning === 'as-written') return a.candidate === b.candidate;
  const expression = parsed(a.candidate);
  return expression !== undefined && firesAs(expression, b.meaning, undefined);
}

/** Returns the condition that distinguishes a reading from the others, such as `if minutes are first`. */
function conditionOf(reading: Reading, all: readonly Reading[]): string | undefined {
  const { first, sunday } = reading;
  const conditions = [
    ...(first !== undefined && all.some((other) => other.first !== first) ? [`${first} are first`] : []),
    ...(sunday !== undefined && all.some((other) => other.first === first && other.sunday !== sunday)
      ? [`Sunday is ${sunday}`]
      : []),
  ];
  return conditions.length === 0 ? undefined : `if ${conditions.join(' and ')}`;
}

/** Explains why a text that people use elsewhere has no equivalent. */
function noteOn(text: string): string | undefined {
  const { zone, rest } = splitZone(normalizeSpelling(text));
  const reason = zone === undefined ? undefined : explainInvalidTimeZone(zone);
  if (reason !== undefined) return `${zone ?? ''}: ${reason}`;
  const [, , inner = rest] = /^(cron|rate|at)\((.*)\)$/.exec(rest) ?? [];
  const fields = inner.split(' ');
  const [seconds, , ofMonth = '', , ofWeek = ''] = fields;
  const readings = readCron(fields);
  if (fields.length === 5 && readings.length > 0 && !/^[*?]/.test(ofMonth) && !/^[*?]/.test(ofWeek))
    return 'Unix cron fires on the days of both day fields; write a list with one expression for each field; a day that is in both fields then starts two runs';
  if (readings.length > 0 && readings.every(({ first }) => first === 'seconds') && seconds !== '0')
    return 'EventBridge Scheduler has no seconds';
  if (/^(rate\(|@?every )?[\d.]* ?(s|secs?|seconds?)\)?$/i.test(rest))
    return 'the shortest interval is rate(1 minute)';
  if (/^(rate\(|@?every )?[\d.]* ?(months?|years?)\)?$/i.test(rest))
    return 'months and years have no fixed length; write cron(…), such as cron(0 4 1 * ? *) for the first day of each month';
  return undefined;
}
