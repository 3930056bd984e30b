import { eventsToJson } from './json';
import { renderEvents } from './text';
import type { EventView } from './view';

/** Formats of `background-jobs simulate event`. */
export const eventFormats = {
  text: renderEvents,
  json: eventsToJson,
} as const satisfies Record<'text' | 'json', (view: EventView) => string>;
