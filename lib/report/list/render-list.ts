import { defaultEventBus } from '../../aws/events/event-buses';
import { countedFrom } from '../../aws/schedules/schedule-runs';
import { stateOf, targetKindOf, type Job } from '../../jobs/job';
import { jobKinds } from '../../jobs/kinds';
import type { UploadRule } from '../../jobs/triggers/triggers';
import type { RunPlan } from '../../jobs/run/run-plan';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { keyPattern } from '../upload-patterns';
import {
  unknownTimeZone,
  type ListedEnvironment,
  type ListedJob,
  type ListedSchedule,
  type NextRuns,
} from './listed-jobs';
import { describePolicy } from './words/run-policy';
import { renderTable, wrap, type Cell } from './table';
import { localText, utcText } from './times';
import { describeWorker } from './words/worker-words';

/** Characters of the column that says what starts a job. */
const startsWidth = 52;
/** How many of a job's keys are told. */
const fewKeys = 5;

/** For people: a table of each environment's jobs. */
export function renderList(environments: readonly ListedEnvironment[], from: Date): string {
  const title = `Next runs from ${utcText(from)} on, in each job's own time zone and in UTC\n`;
  return [title, ...environments.map(renderEnvironment)].join('\n');
}

function renderEnvironment({ name, jobs }: ListedEnvironment): string {
  if (jobs.length === 0) return `${name}\n  no jobs\n`;
  const head = [['job'], ['starts'], ['next runs']];
  // Beneath each job an empty line, which the eye needs where a row has several.
  const rows = jobs.flatMap((listed) => [...rowsOf(listed), [['']]]);
  return [name, ...renderTable([head, ...rows], '  ')].join('\n');
}

/** A row for each schedule; what the job is stands beside the first, and how its runs go below the last. */
function rowsOf(listed: ListedJob): readonly (readonly Cell[])[] {
  const { job } = listed;
  const title = [job.name, `  ${kindOf(job)}`];
  switch (listed.type) {
    case 'file_upload_job': {
      const next = stateOf(job) === 'DISABLED' ? 'disabled' : 'at each such upload';
      return [[title, [...uploadLines(listed.job.rule), ...policyLines(listed.job.run)], [next]]];
    }
    case 'queue_worker_job': {
      const { schedule } = listed;
      const { upload } = listed.job;
      const isFilled = upload !== undefined || schedule !== undefined;
      const lines = [
        ...wrap(`messages in ${listed.job.queue.name}`, startsWidth),
        ...(upload === undefined ? [] : ['filled by uploads:', ...indented(uploadLines(upload.rule))]),
        ...(schedule === undefined ? [] : ['filled by a schedule:', ...indented(scheduleLines(schedule))]),
        ...(isFilled ? [] : ['filled by programs that send to it']),
        ...describeWorker(listed.job).flatMap((line) => wrap(line, startsWidth)),
      ];
      const next = stateOf(job) === 'DISABLED' ? ['disabled; messages wait'] : ['at each message'];
      const messages =
        schedule === undefined
          ? []
          : ['messages of the schedule:', ...nextLines(schedule.next, schedule.schedule.timezone)];
      return [[title, lines, [...next, ...messages]]];
    }
    case 'scheduled_job': {
      const { schedules } = listed;
      return schedules.map((schedule, index) => {
        const isLast = index === schedules.length - 1;
        return [
          index === 0 ? title : [],
          [...scheduleLines(schedule), ...(isLast ? policyLines(listed.job.run) : [])],
          nextLines(schedule.next, schedule.schedule.timezone),
        ];
      });
    }
  }
}

function indented(lines: Cell): Cell {
  return lines.map((line) => `  ${line}`);
}

function policyLines(run: RunPlan): Cell {
  return describePolicy(run).flatMap((line) => wrap(line, startsWidth));
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

const countedWords = {
  start_date: ', counted from start_date',
  from: ', counted here from the time above: AWS counts from when the schedule was made, which is not known here',
  nothing: '',
} as const;

function scheduleLines({ schedule, timing, words, next }: ListedSchedule): Cell {
  const { startDate, endDate, flexibleTimeWindowMinutes: minutes } = schedule;
  const counted = next.kind === 'runs' ? countedWords[countedFrom(timing) ?? 'nothing'] : '';
  return [
    ...wrap(`${words}${counted}`, startsWidth),
    escapeControlCharacters(schedule.expression),
    ...(startDate === undefined ? [] : [`from ${startDate} on`]),
    ...(endDate === undefined ? [] : [`until ${endDate}`]),
    ...(minutes === undefined ? [] : [`up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later`]),
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
      return [`not known: ${unknownTimeZone(timezone)}`];
  }
}

function uploadLines(rule: UploadRule): Cell {
  const { eventBusName, source } = rule;
  const { filter, event } = source;
  const { bucketName, minimumSize, maximumSize, reasons } = filter;
  const keys = keyPattern(rule);
  const more = keys.length - fewKeys;
  const sizes = [
    ...(minimumSize === undefined ? [] : [`from ${bytes(minimumSize)} on`]),
    ...(maximumSize === undefined ? [] : [`up to ${bytes(maximumSize)}`]),
  ];
  return [
    ...keys.slice(0, fewKeys).map((key) => escapeControlCharacters(`s3://${bucketName}/${key}`)),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(sizes.length === 0 ? [] : [sizes.join(', ')]),
    ...(reasons.length === 0 ? [] : wrap(`created by ${reasons.join(', ')}`, startsWidth)),
    ...(event === 'scanned' ? ['once GuardDuty has found no threat in it'] : []),
    ...(eventBusName === defaultEventBus
      ? []
      : [escapeControlCharacters(`over the event bus ${eventBusName}`)]),
  ];
}

function bytes(count: number): string {
  return `${count} ${count === 1 ? 'byte' : 'bytes'}`;
}
