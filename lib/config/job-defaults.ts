import { defaultsFile } from './reading/config-folder';
import type { Problem } from './issues/issues';
import { jobSectionNames, jobSections } from './schema/environment-sections';
import { mergeMaps } from './yaml/merge';
import { isRemoval, nodeAt, type MapEntry, type MapNode } from './yaml/tree';
import { maximumOverridesCharacters, maximumTaskDefinitionBytes } from '../aws/ecs/limits';
import { closestMatch } from '../text/closest-match';

/** The variables of `job_defaults`, which every job inherits. */
const variablesPath = ['job_defaults', 'environment_variables'] as const;

/** The characters that a variable needs in a task override or a task definition, in addition to its name and its value. */
const variableCharacters = '{"name":"","value":""},'.length;

/**
 * Finds variables of `job_defaults` that no task can have. They are not merged into the jobs, because the product of the
 * variables and the jobs could fill the memory.
 */
export function findLargeDefaults(root: MapNode): readonly Problem[] {
  const variables = nodeAt(root, variablesPath);
  if (variables?.kind !== 'map') return [];
  const sizes = [...variables.entries].map(([name, { value }]) =>
    value.kind !== 'scalar' || value.value === null
      ? 0
      : variableCharacters + name.length + String(value.value).length,
  );
  const size = sizes.reduce((sum, one) => sum + one, 0);
  const hasRunJobs = jobSectionNames.some(
    (section) => section !== 'queue_worker_jobs' && jobNamesIn(root, section).length > 0,
  );
  const maximum = hasRunJobs ? maximumOverridesCharacters : maximumTaskDefinitionBytes;
  if (size <= maximum) return [];
  const message = `the variables have ${size} characters, and each job inherits them; a task can have at most ${maximum}; use fewer or shorter variables, or set them in single jobs`;
  return [{ path: variablesPath, code: 'too-large-defaults', at: 'key', message }];
}

/**
 * Returns the configuration with `job_defaults` merged into each job. The job's own fields override the defaults.
 * Variables that {@link findLargeDefaults} reports are not merged.
 */
export function withJobDefaults(root: MapNode): MapNode {
  const hasLargeVariables = findLargeDefaults(root).length > 0;
  const jobDefaults = root.entries.get('job_defaults')?.value;
  if (jobDefaults?.kind !== 'map') return root;
  const entries = new Map(root.entries);
  for (const section of jobSectionNames) {
    const entry = root.entries.get(section);
    if (entry?.value.kind !== 'map') continue;
    const fields = new Set(Object.keys(jobSections[section].shape));
    const base: MapNode = {
      ...jobDefaults,
      entries: new Map(
        [...jobDefaults.entries].filter(
          ([field]) => fields.has(field) && !(hasLargeVariables && field === variablesPath[1]),
        ),
      ),
    };
    const jobs = new Map<string, MapEntry>();
    for (const [name, job] of entry.value.entries) {
      jobs.set(name, job.value.kind === 'map' ? { ...job, value: mergeMaps(base, job.value) } : job);
    }
    entries.set(section, { ...entry, value: { ...entry.value, entries: jobs } });
  }
  return { ...root, entries };
}

/**
 * Returns a problem for each job that the environment removes with a null, but that defaults.yml does not have. Such
 * names are probably misspelt.
 */
export function findUselessRemovals(defaults: MapNode | undefined, own: MapNode): readonly Problem[] {
  return jobSectionNames.flatMap((section) => {
    const jobs = own.entries.get(section)?.value;
    const names = jobNamesIn(defaults, section);
    const known = new Set(names);
    if (jobs?.kind !== 'map') return [];
    return [...jobs.entries].flatMap(([name, { value }]): readonly Problem[] => {
      if (!isRemoval(value) || known.has(name)) return [];
      const closest = closestMatch(name, names);
      const action = closest === undefined ? 'delete the line' : `did you mean ${closest}?`;
      const message = `${name} is null, which removes a job, but ${defaultsFile} has no job with this name; ${action}`;
      return [{ path: [section, name], code: 'nothing-to-remove', at: 'key', message }];
    });
  });
}

/**
 * Fields of a complete job. If a job in an environment's file has none of these fields, it only overrides a job of
 * defaults.yml.
 */
const ownFields = [
  'task_command',
  'steps',
  'schedule_expression',
  'event_pattern',
  'max_processing_seconds',
] as const;

/**
 * Returns a problem for each incomplete job in an environment's file that overrides no job of defaults.yml. Such a job
 * usually has a misspelled name, or is in the wrong section.
 */
export function findUselessOverrides(defaults: MapNode | undefined, own: MapNode): readonly Problem[] {
  const sections = jobSectionNames.map((section) => ({ section, names: jobNamesIn(defaults, section) }));
  if (sections.every(({ names }) => names.length === 0)) return [];
  return sections.flatMap(({ section, names }) => {
    const jobs = own.entries.get(section)?.value;
    if (jobs?.kind !== 'map') return [];
    return [...jobs.entries].flatMap(([name, { value }]): readonly Problem[] => {
      if (value.kind !== 'map' || names.includes(name)) return [];
      if (ownFields.some((field) => value.entries.has(field))) return [];
      const elsewhere = sections.find((other) => other.names.includes(name))?.section;
      const closest = closestMatch(name, names);
      if (elsewhere === undefined && closest === undefined) return [];
      const action =
        elsewhere === undefined
          ? `did you mean ${closest ?? ''}?`
          : `${name} is in ${elsewhere} of ${defaultsFile}; move these fields to ${elsewhere}`;
      const message = `${defaultsFile} has no job ${name} in ${section} that these fields could override; ${action}`;
      return [{ path: [section, name], code: 'nothing-to-override', at: 'key', message }];
    });
  });
}

function jobNamesIn(root: MapNode | undefined, section: string): readonly string[] {
  const jobs = root?.entries.get(section)?.value;
  return jobs?.kind === 'map' ? [...jobs.entries.keys()] : [];
}
