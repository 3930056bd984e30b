import { Option } from 'commander';
import { literalText } from '../../values/deferred-values';
import { secondsPer } from '../../text/durations';
import { AwsReadError, type AwsReader } from '../../observe/aws-reader';
import { observeEnvironment, type StatusTime } from '../../observe/observe-environment';
import { readRunLog, type RunLog } from '../../observe/read-log';
import type { EnvironmentJobs } from '../../jobs/environment';
import { hasProblems, viewStatus, type ViewedEnvironment } from '../../report/status/view';
import { statusFormats } from '../../report/status/formats';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { findJob } from '../find-job';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';

interface StatusOptions extends ConfigOptions {
  readonly format: keyof typeof statusFormats;
  /**
   * Duration before now, such as `24h`.
   *
   * @default 24h
   */
  readonly since?: string;
  /**
   * Whether to show the log of the last run.
   *
   * @default false
   */
  readonly logs?: boolean;
}

/** `background-jobs status` */
export const statusCommand = defineCommand({
  name: 'status',
  summary: 'read AWS, and show the last runs, missed runs, queues, and alarms in the state ALARM',
  argument: { name: 'job', description: 'name of a job (default: all jobs)', isOptional: true },
  options: [
    ...configOptions(),
    new Option(
      '--since <duration>',
      'show the runs of the last 90m, 24h, 7d or another duration, at most 90d (default: 24h)',
    ),
    new Option('--logs', 'with a job, show the last lines of the log of its last run'),
    formatOption(statusFormats),
  ],
  run: status,
});

async function status(
  options: StatusOptions,
  { now, errorColor, openAws }: CommandContext,
  jobName: string,
): Promise<CommandResult> {
  if (options.logs === true && jobName === '')
    throw new CommandError(2, '--logs needs the name of a job: background-jobs status JOB --logs');
  const time = { now, since: parseSince(options.since, now) };
  const { environments } = loadValid(options, errorColor);
  const selected =
    jobName === '' ? environments : findJob(environments, jobName).map(({ environment }) => environment);
  try {
    const viewed: ViewedEnvironment[] = [];
    // One environment after the other, so that an error names the first one.
    for (const environment of selected)
      viewed.push(
        await readStatus(environment, await openAws(environment.config.region), time, jobName, options),
      );
    const view = { environments: viewed };
    return {
      output: statusFormats[options.format](view),
      format: options.format,
      status: hasProblems(view) ? 1 : 0,
    };
  } catch (error) {
    if (error instanceof AwsReadError) throw new CommandError(2, error.message);
    throw error;
  }
}

async function readStatus(
  environment: EnvironmentJobs,
  reader: AwsReader,
  time: StatusTime,
  jobName: string,
  { logs = false }: StatusOptions,
): Promise<ViewedEnvironment> {
  const accountId = await reader.accountId();
  checkAccount(environment, accountId);
  const isSelected = (name: string): boolean => jobName === '' || name === jobName;
  const observed = await observeEnvironment(environment, reader, accountId, time, isSelected);
  const read = new Map<string, RunLog>();
  for (const job of logs ? environment.jobs.filter(({ name }) => name === jobName) : []) {
    const jobStatus = observed.jobs.find(({ name }) => name === job.name);
    if (jobStatus !== undefined) read.set(job.name, await readRunLog(environment, job, jobStatus, reader));
  }
  return viewStatus(observed, read);
}

function checkAccount({ config: { name, accountId: configured } }: EnvironmentJobs, accountId: string): void {
  if (configured === undefined || literalText(configured) === accountId) return;
  throw new CommandError(
    2,
    `${name}: the credentials belong to the account ${accountId}, but account_id is ${configured}; use credentials of ${configured}, or select another environment with --environment`,
  );
}

const sinceUnits = { m: secondsPer.minute, h: secondsPer.hour, d: secondsPer.day } as const;
/** Step Functions keeps an execution for 90 days. */
const maximumDays = 90;

function parseSince(text = '24h', now: Date): Date {
  const [, number = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const seconds = unit === 'm' || unit === 'h' || unit === 'd' ? Number(number) * sinceUnits[unit] : 0;
  if (seconds > 0 && seconds <= maximumDays * secondsPer.day) return new Date(now.getTime() - seconds * 1000);
  throw new CommandError(
    2,
    `--since ${text}: must be a number of minutes, hours or days from 1m to ${maximumDays}d, such as 90m, 24h or 7d`,
  );
}
