import type { EnvironmentJobs } from '../../jobs/environment';
import type { SimulatedMessage, SimulatedRun } from '../../simulate/upload/simulate-upload';
import { overrideToJson } from '../container-override';
import { sendCommand, startCommand } from './start-command';
import type { UploadView } from './view';

/**
 * Renders uploads as JSON. The names of the fields are stable. `start_command` is null for a job without a state
 * machine.
 */
export function uploadsToJson({ uploads, hasStartCommands }: UploadView): string {
  const environments = uploads.map(({ environment, runs, messages, disabled, unmatched }) => ({
    name: environment.config.name,
    runs: runs.map((run) => ({
      ...runToJson(run),
      ...(hasStartCommands ? { start_command: startCommand(environment, run) ?? null } : {}),
    })),
    messages: messages.map((message) => messageToJson(environment, message, hasStartCommands)),
    disabled: disabled.map(({ name }) => name),
    not_started: unmatched.map(({ job, mismatches }) => ({ job: job.name, mismatches })),
  }));
  return `${JSON.stringify({ environments }, undefined, 2)}\n`;
}

function runToJson({ job, steps, failure }: SimulatedRun): object {
  return {
    job: job.name,
    target: job.target.kind,
    event: job.rule.source.event,
    event_bus_name: job.rule.eventBusName,
    steps: steps.map((step) => ({ name: step.name, ...overrideToJson(step, job) })),
    ...(failure === undefined ? {} : { failure }),
  };
}

function messageToJson(
  environment: EnvironmentJobs,
  message: SimulatedMessage,
  hasStartCommand: boolean,
): object {
  const { job, messageGroupId, body, failure } = message;
  return {
    job: job.name,
    queue: job.queue.name,
    message_group_id: messageGroupId ?? null,
    body: body ?? null,
    ...(failure === undefined ? {} : { failure }),
    ...(hasStartCommand ? { start_command: sendCommand(environment, message) ?? null } : {}),
  };
}
