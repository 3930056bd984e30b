import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import { clock } from '../../text/durations';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { compactTimeline } from './compact-timeline';
import type {
  QueueEvent,
  QueueMinute,
  QueueSimulation,
  QueueTotals,
} from '../../simulate/queue/queue-simulation';
import type { SimulatedQueue } from './view';

/** Renders a table with a row for each minute, with the events between the rows, then the totals and the notes. */
export function renderQueues(queues: readonly SimulatedQueue[]): string {
  return queues.map(renderQueue).join('\n');
}

function renderQueue({ environment, job, simulation }: SimulatedQueue): string {
  const { minutes, events, totals, end, notes } = simulation;
  const { rows, everyMinutes } = compactTimeline(minutes, events);
  let printed = 0;
  const lines = rows.flatMap((row) => {
    const due = events
      .slice(printed)
      .filter(({ atSeconds }) => atSeconds <= row.minute * metricPeriodSeconds);
    printed += due.length;
    return [
      ...due.map(renderEvent),
      ...(row.isAfterGap ? ['    …'] : []),
      renderRow([clock(row.minute * metricPeriodSeconds), ...cellsOf(row)]),
    ];
  });
  return [
    escapeControlCharacters(environment),
    `  ${escapeControlCharacters(job)}${everyMinutes === 1 ? '' : `, a row for every ${everyMinutes} minutes and for each change`}`,
    renderRow(headings),
    ...lines,
    ...events.slice(printed).map(renderEvent),
    ...[
      ...describeTotals(totals),
      describeEnd(end, totals),
      ...notes.map((note) => `note: ${escapeControlCharacters(note)}`),
    ].map((line) => `  ${line}`),
    '',
  ].join('\n');
}

const headings = ['time', 'waiting', 'in flight', 'running', 'desired', 'oldest'] as const;

function renderRow([time = '', ...cells]: readonly string[]): string {
  return `    ${time.padEnd(8)}${cells.map((cell) => cell.padStart(11)).join('')}`;
}

function cellsOf({ waiting, inFlight, running, desired, oldestSeconds }: QueueMinute): readonly string[] {
  const age = oldestSeconds === undefined ? '-' : clock(oldestSeconds);
  return [...[waiting, inFlight, running, desired].map(String), age];
}

function renderEvent(event: QueueEvent): string {
  return `    ${clock(event.atSeconds)}  > ${describeEvent(event)}`;
}

function describeEvent(event: QueueEvent): string {
  switch (event.kind) {
    case 'alarm': {
      const value = event.value === undefined ? 'no value' : `value ${rounded(event.value)}`;
      return `alarm ${event.alarm} changes to ${event.state} (${value})`;
    }
    case 'scaled': {
      const { by } = event;
      const cause =
        by.kind === 'action'
          ? `scheduled action ${escapeControlCharacters(by.action)}`
          : `alarm ${by.alarm}, value ${rounded(by.value)}`;
      return `scales from ${event.from} to ${count(event.to, 'task')} (${cause})`;
    }
    case 'limits':
      return `scheduled action ${escapeControlCharacters(event.action)}: ${event.minimum} to ${count(event.maximum, 'task')} from now on`;
    case 'reactivated':
      return `the idle queue becomes active; it has metrics again by ${clock(event.metricsFromSeconds)}`;
    case 'deployment':
      return event.phase === 'started'
        ? 'a deployment begins to replace all tasks'
        : 'the deployment has replaced all tasks';
    case 'dead_letters':
      return `${count(event.messages, 'message')} received too often: moved to the dead-letter queue`;
    case 'interrupted':
      return `tasks stop before they finish ${count(event.messages, 'message')}`;
  }
}

function describeTotals(totals: QueueTotals): readonly string[] {
  const { messages, processed, firstBegunAfterSeconds: first, interruptions, deadLetters } = totals;
  const result =
    processed === messages
      ? 'all processed'
      : `${processed} processed, ${messages - processed} not processed${deadLetters === 0 ? '' : ` (${count(deadLetters, 'dead letter')})`}`;
  return [
    `${count(messages, 'message')}: ${result}`,
    first === undefined
      ? 'no message is received by a task'
      : `the first message waits ${clock(first)}; the longest wait is ${clock(totals.longestWaitSeconds)}`,
    `at most ${count(totals.highestBacklog, 'message')} in the backlog, at most ${count(totals.maximumTasks, 'task')}, ${rounded(totals.taskSeconds / 3600)} task hours in total`,
    interruptions === 0
      ? 'no message is interrupted'
      : `up to ${count(interruptions, 'message')} interrupted, because ECS can stop a busy task that has no scale-in protection; each interruption counts as a receive`,
  ];
}

function describeEnd(end: QueueSimulation['end'], { seconds }: QueueTotals): string {
  switch (end) {
    case 'at-rest':
      return `ends after ${clock(seconds)}: the queue is empty and the minimum number of tasks runs`;
    case 'duration':
      return `ends after ${clock(seconds)}, the requested duration`;
    case 'too-long':
      return `ends after ${clock(seconds)}, the maximum; the queue is not empty or the service still scales`;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Rounds to two decimals. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
