/** Converts the overrides of containers: the command and the environment variables. */
import { overrideFields } from '../../config/schema/task';
import { inputNodeAt, type InputNode } from '../input-tree';
import { importedField, importedMap } from '../origin';
import type { JobBuilder } from './job-builder';
import { itemsOf, textAt } from './read-files';
import type { ScheduledTask } from './scheduled-task';

/** The command of a job whose command is in its image. The job is off, so the command does not run. */
const placeholderCommand = ['echo', 'write the command of the image here'];

/** Texts of the Scheduler that AWS replaces in each run, and the same text in env-config. */
const contextAttributes: ReadonlyMap<string, string> = new Map([
  ['<aws.scheduler.scheduled-time>', '<scheduled_time>'],
]);

/** Texts that env-config or AWS replaces in each run. */
const placeholder =
  /<(?:aws\.scheduler\.|scheduled?[_-]|execution[_-]|attempt|event[_-]|object[_-]|bucket[_-]|sequencer|\$)[^<>]*>/i;

/** Adds the overrides of the container that runs the jobs. */
export function addContainers(job: JobBuilder, task: ScheduledTask, container: string | undefined): void {
  const overrides = itemsOf(task.containers);
  const own = overrides.find((each) => textAt(each, 'name') === container);
  for (const each of overrides)
    if (each !== own && !job.isTemplated(inputNodeAt(each, 'name')))
      job.reject(
        each,
        'a job overrides only the container service.container_name; import the task into its own folder of env-config, or add the values to the task definition',
      );
  const command = commandOf(job, task, inputNodeAt(own, 'command'));
  if (command === undefined) {
    job.note(
      'task_command: the command is in the image or was not imported. Write it in the next line, and delete "state"',
    );
    job.isOff = true;
  }
  job.add('task_command', command ?? placeholderCommand);
  addVariables(job, task, inputNodeAt(own, 'environment'));
}

function commandOf(
  job: JobBuilder,
  task: ScheduledTask,
  node: InputNode | undefined,
): readonly string[] | undefined {
  if (node?.kind !== 'list' || node.items.length === 0 || job.isTemplated(node)) return undefined;
  const texts = node.items.map((item) =>
    item.kind === 'scalar' && item.value !== null ? item.text : undefined,
  );
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) {
    job.reject(node, 'each argument must be a text');
    return undefined;
  }
  const converted = known.map((text) => convertedText(task, text));
  if (converted.every((text) => text !== undefined)) return converted;
  job.reject(
    node,
    'a text in angle brackets is a placeholder in env-config, or AWS replaces it with a value that a job does not have',
  );
  return undefined;
}

/** Returns a text whose meaning is the same in env-config; `undefined` if there is none. */
function convertedText({ isRule }: ScheduledTask, text: string): string | undefined {
  let rest = text;
  let converted = text;
  if (!isRule)
    for (const [attribute, own] of contextAttributes) {
      converted = converted.replaceAll(attribute, own);
      rest = rest.replaceAll(attribute, '');
    }
  return placeholder.test(rest) ? undefined : converted;
}

function addVariables(job: JobBuilder, task: ScheduledTask, node: InputNode | undefined): void {
  const values = new Map<string, string>();
  for (const { name, value, whole } of variablesOf(node)) {
    if (job.isTemplated(whole)) continue;
    const text =
      value?.kind === 'scalar' && value.value !== null ? convertedText(task, value.text) : undefined;
    const accepted =
      text !== undefined &&
      !name.includes('{{') &&
      overrideFields.environment_variables.safeParse({ [name]: text }).success;
    if (accepted && !values.has(name)) values.set(name, text);
    else
      job.reject(
        whole,
        'env-config rejects the variable; its name must be unique and valid, and its value must be a text without a placeholder',
      );
  }
  if (values.size > 0)
    job.add(
      'environment_variables',
      importedMap([...values].map(([name, value]) => importedField(name, value))),
    );
}

interface Variable {
  readonly name: string;
  readonly value: InputNode | undefined;
  /** The part of the file that has only this variable. */
  readonly whole: InputNode;
}

/** Returns the variables. ecschedule has a map, and AWS has a list of names and values. */
export function variablesOf(node: InputNode | undefined): readonly Variable[] {
  if (node?.kind === 'map') return [...node.entries].map(([name, value]) => ({ name, value, whole: value }));
  return itemsOf(node).map((item) => ({
    name: textAt(item, 'name') ?? '',
    value: inputNodeAt(item, 'value'),
    whole: item,
  }));
}
