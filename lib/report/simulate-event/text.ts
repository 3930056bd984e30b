import { defaultEventBus } from '../../aws/events/event-buses';
import type { Mismatch } from '../../aws/events/explain-mismatch';
import type {
  SimulatedEvent,
  SimulatedEventRun,
  UnmatchedEventJob,
} from '../../simulate/event/simulate-event';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { renderOverride } from '../container-override';
import { startCommand } from '../simulate-upload/start-command';
import type { EventView } from './view';

/**
 * Renders the jobs that an event starts, and the mismatches of the other jobs; or, if requested, only the commands that
 * start the jobs.
 */
export function renderEvents({ events, hasStartCommands }: EventView): string {
  return hasStartCommands ? renderStartCommands(events) : events.map(renderEvent).join('\n');
}

function renderEvent({ environment, runs, disabled, unmatched }: SimulatedEvent): string {
  const isEmpty = runs.length + disabled.length + unmatched.length === 0;
  const lines = [
    ...runs.flatMap(renderRun),
    ...disabled.map((job) => `  ${job.name} matches, but is disabled`),
    ...unmatched.map(renderUnmatched),
    ...(isEmpty ? ['  no job starts: this environment has no event jobs'] : []),
  ];
  return [environment.config.name, ...lines, ''].join('\n');
}

function renderRun({ job, steps, failure }: SimulatedEventRun): readonly string[] {
  const start = {
    ecs_cluster: 'starts directly from its rule',
    state_machine: 'starts through its state machine',
  }[job.target.kind];
  const { eventBusName } = job.rule;
  const bus = eventBusName === defaultEventBus ? '' : `, if the event is on the event bus ${eventBusName}`;
  return [
    `  ${job.name} ${start}${bus}`,
    ...(failure === undefined ? [] : [`    but ${failure}`]),
    ...steps.flatMap((step) => [
      ...(job.run.stages.length > 1 ? [`    step ${step.name}`] : []),
      ...renderOverride(step, job),
    ]),
  ];
}

function renderUnmatched({ job, mismatches }: UnmatchedEventJob): string {
  return `  ${job.name} does not start: ${mismatches.map(renderMismatch).join('; ')}`;
}

function renderMismatch({ field, got, wanted }: Mismatch): string {
  return escapeControlCharacters(`${field} is ${got}, but the rule requires a value that ${wanted}`);
}

function renderStartCommands(events: readonly SimulatedEvent[]): string {
  const blocks = events.flatMap(({ environment, runs }) =>
    runs.map((run) => {
      const command = startCommand(environment, run);
      const title = `# ${environment.config.name}: ${run.job.name}`;
      return command === undefined
        ? `${title} has no start command: its rule starts the task without a state machine; write target: state_machine to add one\n`
        : `${title}\n${command}\n`;
    }),
  );
  return blocks.length === 0 ? '# no job starts\n' : blocks.join('\n');
}
