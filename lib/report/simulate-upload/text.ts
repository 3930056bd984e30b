import { defaultEventBus } from '../../aws/events/event-buses';
import type { Mismatch } from '../../aws/events/explain-mismatch';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import type {
  UnmatchedJob,
  SimulatedMessage,
  SimulatedRun,
  SimulatedUpload,
} from '../../simulate/upload/simulate-upload';
import { labelled, renderOverride } from '../container-override';
import { sendCommand, startCommand } from './start-command';
import type { UploadView } from './view';

/** The maximum number of jobs that are listed although they do not match. */
const maximumUnmatched = 3;

/** Renders the jobs that an upload starts, or the commands that start them. */
export function renderUploads({ uploads, hasStartCommands }: UploadView): string {
  return hasStartCommands ? renderStartCommands(uploads) : uploads.map(renderUpload).join('\n');
}

function renderUpload({ environment, runs, messages, disabled, unmatched }: SimulatedUpload): string {
  const lines = [
    ...runs.flatMap(renderRun),
    ...messages.flatMap(renderMessage),
    ...disabled.map((job) => `  ${job.name} matches, but is disabled`),
    ...(runs.length + messages.length + disabled.length === 0 ? renderUnmatched(unmatched) : []),
  ];
  return [environment.config.name, ...lines, ''].join('\n');
}

function renderRun({ job, steps, failure }: SimulatedRun): readonly string[] {
  const start = {
    ecs_cluster: 'starts directly from its rule',
    state_machine: 'starts through its state machine',
  }[job.target.kind];
  const scan =
    job.rule.source.event === 'scanned' ? ', after GuardDuty has found no threats in the object' : '';
  const { eventBusName } = job.rule;
  const bus = eventBusName === defaultEventBus ? '' : `, for events on the event bus ${eventBusName}`;
  return [
    `  ${job.name} ${start}${scan}${bus}`,
    ...(failure === undefined ? [] : [`    but ${failure}`]),
    ...steps.flatMap((step) => [
      ...(job.run.stages.length > 1 ? [`    step ${step.name}`] : []),
      ...renderOverride(step, job),
    ]),
  ];
}

function renderMessage({ job, body, messageGroupId, failure }: SimulatedMessage): readonly string[] {
  const machine = job.upload?.target.kind === 'state_machine' ? ', through a state machine' : '';
  return [
    `  ${job.name} gets a message in its queue ${job.queue.name}${machine}`,
    ...(failure === undefined ? [] : [`    but ${failure}`]),
    ...(messageGroupId === undefined ? [] : labelled('group', [messageGroupId])),
    ...(body === undefined ? [] : labelled('body', [escapeControlCharacters(body)])),
  ];
}

function renderUnmatched(unmatched: readonly UnmatchedJob[]): readonly string[] {
  if (unmatched.length === 0) return ['  no job starts: uploads trigger no job in this environment'];
  const more = unmatched.length - maximumUnmatched;
  return [
    `  no job starts; ${unmatched.length === 1 ? 'the only job for uploads is' : 'the jobs that match best are'}`,
    ...unmatched
      .slice(0, maximumUnmatched)
      .map(({ job, mismatches }) => `    ${job.name}: ${mismatches.map(renderMismatch).join('; ')}`),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

function renderMismatch({ field, got, wanted }: Mismatch): string {
  return escapeControlCharacters(`${field} is ${got}, but the rule requires a value that ${wanted}`);
}

function renderStartCommands(uploads: readonly SimulatedUpload[]): string {
  const blocks = uploads.flatMap(({ environment, runs, messages }) => [
    ...runs.map((run) => {
      const command = startCommand(environment, run);
      const title = `# ${environment.config.name}: ${run.job.name}`;
      return command === undefined
        ? `${title} has no start command: its rule starts the task without a state machine; write target: state_machine to add one\n`
        : `${title}\n${command}\n`;
    }),
    ...messages.flatMap((message) => {
      const command = sendCommand(environment, message);
      return command === undefined ? [] : [`# ${environment.config.name}: ${message.job.name}\n${command}\n`];
    }),
  ]);
  return blocks.length === 0 ? '# no job starts\n' : blocks.join('\n');
}
