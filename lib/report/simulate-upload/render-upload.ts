import { defaultEventBus } from '../../aws/events/event-buses';
import type { Mismatch } from '../../aws/events/explain-mismatch';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import type {
  UnmatchedJob,
  SimulatedMessage,
  SimulatedRun,
  SimulatedUpload,
} from '../../simulate/upload/simulate-upload';
import type { ContainerOverride } from '../../simulate/run/container-override';
import { sendCommand, startCommand } from './start-command';

/** How many of the jobs that did not start are told of. */
const nearMisses = 3;

/** For people: what starts, with every argument as JSON has it, so that nothing in a key is mistaken for the terminal's. */
export function renderSimulation(uploads: readonly SimulatedUpload[]): string {
  return uploads.map(renderUpload).join('\n');
}

function renderUpload({ environment, runs, messages, disabled, misses }: SimulatedUpload): string {
  const lines = [
    ...runs.flatMap(renderRun),
    ...messages.flatMap(renderMessage),
    ...disabled.map((job) => `  ${job.name} would start, and is disabled`),
    ...(runs.length + messages.length + disabled.length === 0 ? nothingStarts(misses) : []),
  ];
  return [environment.config.name, ...lines, ''].join('\n');
}

function renderRun({ job, steps, failure }: SimulatedRun): readonly string[] {
  const through = { ecs_cluster: 'by its rule alone', state_machine: 'through its state machine' }[
    job.target.kind
  ];
  const when =
    job.rule.source.event === 'scanned' ? ', once GuardDuty has found no threat in the object' : '';
  const { eventBusName } = job.rule;
  const over = eventBusName === defaultEventBus ? '' : `, for what comes over the event bus ${eventBusName}`;
  return [
    `  ${job.name} starts ${through}${when}${over}`,
    ...(failure === undefined ? [] : [`    but ${failure}`]),
    ...steps.flatMap((step) => [
      ...(job.run.stages.length > 1 ? [`    step ${step.name}`] : []),
      ...renderStep(step),
    ]),
  ];
}

function renderMessage({ job, body, messageGroupId, failure }: SimulatedMessage): readonly string[] {
  const through = job.upload?.target.kind === 'state_machine' ? ', through a state machine' : '';
  return [
    `  ${job.name} gets a message in ${job.queue.name}${through}`,
    ...(failure === undefined ? [] : [`    but ${failure}`]),
    ...(messageGroupId === undefined ? [] : labelled('group', [messageGroupId])),
    ...(body === undefined ? [] : labelled('body', [escapeControlCharacters(body)])),
  ];
}

/** What a task is started with. */
export function renderStep({ command, environment, cpu, memory }: ContainerOverride): readonly string[] {
  return [
    ...labelled('command', command.map(shown)),
    ...labelled(
      'environment',
      environment.map(({ name, value }) => `${escapeControlCharacters(name)}=${shown(value)}`),
    ),
    ...(cpu === undefined ? [] : labelled('cpu', [cpu])),
    ...(memory === undefined ? [] : labelled('memory', [`${memory} MiB`])),
  ];
}

function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `    ${(index === 0 ? label : '').padEnd(11)} ${line}`);
}

function shown(text: string): string {
  return escapeControlCharacters(JSON.stringify(text));
}

function nothingStarts(misses: readonly UnmatchedJob[]): readonly string[] {
  if (misses.length === 0) return ['  nothing starts: no job is started by uploads'];
  const more = misses.length - nearMisses;
  return [
    '  nothing starts',
    ...misses.slice(0, nearMisses).map(({ job, mismatches }) => {
      return `    not ${job.name}: ${mismatches.map(renderMismatch).join('; ')}`;
    }),
    ...(more > 0 ? [`    nor ${more} other${more === 1 ? '' : 's'}, which lack more`] : []),
  ];
}

function renderMismatch({ field, got, wanted }: Mismatch): string {
  return escapeControlCharacters(`${field} is ${got}, and its rule takes what ${wanted}`);
}

/** The commands that start what would start, and why not of the others. */
export function renderStartCommands(uploads: readonly SimulatedUpload[]): string {
  const blocks = uploads.flatMap(({ environment, runs, messages }) => [
    ...runs.map((run) => {
      const command = startCommand(environment, run);
      const title = `# ${environment.config.name}: ${run.job.name}`;
      return command === undefined
        ? `${title} is started by its rule alone, without a state machine that could be started; target: state_machine gives it one\n`
        : `${title}\n${command}\n`;
    }),
    ...messages.flatMap((message) => {
      const command = sendCommand(environment, message);
      return command === undefined ? [] : [`# ${environment.config.name}: ${message.job.name}\n${command}\n`];
    }),
  ]);
  return blocks.length === 0 ? '# nothing would start\n' : blocks.join('\n');
}

/** For programs: stable. A job without a state machine has null for the command that would start it. */
export function simulationToJson(
  uploads: readonly SimulatedUpload[],
  { printStartCommand }: { readonly printStartCommand: boolean },
): string {
  const environments = uploads.map(({ environment, runs, messages, disabled, misses }) => ({
    name: environment.config.name,
    runs: runs.map((run) => ({
      job: run.job.name,
      target: run.job.target.kind,
      event: run.job.rule.source.event,
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
    messages: messages.map((message) => ({
      job: message.job.name,
      queue: message.job.queue.name,
      message_group_id: message.messageGroupId ?? null,
      body: message.body ?? null,
      ...(message.failure === undefined ? {} : { failure: message.failure }),
      ...(printStartCommand ? { start_command: sendCommand(environment, message) ?? null } : {}),
    })),
    disabled: disabled.map(({ name }) => name),
    not_started: misses.map(({ job, mismatches }) => ({ job: job.name, mismatches })),
  }));
  return `${JSON.stringify({ environments }, undefined, 2)}\n`;
}
