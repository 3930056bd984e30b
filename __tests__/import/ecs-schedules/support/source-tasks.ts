/**
 * What scheduled tasks run, computed from the files and from the documentation of cron alone, without the code of the import.
 * An hour is a run if its local date and time match the six fields.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fieldOf, isList } from '../../../../lib/values/json';

/** A task of a source. */
export interface SourceTask {
  readonly name: string;
  readonly expression: string;
  readonly timezone: string;
  readonly command: readonly string[] | undefined;
}

/** Returns the paths of the files below a path. */
export function filesBelow(path: string): readonly string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .map((name) => join(path, name))
    : [path];
}

/** Returns the content of a file, with a word for each template, and with the parsed text of each `Input`. */
export function contentOf(file: string): unknown {
  const text = readFileSync(file, 'utf8').replace(/\{\{.*?\}\}/g, 'TEMPLATE');
  return withInputs(file.endsWith('.json') ? JSON.parse(text) : parse(text, { merge: true }));
}

function withInputs(value: unknown): unknown {
  if (isList(value)) return value.map(withInputs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]): readonly [string, unknown] => [
      key,
      key === 'Input' && typeof each === 'string' ? JSON.parse(each) : withInputs(each),
    ]),
  );
}

const items = (value: unknown): readonly unknown[] => (isList(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Returns the tasks below a path: rules with an ECS target, and schedules of ECS. */
export function tasksBelow(path: string): readonly SourceTask[] {
  const contents = filesBelow(path).map((file) => ({ file, content: contentOf(file) }));
  return contents.flatMap(({ content }): readonly SourceTask[] => [
    ...items(fieldOf(content, 'rules')).map((rule) =>
      task(
        fieldOf(rule, 'name'),
        fieldOf(rule, 'scheduleExpression'),
        'UTC',
        fieldOf(rule, 'containerOverrides'),
      ),
    ),
    ...items(fieldOf(content, 'Rules')).flatMap((rule) => {
      const name = text(fieldOf(rule, 'Name'));
      const own = contents.find(({ file }) => file.endsWith(`/${name}.json`))?.content;
      const targets = [...items(fieldOf(rule, 'Targets')), ...items(fieldOf(own, 'Targets'))].filter(
        (target) => fieldOf(target, 'EcsParameters') !== undefined,
      );
      return targets.map((target) =>
        task(
          targets.length === 1 ? name : `${name}-${text(fieldOf(target, 'Id'))}`,
          fieldOf(rule, 'ScheduleExpression'),
          'UTC',
          fieldOf(fieldOf(target, 'Input'), 'containerOverrides'),
        ),
      );
    }),
    ...(fieldOf(fieldOf(content, 'Target'), 'EcsParameters') === undefined
      ? []
      : [
          task(
            fieldOf(content, 'Name'),
            fieldOf(content, 'ScheduleExpression'),
            text(fieldOf(content, 'ScheduleExpressionTimezone')),
            fieldOf(fieldOf(fieldOf(content, 'Target'), 'Input'), 'containerOverrides'),
          ),
        ]),
  ]);
}

function task(name: unknown, expression: unknown, timezone: string, containers: unknown): SourceTask {
  const command = fieldOf(items(containers)[0], 'command');
  return {
    name: text(name).replace('TEMPLATE-', '').replaceAll('.', '-'),
    expression: text(expression),
    timezone,
    command: isList(command) ? command.map(String) : undefined,
  };
}

/** Returns the first runs of a cron expression; `undefined` for other expressions. */
export function runsOf(
  { expression, timezone }: SourceTask,
  from: Date,
  count: number,
): readonly string[] | undefined {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(' ');
  if (fields?.length !== 6) return undefined;
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = fields;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    month: 'numeric',
    day: 'numeric',
    year: 'numeric',
    hour: 'numeric',
  });
  const runs: string[] = [];
  for (let time = from.getTime(); runs.length < count; time += 3_600_000) {
    const local = new Map(parts.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 0, day = 0, hour = 0] = (['year', 'month', 'day', 'hour'] as const).map((type) =>
      local.get(type),
    );
    const isRun =
      matches(hours, hour, 0) &&
      matches(months, month, 1) &&
      (days === '?' || matches(days, day, 1)) &&
      isWeekday(weekdays, new Date(Date.UTC(year, month - 1, day)));
    for (let minute = 0; isRun && minute < 60 && runs.length < count; minute += 1)
      if (matches(minutes, minute, 0)) runs.push(new Date(time + minute * 60_000).toISOString());
  }
  return runs;
}

function matches(field: string, value: number, minimum: number): boolean {
  return field.split(',').some((part) => {
    const [range = '', step] = part.split('/');
    const [low = '', high] = range === '*' ? [String(minimum), '99'] : range.split('-');
    const last = high ?? (step === undefined ? low : '99');
    return value >= Number(low) && value <= Number(last) && (value - Number(low)) % Number(step ?? 1) === 0;
  });
}

/** Whether a date matches a day of the week: Sunday is 1, `6L` is the last Friday, and `2#1` is the first Monday. */
function isWeekday(field: string, date: Date): boolean {
  if (field === '?' || field === '*') return true;
  const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
  const numbers = field.replace(/[A-Z]{3}/g, (name) => String(names.indexOf(name) + 1));
  const weekday = date.getUTCDay() + 1;
  const [, last] = /^(\d)L$/.exec(numbers) ?? [];
  if (last !== undefined)
    return (
      weekday === Number(last) &&
      new Date(date.getTime() + 7 * 86_400_000).getUTCMonth() !== date.getUTCMonth()
    );
  const [, nth, index] = /^(\d)#(\d)$/.exec(numbers) ?? [];
  if (nth !== undefined) return weekday === Number(nth) && Math.ceil(date.getUTCDate() / 7) === Number(index);
  return matches(numbers, weekday, 1);
}
