import { dayToCalendar, listToCalendar } from './calendar';
import { dayToJson } from './day/json';
import { renderDay } from './day/text';
import type { DayView } from './day/view';
import { listToJson } from './json';
import { renderList } from './text';
import type { ListView } from './view';

type ListFormat = 'text' | 'json' | 'ics';

/** Formats of `background-jobs list`. The text format fits the width of the terminal. */
export const listFormats = {
  text: renderList,
  json: listToJson,
  ics: listToCalendar,
} as const satisfies Record<ListFormat, (view: ListView, columns: number) => string>;

/** Formats of `background-jobs list --on`. The text format fits the width of the terminal. */
export const dayFormats = {
  text: renderDay,
  json: dayToJson,
  ics: dayToCalendar,
} as const satisfies Record<ListFormat, (view: DayView, columns: number) => string>;
