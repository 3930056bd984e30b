import { valuesIn } from '../aws/event-values';
import type { Check } from './check';
import { pathOf } from './jobs';

/** What two uploads of the same key differ in. Their ETags may be the same, and so may their times: those are in seconds. */
const differs: ReadonlySet<string> = new Set(['event_id', 'object_version_id', 'sequencer']);

export const sameMessage: Check = {
  code: 'same-message',
  why: 'A FIFO queue drops a message that has the body of one of the last five minutes: of two uploads of a key, the second is never worked on when the message says nothing in which they differ.',
  fix: 'put <event_id>, <sequencer> or <object_version_id> into message, or leave message out',
  find: ({ jobs }) =>
    jobs.flatMap((job) => {
      if (job.type !== 'queue_worker_job' || job.queue.messageGroupId === undefined) return [];
      const message = job.upload?.message;
      if (message === undefined) return [];
      const values = message.flatMap(([, value]) => valuesIn(value));
      if (values.some(({ name }) => differs.has(name))) return [];
      const found = 'two uploads of the same key within five minutes are one message';
      return [{ path: pathOf(job, 'file_upload', 'message'), at: 'key', message: found }];
    }),
};
