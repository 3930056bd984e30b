import { count } from '../../text/count';
import { jobKinds } from '../../jobs/kinds';
import type { ActiveAlarm } from '../../observe/aws-reader';
import type { RunLog } from '../../observe/read-log';
import { hasFailed } from '../../observe/problems';
import type { QueueKind, Run, RunResult } from '../../observe/status';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { utcText } from '../list/times';
import { fit, renderTable, type Cell } from '../list/table';
import type { StatusView, ViewedEnvironment, ViewedJob } from './view';

/** The number of runs and missed runs of a job that the text shows. JSON has all. */
const maximumLines = 5;
const width = 80;

/** Renders a status for people. All times are in UTC. */
export function renderStatus({ environments }: StatusView): string {
  return environments.map(renderEnvironment).join('\n');
}

function renderEnvironment(environment: ViewedEnvironment): string {
  const { name, region, since, now, jobs, alarms } = environment;
  const problems = [
    ...jobs.flatMap((job) => job.problems.map(({ message }) => `${job.name}: ${message}`)),
    ...environment.problems.map(({ message }) => message),
  ].map(escapeControlCharacters);
  return [
    `${name}  ${region}  ${utcText(since)} to ${utcText(now)}`,
    '',
    ...jobs.flatMap((job) => renderJob(name, job)),
    ...(alarms.length === 0 ? [] : ['  all jobs', ...renderTable(alarmRows(alarms), '    ', width), '']),
    ...(problems.length === 0
      ? ['no problems']
      : [count(problems.length, 'problem'), ...problems.flatMap((line) => fit(`  ${line}`, width))]),
    '',
  ].join('\n');
}

function renderJob(name: string, job: ViewedJob): readonly string[] {
  const state = job.isEnabled ? [] : ['disabled'];
  const rows = [...runRows(job), ...serviceRows(job), ...queueRows(job), ...alarmRows(job.alarms)];
  return [
    ['', job.name, jobKinds[job.type].label, ...state].join('  '),
    ...renderTable(rows, '    ', width),
    ...renderLastFailure(name, job),
    ...(job.log === undefined ? [] : renderLog(job.log)),
    '',
  ];
}

/** Returns the page of the last failed run in the console, and the command that shows the log of the last run. */
function renderLastFailure(environment: string, { name, runs: { runs }, log }: ViewedJob): readonly string[] {
  const failed = runs.find(hasFailed);
  if (failed === undefined) return [];
  return [
    ...(failed.link === undefined ? [] : [`    the last failed run: ${failed.link}`]),
    ...(log === undefined && failed === runs[0]
      ? [`    its log: background-jobs status ${name} --environment ${environment} --logs`]
      : []),
  ];
}

type Row = readonly Cell[];

const resultWords = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  timed_out: 'timed out',
  aborted: 'aborted',
  skipped: 'skipped',
  superseded: 'superseded',
  replaced: 'replaced',
} as const satisfies Record<RunResult, string>;

/** Returns the runs and the missed runs, latest first. */
function runRows({ type, runs: { source, runs, isComplete }, missed }: ViewedJob): readonly Row[] {
  const lines = [
    ...runs.map((run) => ({ time: run.started?.getTime() ?? 0, row: runRow(run) })),
    ...missed.map(({ due, toleranceSeconds }) => ({
      time: due.getTime(),
      row: [
        ['did not start'],
        [utcText(due)],
        [`no run started within ${count(Math.round(toleranceSeconds / 60), 'minute')}`],
      ],
    })),
  ].toSorted((a, b) => b.time - a.time);
  const shown = lines.slice(0, maximumLines).map(({ row }) => row);
  const more = lines.length - shown.length;
  return [
    ...shown,
    ...(more > 0
      ? [[['more'], [`${more}${isComplete ? '' : ' or more'}`], ['--format json shows all runs']]]
      : []),
    ...noteOnRuns(source, lines.length, type === 'queue_worker_job'),
  ];
}

function noteOnRuns(source: ViewedJob['runs']['source'], lines: number, isWorker: boolean): readonly Row[] {
  switch (source) {
    case 'tasks':
      return [
        [
          ['note'],
          [''],
          [
            'ECS shows a stopped task for about an hour; with target: state_machine, status shows the runs of 90 days',
          ],
        ],
      ];
    case 'executions':
      return lines === 0 && !isWorker ? [[['no runs']]] : [];
    case 'missing':
    case 'none':
      return [];
  }
}

function runRow({ result, started, ended, exitCode, reason }: Run): Row {
  const seconds =
    started === undefined || ended === undefined
      ? undefined
      : Math.round((ended.getTime() - started.getTime()) / 1000);
  const details = [
    ...(seconds === undefined ? [] : [durationText(seconds)]),
    ...(exitCode === undefined || exitCode === 0 ? [] : [`exit code ${exitCode}`]),
  ].join(', ');
  return [
    [resultWords[result]],
    [started === undefined ? '' : utcText(started)],
    [details, ...(reason === undefined ? [] : [escapeControlCharacters(reason)])],
  ];
}

/** Formats a duration: `45s`, `12m 03s` or `2h 05m`. */
function durationText(seconds: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h ${two(Math.floor(seconds / 60) % 60)}m`;
}

function serviceRows({ service }: ViewedJob): readonly Row[] {
  if (service?.tasks === undefined) return [];
  const { desired, running, pending } = service.tasks;
  const starting = pending === 0 ? '' : `, ${pending} starting`;
  return [[['tasks'], [`${running} of ${desired} running${starting}`]]];
}

const queueWords = {
  messages: 'queue',
  dead_letters: 'dead letters',
  undelivered: 'undelivered',
} as const satisfies Record<QueueKind, string>;

function queueRows({ queues }: ViewedJob): readonly Row[] {
  return queues.flatMap(({ kind, messages }): readonly Row[] => {
    if (messages === undefined) return [];
    const { visible, inFlight, delayed } = messages;
    const parts = [
      ...(inFlight === 0 ? [] : [`${inFlight} in flight`]),
      ...(delayed === 0 ? [] : [`${delayed} delayed`]),
    ];
    return [[[queueWords[kind]], [count(visible, 'message')], [parts.join(', ')]]];
  });
}

function alarmRows(alarms: readonly ActiveAlarm[]): readonly Row[] {
  return alarms.map(({ name, since, description }) => [
    ['alarm'],
    [since === undefined ? '' : utcText(since)],
    [name, escapeControlCharacters(description)],
  ]);
}

function renderLog(log: RunLog): readonly string[] {
  if (log.kind === 'none') return fit(`    no log: ${escapeControlCharacters(log.reason)}`, width);
  const { items, isComplete } = log.lines;
  return [
    `    log ${escapeControlCharacters(`${log.groupName} ${log.streamName}`)}`,
    ...(items.length === 0 ? ['      the log is empty'] : []),
    ...(isComplete ? [] : [`      the last ${items.length} lines:`]),
    ...items.map(
      ({ time, text }) => `      ${time.toISOString()} ${escapeControlCharacters(text.trimEnd())}`,
    ),
  ];
}
