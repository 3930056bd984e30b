import { jobCommandsToJson, renderJobCommands } from '../report/commands/aws-commands';
import { plainText, type Color } from '../report/color';
import { findJob } from './find-job';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';

export interface CommandsOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: 'text' | 'json';
}

/**
 * The AWS CLI's commands for a job; returns what to print.
 *
 * @throws CommandError for a configuration that is wrong, and a job that is not there.
 */
export function commands(name: string, options: CommandsOptions, paint: Color = plainText): string {
  const loaded = load(options.config, options.environment);
  throwOnErrors(loaded, { format: options.format, paint });
  const found = findJob(loaded.environments, name);
  if (options.format === 'json') return jobCommandsToJson(found);
  return found.map(({ environment, job }) => renderJobCommands(environment, job)).join('\n');
}
