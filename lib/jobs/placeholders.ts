import type { EventText, EventValue } from '../aws/event-values';

/** The placeholders that some kind of job has, or will have: refused where they would reach a task as they stand. */
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
  'execution_id',
  'attempt',
]);

/** Values by the name of their placeholder. */
export type Placeholders = Readonly<Record<string, EventValue>>;

const placeholder = /<([A-Za-z_][A-Za-z0-9_-]*)>/g;

/** A text of the configuration with its placeholders found. Unknown ones stay as they stand. */
export function parseEventText(configured: string, placeholders: Placeholders): EventText {
  const parts: (string | EventValue)[] = [];
  let end = 0;
  for (const match of configured.matchAll(placeholder)) {
    const name = match[1] ?? '';
    // <constructor> is no placeholder, though every object has one.
    const value = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
    if (value === undefined) continue;
    if (match.index > end) parts.push(configured.slice(end, match.index));
    parts.push(value);
    end = match.index + match[0].length;
  }
  if (parts.length === 0) return configured;
  if (end < configured.length) parts.push(configured.slice(end));
  return parts;
}

/**
 * The names in `<…>` that the job does not have. A job without any placeholders may say `<b>` and mean it; one that
 * has some and says `<objectkey>` does not.
 */
export function unknownPlaceholders(configured: string, placeholders: Placeholders): readonly string[] {
  const hasSome = Object.keys(placeholders).length > 0;
  return [...configured.matchAll(placeholder)]
    .map((match) => match[1] ?? '')
    .filter((name) => !Object.hasOwn(placeholders, name) && (hasSome || reserved.has(name)));
}
