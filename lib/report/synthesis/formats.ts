import { synthesisToJson } from './json';
import { renderSynthesis } from './text';
import type { SynthesisView } from './view';

/** Formats of `background-jobs synth`. */
export const synthesisFormats = {
  text: renderSynthesis,
  json: synthesisToJson,
} as const satisfies Record<'text' | 'json', (environments: readonly SynthesisView[]) => string>;
