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
import { describeDelivery } from './words/delivery-words';
import { describeLog } from './words/log-words';
import { describePolicy } from './words/run-policy';
import { fit, renderTable, tableWidth, wrap, type Cell } from './table';
import { localText, utcText } from './times';
import { describeWorker } from './words/worker-words';

/** Maximum width of the trigger column, in characters. */
const triggerWidth = 52;
/** Maximum number of key patterns that the list shows for a job. */
const maximumKeys = 5;

/**
 * Renders a table of each environment's jobs.
 *
 * @param columns - Width of the terminal. If a table is wider, the cells of each row are printed below each other.
 */
export function renderList({ environments, from }: ListView, columns = Infinity): string {
  const title = `Next runs from ${utcText(from)}, in each job's time zone and in UTC\n`;
  return [title, ...environments.map((environment) => renderEnvironment(environment, columns))].join('\n');
}

function renderEnvironment({ name, jobs }: ListedEnvironment, columns: number): string {
  if (jobs.length === 0) return `${name}\n  no jobs\n`;
  const head = [['job'], ['trigger'], ['next runs']];
  // Rows can have several lines, so an empty line separates jobs.
  const rows = jobs.flatMap((listed) => [...rowsOf(listed), [['']]]);
  const lines =
    tableWidth([head, ...rows], '  ') > columns
      ? rows.flatMap((row) => renderStacked(row, columns))
      : renderTable([head, ...rows], '  ');
  return [name, ...lines].join('\n');
}

/** Renders a row without columns: the title, and the indented lines of the other cells below it. */
function renderStacked(row: readonly Cell[], columns: number): readonly string[] {
  const [title = [], trigger = [], next = []] = row;
  const [first = '', ...others] = next;
  const nextRuns = others.length === 0 ? [`next runs: ${first}`] : ['next runs:', ...indented(next)];
  const lines = [...trigger, ...(next.length === 0 ? [] : nextRuns)];
  return [...indented(title), ...indented(indented(lines))].flatMap((line) => fit(line.trimEnd(), columns));
}

/** Renders a row for each schedule: the job's title in the first, and its retries, timeout and overlap below the last. */
function rowsOf(listed: ListedJob): readonly (readonly Cell[])[] {
  const { job } = listed;
  const title = [job.name, `  ${kindOf(job)}`];
  switch (listed.type) {
    case 'file_upload_job': {
      const next = stateOf(job) === 'DISABLED' ? 'disabled' : 'at each upload that matches';
      return [[title, [...uploadLines(listed.job.rule), ...policyLines(listed.job)], [next]]];
    }
    case 'event_job': {
      const next = stateOf(job) === 'DISABLED' ? 'disabled' : 'at each event that matches';
      return [[title, [...eventLines(listed.job.rule), ...policyLines(listed.job)], [next]]];
    }
    case 'queue_worker_job': {
      const { schedule } = listed;
      const { upload } = listed.job;
      const hasTrigger = upload !== undefined || schedule !== undefined;
      const lines = [
        ...wrap(`messages in ${listed.job.queue.name}`, triggerWidth),
        ...(upload === undefined ? [] : ['sent for uploads:', ...indented(uploadLines(upload.rule))]),
        ...(schedule === undefined ? [] : ['sent by a schedule:', ...indented(scheduleLines(schedule))]),
        ...(hasTrigger ? [] : ['sent by other programs']),
        ...[...describeWorker(listed.job), ...describeLog(job)].flatMap((line) => wrap(line, triggerWidth)),
      ];
      const next =
        stateOf(job) === 'DISABLED' ? ['disabled; messages stay in the queue'] : ['at each message'];
      const messages =
        schedule === undefined
          ? []
          : ['scheduled messages:', ...nextLines(schedule.next, schedule.schedule.timezone)];
      return [[title, lines, [...next, ...messages]]];
    }
    case 'scheduled_job': {
      const { schedules } = listed;
      return schedules.map((schedule, index) => {
        const isLast = index === schedules.length - 1;
        return [
          index === 0 ? title : [],
          [...scheduleLines(schedule), ...(isLast ? policyLines(listed.job) : [])],
          nextLines(schedule.next, schedule.schedule.timezone),
        ];
      });
    }
  }
}

function eventLines(rule: EventRule): Cell {
  const { eventBusName, eventPattern } = rule;
  const bus = eventBusName === defaultEventBus ? [] : [`on the event bus ${eventBusName}`];
  return [
    ...[...describePattern(eventPattern), ...bus].flatMap((line) => wrap(line, triggerWidth)),
    ...deliveryLines(rule),
  ];
}

function indented(lines: Cell): Cell {
  return lines.map((line) => `  ${line}`);
}

function policyLines(job: RunJob): Cell {
  return [...describePolicy(job.run), ...describeLog(job)].flatMap((line) => wrap(line, triggerWidth));
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
  from: ', counted from the time above (AWS counts from the creation of the schedule, which is unknown here)',
  nothing: '',
} as const;

function scheduleLines({ schedule, timing, words, next }: ListedSchedule): Cell {
  const { startDate, endDate, flexibleTimeWindowMinutes: minutes } = schedule;
  const counted = next.kind === 'runs' ? countedText[countedFrom(timing) ?? 'nothing'] : '';
  return [
    ...wrap(`${words}${counted}`, triggerWidth),
    escapeControlCharacters(schedule.expression),
    ...(startDate === undefined ? [] : [`from ${startDate}`]),
    ...(endDate === undefined ? [] : [`until ${endDate}`]),
    ...(minutes === undefined ? [] : [`up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later`]),
    ...deliveryLines(schedule),
  ];
}

function nextLines(next: NextRuns, timezone: string): Cell {
  switch (next.kind) {
    case 'runs':
      return next.runs.map((run) => `${localText(run, timezone)}  ${utcText(run)}`);
    case 'disabled':
      return ['disabled'];
    case 'finished':
      return [`finished: ${next.why}`];
    case 'unknown-time-zone':
      return [`unknown: ${unknownTimeZone(timezone)}`];
  }
}

function uploadLines(rule: UploadRule): Cell {
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
    ...(reasons.length === 0 ? [] : wrap(`created by ${reasons.join(', ')}`, triggerWidth)),
    ...(event === 'scanned' ? ['after GuardDuty has found no threats in it'] : []),
    ...(eventBusName === defaultEventBus
      ? []
      : [escapeControlCharacters(`on the event bus ${eventBusName}`)]),
    ...deliveryLines(rule),
  ];
}

function deliveryLines({ delivery }: Pick<EventRule | Schedule, 'delivery'>): Cell {
  return describeDelivery(delivery).flatMap((line) => wrap(line, triggerWidth));
}

function bytes(count: number): string {
  return `${count} ${count === 1 ? 'byte' : 'bytes'}`;
}
