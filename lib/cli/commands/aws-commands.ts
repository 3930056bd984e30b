import { commandFormats } from '../../report/aws-commands/formats';
import { viewCommands } from '../../report/aws-commands/view';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { findJob } from '../find-job';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';

interface CommandsOptions extends ConfigOptions {
  readonly format: keyof typeof commandFormats;
}

/** `background-jobs commands JOB` */
export const commandsCommand = defineCommand({
  name: 'commands',
  summary: 'print AWS CLI commands that start a job and inspect its runs',
  argument: { name: 'job', description: 'name of the job' },
  options: [...configOptions(), formatOption(commandFormats)],
  run: commands,
});

function commands(options: CommandsOptions, { errorColor }: CommandContext, name: string): CommandResult {
  const { environments } = loadValid(options, errorColor);
  return { output: commandFormats[options.format](viewCommands(findJob(environments, name))) };
}
