import { defaultEventBus } from '../../aws/events/event-buses';
import { countedFrom } from '../../aws/schedules/schedule-runs';
import { stateOf, targetKindOf, type Job, type RunJob } from '../../jobs/job';
import { jobKinds } from '../../jobs/kinds';
import type { EventRule, Schedule, UploadRule } from '../../jobs/triggers/triggers';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { describePattern } from '../event-patterns';
import { keyPatterns } from '../upload-patterns';
import {
  unknownTimeZone,
  type ListedEnvironment,
  type ListedJob,
  type ListedSchedule,
  type ListView,
  type NextRuns,
} from './view';
import { describeAlarms } from './words/alarm-words';
import { describeDelivery } from './words/delivery-words';
import { describeLog } from './words/log-words';
import { describePolicy } from './words/run-policy';
import { fit, renderTable, tableWidth, wrap, type Cell } from './table';
import { localText, readerText } from './times';
import { describeWorker } from './words/worker-words';

/** The maximum width of the trigger column, in characters. */
const triggerWidth = 52;
/** The minimum width of the trigger column, in characters. */
const minimumWidth = 24;
/** Indentation of the trigger if the cells of a row are below each other. */
const stackedIndent = 4;
/** Width of a time in the job's time zone. */
const localWidth = 'Mon 2026-11-30 06:00 -05:00'.length;
/** The maximum number of key patterns that the list shows for a job. */
const maximumKeys = 5;

/**
 * Renders a table of each environment's jobs.
 *
 * @param columns - Width of the terminal. If a table is wider, the cells of each row are printed below each other.
 */
export function renderList({ environments, from, readerZone }: ListView, columns = Infinity): string {
  const zone = readerZone ?? 'UTC';
  const title = fit(
    `Next runs from ${readerText(from, readerZone)}, in each job's time zone and in ${zone}`,
    columns,
  );
  return [
    `${title.join('\n')}\n`,
    ...environments.map((environment) => renderEnvironment(environment, columns, readerZone)),
  ].join('\n');
}

function renderEnvironment(
  { name, jobs }: ListedEnvironment,
  columns: number,
  readerZone: string | undefined,
): string {
  if (jobs.length === 0) return `${name}\n  no jobs\n`;
  const next = jobs.some(hasTimes)
    ? `${'next runs'.padEnd(localWidth)}  in ${readerZone ?? 'UTC'}`
    : 'next runs';
  const head = [['job'], ['trigger'], [next]];
  // Rows can have several lines, so an empty line separates jobs.
  const rowsIn = (width: number) =>
    jobs.flatMap((listed) => [...rowsOf(listed, { width, readerZone }), [['']]]);
  const rows = rowsIn(triggerWidth);
  const lines =
    tableWidth([head, ...rows], '  ') > columns
      ? rowsIn(Math.max(columns - stackedIndent, minimumWidth)).flatMap((row) =>
          renderStacked(row, columns, readerZone),
        )
      : renderTable([head, ...rows], '  ');
  return [name, ...lines].join('\n');
}

/** Whether the list shows times of a job. */
function hasTimes(listed: ListedJob): boolean {
  switch (listed.type) {
    case 'scheduled_job':
      return listed.schedules.some(({ next }) => next.kind === 'runs');
    case 'queue_worker_job':
      return listed.schedule?.next.kind === 'runs';
    case 'file_upload_job':
    case 'event_job':
      return false;
  }
}

/** Width of the text of a list, and the reader's time zone. */
interface RowOptions {
  /** The maximum width of the trigger column, in characters. */
  readonly width: number;
  readonly readerZone: string | undefined;
}

/** Renders a row without columns: the title, and the indented lines of the other cells below it. */
function renderStacked(
  row: readonly Cell[],
  columns: number,
  readerZone: string | undefined,
): readonly string[] {
  const [title = [], trigger = [], next = []] = row;
  const [first = '', ...others] = next;
  const zones = readerZone === undefined ? '' : `, in the job's time zone and in ${readerZone}`;
  const nextRuns = others.length === 0 ? [`next runs: ${first}`] : [`next runs${zones}:`, ...indented(next)];
  const lines = [...trigger, ...(next.length === 0 ? [] : nextRuns)];
  return [...indented(title), ...indented(indented(lines))].flatMap((line) => fit(line.trimEnd(), columns));
}

/**
 * Renders a row for each schedule, or one row for a job of another kind. Only the first row has the job's title. Only
 * the last row has the job's retries, timeout and overlap.
 */
function rowsOf(listed: ListedJob, { width, readerZone }: RowOptions): readonly (readonly Cell[])[] {
  const { job } = listed;
  const title = [job.name, `  ${kindOf(job)}`];
  switch (listed.type) {
    case 'file_upload_job': {
      const next = stateOf(job) === 'DISABLED' ? 'disabled; uploads are lost' : 'at each upload that matches';
      return [[title, [...uploadLines(listed.job.rule, width), ...policyLines(listed.job, width)], [next]]];
    }
    case 'event_job': {
      const next = stateOf(job) === 'DISABLED' ? 'disabled; events are lost' : 'at each event that matches';
      return [[title, [...eventLines(listed.job.rule, width), ...policyLines(listed.job, width)], [next]]];
    }
    case 'queue_worker_job': {
      const { schedule } = listed;
      const { upload, subscriptions } = listed.job;
      const hasTrigger = upload !== undefined || schedule !== undefined || subscriptions.length > 0;
      const lines = [
        ...wrap(`messages in ${listed.job.queue.name}`, width),
        ...(upload === undefined
          ? []
          : ['sent for uploads:', ...indented(uploadLines(upload.rule, width - 2))]),
        ...(schedule === undefined
          ? []
          : ['sent by a schedule:', ...indented(scheduleLines(schedule, width - 2))]),
        ...(hasTrigger ? [] : ['sent by other programs']),
        ...[...describeWorker(listed.job), ...describeLog(job)].flatMap((line) => wrap(line, width)),
      ];
      const next =
        stateOf(job) === 'DISABLED' ? ['disabled; messages stay in the queue'] : ['at each message'];
      const messages =
        schedule === undefined
          ? []
          : ['scheduled messages:', ...nextLines(schedule.next, schedule.schedule.timezone, readerZone)];
      return [[title, lines, [...next, ...messages]]];
    }
    case 'scheduled_job': {
      const { schedules } = listed;
      return schedules.map((schedule, index) => {
        const isLast = index === schedules.length - 1;
        return [
          index === 0 ? title : [],
          [...scheduleLines(schedule, width), ...(isLast ? policyLines(listed.job, width) : [])],
          nextLines(schedule.next, schedule.schedule.timezone, readerZone),
        ];
      });
    }
  }
}

function eventLines(rule: EventRule, width: number): Cell {
  const { eventBusName, eventPattern } = rule;
  const bus = eventBusName === defaultEventBus ? [] : [`on the event bus ${eventBusName}`];
  return [
    ...[...describePattern(eventPattern), ...bus].flatMap((line) => wrap(line, width)),
    ...deliveryLines(rule, width),
  ];
}

function indented(lines: Cell): Cell {
  return lines.map((line) => `  ${line}`);
}

function policyLines(job: RunJob, width: number): Cell {
  return [...describePolicy(job.run), ...describeAlarms(job), ...describeLog(job)].flatMap((line) =>
    wrap(line, width),
  );
}

function kindOf(job: Job): string {
  const kind = jobKinds[job.type].label;
  const target = {
    ecs_cluster: 'ECS cluster',
    state_machine: 'state machine',
    ecs_service: 'ECS service',
  }[targetKindOf(job)];
  return `${kind}, ${target}`;
}

const countedText = {
  start_date: ', counted from start_date',
  from: ', counted from the time above (AWS counts from the creation of the schedule; this time is unknown here)',
  nothing: '',
} as const;

function scheduleLines({ schedule, timing, words, next }: ListedSchedule, width: number): Cell {
  const { startDate, endDate, flexibleTimeWindowMinutes: minutes } = schedule;
  const counted = next.kind === 'runs' ? countedText[countedFrom(timing) ?? 'nothing'] : '';
  return [
    ...wrap(`${words}${counted}`, width),
    escapeControlCharacters(schedule.expression),
    ...(startDate === undefined ? [] : [`from ${startDate}`]),
    ...(endDate === undefined ? [] : [`until ${endDate}`]),
    ...(minutes === undefined ? [] : [`up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later`]),
    ...deliveryLines(schedule, width),
  ];
}

function nextLines(next: NextRuns, timezone: string, readerZone: string | undefined): Cell {
  switch (next.kind) {
    case 'runs':
      return next.runs.map((run) => {
        const local = localText(run, timezone);
        return readerZone === timezone ? local : `${local}  ${readerText(run, readerZone)}`;
      });
    case 'disabled':
      return ['disabled'];
    case 'finished':
      return [`finished: ${next.why}`];
    case 'unknown-time-zone':
      return [`unknown: ${unknownTimeZone(timezone)}`];
  }
}

function uploadLines(rule: UploadRule, width: number): Cell {
  const { eventBusName, source } = rule;
  const { filter, event } = source;
  const { bucketName, minimumSize, maximumSize, reasons } = filter;
  const keys = keyPatterns(rule);
  const more = keys.length - maximumKeys;
  const sizes = [
    ...(minimumSize === undefined ? [] : [`at least ${bytes(minimumSize)}`]),
    ...(maximumSize === undefined ? [] : [`at most ${bytes(maximumSize)}`]),
  ];
  return [
    ...keys.slice(0, maximumKeys).map((key) => escapeControlCharacters(`s3://${bucketName}/${key}`)),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(sizes.length === 0 ? [] : [sizes.join(', ')]),
    ...(reasons.length === 0 ? [] : wrap(`created by ${reasons.join(', ')}`, width)),
    ...(event === 'scanned' ? ['after GuardDuty has found no threats in it'] : []),
    ...(eventBusName === defaultEventBus
      ? []
      : [escapeControlCharacters(`on the event bus ${eventBusName}`)]),
    ...deliveryLines(rule, width),
  ];
}

function deliveryLines({ delivery }: Pick<EventRule | Schedule, 'delivery'>, width: number): Cell {
  return describeDelivery(delivery).flatMap((line) => wrap(line, width));
}

function bytes(count: number): string {
  return `${count} ${count === 1 ? 'byte' : 'bytes'}`;
}
