import { commandsToJson } from './json';
import { renderCommands } from './text';
import type { CommandsView } from './view';

/** Formats of `background-jobs commands`. */
export const commandFormats = {
  text: renderCommands,
  json: commandsToJson,
} as const satisfies Record<'text' | 'json', (jobs: readonly CommandsView[]) => string>;
