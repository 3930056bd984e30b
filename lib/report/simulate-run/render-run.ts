import { fieldOf } from '../../values/json';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { clock, describeDuration } from '../../text/durations';
import { renderStep } from '../simulate-upload/render-upload';
import type { SimulatedTrace, TraceEnd, TraceEvent } from '../../simulate/run/simulate-run';
import type { TaskOutcome } from '../../simulate/run/task-outcomes';

/** For people: what happens, one after the other, and how it ends. */
export function renderRuns(traces: readonly SimulatedTrace[]): string {
  return traces.map(renderRun).join('\n');
}

function renderRun({ environment, job, events, end, seconds }: SimulatedTrace): string {
  const { target } = job;
  const through = { ecs_cluster: 'by its rule alone', state_machine: 'through its state machine' }[
    target.kind
  ];
  const tasks = events.filter((event) => event.kind === 'task' && event.ending.kind !== 'refused').length;
  const started = tasks === 0 ? 'no task' : tasks === 1 ? '1 task' : `${tasks} tasks`;
  const waited = seconds === 0 ? '' : `, ${clock(seconds)} of waits and timeouts`;
  return [
    environment.config.name,
    `  ${job.name} runs ${through}`,
    ...events.flatMap(renderEvent),
    `  ${endWords(end)} (${started}${waited})`,
    '',
  ].join('\n');
}

function renderEvent(event: TraceEvent): readonly string[] {
  switch (event.kind) {
    case 'task': {
      const most = event.maximumRuns === 1 ? '' : ` of ${event.maximumRuns} at the most`;
      return [
        `    ${clock(event.atSeconds)}  ${event.step}, run ${event.run}${most}`,
        ...renderStep(event.start).map((line) => `          ${line}`),
        `              ${endingWords(event.ending)}`,
      ];
    }
    case 'wait':
      return [`    waits ${event.isRandom ? 'up to ' : ''}${describeDuration(event.seconds)} ${event.why}`];
    case 'fork':
      return [event.at === 'start' ? '    side by side:' : '    all of those are over'];
    case 'lock':
      return [`    ${event.what}`];
  }
}

function endingWords(ending: TaskOutcome): string {
  switch (ending.kind) {
    case 'success':
      return 'exits 0';
    case 'exit':
      return `exits ${ending.code}`;
    case 'timeout':
      return `is stopped after ${describeDuration(ending.seconds)}`;
    case 'not-started':
      return 'never starts';
    case 'refused':
      return 'is refused by ECS for lack of room: there is no task, and this counts for nothing';
  }
}

function endWords(end: TraceEnd): string {
  switch (end.status) {
    case 'SUCCEEDED': {
      const outcome = fieldOf(end.output, 'outcome');
      const because = fieldOf(end.output, 'because');
      return typeof because === 'string' ? `the run is ${String(outcome)}: ${because}` : 'the run succeeds';
    }
    case 'FAILED':
      return `the run fails with ${end.error}${end.cause === undefined ? '' : `, ${shortCause(end.cause)}`}`;
    case 'TIMED_OUT':
      return 'the run is ended as timed out, with its tasks: run_timeout_seconds are over';
    case 'NOT_WATCHED':
      return 'the run is the task alone: nobody learns how it ends, and nothing is tried again';
  }
}

/** Of ECS's whole description of a task, the reason and the exit code. */
function shortCause(cause: string): string {
  const [whole, before = ''] = /^(.*?)\{.*\}$/s.exec(cause) ?? [];
  if (whole === undefined) return escapeControlCharacters(cause);
  const task: unknown = JSON.parse(cause.slice(before.length));
  const code = fieldOf(fieldOf(fieldOf(task, 'Containers'), '0'), 'ExitCode');
  const exit = typeof code === 'number' ? ` (exit code ${code})` : '';
  return escapeControlCharacters(`${before}${String(fieldOf(task, 'StoppedReason'))}${exit}`);
}

/** For programs: stable. */
export function runsToJson(traces: readonly SimulatedTrace[]): string {
  const runs = traces.map(({ environment, job, events, end, seconds }) => ({
    environment: environment.config.name,
    job: job.name,
    target: job.target.kind,
    events: events.map(eventToJson),
    end,
    waits_and_timeouts_seconds: seconds,
  }));
  return `${JSON.stringify({ runs }, undefined, 2)}\n`;
}

function eventToJson(event: TraceEvent): object {
  if (event.kind === 'wait')
    return { kind: event.kind, seconds: event.seconds, at_most: event.isRandom, why: event.why };
  if (event.kind === 'lock' || event.kind === 'fork') return event;
  const { container, command, environment, cpu, memory } = event.start;
  return {
    kind: event.kind,
    step: event.step,
    run: event.run,
    maximum_runs: event.maximumRuns,
    at_seconds: event.atSeconds,
    container,
    command,
    environment_variables: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    ...(cpu === undefined ? {} : { cpu: Number(cpu) }),
    ...(memory === undefined ? {} : { memory: Number(memory) }),
    ending: event.ending,
  };
}
