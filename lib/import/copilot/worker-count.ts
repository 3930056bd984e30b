/** Converts `count` of a worker service: the number of its tasks, and their scaling. */
import { queueWorkerJobFields } from '../../config/schema/queue-worker-job';
import { parseGoDuration } from './go-duration';
import type { JobContext } from './job-context';

/**
 * Adds the number of tasks.
 *
 * @param maximumMessageSeconds - the maximum time to process one message
 * @returns whether no task must run
 */
export function addCount(job: JobContext, maximumMessageSeconds: number): boolean {
  const count = job.at('count');
  if (count?.kind !== 'map') return addFixed(job, ['count'], false);
  if (count.entries.has('spot')) return addFixed(job, ['count', 'spot'], true);
  const bounds = boundsOf(job);
  if (bounds === undefined) return addFixed(job, ['none'], false);
  const [minimum, maximum] = bounds;
  job.add('min_tasks', minimum);
  job.add('max_tasks', Math.max(maximum, 1));
  addBacklog(job, maximumMessageSeconds);
  return maximum === 0;
}

/** A fixed number of tasks does not follow the messages. Without a number, Copilot runs one task. */
function addFixed(job: JobContext, path: readonly string[], isSpot: boolean): boolean {
  const node = job.at(...path);
  const { min_tasks: minimum } = queueWorkerJobFields;
  const count = node === undefined ? 1 : (job.accepted(minimum, node) ?? 1);
  if (isSpot) job.add('capacity_provider', 'FARGATE_SPOT');
  job.add('min_tasks', count);
  job.add('max_tasks', Math.max(count, 1));
  return count === 0;
}

function boundsOf(job: JobContext): readonly [minimum: number, maximum: number] | undefined {
  const { min_tasks: minimum } = queueWorkerJobFields;
  const range = job.at('count', 'range');
  if (range?.kind === 'map') {
    const [low, high] = ['min', 'max'].map((field) => job.accepted(minimum, job.at('count', 'range', field)));
    return low === undefined || high === undefined || low > high ? undefined : [low, high];
  }
  if (range?.kind !== 'scalar') return undefined;
  const [, low, high] = /^(\d+)-(\d+)$/.exec(range.text) ?? [];
  const bounds = [low, high].map((text) => job.accepted(minimum, range, Number(text ?? 'x')));
  const [first, second] = bounds;
  if (first === undefined || second === undefined) return undefined;
  if (first <= second) return [first, second];
  job.reject(range, 'Copilot rejects this range, because its minimum is above its maximum');
  return undefined;
}

/**
 * Adds the number of messages for each task. Copilot rounds the quotient of the two times up. If the quotient is whole, env-config
 * has both times; otherwise it has the rounded number.
 */
function addBacklog(job: JobContext, maximumMessageSeconds: number): void {
  const [latencyNode, timeNode] = ['acceptable_latency', 'msg_processing_time'].map((field) =>
    job.at('count', 'queue_delay', field),
  );
  const [latency, time] = [latencyNode, timeNode].map((node) =>
    node?.kind === 'scalar' ? parseGoDuration(node.text) : undefined,
  );
  if (latency === undefined || time === undefined || latency <= 0 || time <= 0) {
    for (const node of [latencyNode, timeNode])
      job.reject(node, 'Copilot needs both times, each above zero; set backlog_per_task');
    return;
  }
  const { target_latency_seconds: target, seconds_per_message: perMessage } = queueWorkerJobFields;
  const quotient = latency / time;
  if (
    Number.isInteger(quotient) &&
    target.safeParse(latency / 1000).success &&
    perMessage.safeParse(time / 1000).success &&
    time / 1000 <= maximumMessageSeconds
  ) {
    job.add('target_latency_seconds', latency / 1000);
    job.add('seconds_per_message', time / 1000);
    return;
  }
  job.add('backlog_per_task', Math.min(Math.ceil(quotient), 1_000_000));
  for (const node of [latencyNode, timeNode])
    if (node !== undefined)
      job.outcomes.set(node, {
        kind: 'changed',
        to: 'backlog_per_task',
        reason: 'backlog_per_task is the quotient of the two times, rounded up as in Copilot',
      });
}
