import { fieldOf, isList } from '../../values/json';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { clock, describeDuration } from '../../text/durations';
import type { RunJob } from '../../jobs/job';
import { renderOverride } from '../container-override';
import type { SimulatedTrace, TraceEnd, TraceEvent } from '../../simulate/run/simulate-run';
import type { TaskOutcome } from '../../simulate/run/task-outcomes';

/** Renders the events of each run in order, and how the run ended. */
export function renderRuns(traces: readonly SimulatedTrace[]): string {
  return traces.map(renderRun).join('\n');
}

function renderRun({ environment, job, events, end, seconds }: SimulatedTrace): string {
  const start = {
    ecs_cluster: 'starts directly from its rule',
    state_machine: 'runs through its state machine',
  }[job.target.kind];
  const tasks = events.filter((event) => event.kind === 'task' && event.ending.kind !== 'rejected').length;
  const started = tasks === 0 ? 'no tasks' : tasks === 1 ? '1 task' : `${tasks} tasks`;
  const waited = seconds === 0 ? '' : `, ${clock(seconds)} of waits and timeouts`;
  return [
    environment.config.name,
    `  ${job.name} ${start}`,
    ...events.flatMap((event) => renderEvent(event, job)),
    `  ${describeEnd(end)} (${started}${waited})`,
    '',
  ].join('\n');
}

function renderEvent(event: TraceEvent, job: RunJob): readonly string[] {
  switch (event.kind) {
    case 'task': {
      const maximum = event.maximumAttempts === 1 ? '' : ` of at most ${event.maximumAttempts}`;
      return [
        `    ${clock(event.atSeconds)}  ${event.step}, attempt ${event.attempt}${maximum}${event.isOnSpot ? ' on FARGATE_SPOT' : ''}`,
        ...renderOverride(event.override, job).map((line) => `          ${line}`),
        `              ${describeOutcome(event.ending)}`,
      ];
    }
    case 'wait':
      return [`    waits ${event.isRandom ? 'up to ' : ''}${describeDuration(event.seconds)} ${event.why}`];
    case 'fork':
      return [event.at === 'start' ? '    in parallel:' : '    all parallel steps have ended'];
    case 'lock':
      return [`    ${event.what}`];
  }
}

function describeOutcome(ending: TaskOutcome): string {
  switch (ending.kind) {
    case 'success':
      return 'exits with 0';
    case 'exit':
      return `exits with ${ending.code}`;
    case 'timeout':
      return `is stopped after ${describeDuration(ending.seconds)} (timeout)`;
    case 'sidecar':
      return `exits with 0; another container of the task ${ending.code === undefined ? 'never starts' : `exits with ${ending.code}`}`;
    case 'spot-interruption':
      return 'AWS interrupts the Spot task';
    case 'not-started':
      return 'fails to start';
    case 'rejected':
      return 'ECS rejects the launch (no capacity); this does not count as an attempt';
  }
}

function describeEnd(end: TraceEnd): string {
  switch (end.status) {
    case 'SUCCEEDED': {
      const outcome = fieldOf(end.output, 'outcome');
      const because = fieldOf(end.output, 'because');
      const ends = outcome === 'succeeded' ? 'succeeds' : `is ${String(outcome)}`;
      return typeof because === 'string' ? `the run ${ends}: ${because}` : 'the run succeeds';
    }
    case 'FAILED':
      return `the run fails with ${end.error}${end.cause === undefined || end.cause === '' ? '' : `, ${shortenCause(end.cause)}`}`;
    case 'TIMED_OUT':
      return 'the run exceeds run_timeout_seconds; Step Functions stops it and its tasks';
    case 'NOT_WATCHED':
      return 'the rule only starts the task: nothing checks the result of the task or retries the task';
  }
}

/** Reduces ECS's description of a task to the reason why the task stopped, and the exit codes. */
function shortenCause(cause: string): string {
  const [whole, before = ''] = /^(.*?)\{.*\}$/s.exec(cause) ?? [];
  if (whole === undefined) return escapeControlCharacters(cause);
  const task: unknown = JSON.parse(cause.slice(before.length));
  const reason = String(fieldOf(task, 'StoppedReason'));
  return escapeControlCharacters(`${before}${reason}${describeExitCodes(fieldOf(task, 'Containers'))}`);
}

function describeExitCodes(containers: unknown): string {
  const [first, ...others] = isList(containers) ? containers : [];
  const code = fieldOf(first, 'ExitCode');
  if (others.length === 0) return typeof code === 'number' ? ` (exit code ${code})` : '';
  const codes = [first, ...others].map((container) => {
    const exit = fieldOf(container, 'ExitCode');
    return `${String(fieldOf(container, 'Name'))} ${typeof exit === 'number' ? String(exit) : 'never started'}`;
  });
  return ` (exit codes: ${codes.join(', ')})`;
}
