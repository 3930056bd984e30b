import { eventReferences } from '../../values/event-templates';
import { deduplicationSeconds } from '../../aws/queues';
import { shortestInterval } from '../../aws/schedules/shortest-interval';
import { workersOf } from '../../jobs/job';
import type { Schedule } from '../../jobs/triggers/triggers';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Check, Finding } from '../check';
import { pathOf } from '../job-paths';

/** What two uploads of the same key differ in. Their ETags may be the same, and so may their times: those are in seconds. */
const differs: ReadonlySet<string> = new Set(['event_id', 'object_version_id', 'sequencer']);

/** What two messages of a schedule differ in. */
const scheduledTime = '<aws.scheduler.scheduled-time>';

export const sameMessage: Check = {
  code: 'deduplicated-message',
  why: 'A FIFO queue drops a message that has the body of one of the last five minutes: of two uploads of a key, or two times of a schedule, the second is never worked on when the message says nothing in which they differ.',
  fix: 'have message say in what they differ (<event_id> of an upload, <scheduled_time> of a schedule), or leave message out',
  find: ({ jobs }) =>
    workersOf(jobs)
      .filter(({ queue }) => queue.messageGroupId !== undefined)
      .flatMap((job) => [...ofUploads(job), ...ofSchedule(job)]),
};

function ofUploads(job: QueueWorkerJob): readonly Finding[] {
  const message = job.upload?.message;
  if (message === undefined) return [];
  const values = message.flatMap(([, value]) => eventReferences(value));
  if (values.some(({ name }) => differs.has(name))) return [];
  const found = 'two uploads of the same key within five minutes are one message';
  return [{ path: pathOf(job, 'file_upload', 'message'), at: 'key', message: found }];
}

function ofSchedule(job: QueueWorkerJob): readonly Finding[] {
  const { schedule } = job;
  if (schedule === undefined || saysItsTime(schedule)) return [];
  const interval = shortestInterval(schedule.parsedExpression);
  // In a flexible window one may come late, and the next at its time.
  const earliest = (interval ?? Infinity) - (schedule.flexibleTimeWindowMinutes ?? 0) * 60_000;
  // Exactly as far apart as messages are remembered, they may come a moment sooner.
  if (interval === undefined || earliest > deduplicationSeconds * 1000) return [];
  const found = `${schedule.expression} sends the same message again after ${Math.max(0, earliest) / 1000} seconds`;
  return [{ path: pathOf(job, 'schedule', 'message'), at: 'key', message: found }];
}

function saysItsTime({ input = {} }: Schedule): boolean {
  return Object.values(input).some((text) => text.includes(scheduledTime));
}
