/**
 * What a job of Copilot runs, computed from the documentation of Copilot and of cron alone, without the code of the import: a
 * minute is a run if it matches the five fields, and the arguments are the words of a shell.
 */
import { execFileSync } from 'node:child_process';
import { fieldOf } from '../../../../lib/values/json';

const minute = 60_000;

/** The presets as five fields of cron, in UTC. */
const presets: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Returns the runs in UTC at and after a whole minute; `undefined` for an interval, whose start is not known, and for no schedule. */
export function runsOf(schedule: string, from: Date, count: number): readonly string[] | undefined {
  const fields = (presets[schedule] ?? schedule).split(' ');
  if (fields.length !== 5) return undefined;
  const [minutes, hours, days, months, weekdays] = fields.map((text, index) => valuesOf(text, index));
  // Copilot ignores a day with an asterisk, also one with a step.
  const isAnyDay = fields[2]?.includes('*') === true;
  const isAnyWeekday = fields[4]?.includes('*') === true;
  const runs: string[] = [];
  for (let time = from.getTime(); runs.length < count; time += minute) {
    const at = new Date(time);
    if (!months?.has(at.getUTCMonth() + 1) || !(isAnyDay || days?.has(at.getUTCDate()))) {
      time += 24 * 60 * minute - (time % (24 * 60 * minute)) - minute;
      continue;
    }
    if (!(isAnyWeekday || weekdays?.has(at.getUTCDay()))) continue;
    if (hours?.has(at.getUTCHours()) && minutes?.has(at.getUTCMinutes())) runs.push(at.toISOString());
  }
  return runs;
}

const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

function valuesOf(text: string, index: number): ReadonlySet<number> {
  const [minimum = 0, maximum = 0] = bounds[index] ?? [];
  return new Set(
    text.split(',').flatMap((part) => {
      const [range = '', step = '1'] = part.split('/');
      const [low = String(minimum), high = low] =
        range === '*' ? [String(minimum), String(maximum)] : range.split('-');
      const values: number[] = [];
      for (let value = Number(low); value <= Number(high); value += Number(step)) values.push(value);
      return values;
    }),
  );
}

/** Returns the arguments of a manifest: the words of the entry point and of the command; `undefined` without both. */
export function argumentsOf(manifest: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const words = ['entrypoint', 'command'].flatMap((field) => {
    const value = fieldOf(manifest, field);
    if (value === undefined) return [];
    return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? wordsOf(value) : [];
  });
  return words.length === 0 ? undefined : words;
}

/** Splits a text as a POSIX shell does. */
function wordsOf(text: string): readonly string[] {
  const output = execFileSync('sh', ['-c', `printf '%s\\n' ${text}`], { encoding: 'utf8' });
  return output.split('\n').slice(0, -1);
}
