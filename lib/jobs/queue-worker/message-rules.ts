/** Validation rules for the messages that uploads and schedules send to the queue of a worker. */
import type { Violation } from '../../config/rules/apply-rules';
import { namesOf, unknownPlaceholders } from '../placeholders';
import { messagePlaceholders, needsMessageStateMachine } from './upload-messages';
import type { WorkerEntry } from './configured-workers';

/**
 * Finds unknown placeholders in the message of an upload. If after_malware_scan is invalid, this rule allows the
 * placeholders of created objects, because they include all placeholders of scanned objects.
 */
export function messagePlaceholdersKnown({ job, path }: WorkerEntry): readonly Violation[] {
  const { file_upload: upload } = job;
  if (upload?.message === undefined) return [];
  const placeholders = messagePlaceholders(upload);
  return Object.entries(upload.message).flatMap(([field, text]): readonly Violation[] => {
    const [unknown] = unknownPlaceholders(text, placeholders);
    if (unknown === undefined) return [];
    const names = namesOf(placeholders).map((name) => `<${name}>`);
    const message = `<${unknown}> is not a placeholder of this message; use one of ${names.join(', ')}`;
    return [{ path: [...path, 'file_upload', 'message', field], at: 'value', message }];
  });
}

/** Finds message fields whose name ends with `.$`: Step Functions would evaluate their value as a path. */
export function messageFieldsAllowed({ job, path }: WorkerEntry): readonly Violation[] {
  const { file_upload: upload } = job;
  if (upload?.message === undefined || !needsMessageStateMachine(job)) return [];
  const placeholders = messagePlaceholders(upload);
  return Object.entries(upload.message).flatMap(([field, text]): readonly Violation[] => {
    if (!field.endsWith('.$') || unknownPlaceholders(text, placeholders).length > 0) return [];
    const message = `${field} ends with .$, which Step Functions evaluates as a path; rename the field`;
    return [{ path: [...path, 'file_upload', 'message', field], at: 'key', message }];
  });
}

/** Finds unknown placeholders in the message of a schedule. */
export function scheduledMessagePlaceholdersKnown({
  job: { schedule },
  path,
}: WorkerEntry): readonly Violation[] {
  return Object.entries(schedule?.message ?? {}).flatMap(([field, text]): readonly Violation[] => {
    const [name] = [...text.matchAll(/<([A-Za-z_][A-Za-z0-9_.-]*)>/g)]
      .map((match) => match[1] ?? '')
      .filter((found) => found !== 'scheduled_time');
    if (name === undefined) return [];
    const message = `<${name}> is not a placeholder of this message; use <scheduled_time>`;
    return [{ path: [...path, 'schedule', 'message', field], at: 'value', message }];
  });
}
