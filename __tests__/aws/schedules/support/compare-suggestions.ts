import { fc } from '../../../support/property-tests';
import {
  suggestSchedules,
  type Suggestion,
} from '../../../../lib/aws/schedules/suggestions/suggest-schedules';
import { firesAt, firesOn } from './brute-force';
import { firesOnDay, foreignCrons, timesOfDay, type Dialect } from './foreign-crons';

/** An invalid expression, with the dialect that gives it a meaning, and its fields in this dialect. */
export interface Mistake {
  readonly text: string;
  readonly dialect: Dialect;
  readonly fields: string;
  /** The first field of the text. */
  readonly first: 'minutes' | 'seconds';
}

/** Random mistakes: bare expressions of other dialects, some of them inside cron(…), and AWS's fields with Unix's numbers. */
export const mistakes: fc.Arbitrary<Mistake> = fc
  .constantFrom('unix' as const, 'quartz' as const, 'spring' as const)
  .chain((dialect) =>
    fc.tuple(foreignCrons(dialect), fc.constantFrom('bare', 'cron', 'aws')).map(([fields, form]) => {
      const first = dialect === 'unix' ? 'minutes' : 'seconds';
      if (form === 'bare') return { text: fields, dialect, fields, first };
      if (form === 'cron' || dialect === 'quartz') return { text: `cron(${fields})`, dialect, fields, first };
      // A weekday 0 shows that the numbers are those of Unix.
      const ownFields = dialect === 'unix' ? fields.split(' ') : fields.split(' ').slice(1);
      const ofWeek = ownFields.at(-1) ?? '';
      const isUnix = /(?<![\d/#])0/.test(ofWeek);
      const numbers: Dialect = isUnix ? 'spring' : 'quartz';
      const text = `cron(${ownFields.join(' ')} *)`;
      return { text, dialect: numbers, fields: `0 ${ownFields.join(' ')}`, first: 'minutes' as const };
    }),
  );

/** Returns the suggestion whose condition fits the dialect of a mistake. */
export function suggestionFor({ text, dialect, first }: Mistake): Suggestion | undefined {
  const sunday = dialect === 'quartz' ? 1 : 0;
  return suggestSchedules(text, 'Etc/UTC').find(
    ({ condition = '' }) =>
      (!condition.includes('first') || condition.includes(first)) &&
      (!condition.includes('Sunday') || condition.includes(`Sunday is ${sunday}`)),
  );
}

/** The days that are compared. */
export interface ComparedDays {
  readonly from: string;
  readonly count: number;
}

/**
 * Compares the times of random mistakes with the times of their suggestions.
 *
 * @returns A line for each difference, and the share of mistakes that have a suggestion.
 */
export function compareSuggestions(numRuns: number, { from, count }: ComparedDays) {
  const differences: string[] = [];
  let suggested = 0;
  const dates = Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(`${from}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10),
  );
  for (const mistake of fc.sample(mistakes, { numRuns, seed: 29 })) {
    const suggestion = suggestionFor(mistake);
    if (suggestion === undefined) continue;
    suggested += 1;
    const { expression } = suggestion;
    const { dialect, fields, text } = mistake;
    const times = new Set(timesOfDay(dialect, fields));
    const wrongTime = allTimes.find((time) => firesAt(expression, time) !== times.has(time));
    const wrongDate = dates.find((date) => firesOn(expression, date) !== firesOnDay(dialect, fields, date));
    const wrong = wrongTime ?? wrongDate;
    if (wrong !== undefined) differences.push(`${text} (${dialect}): ${expression} differs at ${wrong}`);
  }
  return { differences, share: suggested / numRuns };
}

const allTimes: readonly string[] = Array.from({ length: 24 * 60 }, (_, index) => {
  const [hour, minute] = [Math.floor(index / 60), index % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
});
