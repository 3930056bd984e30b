import { eventReferences } from '../../values/event-templates';
import { deduplicationSeconds } from '../../aws/queues';
import { shortestInterval } from '../../aws/schedules/shortest-interval';
import { workersOf } from '../../jobs/job';
import type { Schedule } from '../../jobs/triggers/triggers';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Check, Finding } from '../check';
import { pathOf } from '../job-paths';

/**
 * Values that differ between two uploads of the same key. ETags can be equal. Times can also be equal, because they have
 * no fractions of a second.
 */
const uniqueValues: ReadonlySet<string> = new Set(['event_id', 'object_version_id', 'sequencer']);

/** Value that differs between messages of a schedule. */
const scheduledTime = '<aws.scheduler.scheduled-time>';

export const deduplicatedMessage: Check = {
  code: 'deduplicated-message',
  why: 'A FIFO queue drops a message if it received a message with the same body in the last five minutes. The messages of two uploads of the same key must therefore differ, and so must two messages of a schedule. Otherwise the second message is never processed.',
  fix: 'add a unique value to the field named message (<event_id> for uploads, <scheduled_time> for schedules), or remove this field',
  find: ({ jobs }) =>
    workersOf(jobs)
      .filter(({ queue }) => queue.isFifo)
      .flatMap((job) => [...ofUploads(job), ...ofSchedule(job)]),
};

function ofUploads(job: QueueWorkerJob): readonly Finding[] {
  const message = job.upload?.message;
  if (message === undefined) return [];
  const values = message.flatMap(([, value]) => eventReferences(value));
  if (values.some(({ name }) => uniqueValues.has(name))) return [];
  const found = 'two uploads of the same key within five minutes send the same message';
  return [{ path: pathOf(job, 'file_upload', 'message'), at: 'key', message: found }];
}

function ofSchedule(job: QueueWorkerJob): readonly Finding[] {
  const { schedule } = job;
  if (schedule === undefined || hasScheduledTime(schedule)) return [];
  const interval = shortestInterval(schedule.parsedExpression);
  // With a flexible time window, one message can be late and the next one on time.
  const earliest = (interval ?? Infinity) - (schedule.flexibleTimeWindowMinutes ?? 0) * 60_000;
  // Messages exactly five minutes apart can arrive slightly closer.
  if (interval === undefined || earliest > deduplicationSeconds * 1000) return [];
  const found = `${schedule.expression} sends an identical message again after ${Math.max(0, earliest) / 1000} seconds`;
  return [{ path: pathOf(job, 'schedule', 'message'), at: 'key', message: found }];
}

function hasScheduledTime({ input = {} }: Schedule): boolean {
  return Object.values(input).some((text) => text.includes(scheduledTime));
}
