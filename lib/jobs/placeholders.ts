import type { EventTemplate, EventReference } from '../values/event-templates';
import { closestMatch } from '../text/closest-match';

/**
 * The owner of each placeholder: the upload, event, schedule or run that has the value. A job must not use a
 * placeholder of another owner, because its task would get the text `<name>` instead of a value.
 */
const ownerOfName: ReadonlyMap<string, string> = new Map([
  ...['bucket_name', 'object_key', 'object_version_id', 'object_etag', 'object_size', 'sequencer'].map(
    (name) => [name, 'an upload'] as const,
  ),
  ...['event_id', 'event_time'].map((name) => [name, 'an event'] as const),
  ...['scheduled_time', 'schedule_expression_timezone'].map((name) => [name, 'a schedule'] as const),
  ...['execution_id', 'attempt'].map((name) => [name, 'a run'] as const),
]);

function normalize(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '');
}

const ownerOfNormalized: ReadonlyMap<string, string> = new Map(
  [...ownerOfName].map(([name, owner]) => [normalize(name), owner]),
);

/**
 * Returns the owner of the placeholder with this name, such as `an upload`. The comparison ignores case and separators.
 * Returns `undefined` if there is no such placeholder.
 */
export function ownerOf(name: string): string | undefined {
  return ownerOfNormalized.get(normalize(name));
}

/** The placeholders of a job's texts. */
export interface Placeholders {
  /** The values that are known only in a run, by the name of the placeholder. */
  readonly values: Readonly<Record<string, EventReference>>;
  /** The texts that are known from the configuration before any run, by the name of the placeholder. */
  readonly literals: Readonly<Record<string, string>>;
  /**
   * Whether every other name in brackets is an error. Otherwise only likely misspellings and placeholders of other
   * kinds of jobs are errors.
   */
  readonly isClosed: boolean;
  /**
   * Returns the reference to the value at a path such as `$.detail.order.id`, or the reason why the path is invalid.
   *
   * @default none: the job has no placeholders that are paths
   */
  readonly path?: (path: string) => EventReference | string;
}

/** The number of the step's attempt, from 1. */
export const attemptValue: EventReference = {
  name: 'attempt',
  path: '$.attempt.number',
  maximumLength: 4,
  kind: 'number',
  presence: 'always',
  fromExecution: true,
};

/**
 * The values that every state machine has about its execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const runValues = {
  execution_id: {
    name: 'execution_id',
    path: '$$.Execution.Id',
    // The ID is an ARN with the names of the state machine and the execution, each with at most 80 characters.
    maximumLength: 256,
    kind: 'text',
    presence: 'always',
    fromExecution: true,
  },
  attempt: attemptValue,
} as const satisfies Readonly<Record<string, EventReference>>;

/** The scheduled time of a run. A run that was started manually has the start time of its execution instead. */
export const scheduledTimeValue: EventReference = {
  name: 'scheduled_time',
  path: '$.scheduled_time',
  maximumLength: 24,
  kind: 'text',
  presence: 'optional',
  defaultPath: '$$.Execution.StartTime',
};

/** Returns the placeholders of a scheduled job. */
export function scheduledPlaceholders(timezone: string): Placeholders {
  return {
    values: { scheduled_time: scheduledTimeValue, ...runValues },
    literals: { schedule_expression_timezone: timezone },
    isClosed: false,
  };
}

/** The placeholders of a queue worker. There are none, because its tasks get no event: they receive messages. */
export const workerPlaceholders: Placeholders = { values: {}, literals: {}, isClosed: false };

const placeholder = /<([A-Za-z_][A-Za-z0-9_.-]*|\$[^<>]*)>/g;

/**
 * Parses the placeholders in a text of the configuration. Unknown placeholders stay as text.
 *
 * @returns A string if no part of the text depends on the run.
 */
export function parseEventText(
  configured: string,
  { values, literals, path: pathValue }: Placeholders,
): EventTemplate {
  const parts: (string | EventReference)[] = [];
  const add = (text: string): void => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else if (text !== '') parts.push(text);
  };
  let end = 0;
  for (const match of configured.matchAll(placeholder)) {
    const name = match[1] ?? '';
    // Object.hasOwn rejects <constructor>: every object inherits a property of this name, but it is not a placeholder.
    const found = name.startsWith('$')
      ? pathValue?.(name)
      : Object.hasOwn(values, name)
        ? values[name]
        : undefined;
    const value = typeof found === 'string' ? undefined : found;
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

/** Returns the names of the placeholders. */
export function namesOf({ values, literals }: Placeholders): readonly string[] {
  return [...Object.keys(values), ...Object.keys(literals)];
}

/**
 * Returns the names in `<…>` that are errors. If `isClosed` is true, each unknown name is an error. Otherwise, a name is
 * an error only if it looks like a misspelt placeholder, or if it is a placeholder of another kind of job: the command
 * of a scheduled job may contain `<b>` as text.
 */
export function unknownPlaceholders(configured: string, placeholders: Placeholders): readonly string[] {
  const known = namesOf(placeholders);
  const isMistake = (name: string): boolean => {
    if (name.startsWith('$')) return explainInvalidPath(name, placeholders) !== undefined;
    return placeholders.isClosed || ownerOf(name) !== undefined || closestMatch(name, known) !== undefined;
  };
  return [...configured.matchAll(placeholder)]
    .map((match) => match[1] ?? '')
    .filter((name) => !known.includes(name) && isMistake(name));
}

/**
 * Returns why a text in brackets is not a valid path. Returns `undefined` if the path is valid, if the text is not a
 * path, or if the job has no paths as placeholders.
 */
export function explainInvalidPath(text: string, { path }: Placeholders): string | undefined {
  if (path === undefined) return undefined;
  if (!text.startsWith('$'))
    return text.includes('.') ? `write a path with $. at its start: <$.${text}>` : undefined;
  const found = path(text);
  return typeof found === 'string' ? found : undefined;
}
