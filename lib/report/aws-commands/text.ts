import type { CommandsView } from './view';

/** Renders commands as a bash script with comments. */
export function renderCommands(jobs: readonly CommandsView[]): string {
  return jobs.map(renderJob).join('\n');
}

function renderJob({ environment, job, startHint, commands }: CommandsView): string {
  const title = `# ${environment}: ${job}`;
  if (commands.length === 0)
    return `${title} has no commands: its rule starts the task without a state machine; write target: state_machine to add one\n`;
  const start = startHint === undefined ? [] : [`# ${startHint}`];
  return [title, ...start, ...commands.flatMap(({ does, command }) => [`# ${does}`, command]), ''].join('\n');
}
