/** Imports scheduled tasks of ECS: the configuration of ecschedule, or what the AWS CLI prints. */
import { environment as environmentSchema } from '../../config/schema/environment';
import { compare } from '../../text/compare';
import { isSecretName } from '../../text/may-hold-secret';
import { ImportError } from '../import-error';
import { inputNodeAt, inputText, type InputNode } from '../input-tree';
import {
  importedField,
  importedMap,
  isImportedMap,
  type ImportedConfiguration,
  type ImportedEntry,
  type ImportedMap,
  type RunDifference,
} from '../origin';
import { moveToJobDefaults } from '../job-defaults';
import { shareValues } from '../share-values';
import { variablesOf } from './convert-containers';
import { convertTask } from './convert-task';
import { findTasks } from './find-tasks';
import { JobBuilder } from './job-builder';
import { commentOfSkipped, commentsOf, fieldsOf, type Findings } from './leaf-outcomes';
import { itemsOf, readSourceFiles, type SourceFile } from './read-files';
import type { ScheduledTask } from './scheduled-task';
import { chooseService, serviceMap } from './service';

/** What to import, and the values that the files do not have. */
export interface EcsSchedulesImport {
  /** Path of a file or of a folder, by the name of its environment. Several environments can have the same path. */
  readonly paths: ReadonlyMap<string, string>;
  /** The name of the application. */
  readonly appName: string;
  /**
   * The region of all environments.
   *
   * @default the region in the files of each environment
   */
  readonly region?: string | undefined;
}

/**
 * Imports scheduled tasks.
 *
 * @throws ImportError if a file is not readable, or if an environment has no scheduled task
 */
export function importEcsSchedules({ paths, appName, region }: EcsSchedulesImport): ImportedConfiguration {
  const byPath = new Map([...new Set(paths.values())].map((path) => [path, readSourceFiles(path)]));
  const found: Findings = { outcomes: new Map(), jobs: new Map() };
  const differences = new Map<string, RunDifference>();
  const environments = new Map(
    [...paths].map(([name, path]): readonly [string, ImportedMap] => {
      const converted = convertEnvironment(path, byPath.get(path) ?? [], { appName, region }, found);
      for (const each of converted.differences) differences.set(JSON.stringify(each), each);
      return [name, converted.map];
    }),
  );
  return {
    ...shareValues(environments),
    fields: [...byPath.values()].flat().flatMap((source) => fieldsOf(source, found)),
    differences: [...differences.values()],
  };
}

interface Converted {
  readonly map: ImportedMap;
  readonly differences: readonly RunDifference[];
}

function convertEnvironment(
  path: string,
  sources: readonly SourceFile[],
  given: Pick<EcsSchedulesImport, 'appName' | 'region'>,
  found: Findings,
): Converted {
  const { tasks, skipped } = findTasks(sources);
  for (const { part, reason } of skipped)
    found.outcomes.set(part.node, { kind: 'not possible', reason, text: inputText(part.node) });
  if (tasks.length === 0)
    throw new ImportError(
      `${path}: no rule or schedule starts an ECS task${skipped[0] === undefined ? '' : ` (${skipped[0].reason})`}; pass the files that have both`,
    );
  const templated = new Set(sources.flatMap((source) => [...source.templated]));
  const service = chooseService(tasks, templated);
  const region = given.region ?? service.place.region;
  if (region === undefined || !environmentSchema.shape.region.safeParse(region).success)
    throw new ImportError(`${path}: the files have no region of AWS as a text; pass --region`);
  const names = uniqueNames(tasks);
  const jobs = tasks.map((task, index): ImportedEntry => {
    const job = new JobBuilder(names[index] ?? '', { outcomes: found.outcomes, templated });
    for (const { node } of task.parts) found.jobs.set(node, job.name);
    convertTask(job, task, service, templated);
    return importedField(job.name, jobMap(job, task, found));
  });
  const accounts = new Set(tasks.flatMap(({ accountId }) => accountId ?? []));
  const [accountId = ''] = accounts;
  const sections = moveToJobDefaults([importedField('scheduled_jobs', importedMap(jobs))], ['cpu', 'memory']);
  return {
    map: importedMap([
      importedField('app_name', given.appName),
      importedField('region', region),
      ...(accounts.size === 1 && /^\d{12}$/.test(accountId) ? [importedField('account_id', accountId)] : []),
      importedField('service', serviceMap(service)),
      ...skipped.map(({ part, reason }) => commentOfSkipped(part, reason, found)),
      ...sections,
    ]),
    differences: differencesOf(tasks, names, jobs),
  };
}

/** Returns the job, with comments for values that are missing. A job that would run differently is off. */
function jobMap(job: JobBuilder, task: ScheduledTask, found: Findings): ImportedMap {
  const entries = [...job.entries];
  const hasState = entries.some((entry) => entry.kind === 'field' && entry.key === 'state');
  if (job.isOff && !hasState)
    entries.push(
      {
        kind: 'comment',
        text: 'The job is switched off, because it would not run as before. Correct it, and remove the next line',
      },
      importedField('state', 'DISABLED'),
    );
  return importedMap([...entries, ...commentsOf(task.parts, found)]);
}

/** Returns the names of the jobs. A name has no templates, and only characters that env-config accepts. */
function uniqueNames(tasks: readonly ScheduledTask[]): readonly string[] {
  const used = new Set<string>();
  return tasks.map(({ name }, index) => {
    const base =
      name
        .replace(/\{\{.*?\}\}/g, '')
        .replace(/[^A-Za-z0-9_-]+/g, '-')
        .replace(/^[^A-Za-z0-9]+|[-_]+$/g, '') || `job-${index + 1}`;
    let unique = base;
    for (let number = 2; used.has(unique); number += 1) unique = `${base}-${number}`;
    used.add(unique);
    return unique;
  });
}

function differencesOf(
  tasks: readonly ScheduledTask[],
  names: readonly string[],
  jobs: readonly ImportedEntry[],
): readonly RunDifference[] {
  const differences: RunDifference[] = [];
  const add = (subject: string, text: string): void => {
    differences.push({ subject, text });
  };
  const subjects = names.map((name) => `scheduled_jobs.${name}`);
  jobs.forEach((job, index) => {
    const subject = subjects[index] ?? '';
    const task = tasks[index];
    if (task === undefined) return;
    if (!task.isDisabled && isSwitchedOff(job))
      add(
        subject,
        'switched off, because it would not run as before. Correct it, and remove state: DISABLED',
      );
    if (/^rate/.test(scalarText(task.schedule.expression)))
      add(
        subject,
        'a rate counts from the creation of its schedule, so the runs are at other minutes than before',
      );
    if (task.schedule.start !== undefined)
      add(
        subject,
        'AWS rejects a start date in the past when it creates a schedule. Remove start_date if it has passed',
      );
    const secrets = itemsOf(task.containers)
      .flatMap((each) => variablesOf(inputNodeAt(each, 'environment')))
      .flatMap(({ name }) => (isSecretName(name) ? [name] : []))
      .sort(compare);
    if (secrets.length > 0)
      add(
        subject,
        `these variables can be secrets: ${[...new Set(secrets)].join(', ')}. Move them to the secrets of the task definition`,
      );
  });
  add('retry', 'a task that fails is not run again, before and after. Set retry to change this');
  add(
    'timeout_seconds',
    'a task that hangs runs until someone stops it, before and after. Set timeout_seconds',
  );
  add(
    'rejected launches',
    'the target was the cluster. Now it is a state machine, which repeats a launch that ECS rejects for capacity or throttling',
  );
  add('task definition', 'each run uses the latest revision of the task definition');
  return differences;
}

function isSwitchedOff(job: ImportedEntry): boolean {
  return (
    job.kind === 'field' &&
    isImportedMap(job.value) &&
    job.value.entries.some((entry) => entry.kind === 'field' && entry.key === 'state')
  );
}

function scalarText(node: InputNode | undefined): string {
  return node?.kind === 'scalar' ? node.text : '';
}
