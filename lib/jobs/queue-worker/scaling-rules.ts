/** Validation rules for the number of a worker's tasks. */
import { isUtc } from '../../aws/schedules/time-zones';
import type { Violation } from '../../config/rules/apply-rules';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import { deploymentPercents, stuckDeployment, type TaskCounts } from './deployment';
import { scheduledActionKey } from './queue-worker-job';
import type { WorkerEntry } from './configured-workers';

/** Finds jobs and scheduled actions whose minimum number of tasks is above their maximum. */
export function minimumTasksNotAboveMaximum(
  { job, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] {
  const pairs = [
    { path, pair: job },
    ...(job.scheduled_scaling ?? []).map((pair, index) => ({
      path: [...path, 'scheduled_scaling', index],
      pair,
    })),
  ];
  return pairs.flatMap(({ path: pairPath, pair }): readonly Violation[] => {
    if (isInvalid([...pairPath, 'min_tasks']) || isInvalid([...pairPath, 'max_tasks'])) return [];
    const { min_tasks: minimum = 1, max_tasks: maximum = Infinity } = pair;
    if (minimum <= maximum) return [];
    const message = `max_tasks is ${maximum}; it must be at least min_tasks (${minimum})`;
    return [{ path: [...pairPath, 'max_tasks'], at: 'value', message }];
  });
}

interface Backlog {
  readonly perTask: number | undefined;
  readonly latency: number | undefined;
  readonly perMessage: number | undefined;
}

/** Returns a rule that checks the backlog settings of a worker, if all of these settings are valid. */
function ofBacklog(check: (backlog: Backlog, path: WorkerEntry['path']) => readonly Violation[]) {
  return ({ job, path }: WorkerEntry, { isInvalid }: ReadEnvironment): readonly Violation[] => {
    const fields = ['backlog_per_task', 'target_latency_seconds', 'seconds_per_message'];
    if (fields.some((field) => isInvalid([...path, field]))) return [];
    const {
      backlog_per_task: perTask,
      target_latency_seconds: latency,
      seconds_per_message: perMessage,
    } = job;
    return check({ perTask, latency, perMessage }, path);
  };
}

/** Finds workers that set both `backlog_per_task` and `target_latency_seconds`, which exclude each other. */
export const oneBacklogSetting = ofBacklog(({ perTask, latency }, path) => {
  if (perTask === undefined || latency === undefined) return [];
  const message =
    'target_latency_seconds and backlog_per_task exclude each other; remove one, or set it to null if it is inherited';
  return [{ path: [...path, 'target_latency_seconds'], at: 'key', message }];
});

/** Finds workers with `target_latency_seconds` but without `seconds_per_message`: their backlog per task is unknown. */
export const latencyNeedsMessageTime = ofBacklog(({ perTask, latency, perMessage }, path) => {
  if (perTask !== undefined || latency === undefined || perMessage !== undefined) return [];
  const message =
    'target_latency_seconds needs seconds_per_message; set seconds_per_message to the seconds that one task needs for one message';
  return [{ path: [...path, 'target_latency_seconds'], at: 'key', message }];
});

/** Finds workers whose `seconds_per_message` has no effect, because they have no `target_latency_seconds`. */
export const messageTimeNeedsLatency = ofBacklog(({ latency, perMessage }, path) => {
  if (latency !== undefined || perMessage === undefined) return [];
  const message =
    'seconds_per_message has no effect without target_latency_seconds; set target_latency_seconds, or remove seconds_per_message';
  return [{ path: [...path, 'seconds_per_message'], at: 'key', message }];
});

/** Finds workers whose target latency is shorter than the processing time of one message. */
export const latencyCoversMessage = ofBacklog(({ perTask, latency, perMessage }, path) => {
  if (perTask !== undefined || latency === undefined || perMessage === undefined) return [];
  if (perMessage <= latency) return [];
  const message = `target_latency_seconds is ${latency}; it must be at least seconds_per_message (${perMessage})`;
  return [{ path: [...path, 'target_latency_seconds'], at: 'value', message }];
});

/** Finds workers whose average time of a message is above the maximum. */
export const messageTimeBelowMaximum = (
  { job, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] => {
  const { seconds_per_message: average, max_processing_seconds: maximum } = job;
  if (isInvalid([...path, 'seconds_per_message']) || isInvalid([...path, 'max_processing_seconds']))
    return [];
  if (average === undefined || maximum === undefined || average <= maximum) return [];
  const message = `seconds_per_message is ${average}; this average must be at most max_processing_seconds (${maximum})`;
  return [{ path: [...path, 'seconds_per_message'], at: 'value', message }];
};

/** Finds workers that ECS can't rebalance, because it may run no task above the desired count. */
export function rebalancingHasRoom(
  { job, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] {
  if (job.availability_zone_rebalancing !== true) return [];
  const counts = taskCountsOf({ job, path }, isInvalid);
  if (counts === undefined) return [];
  const { maximumPercent } = deploymentPercents(counts);
  if (maximumPercent > 100) return [];
  const message = `availability_zone_rebalancing is true; it needs a maximum_percent above 100 (${maximumPercent} here), because ECS starts a task before it stops another; raise maximum_percent, or remove availability_zone_rebalancing`;
  return [{ path: [...path, 'availability_zone_rebalancing'], at: 'value', message }];
}

/** Finds scheduled actions at the same time: they would set different bounds. */
export function scheduledActionsAreUnique(
  { job: { scheduled_scaling: actions = [] }, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] {
  const listPath = [...path, 'scheduled_scaling'];
  const seen = new Set<string>();
  return actions.flatMap((action, index): readonly Violation[] => {
    const { schedule_expression: expression, schedule_expression_timezone: zone = 'Etc/UTC' } = action;
    if (expression === undefined || isInvalid([...listPath, index, 'schedule_expression_timezone']))
      return [];
    const key = scheduledActionKey({
      schedule_expression: expression,
      schedule_expression_timezone: isUtc(zone) ? 'Etc/UTC' : zone,
    });
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `${expression} is a duplicate schedule in this time zone; keep one of the two`;
    return [{ path: [...listPath, index, 'schedule_expression'], at: 'value', message }];
  });
}

/**
 * Finds workers with a desired count at which ECS can neither stop an old task nor start a new one: a deployment
 * would wait forever.
 */
export function deploymentCanProgress(
  { job, path }: WorkerEntry,
  { isInvalid }: ReadEnvironment,
): readonly Violation[] {
  const counts = taskCountsOf({ job, path }, isInvalid);
  const stuck = counts === undefined ? undefined : stuckDeployment(counts);
  if (stuck === undefined) return [];
  const { desired, minimum, maximum } = stuck;
  const field = job.minimum_healthy_percent === undefined ? 'maximum_percent' : 'minimum_healthy_percent';
  const tasks = desired === 1 ? '1 desired task' : `${desired} desired tasks`;
  const message = `${field} is ${job[field] ?? ''}; a deployment of ${tasks} can’t progress, because at least ${minimum} and at most ${maximum} tasks must be running; lower minimum_healthy_percent or raise maximum_percent`;
  return [{ path: [...path, field], at: 'value', message }];
}

/** Returns the fields that bound the number of tasks; `undefined` if one of them is invalid. */
function taskCountsOf(
  { job, path }: Pick<WorkerEntry, 'job' | 'path'>,
  isInvalid: ReadEnvironment['isInvalid'],
): TaskCounts | undefined {
  const fields = [
    'min_tasks',
    'max_tasks',
    'minimum_healthy_percent',
    'maximum_percent',
    'scheduled_scaling',
  ];
  if (fields.some((field) => isInvalid([...path, field]))) return undefined;
  const { max_tasks, scheduled_scaling: actions = [] } = job;
  const scheduled_scaling = actions.flatMap(({ min_tasks: minimum, max_tasks: maximum }) =>
    minimum === undefined || maximum === undefined ? [] : [{ min_tasks: minimum, max_tasks: maximum }],
  );
  if (max_tasks === undefined || scheduled_scaling.length < actions.length) return undefined;
  return { ...job, max_tasks, scheduled_scaling };
}
