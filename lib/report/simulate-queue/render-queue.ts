import { metricPeriodSeconds } from '../../aws/alarms/metric-alarms';
import { clock } from '../../text/durations';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { shortenMinutes } from './compact-timeline';
import type {
  QueueEvent,
  QueueMinute,
  QueueSimulation,
  QueueTotals,
} from '../../simulate/queue/queue-simulation';

/** A simulation, and of which job in which environment it is. */
export interface SimulatedQueue {
  readonly environment: string;
  readonly job: string;
  readonly simulation: QueueSimulation;
}

/** For people: minutes, what happens between them, and what it came to. */
export function renderQueues(queues: readonly SimulatedQueue[]): string {
  return queues.map(renderQueue).join('\n');
}

function renderQueue({ environment, job, simulation }: SimulatedQueue): string {
  const { minutes, events, totals, end, notes } = simulation;
  const { rows, everyMinutes } = shortenMinutes(minutes, events);
  let told = 0;
  const lines = rows.flatMap((row) => {
    const before = events
      .slice(told)
      .filter(({ atSeconds }) => atSeconds <= row.minute * metricPeriodSeconds);
    told += before.length;
    return [
      ...before.map(renderEvent),
      ...(row.isAfterGap ? ['    …'] : []),
      renderRow([clock(row.minute * metricPeriodSeconds), ...cellsOf(row)]),
    ];
  });
  return [
    escapeControlCharacters(environment),
    `  ${escapeControlCharacters(job)}${everyMinutes === 1 ? '' : `, every ${everyMinutes} minutes and where something happens`}`,
    renderRow(headings),
    ...lines,
    ...events.slice(told).map(renderEvent),
    ...[
      ...totalsInWords(totals),
      endInWords(end, totals),
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
  return `    ${clock(event.atSeconds)}  > ${eventInWords(event)}`;
}

function eventInWords(event: QueueEvent): string {
  switch (event.kind) {
    case 'alarm': {
      const value = event.value === undefined ? 'without a value' : `with ${rounded(event.value)}`;
      return `alarm ${event.alarm} is ${event.state === 'ALARM' ? 'in alarm' : 'ok'}, ${value}`;
    }
    case 'scaled': {
      const { by } = event;
      const why =
        by.kind === 'action'
          ? `by the scheduled action ${escapeControlCharacters(by.action)}`
          : `by alarm ${by.alarm}, with ${rounded(by.value)}`;
      return `scaled from ${event.from} to ${count(event.to, 'task')} ${why}`;
    }
    case 'limits':
      return `the scheduled action ${escapeControlCharacters(event.action)}: from now on ${event.minimum} to ${count(event.maximum, 'task')}`;
    case 'awoken':
      return `the queue wakes: at the worst, it has metrics again from ${clock(event.metricsFromSeconds)} on`;
    case 'interrupted':
      return `tasks are stopped in the middle of ${count(event.messages, 'message')}`;
  }
}

function totalsInWords(totals: QueueTotals): readonly string[] {
  const { messages, processed, firstBegunAfterSeconds: first, interruptions } = totals;
  const done =
    processed === messages
      ? 'all are processed'
      : `${processed} are processed, ${messages - processed} are not`;
  return [
    `${messages === 1 ? '1 message comes' : `${messages} messages come`}, ${done}`,
    first === undefined
      ? 'none is begun'
      : `the first is begun after ${clock(first)}, and none waits longer than ${clock(totals.longestWaitSeconds)}`,
    `at the most ${totals.highestBacklog} wait at once, and ${count(totals.maximumTasks, 'task')} ${totals.maximumTasks === 1 ? 'is' : 'are'} there, for ${rounded(totals.taskSeconds / 3600)} task hours together`,
    interruptions === 0
      ? 'no work is interrupted'
      : `work on ${count(interruptions, 'message')} is interrupted at the worst, and done again: ECS stops any task that does not protect itself`,
  ];
}

function endInWords(end: QueueSimulation['end'], { seconds }: QueueTotals): string {
  switch (end) {
    case 'at-rest':
      return `after ${clock(seconds)} nothing is left to do, and the fewest tasks run`;
    case 'duration':
      return `ended after ${clock(seconds)}, as was asked`;
    case 'too-long':
      return `ended after ${clock(seconds)}: it does not come to rest`;
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** To the hundredth. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
