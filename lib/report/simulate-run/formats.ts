import type { SimulatedTrace } from '../../simulate/run/simulate-run';
import { runsToJson } from './json';
import { renderRuns } from './text';

/** Formats of `background-jobs simulate run`. */
export const runFormats = {
  text: renderRuns,
  json: runsToJson,
} as const satisfies Record<'text' | 'json', (traces: readonly SimulatedTrace[]) => string>;
