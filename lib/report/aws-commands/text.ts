import type { CommandsView } from './view';

/** Renders commands as a bash script with comments. */
export function renderCommands(jobs: readonly CommandsView[]): string {
  return jobs.map(renderJob).join('\n');
}

function renderJob({ environment, job, startHint, commands }: CommandsView): string {
  const title = `# ${environment}: ${job}`;
  const start = startHint === undefined ? [] : [`# ${startHint}`];
  return [title, ...start, ...commands.flatMap(({ does, command }) => [`# ${does}`, command]), ''].join('\n');
}
