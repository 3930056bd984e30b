import { statusToJson } from './json';
import { renderStatus } from './text';
import type { StatusView } from './view';

/** Formats of `background-jobs status`. */
export const statusFormats = {
  text: renderStatus,
  json: statusToJson,
} as const satisfies Record<'text' | 'json', (view: StatusView) => string>;
