import type { CommandsView } from './view';

/** Renders commands as JSON. The names of the fields are stable. */
export function commandsToJson(views: readonly CommandsView[]): string {
  const jobs = views.map(({ environment, job, commands }) => ({ environment, job, commands }));
  return `${JSON.stringify({ jobs }, undefined, 2)}\n`;
}
