/** What the messages that fill a worker's queue have to be beyond their fields' types. */
import type { Path, Problem } from '../../config/issues';
import type { ValidParts } from '../../config/valid-parts';
import { namesOf, unknownPlaceholders } from '../placeholders';
import { messagePlaceholders, needsMessageStateMachine } from './upload-messages';

type WorkerJob = NonNullable<ValidParts['queue_worker_jobs']>[string];

/** Where after_malware_scan is wrong, a created object is taken to be meant, whose event says more. */
export function messagePlaceholdersKnown(job: WorkerJob, path: Path): readonly Problem[] {
  const { file_upload: upload } = job;
  if (upload?.message === undefined) return [];
  const placeholders = messagePlaceholders(upload);
  const byMachine = needsMessageStateMachine(job);
  return Object.entries(upload.message).flatMap(([field, text]): readonly Problem[] => {
    const here = [...path, 'file_upload', 'message', field];
    const [unknown] = unknownPlaceholders(text, placeholders);
    if (unknown !== undefined) {
      const names = namesOf(placeholders).map((name) => `<${name}>`);
      const message = `<${unknown}> is no placeholder here; a message has ${names.join(', ')}`;
      return [{ path: here, code: 'placeholder', at: 'value', message }];
    }
    if (!byMachine || !field.endsWith('.$')) return [];
    const message =
      'the message is put together by a state machine, to which .$ at the end of a name means a path; call the field something else';
    return [{ path: here, code: 'one-of', at: 'key', message }];
  });
}

export function scheduledMessagePlaceholdersKnown({ schedule }: WorkerJob, path: Path): readonly Problem[] {
  return Object.entries(schedule?.message ?? {}).flatMap(([field, text]): readonly Problem[] => {
    const [name] = [...text.matchAll(/<([A-Za-z_][A-Za-z0-9_.-]*)>/g)]
      .map((match) => match[1] ?? '')
      .filter((found) => found !== 'scheduled_time');
    if (name === undefined) return [];
    const message = `<${name}> is no placeholder here; the message of a schedule has <scheduled_time>`;
    return [{ path: [...path, 'schedule', 'message', field], code: 'placeholder', at: 'value', message }];
  });
}
