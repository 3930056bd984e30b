import { defaultEventBus } from '../../aws/events/event-buses';
import type { Mismatch } from '../../aws/events/explain-mismatch';
import type {
  SimulatedEvent,
  SimulatedEventRun,
  UnmatchedEventJob,
} from '../../simulate/event/simulate-event';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { startCommand } from '../simulate-upload/start-command';
import { renderStep } from '../simulate-upload/render-upload';

/** Renders what the event starts, with every argument as JSON, and why the other jobs do not start. */
export function renderEvents(events: readonly SimulatedEvent[]): string {
  return events.map(renderEvent).join('\n');
}

function renderEvent({ environment, runs, disabled, unmatched }: SimulatedEvent): string {
  const isEmpty = runs.length + disabled.length + unmatched.length === 0;
  const lines = [
    ...runs.flatMap(renderRun),
    ...disabled.map((job) => `  ${job.name} matches, but is disabled`),
    ...unmatched.map(renderUnmatched),
    ...(isEmpty ? ['  no event jobs'] : []),
  ];
  return [environment.config.name, ...lines, ''].join('\n');
}

function renderRun({ job, steps, failure }: SimulatedEventRun): readonly string[] {
  const through = { ecs_cluster: 'by its rule alone', state_machine: 'through its state machine' }[
    job.target.kind
  ];
  const { eventBusName } = job.rule;
  const bus = eventBusName === defaultEventBus ? '' : `, if the event is on the event bus ${eventBusName}`;
  return [
    `  ${job.name} starts ${through}${bus}`,
    ...(failure === undefined ? [] : [`    but ${failure}`]),
    ...steps.flatMap((step) => [
      ...(job.run.stages.length > 1 ? [`    step ${step.name}`] : []),
      ...renderStep(step),
    ]),
  ];
}

function renderUnmatched({ job, mismatches }: UnmatchedEventJob): string {
  return `  ${job.name} does not start: ${mismatches.map(renderMismatch).join('; ')}`;
}

function renderMismatch({ field, got, wanted }: Mismatch): string {
  return escapeControlCharacters(`${field} is ${got}, and the rule matches if it ${wanted}`);
}

/** Renders the commands that start the state machines by hand. */
export function renderEventStartCommands(events: readonly SimulatedEvent[]): string {
  const blocks = events.flatMap(({ environment, runs }) =>
    runs.map((run) => {
      const command = startCommand(environment, run);
      const title = `# ${environment.config.name}: ${run.job.name}`;
      return command === undefined
        ? `${title} has no state machine to start; target: state_machine creates one\n`
        : `${title}\n${command}\n`;
    }),
  );
  return blocks.length === 0 ? '# the event starts no job\n' : blocks.join('\n');
}

/** Renders the same for programs; the format is stable. A job without a state machine has null as its command. */
export function eventsToJson(
  events: readonly SimulatedEvent[],
  { printStartCommand }: { readonly printStartCommand: boolean },
): string {
  const environments = events.map(({ environment, runs, disabled, unmatched }) => ({
    name: environment.config.name,
    runs: runs.map((run) => ({
      job: run.job.name,
      target: run.job.target.kind,
      event_bus_name: run.job.rule.eventBusName,
      steps: run.steps.map(({ name, container, command, environment: variables, cpu, memory }) => ({
        name,
        container,
        command,
        environment_variables: Object.fromEntries(
          variables.map(({ name: variable, value }) => [variable, value]),
        ),
        ...(cpu === undefined ? {} : { cpu: Number(cpu) }),
        ...(memory === undefined ? {} : { memory: Number(memory) }),
      })),
      ...(run.failure === undefined ? {} : { failure: run.failure }),
      ...(printStartCommand ? { start_command: startCommand(environment, run) ?? null } : {}),
    })),
    disabled: disabled.map(({ name }) => name),
    not_started: unmatched.map(({ job, mismatches }) => ({
      job: job.name,
      event_bus_name: job.rule.eventBusName,
      mismatches,
    })),
  }));
  return `${JSON.stringify({ environments }, undefined, 2)}\n`;
}
