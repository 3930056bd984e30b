import type { CommandsView } from './view';

/** Renders commands as a bash script with comments. */
export function renderCommands(jobs: readonly CommandsView[]): string {
  return jobs.map(renderJob).join('\n');
}

function renderJob({ environment, job, isStartedByUploads, commands }: CommandsView): string {
  const title = `# ${environment}: ${job}`;
  if (commands.length === 0)
    return `${title} has no commands: its rule starts the task without a state machine; target: state_machine adds one\n`;
  const start = isStartedByUploads
    ? ['# start a run for an object: background-jobs simulate upload --print-start-command']
    : [];
  return [title, ...start, ...commands.flatMap(({ does, command }) => [`# ${does}`, command]), ''].join('\n');
}
