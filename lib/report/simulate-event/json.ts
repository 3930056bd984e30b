import type { SimulatedEventRun } from '../../simulate/event/simulate-event';
import { overrideToJson } from '../container-override';
import { startCommand } from '../simulate-upload/start-command';
import type { EventView } from './view';

/**
 * Renders events as JSON. The names of the fields are stable. `start_command` is null for a job without a state
 * machine.
 */
export function eventsToJson({ events, hasStartCommands }: EventView): string {
  const environments = events.map(({ environment, runs, disabled, unmatched }) => ({
    name: environment.config.name,
    runs: runs.map((run) => ({
      ...runToJson(run),
      ...(hasStartCommands ? { start_command: startCommand(environment, run) ?? null } : {}),
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

function runToJson({ job, steps, failure }: SimulatedEventRun): object {
  return {
    job: job.name,
    target: job.target.kind,
    event_bus_name: job.rule.eventBusName,
    steps: steps.map((step) => ({ name: step.name, ...overrideToJson(step, job) })),
    ...(failure === undefined ? {} : { failure }),
  };
}
