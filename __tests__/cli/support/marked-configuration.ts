/** Configurations with a marked value in every place where a value can be secret, and the calls that print one. */
import { join } from 'node:path';
import { runApp } from '../../../lib/cli/cdktf-app';
import type { Path } from '../../../lib/config/issues/issues';
import { isSecretField } from '../../../lib/config/secrets/secret-fields';
import { schemaAt } from '../../../lib/config/schema/json-schema';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { base } from '../../config/support/folders';
import { mark, markedNumber, type MarkedText } from '../../config/support/marked-files';
import { textPlaces, type TextPlace } from '../../config/support/text-places';
import { callsOf, type Call, type JobNames } from '../../support/every-command';
import { mergeAll } from '../../support/merge-all';
import { run, type TemporaryFolder } from '../../support/run-program';
import { asRecord } from '../../support/stack-json';
import { eventOfShop } from '../../support/event-of-shop';

const names: JobNames = {
  scheduled_job: 'nightly',
  file_upload_job: 'import',
  event_job: 'ship',
  queue_worker_job: 'work',
};

/** A job of each kind. The upload and the event of the calls start its job. */
const jobs = {
  scheduled_jobs: {
    nightly: { task_command: ['bin/x'], schedule_expression: 'rate(1 day)', overlap: 'skip' },
  },
  file_upload_jobs: { import: { task_command: ['bin/x'], source_bucket: 'bucket', target: 'state_machine' } },
  event_jobs: {
    ship: { task_command: ['bin/x'], event_pattern: { source: ['shop'] }, target: 'state_machine' },
  },
  queue_worker_jobs: {
    work: {
      task_command: ['bin/x'],
      max_processing_seconds: 60,
      max_tasks: 2,
      file_upload: { source_bucket: 'bucket' },
    },
  },
};
const event = {
  ...eventOfShop,
  detail: {},
};

/** A configuration with several marked places. */
export interface MarkedConfiguration {
  /** The name of the file's state backend, or `jobs`. */
  readonly name: string;
  readonly file: unknown;
  /** Names of the marked places. A marked value ends with the index of its place. */
  readonly places: readonly string[];
}

/** Places of values that can be secret, without the keys of maps. */
const secretPlaces = textPlaces.filter(
  ({ isKey, pathOf }) => !isKey && pathOf('x').some((step) => isSecretField(String(step))),
);

/**
 * Returns the name of the configuration that marks a place. A file has one state backend, and a job has either a command,
 * steps or parallel steps.
 */
function configurationOf({ pathOf }: TextPlace): string {
  const path = pathOf('x');
  const [top, backend] = path;
  if (top === 'state_backend') return String(backend);
  const tasks = path.includes('parallel') ? 'parallel' : path.includes('steps') ? 'steps' : 'task_command';
  return top === 'job_defaults' ? `job_defaults, ${tasks}` : tasks;
}

/** Names of the configurations of {@link markedConfiguration}. */
export const configurationNames: readonly string[] = [...new Set(secretPlaces.map(configurationOf))];

function placesOf(name: string): readonly TextPlace[] {
  return secretPlaces.filter((place) => configurationOf(place) === name);
}

/** Returns a valid configuration with a marked value in each place that accepts one. */
export function markedConfiguration(folder: TemporaryFolder, name: string): MarkedConfiguration {
  const places: string[] = [];
  let file: unknown = jobs;
  for (const place of placesOf(name)) {
    const text = `${mark}${String(places.length).padStart(3, '0')}`;
    const accepted = valuesWith(place, text)
      .map((value) => fileWithPlace(file, place, value))
      .find((candidate) => isValid(folder, candidate));
    if (accepted === undefined) continue;
    file = accepted;
    places.push(place.name);
  }
  return { name, file, places };
}

/** Names of the places that {@link markedConfiguration} should mark, but that accept no marked value. */
export function unmarkedPlaces({ name, places }: MarkedConfiguration): readonly string[] {
  return placesOf(name)
    .map((place) => place.name)
    .filter((place) => !places.includes(place));
}

/** Returns values for a place that contain a text: the text alone, and the text in or after an example. */
function valuesWith(place: TextPlace, text: string): readonly string[] {
  const examples = (schemaAt(place.pathOf('key'))?.examples ?? []).filter((one) => typeof one === 'string');
  return [
    text,
    ...examples.flatMap((example) => [
      `${example}${text}`,
      `${example}/${text}`,
      example.replace('.', `${text}.`),
      example.replace(/[\w-]+(?=\W*$)/, text),
    ]),
  ].filter((value) => value.includes(text));
}

/** Returns a file with a value at a place. The job `any` of the place is the job of its section that the calls start. */
function fileWithPlace(file: unknown, place: TextPlace, value: string): unknown {
  const [section = '', ...below] = place.pathOf('x');
  const [jobName] = Object.keys(asRecord(asRecord(jobs)[section] ?? {}));
  const isJob = jobName !== undefined;
  const { any, ...fields } = asRecord(asRecord(place.fileWith(value))[section]);
  const needed = { [section]: isJob ? { [jobName]: any } : fields };
  const path = [section, ...(isJob ? [jobName, ...below.slice(1)] : below)];
  return withoutCommandBesideSteps(withValueAt(mergeAll([file, needed]), path, value));
}

function withValueAt(tree: unknown, [key, ...below]: Path, value: string): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const items: readonly unknown[] = Array.isArray(tree) ? tree : [];
    return items.map((item, index) => (index === key ? withValueAt(item, below, value) : item));
  }
  const map = asRecord(tree ?? {});
  return { ...map, [key]: withValueAt(map[key], below, value) };
}

/** A job with steps has no command of its own. A worker has no steps. */
function withoutCommandBesideSteps(file: unknown): unknown {
  const { steps } = asRecord(asRecord(file)['job_defaults'] ?? {});
  const sections = Object.keys(jobs).map((section) => {
    const all = Object.entries(asRecord(asRecord(file)[section])).map(([name, job]): [string, unknown] => [
      name,
      'steps' in asRecord(job) || (steps !== undefined && section !== 'queue_worker_jobs')
        ? { ...asRecord(job), task_command: undefined }
        : job,
    ]);
    return [section, Object.fromEntries(all)] as const;
  });
  return { ...asRecord(file), ...Object.fromEntries(sections) };
}

function isValid(folder: TemporaryFolder, file: unknown): boolean {
  write(folder, JSON.stringify(file));
  const { issues } = loadEnvironments(join(folder.path, 'env-config'));
  return issues.every(({ severity }) => severity !== 'error');
}

function write(folder: TemporaryFolder, text: string): void {
  folder.write({ 'env-config/defaults.yml': base, 'env-config/dev.yml': text });
}

/** Returns a call of every command in each of its formats, for {@link jobs}. */
export function everyCall(folder: TemporaryFolder): readonly Call[] {
  return callsOf(folder, names, { bucket: 'bucket', key: 'in/x', event });
}

/** Places whose values a command shows on purpose: see docs/output.md. */
const shownPlaces: Readonly<Record<string, RegExp>> = {
  'simulate run': /task_command\.0$/,
  'simulate upload': /task_command\.0$/,
  'simulate event': /task_command\.0$/,
  review: /task_command\.0$/,
  permissions:
    /^state_backend\.s3\.(bucket|key|region|dynamodb_table|kms_key_id|assume_role\.role_arn|assume_role_with_web_identity\.role_arn)$/,
};

/** The marked values that calls print. */
export interface PrintedPlaces {
  /** Each place that docs/output.md does not allow, with the call. */
  readonly leaks: readonly string[];
  /** Each place that docs/output.md allows, with the command. */
  readonly shown: readonly string[];
}

/** Writes a configuration, runs the calls, and returns the places whose values they print. */
export function printedPlaces(
  folder: TemporaryFolder,
  { file, places }: MarkedConfiguration,
  calls: readonly Call[],
): PrintedPlaces {
  write(folder, JSON.stringify(file));
  const leaks = new Set<string>();
  const shown = new Set<string>();
  for (const { command, programArguments } of calls) {
    const { status, out, error } = run(...programArguments);
    // A job with several steps needs the name of the step that fails.
    const isExpected = status === 0 || error.startsWith('--failures 1: must be STEP:TIMES');
    if (!isExpected) leaks.add(`${programArguments.join(' ')}: status ${status}: ${error}`);
    for (const [, index] of `${out}\n${error}`.matchAll(new RegExp(`${mark}(\\d{3})?`, 'g'))) {
      const place = places[Number(index ?? NaN)] ?? 'an unknown place';
      if (shownPlaces[command]?.test(place) === true) shown.add(`${command}: ${place}`);
      else leaks.add(`${programArguments.join(' ')}: ${place}`);
    }
  }
  return { leaks: [...leaks], shown: [...shown] };
}

/**
 * Writes a file with marked values, which can have mistakes, runs the calls, and returns each line of their output that has
 * a marked value. A valid command is no leak where {@link shownPlaces} allows it.
 */
export function leaksOfCalls(
  folder: TemporaryFolder,
  { description, text }: MarkedText,
  calls: readonly Call[],
): readonly string[] {
  write(folder, text);
  return calls.flatMap(({ command, programArguments }) => {
    const { status, out, error } = run(...programArguments);
    const isShown = status === 0 && command in shownPlaces && /command|state/.test(description);
    return isShown
      ? []
      : linesWithMark(`${out}\n${error}`).map((line) => `${description}: ${command}: ${line.trim()}`);
  });
}

/** Runs the cdktf app with a file, and returns each line of its output that has a marked value. */
export function leaksOfApp(folder: TemporaryFolder, { description, text }: MarkedText): readonly string[] {
  write(folder, text);
  const printed: string[] = [];
  const variables = {
    BACKGROUND_JOBS_CONFIG: join(folder.path, 'env-config'),
    CDKTF_OUTDIR: join(folder.path, 'out'),
  };
  runApp(variables, (part) => printed.push(part));
  return linesWithMark(printed.join('')).map((line) => `${description}: cdktf: ${line.trim()}`);
}

function linesWithMark(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.includes(mark) || line.includes(markedNumber));
}
