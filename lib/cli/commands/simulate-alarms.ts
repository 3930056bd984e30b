import { Option } from 'commander';
import { alarmFormats } from '../../report/simulate-alarms/formats';
import { runStatuses, type HistoryRun, type RunHistory, type RunStatus } from '../../simulate/alarms/history';
import { simulateAlarms } from '../../simulate/alarms/simulate-alarms';
import { fieldOf, isList, isObject } from '../../values/json';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { findJob } from '../find-job';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';
import { readJsonFile } from '../read-json-file';

interface SimulateAlarmsOptions extends ConfigOptions {
  readonly format: keyof typeof alarmFormats;
  /** The name of a JSON file with the history of the runs. */
  readonly history: string;
}

/** `background-jobs simulate alarms` */
export const simulateAlarmsCommand = defineCommand({
  name: 'alarms',
  summary: 'simulate the alarms of a job for a history of runs: the notifications that each alarm sends',
  argument: { name: 'job', description: 'name of a job' },
  options: [
    ...configOptions(),
    new Option(
      '--history <file>',
      'JSON file with the runs: { from, until, runs: [{ started, ended, status }], undelivered: [time] }',
    ).makeOptionMandatory(),
    formatOption(alarmFormats),
  ],
  run: simulate,
});

function simulate(
  options: SimulateAlarmsOptions,
  { errorColor }: CommandContext,
  jobName: string,
): CommandResult {
  const history = readHistory(options.history);
  const { environments } = loadValid(options, errorColor);
  const simulations = findJob(environments, jobName).map(({ environment, job }) =>
    simulateAlarms(environment, job, history),
  );
  return { output: alarmFormats[options.format]({ simulations }) };
}

function readHistory(file: string): RunHistory {
  const option = `--history ${file}`;
  const content = readJsonFile(option, file);
  if (!isObject(content)) throw new CommandError(2, `${option}: must contain a JSON object`);
  const list = (name: 'runs' | 'undelivered'): readonly unknown[] => {
    const value = content[name] ?? [];
    if (isList(value)) return value;
    throw new CommandError(2, `${option}: ${name} must be a list`);
  };
  const runs = list('runs').map((run, index): HistoryRun => readRun(`${option}: runs[${index}]`, run));
  const from = readTime(`${option}: from`, content['from']);
  const until = readTime(`${option}: until`, content['until']);
  if (until.getTime() <= from.getTime() || until.getTime() - from.getTime() > maximumPeriod)
    throw new CommandError(2, `${option}: until must be after from, at most 366 days`);
  return {
    from,
    until,
    runs: runs.toSorted((a, b) => a.started.getTime() - b.started.getTime()),
    undelivered: list('undelivered').map((time, index) => readTime(`${option}: undelivered[${index}]`, time)),
  };
}

const maximumPeriod = 366 * 86_400_000;

function readRun(place: string, run: unknown): HistoryRun {
  const status = fieldOf(run, 'status');
  const ended = fieldOf(run, 'ended');
  if (!isStatus(status))
    throw new CommandError(
      2,
      `${place}.status: ${JSON.stringify(status)} must be one of ${runStatuses.join(', ')}`,
    );
  const started = readTime(`${place}.started`, fieldOf(run, 'started'));
  const end = ended === undefined || ended === null ? undefined : readTime(`${place}.ended`, ended);
  if ((status === 'RUNNING') !== (end === undefined) || (end !== undefined && end < started))
    throw new CommandError(
      2,
      `${place}.ended: must be a time after started, or be missing if the status is RUNNING`,
    );
  return { started, ended: end, status };
}

function isStatus(status: unknown): status is RunStatus {
  return runStatuses.some((each) => each === status);
}

function readTime(place: string, value: unknown): Date {
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value);
  const time = isTime ? new Date(value) : undefined;
  if (time !== undefined && !Number.isNaN(time.getTime())) return time;
  throw new CommandError(
    2,
    `${place}: ${JSON.stringify(value)} must be a time in UTC, such as 2027-01-31T04:00:00Z`,
  );
}
