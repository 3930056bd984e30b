import { closestMatch } from '../../text/closest-match';
import type { Path } from '../issues/issues';
import { isIssueCode } from '../rule-reference/catalogue';
import { jobSectionNames } from '../schema/environment-sections';
import { checkCodes } from '../schema/check-codes';
import { schemaAt } from '../schema/json-schema';
import type { ConfigNode } from '../yaml/tree';
import type { Advise } from './neighbour-advice';
import { jobFields, retryFields, serviceFields, topFields, workerFields } from './neighbour-fields';

/**
 * Returns what to write instead of a field that other tools have, such as Kubernetes, ECS, Copilot, the Serverless
 * Framework and GitHub Actions. Fields of this program in the wrong map are included.
 *
 * @param path - The path of the map that has the field.
 * @returns The end of a message; `undefined` for an unknown word.
 */
export function neighbourHint(path: Path, key: string, value: ConfigNode): string | undefined {
  const normalized = normalize(key);
  // The key is a field of this map with other separators or case, so it is misspelt and not of another tool.
  if (Object.keys(schemaAt(path)?.properties ?? {}).some((field) => normalize(field) === normalized))
    return undefined;
  if (path.at(-1) === 'ignore_checks') return checkHint(key);
  const table = tableOf(path);
  const advise = table !== undefined && Object.hasOwn(table, normalized) ? table[normalized] : undefined;
  return advise?.(value, key) ?? (path.length === 0 ? (topHint(key) ?? jobHint(key, value)) : undefined);
}

/** Returns a hint about a code in ignore_checks that no check has. */
function checkHint(key: string): string | undefined {
  if (isIssueCode(key)) return `${key} is an error and can’t be ignored; correct the configuration instead`;
  return closestMatch(key, Object.keys(checkCodes)) === undefined
    ? 'docs/checks.md lists the codes of the checks'
    : undefined;
}

function normalize(key: string): string {
  return key.toLowerCase().replace(/[-_.\s]/g, '');
}

function tableOf(path: Path): Readonly<Record<string, Advise>> | undefined {
  const [top] = path;
  if (path.length === 0) return topFields;
  if (path.length === 1 && top === 'service') return serviceFields;
  if (path.at(-1) === 'retry') return retryFields;
  const isJob = path.length === 2 && jobSectionNames.some((name) => name === top);
  const isStep = path.at(-2) === 'steps' || path.at(-2) === 'parallel' || path.at(-1) === 'on_failure';
  if (isJob && top === 'queue_worker_jobs') return workerFields;
  return isJob || isStep || (path.length === 1 && top === 'job_defaults') ? jobFields : undefined;
}

/** Fields that show the kind of a job. */
const fieldsOfSection: Readonly<Record<(typeof jobSectionNames)[number], readonly string[]>> = {
  scheduled_jobs: ['schedule_expression'],
  event_jobs: ['event_pattern'],
  queue_worker_jobs: ['max_processing_seconds', 'max_tasks'],
  file_upload_jobs: ['source_bucket', 'path_prefix', 'path_suffix', 'path_pattern'],
};

/** Returns a hint for a job at the top level: the section to which it must be moved. */
function jobHint(key: string, value: ConfigNode): string | undefined {
  const isMisspelt = closestMatch(key, Object.keys(schemaAt([])?.properties ?? {})) !== undefined;
  if (value.kind !== 'map' || isMisspelt) return undefined;
  const section = jobSectionNames.find((name) =>
    fieldsOfSection[name].some((field) => value.entries.has(field)),
  );
  if (section !== undefined) return `move the job to ${section}`;
  return ['task_command', 'steps'].some((field) => value.entries.has(field))
    ? `move the job to one of ${jobSectionNames.join(', ')}`
    : undefined;
}

/** Returns the maps below the top that have the field: `service` for `cluster_name`, `job_defaults` for `log_retention_days`. */
function topHint(key: string): string | undefined {
  const maps = Object.entries(schemaAt([])?.properties ?? {}).flatMap(([name]) =>
    Object.hasOwn(schemaAt([name])?.properties ?? {}, key) ? [name] : [],
  );
  const [first] = maps;
  if (first === undefined) return undefined;
  return maps.includes('job_defaults')
    ? 'move it to job_defaults, which sets it for all jobs, or to a job'
    : `move it to ${maps.join(' or ')}`;
}
