/** Converts the fields that the manifests of jobs and workers share, and the manifests of scheduled jobs. */
import { overrideFields } from '../../config/schema/task';
import { retry } from '../../config/schema/retry';
import { secondsOfRun } from '../../config/schema/values';
import { importedField, importedMap } from '../origin';
import { parseGoDuration } from './go-duration';
import type { JobContext } from './job-context';
import { convertSchedule, disabledExpression } from './schedule';

/** The size of a task whose manifest has none. */
const defaultSize = { cpu: 256, memory: 512 } as const;

/** The command of a job whose command is in its image. The job is disabled, so the command does not run. */
const placeholderCommand = ['echo', 'write the command of the image here'];

/** Adds a scheduled job. */
export function convertScheduledJob(job: JobContext): void {
  const isKnown = addCommand(job);
  const schedule = convertSchedule(job.text('on', 'schedule') ?? '');
  if (schedule.kind === 'invalid') job.reject(job.at('on', 'schedule') ?? job.at('on'), schedule.reason);
  if (schedule.kind === 'disabled')
    job.outcomes.set(job.at('on', 'schedule') ?? job.root, { kind: 'carried', to: 'state' });
  job.add('schedule_expression', schedule.kind === 'expression' ? schedule.expression : disabledExpression);
  if (schedule.kind !== 'expression' || !isKnown) job.add('state', 'DISABLED');
  if (schedule.kind === 'expression' && schedule.surprise !== undefined) job.differ(schedule.surprise);
  addTaskFields(job);
  addTimeout(job);
  addRetries(job);
}

/** Copilot's timeout ends the execution of the state machine, with all its retries. */
function addTimeout(job: JobContext): void {
  const text = job.text('timeout');
  if (text === undefined || text === '') return;
  const milliseconds = parseGoDuration(text);
  const value = job.accepted(
    secondsOfRun(),
    job.at('timeout'),
    milliseconds === undefined ? text : milliseconds / 1000,
  );
  if (value !== undefined) job.add('run_timeout_seconds', value);
}

/** Copilot's retries wait 10 seconds, and each wait is 1.5 times the wait before it. */
function addRetries(job: JobContext): void {
  const node = job.at('retries');
  if (node === undefined || job.text('retries') === '0') return;
  const count = job.accepted(retry.shape.max_attempts, node);
  if (count === undefined) return;
  job.add(
    'retry',
    importedMap([
      importedField('max_attempts', count),
      importedField('interval_seconds', 10),
      importedField('backoff_rate', 1.5),
    ]),
  );
}

/**
 * Adds the command of a job, which consists of the entry point and the command of the manifest.
 *
 * @returns whether the manifest has the command
 */
export function addCommand(job: JobContext): boolean {
  const entryPoint = job.arguments('entrypoint');
  const command = job.arguments('command');
  const whole = [...(entryPoint ?? []), ...(command ?? [])];
  if (whole.length > 0) {
    job.add('task_command', whole);
    return true;
  }
  job.entries.push({
    kind: 'comment',
    text: 'task_command: the manifest has no command, so Copilot runs the command of the image. Write it here, and delete "state"',
  });
  job.add('task_command', placeholderCommand);
  job.differ(
    'the manifest has no command, so the job is disabled until you write the command of the image in task_command',
  );
  return false;
}

/** Adds the size, the storage and the variables of the task. */
export function addTaskFields(job: JobContext): void {
  const { cpu, memory, ephemeral_storage_gib: storage } = overrideFields;
  const size = {
    cpu: job.at('cpu') === undefined ? defaultSize.cpu : job.accepted(cpu, job.at('cpu')),
    memory: job.at('memory') === undefined ? defaultSize.memory : job.accepted(memory, job.at('memory')),
  };
  if (size.cpu !== undefined && size.memory !== undefined) {
    job.add('cpu', size.cpu);
    job.add('memory', size.memory);
  } else {
    for (const field of ['cpu', 'memory'])
      if (!job.outcomes.has(job.at(field) ?? job.root))
        job.reject(job.at(field), 'cpu and memory need each other, and the other value is invalid');
  }
  // 20 GiB is the storage of a task without the field.
  if (job.text('storage', 'ephemeral') === '20')
    job.outcomes.set(job.at('storage', 'ephemeral') ?? job.root, {
      kind: 'changed',
      to: undefined,
      reason: 'every task has 20 GiB without the field',
    });
  else {
    const gib = job.accepted(storage, job.at('storage', 'ephemeral'));
    if (gib !== undefined) job.add('ephemeral_storage_gib', gib);
  }
  addVariables(job);
}

function addVariables(job: JobContext): void {
  const { application, environment } = job.facts;
  const values = new Map<string, string>([
    ['COPILOT_APPLICATION_NAME', application],
    ['COPILOT_ENVIRONMENT_NAME', environment],
    ['COPILOT_SERVICE_NAME', job.name],
  ]);
  const variables = job.at('variables');
  for (const [name, node] of variables?.kind === 'map' ? variables.entries : []) {
    if (node.kind !== 'scalar') continue;
    if (node.value === null) {
      job.reject(node, 'the variable has no value; write one');
      continue;
    }
    const accepted = job.accepted(overrideFields.environment_variables, node, { [name]: node.text });
    if (accepted === undefined) continue;
    if (
      job.section === 'queue_worker_jobs' &&
      ['QUEUE_URL', 'QUEUE_ARN', 'DEAD_LETTER_QUEUE_URL'].includes(name)
    )
      job.reject(node, 'every worker gets a variable of this name automatically; rename the variable');
    else values.set(name, node.text);
  }
  job.add(
    'environment_variables',
    importedMap([...values].map(([name, value]) => importedField(name, value))),
  );
}
