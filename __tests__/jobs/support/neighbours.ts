/** Services of one account whose names begin alike, with jobs of every kind. */
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { jobVariants, variantNames } from '../../support/jobs-of-each-kind';
import { baseConfig, environmentOf } from './environments';
import { allowedOn, deniedUses, reachOf, type Reach } from './reach';

type Fields = Readonly<Record<string, unknown>>;

/** The names are prefixes of each other, and of names of jobs: `app` has the job `job-1`. */
export const neighbourNames = ['app', 'app-dev', 'app-dev-nightly', 'app-job', 'app-job-1'] as const;

const delivery = { dead_letter_queue: true };
const schedule = { schedule_expression: 'rate(1 hour)' };
const worker = jobVariants.worker.fields;

/** Sections and fields of jobs that use every permission of the shared roles. */
const kinds: readonly (readonly [section: string, fields: Fields])[] = [
  ...variantNames().map((name) => [jobVariants[name].section, jobVariants[name].fields] as const),
  ['scheduled_jobs', { ...schedule, task_command: ['job'], overlap: 'replace', delivery }],
  ['queue_worker_jobs', { ...worker, schedule: { ...worker.schedule, delivery }, scale_in_protection: true }],
];

/** The number of kinds that {@link jobsOf} repeats. */
export const kindCount = kinds.length;

/** Returns the sections with this number of jobs, of every kind in turn. */
export function jobsOf(count: number, first = 0): Fields {
  const sections: Record<string, Record<string, Fields>> = {};
  for (let index = first; index < first + count; index += 1) {
    const [section, fields] = kinds[index % kinds.length] ?? ['', {}];
    (sections[section] ??= {})[`job-${index}`] = fields;
  }
  return sections;
}

/** Builds a service with these jobs, in a cluster that all services share. */
export function neighbour(name: string, sections: Fields): EnvironmentJobs {
  const role = (kind: string): string => `arn:aws:iam::${baseConfig.account_id}:role/${name}-${kind}`;
  return environmentOf(sections, {
    ...baseConfig,
    service: {
      ...baseConfig.service,
      name,
      cluster_name: 'shared',
      task_role_arn: role('task'),
      execution_role_arn: role('execution'),
    },
  });
}

/** Returns what the services may do to each other, and what they may not do to their own resources. */
export async function findFaults(reaches: readonly Reach[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const reach of reaches) {
    faults.push(...(await deniedUses(reach)).map((use) => `denied: ${use}`));
    for (const other of reaches)
      if (other !== reach) faults.push(...(await allowedOn(reach, other)).map((use) => `allowed: ${use}`));
  }
  return faults;
}

/** Returns the reaches of services that have the same jobs. */
export function reachesOf(names: readonly string[], sections: Fields): readonly Reach[] {
  return names.map((name) => reachOf(neighbour(name, sections)));
}
