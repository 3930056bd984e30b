/** What the losses of an environment have to find in its changes. Each list of changes is read once, not once for each loss. */
import type {
  PlannedEnvironment,
  PlanObject,
  PlanValue,
  ResourceChange,
} from '../../../review/planned-environment';
import { once, oncePer } from '../../../values/once';

/** Finds changes of an environment. */
export interface EnvironmentIndex {
  /** Returns whether every resource of a job is deleted. */
  readonly isJobGone: (jobName: string) => boolean;
  /** Returns whether a job has a worker's service after the change. */
  readonly isWorkerKept: (jobName: string) => boolean;
  /** Returns the change of a job's own task definition; `undefined` if it has none. */
  readonly taskDefinitionOf: (jobName: string) => ResourceChange | undefined;
  /** Returns the first created and enabled schedule with the same times as a schedule; `undefined` if there is none. */
  readonly createdWithTimesOf: (schedule: PlanObject) => ResourceChange | undefined;
  /** Returns whether a rule with a name is deleted or replaced. */
  readonly isRuleLost: (name: PlanValue | undefined) => boolean;
}

/** Returns the index of an environment. */
export const indexOf: (environment: PlannedEnvironment) => EnvironmentIndex = oncePer(({ changes }) => {
  const keptJobs = once(
    () =>
      new Set(
        changes.flatMap(({ owner, action }) =>
          owner?.kind === 'job' && action !== 'delete' ? [owner.jobName] : [],
        ),
      ),
  );
  const workers = once(
    () =>
      new Set(
        changes.flatMap(({ owner, after }) =>
          owner?.kind === 'job' && owner.part === 'service' && after !== undefined ? [owner.jobName] : [],
        ),
      ),
  );
  const taskDefinitions = once(() =>
    firstByKey(changes, ({ owner }) =>
      owner?.kind === 'job' && owner.part === 'task_definition' ? owner.jobName : undefined,
    ),
  );
  const created = once(() =>
    firstByKey(changes, ({ type, action, after }) =>
      type === 'aws_scheduler_schedule' && action === 'create' && after?.['state'] !== 'DISABLED'
        ? timesKey(after ?? {})
        : undefined,
    ),
  );
  const lostRules = once(
    () =>
      new Set(
        changes.flatMap(({ type, action, before }) =>
          type === 'aws_cloudwatch_event_rule' && (action === 'delete' || action === 'replace')
            ? [before?.['name']]
            : [],
        ),
      ),
  );
  return {
    isJobGone: (jobName) => !keptJobs().has(jobName),
    isWorkerKept: (jobName) => workers().has(jobName),
    taskDefinitionOf: (jobName) => taskDefinitions().get(jobName),
    createdWithTimesOf: (schedule) => created().get(timesKey(schedule)),
    isRuleLost: (name) => lostRules().has(name),
  };
});

/** Returns the first change with each key. A change without a key is left out. */
function firstByKey(
  changes: readonly ResourceChange[],
  keyOf: (change: ResourceChange) => string | undefined,
): ReadonlyMap<string, ResourceChange> {
  const first = new Map<string, ResourceChange>();
  for (const change of changes) {
    const key = keyOf(change);
    if (key !== undefined && !first.has(key)) first.set(key, change);
  }
  return first;
}

const timeArguments = ['schedule_expression', 'schedule_expression_timezone', 'start_date', 'end_date'];

/** Returns the same text for schedules with the same times. An unknown time is equal to an unknown time. */
function timesKey(schedule: PlanObject): string {
  return JSON.stringify(
    timeArguments.map((name) => {
      const value = schedule[name] ?? '';
      return typeof value === 'symbol' ? { hidden: String(value) } : value;
    }),
  );
}
