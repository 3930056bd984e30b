import { queuesToJson } from './json';
import { drawQueues } from './svg';
import { renderQueues } from './text';
import type { SimulatedQueue } from './view';

/** Formats of `background-jobs simulate queue`. An SVG image shows one queue, so callers must pass only one. */
export const queueFormats = {
  text: renderQueues,
  json: queuesToJson,
  svg: drawQueues,
} as const satisfies Record<'text' | 'json' | 'svg', (queues: readonly SimulatedQueue[]) => string>;
