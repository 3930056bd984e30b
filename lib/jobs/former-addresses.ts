/**
 * Addresses that version 0.1.0 generated: they contain the section of the job, for example `scheduled_jobs_`. Terraform
 * moves the resources in the state to the current addresses. The next release needs this file; the release after it can
 * delete this file and `movedFrom`.
 */
import type { AlarmKey } from './alarms/job-alarm';
import { addressText, jobParts, type JobPart } from './addresses';
import { sectionOfType, type Job } from './job';

/**
 * Returns the former address of a part of a job, or `undefined` if it has not changed.
 *
 * @param job - The job. Its kind is a part of the former address.
 * @param part - The part of the job.
 * @param key - The key of the part in its address now.
 */
export function formerJobAddress(
  { type, name }: Pick<Job, 'type' | 'name'>,
  part: JobPart,
  key: string | undefined,
): string | undefined {
  if ('section' in jobParts[part]) return undefined;
  if (part === 'alarm' && key !== undefined && !formerAlarmKeys.has(key)) return undefined;
  // The dead-letter queue of a rule had no key.
  const hadKey = key !== undefined && (part !== 'dead_letter_queue' || type === 'queue_worker_job');
  return addressText({
    type: jobParts[part].type,
    name: `${sectionOfType[type]}_${name}${hadKey ? `-${key}` : ''}`,
  });
}

/** The keys of the alarms that existed before the addresses changed. */
const formerAlarmKeys: ReadonlySet<string> = new Set([
  'busy',
  'idle',
  'dead-letters',
  'message-age',
  'undelivered',
] satisfies readonly AlarmKey[]);
