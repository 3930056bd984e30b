import { alarmsToJson } from './json';
import { renderAlarms } from './text';
import type { AlarmsView } from './view';

/** Formats of `background-jobs simulate alarms`. */
export const alarmFormats = {
  text: renderAlarms,
  json: alarmsToJson,
} as const satisfies Record<'text' | 'json', (view: AlarmsView) => string>;
