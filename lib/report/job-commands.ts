/** The AWS CLI's commands for a job: to start it by hand, and to look at its runs. */
import type { EnvironmentJobs } from '../jobs/environment';
import type { Job } from '../jobs/job';
import { quoted, quotedText } from './shell-text';

/** A command, for bash, and what it does. `RUN` in it stands for the ARN of a run. */
export interface JobCommand {
  readonly does: string;
  readonly command: string;
}

/**
 * A run that somebody starts is like any other: it has the same log, counts for `overlap`, and takes its own start for the
 * time at which it was scheduled. No commands for a job that a rule alone starts, of which nothing keeps track.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/stepfunctions/
 */
export function jobCommands({ config }: EnvironmentJobs, job: Job): readonly JobCommand[] {
  const { target } = job;
  if (target.kind !== 'state_machine') return [];
  const aws = (call: string, ...options: readonly string[]): string =>
    [`aws ${call}`, `--region ${quoted(config.region)}`, ...options].join(' \\\n  ');
  const machine = `--state-machine-arn ${quotedText(target.arn)}`;
  const runs = (...options: readonly string[]) =>
    aws('stepfunctions list-executions', machine, '--max-items 10', ...options);
  return [
    ...(job.type === 'scheduled_job'
      ? [{ does: 'start it now', command: aws('stepfunctions start-execution', machine) }]
      : []),
    { does: 'show its last runs', command: runs() },
    { does: 'show those that failed', command: runs('--status-filter FAILED') },
    {
      does: 'show what became of a run',
      command: aws('stepfunctions describe-execution', '--execution-arn RUN'),
    },
    {
      does: 'show what a run did, the last first',
      command: aws(
        'stepfunctions get-execution-history',
        '--execution-arn RUN',
        '--reverse-order',
        '--max-items 20',
      ),
    },
    {
      does: 'stop a run, and the task that it waits for',
      command: aws('stepfunctions stop-execution', '--execution-arn RUN'),
    },
    {
      does: 'show the log of its runs',
      command: aws(`logs tail ${quoted(target.stateMachine.logGroupName)}`, '--since 1d'),
    },
  ];
}

/** For people, with comments that bash passes over. */
export function renderJobCommands(environment: EnvironmentJobs, job: Job): string {
  const title = `# ${environment.config.name}: ${job.name}`;
  const commands = jobCommands(environment, job);
  if (commands.length === 0)
    return `${title} is started by its rule alone, without a state machine that could be started or asked; target: state_machine gives it one\n`;
  const byUpload =
    job.type === 'file_upload_job'
      ? ['# start it for an object: background-jobs simulate upload --print-start-command']
      : [];
  return [title, ...byUpload, ...commands.flatMap(({ does, command }) => [`# ${does}`, command]), ''].join(
    '\n',
  );
}

/** For programs: stable. */
export function jobCommandsToJson(
  found: readonly { readonly environment: EnvironmentJobs; readonly job: Job }[],
): string {
  const jobs = found.map(({ environment, job }) => ({
    environment: environment.config.name,
    job: job.name,
    commands: jobCommands(environment, job),
  }));
  return `${JSON.stringify({ jobs }, undefined, 2)}\n`;
}
