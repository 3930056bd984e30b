import type { EventTemplate, EventReference } from '../values/event-templates';
import { closestMatch } from '../text/closest-match';

/** The placeholders that some kind of job has: refused where they would reach a task as they stand. */
const reserved = new Set([
  'bucket_name',
  'object_key',
  'object_version_id',
  'object_etag',
  'object_size',
  'event_id',
  'event_time',
  'sequencer',
  'scheduled_time',
  'schedule_expression_timezone',
  'execution_id',
  'attempt',
]);

/** What a job of some kind may say in angle brackets. */
export interface Placeholders {
  /** What only a run knows, by the name of the placeholder. */
  readonly values: Readonly<Record<string, EventReference>>;
  /** What is known before. */
  readonly literals: Readonly<Record<string, string>>;
  /** Whether any other name in brackets is a mistake: where it would not mean itself, or is most likely misspelt. */
  readonly isClosed: boolean;
}

/** Which of the tries of its step a task is, from 1 on. */
export const attemptValue: EventReference = {
  name: 'attempt',
  path: '$.attempt.number',
  maximumLength: 4,
  kind: 'number',
  presence: 'always',
  fromExecution: true,
};

/**
 * What any state machine knows of its own run.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const runValues = {
  execution_id: {
    name: 'execution_id',
    path: '$$.Execution.Id',
    // An ARN with the names of machine and run, of 80 characters each.
    maximumLength: 256,
    kind: 'text',
    presence: 'always',
    fromExecution: true,
  },
  attempt: attemptValue,
} as const satisfies Readonly<Record<string, EventReference>>;

/** When the schedule meant the job to start. A run that somebody starts by hand has no such time, and takes its own. */
export const scheduledTimeValue: EventReference = {
  name: 'scheduled_time',
  path: '$.scheduled_time',
  maximumLength: 24,
  kind: 'text',
  presence: 'optional',
  defaultPath: '$$.Execution.StartTime',
};

/** What a scheduled job may say; its zone is what the configuration says. */
export function scheduledPlaceholders(timezone: string): Placeholders {
  return {
    values: { scheduled_time: scheduledTimeValue, ...runValues },
    literals: { schedule_expression_timezone: timezone },
    isClosed: false,
  };
}

/** A worker's tasks are told of no event: what they work on is in the messages. */
export const workerPlaceholders: Placeholders = { values: {}, literals: {}, isClosed: false };

const placeholder = /<([A-Za-z_][A-Za-z0-9_-]*)>/g;

/** A text of the configuration with its placeholders found. Unknown ones stay as they stand. */
export function parseEventText(configured: string, { values, literals }: Placeholders): EventTemplate {
  const parts: (string | EventReference)[] = [];
  const add = (text: string): void => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else if (text !== '') parts.push(text);
  };
  let end = 0;
  for (const match of configured.matchAll(placeholder)) {
    const name = match[1] ?? '';
    // <constructor> is no placeholder, though every object has one.
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const known = Object.hasOwn(literals, name) ? literals[name] : undefined;
    if (value === undefined && known === undefined) continue;
    add(configured.slice(end, match.index));
    if (value === undefined) add(known ?? '');
    else parts.push(value);
    end = match.index + match[0].length;
  }
  add(configured.slice(end));
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return parts;
}

/** The names that may stand in brackets. */
export function namesOf({ values, literals }: Placeholders): readonly string[] {
  return [...Object.keys(values), ...Object.keys(literals)];
}

/**
 * The names in `<…>` that the job does not have. A scheduled job may say `<b>` and mean it, and mistakes that are likely are
 * told; in an upload job, any other name is one.
 */
export function unknownPlaceholders(configured: string, placeholders: Placeholders): readonly string[] {
  const known = namesOf(placeholders);
  const isMistake = (name: string): boolean =>
    placeholders.isClosed || reserved.has(name) || closestMatch(name, known) !== undefined;
  return [...configured.matchAll(placeholder)]
    .map((match) => match[1] ?? '')
    .filter((name) => !known.includes(name) && isMistake(name));
}
