import { loadEnvironments } from '../../../../../lib/jobs/load-environments';
import { reviewJobs } from '../../../../../lib/report/review/jobs/review-jobs';
import { planConfigurations } from '../../../../../lib/review/configurations/configurations';
import { reasonForNoise } from '../../../../../lib/review/jobs/noise';
import { withParsedJson } from '../../../../../lib/review/jobs/plan-values';
import {
  isPlanList,
  isPlanObject,
  type PlannedEnvironment,
  type PlanValue,
  type ResourceChange,
} from '../../../../../lib/review/planned-environment';
import { validFixtures } from '../../../../support/fixtures';
import { planTime } from './review-change';

type Path = readonly (string | number)[];

/** Returns the paths to every value that is not a list or an object. */
function pathsOf(value: PlanValue, path: Path = []): readonly Path[] {
  if (isPlanList(value)) return value.flatMap((item, index) => pathsOf(item, [...path, index]));
  if (isPlanObject(value))
    return Object.entries(value).flatMap(([name, field]) => pathsOf(field, [...path, name]));
  return [path];
}

/** Returns a copy with another value at a path. */
function replaced(value: PlanValue, [name, ...rest]: Path, by: (old: PlanValue) => PlanValue): PlanValue {
  if (name === undefined) return by(value);
  if (isPlanList(value))
    return value.map((item, index) => (index === name ? replaced(item, rest, by) : item));
  if (!isPlanObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, key === name ? replaced(field, rest, by) : field]),
  );
}

/** Returns another value of the same type. */
export function other(value: PlanValue): PlanValue {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return typeof value === 'string' ? `${value}-other` : 'other';
}

/** Returns the plan of a fixture without changes. */
export function unchangedPlans(): readonly { readonly name: string; readonly plan: PlannedEnvironment }[] {
  return validFixtures().flatMap(({ name, config }) =>
    loadEnvironments(config).environments.map((environment) => ({
      name: `${name} ${environment.config.name}`,
      plan: planConfigurations(
        { name: environment.config.name, before: environment, after: environment },
        planTime,
      ),
    })),
  );
}

/** Returns an update of one value, beside the other resources of the job. */
export function withUpdate(
  plan: PlannedEnvironment,
  change: ResourceChange,
  path: Path,
  by: (old: PlanValue) => PlanValue,
) {
  const before = withParsedJson(change.before ?? {});
  const after = replaced(before, path, by);
  const updated: ResourceChange = {
    ...change,
    action: 'update',
    before,
    after: isPlanObject(after) ? after : undefined,
  };
  const isOfSameJob = ({ owner }: ResourceChange): boolean =>
    owner?.kind === change.owner?.kind &&
    (owner?.kind !== 'job' || change.owner?.kind !== 'job' || owner.jobName === change.owner.jobName);
  return {
    ...plan,
    changes: plan.changes.filter(isOfSameJob).map((each) => (each === change ? updated : each)),
  };
}

/** Returns the number of rows of a review. */
export function countRows(plan: PlannedEnvironment): number {
  const { jobs, shared } = reviewJobs(plan);
  return jobs.reduce((sum, { rows }) => sum + rows.length, shared.rows.length);
}

/** A value of a resource of a fixture. */
export interface FixtureValue {
  readonly plan: PlannedEnvironment;
  readonly change: ResourceChange;
  readonly path: Path;
}

/** Returns the arguments of all fixtures: one value of each form, because other jobs have the same code. */
export function valuesOfFixtures(): readonly FixtureValue[] {
  const seen = new Set<string>();
  return unchangedPlans().flatMap(({ plan }) =>
    plan.changes.flatMap((change) => {
      const { type, before, owner } = change;
      const paths = pathsOf(withParsedJson(before ?? {})).filter((path) => {
        const names = path.map((step) => (typeof step === 'number' ? 0 : step.replace(/ .*$/, '')));
        const shape = JSON.stringify([type, owner?.part, names]);
        const isNew = !seen.has(shape);
        seen.add(shape);
        return isNew && reasonForNoise(type, path) === undefined;
      });
      return paths.map((path) => ({ plan, change, path }));
    }),
  );
}

/** Returns the values that can change without a row in the review. */
export function silentValues(
  values: readonly FixtureValue[],
  by: (old: PlanValue) => PlanValue,
): readonly string[] {
  return values
    .filter(({ plan, change, path }) => countRows(withUpdate(plan, change, path, by)) === 0)
    .map(({ plan, change, path }) => `${plan.name} ${change.address} ${path.join('.')}`);
}

/** Returns the paths to whole arguments. JSON in a text is unknown or sensitive as a whole. */
export function wholeArguments(values: readonly FixtureValue[]): readonly FixtureValue[] {
  const seen = new Set<string>();
  return values.flatMap(({ plan, change, path: [name = ''] }) => {
    const key = JSON.stringify([change.type, change.owner?.part, name]);
    const value = change.before?.[name];
    if (seen.has(key) || value === null || typeof value === 'symbol') return [];
    seen.add(key);
    return [{ plan, change, path: [name] }];
  });
}
