/** The advice for fields of other tools: the form to write instead. */
import { jobSectionNames } from '../schema/environment-sections';
import { mayHoldSecret } from '../../text/may-hold-secret';
import { hiddenText } from '../../text/hidden-text';
import type { ConfigNode, ScalarNode } from '../yaml/tree';
import { writtenAsYaml } from '../yaml/write-yaml';

/** Returns what to write instead of a field of another tool, as the end of a message. */
export type Advise = (value: ConfigNode, key: string) => string;

/**
 * Creates the advice to write another field with the same value: `write region: us-east-1`. For a map, the advice has
 * only the name of the field. A long value, and a value that may be a secret, becomes `…`.
 */
export const write =
  (field: string, note = ''): Advise =>
  (value) =>
    value.kind === 'map' ? `write ${field}${note}` : `write ${field}: ${shownValue(value)}${note}`;
export const say =
  (text: string): Advise =>
  () =>
    text;

function shownValue(value: ConfigNode): string {
  const text = writtenAsYaml(value);
  return text.length > 60 || mayHoldSecret(text) ? '…' : text;
}

const isTrue = (value: ConfigNode): boolean =>
  value.kind === 'scalar' && /^(true|yes|on|1|enabled)$/i.test(value.source);

/**
 * Creates the advice to write `state: ENABLED` or `state: DISABLED`.
 *
 * @param enables - Whether `true` in the other tool's field enables the job; `false` if it disables the job.
 */
export const state =
  (enables: boolean): Advise =>
  (value) =>
    `write state: ${isTrue(value) === enables ? 'ENABLED' : 'DISABLED'}`;

export const seconds =
  (field: string, factor: number): Advise =>
  (value) => {
    const number = value.kind === 'scalar' ? Number(value.value) : Number.NaN;
    return Number.isFinite(number) && number > 0
      ? `write ${field}: ${number * factor}`
      : `write ${field}, a number of seconds`;
  };

export const command: Advise = (value) => {
  if (value.kind === 'scalar') return `write task_command: ${commandOf(value)}, a list of arguments`;
  return write('task_command')(value, '');
};

/**
 * Returns the form in which YAML must have a command line: a list of arguments, or a call of a shell if the command
 * line has the syntax of a shell. The command line can contain a secret, so the result has none of its words.
 */
export function commandOf({ value }: ScalarNode): string {
  const text = String(value).trim();
  if (/[|&;<>$`*?"'\\()]/.test(text)) return `[sh, -c, ${hiddenText}]`;
  return /\s/.test(text) ? `[${hiddenText}, ${hiddenText}]` : `[${hiddenText}]`;
}

const overlaps: Readonly<Record<string, string>> = { forbid: 'skip', replace: 'replace', allow: 'allow' };
export const concurrency: Advise = (value) => {
  const given = value.kind === 'scalar' ? value.source.toLowerCase() : '';
  return `write overlap: ${(Object.hasOwn(overlaps, given) ? overlaps[given] : undefined) ?? 'allow, skip or replace'}`;
};

/** Returns the advice to write a queue worker instead of a job, because only a worker can limit how many tasks run. */
export const maximumRuns: Advise = (value) => {
  const given = value.kind === 'scalar' ? Number(value.value) : Number.NaN;
  const maximum = Number.isInteger(given) && given > 0 ? `max_tasks: ${given}` : 'max_tasks';
  return `jobs can’t limit the number of their active runs; write the job in queue_worker_jobs with ${maximum}, and the other messages wait in its queue (docs/runs.md)`;
};

export const variables: Advise = (value) =>
  value.kind === 'map'
    ? 'write environment_variables'
    : 'write environment_variables as a map: { LOG_LEVEL: debug }';
export const retries: Advise = (value) =>
  value.kind === 'scalar'
    ? `write retry: { max_attempts: ${value.source} }`
    : 'write retry: { max_attempts: 2 }';
export const image = say(
  'the tasks use the image of the service’s task definition; remove the field, and change the image there',
);
export const ofService = (field: string): Advise =>
  say(`set service.${field}; jobs use the value of the service`);
export const secrets = say(
  'remove it, and add the secret to secrets of the container in the service’s task definition; the tasks of the jobs inherit it',
);
export const needless = say('remove it; the program has no such setting');
export const sections = `write ${jobSectionNames.join(', ')}, each a map of jobs by name`;
