import { Option } from 'commander';
import type { EnvironmentJobs } from '../../jobs/environment';
import {
  parseExecutionArn,
  parseServiceArn,
  parseTaskArn,
  viewExecution,
  viewService,
  viewTask,
} from '../../report/aws-commands/ended-run';
import { commandFormats } from '../../report/aws-commands/formats';
import { viewCommands, type CommandsView } from '../../report/aws-commands/view';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { findJob } from '../find-job';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';

interface CommandsOptions extends ConfigOptions {
  readonly format: keyof typeof commandFormats;
  /**
   * The ARN of a run.
   *
   * @default the commands are those of a job
   */
  readonly execution?: string;
  /**
   * The ARN of the ECS service of a queue worker.
   *
   * @default the commands are those of a job
   */
  readonly service?: string;
  /**
   * The ARN of a task.
   *
   * @default the commands are those of a job
   */
  readonly task?: string;
}

/** `background-jobs commands JOB`, or with the ARN of a run, a service or a task from a message. */
export const commandsCommand = defineCommand({
  name: 'commands',
  summary: 'print AWS CLI commands that start a job and inspect its runs',
  argument: { name: 'job', description: 'name of the job', isOptional: true },
  options: [
    ...configOptions(),
    new Option('--execution <arn>', 'print the commands for this run, instead of a job'),
    new Option('--service <arn>', 'print the commands for this ECS service of a queue worker'),
    new Option('--task <arn>', 'print the commands for this task of a job without a state machine'),
    formatOption(commandFormats),
  ],
  run: commands,
});

function commands(options: CommandsOptions, { errorColor }: CommandContext, name: string): CommandResult {
  const { execution, service, task } = options;
  const given = [name === '' ? undefined : name, execution, service, task].filter(
    (value) => value !== undefined,
  );
  if (given.length !== 1)
    throw new CommandError(
      2,
      'commands needs exactly one of the name of a job, --execution, --service and --task',
    );
  const { environments } = loadValid(options, errorColor);
  return { output: commandFormats[options.format](viewOf(environments, options, name)) };
}

function viewOf(
  environments: readonly EnvironmentJobs[],
  { execution, service, task }: CommandsOptions,
  name: string,
): readonly CommandsView[] {
  if (execution !== undefined) {
    const parsed = parseExecutionArn(execution);
    if (parsed === undefined)
      throw new CommandError(
        2,
        `--execution ${execution}: must be the ARN of a run, such as arn:aws:states:us-east-1:123456789012:execution:app-dev-nightly:name`,
      );
    const views = viewExecution(environments, parsed);
    if (views.length > 0) return views;
    throw new CommandError(
      2,
      `--execution ${execution}: no job has the state machine ${parsed.machine} in ${parsed.region} and the account ${parsed.accountId}; check --config and --environment`,
    );
  }
  if (service !== undefined) {
    const parsed = parseServiceArn(service);
    if (parsed === undefined)
      throw new CommandError(
        2,
        `--service ${service}: must be the ARN of an ECS service, such as arn:aws:ecs:us-east-1:123456789012:service/app-dev/app-dev-pages`,
      );
    const views = viewService(environments, parsed);
    if (views.length > 0) return views;
    throw new CommandError(
      2,
      `--service ${service}: no queue worker has the service ${parsed.name} in ${parsed.cluster}, ${parsed.region} and the account ${parsed.accountId}; check --config and --environment`,
    );
  }
  if (task !== undefined) {
    const parsed = parseTaskArn(task);
    if (parsed === undefined)
      throw new CommandError(
        2,
        `--task ${task}: must be the ARN of a task, such as arn:aws:ecs:us-east-1:123456789012:task/app-dev/1234`,
      );
    const views = viewTask(environments, parsed);
    if (views.length > 0) return views;
    throw new CommandError(
      2,
      `--task ${task}: no environment has the cluster ${parsed.cluster} in ${parsed.region} and the account ${parsed.accountId}; check --config and --environment`,
    );
  }
  return viewCommands(findJob(environments, name));
}
