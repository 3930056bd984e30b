import { describe, expect, test } from '@jest/globals';
import { differOnlyInDefaults, isProviderDefault } from '../../../lib/review/jobs/noise';
import {
  sensitiveValue,
  unknownValue,
  type PlanObject,
  type PlanValue,
} from '../../../lib/review/planned-environment';
import { reviewJobs } from '../../../lib/report/review/jobs/review-jobs';
import { planConfigurations } from '../../../lib/review/configurations/configurations';
import { exampleAfter } from '../support/pairs';

const isDefault = (name: string, before: PlanValue | undefined, after: PlanValue) =>
  isProviderDefault({ path: [name], before, after });

describe('a default of the provider', () => {
  test('is `false` or a known default that follows on nothing', () => {
    expect(isDefault('force_destroy', undefined, false)).toBe(true);
    expect(isDefault('force_destroy', null, false)).toBe(true);
    expect(isDefault('max_session_duration', null, 3600)).toBe(true);
  });

  test('is no other value, and no default that follows on a value', () => {
    expect(isDefault('force_destroy', true, false)).toBe(false);
    expect(isDefault('force_destroy', null, true)).toBe(false);
    expect(isDefault('max_session_duration', null, 7200)).toBe(false);
    expect(isDefault('max_session_duration', 7200, 3600)).toBe(false);
    expect(isDefault('force_destroy', null, unknownValue)).toBe(false);
  });

  test('is no `false` of an argument that this program sets', () => {
    expect(isDefault('actions_enabled', null, false)).toBe(false);
    expect(isDefault('sqs_managed_sse_enabled', null, false)).toBe(false);
  });

  test('is not inside a block', () => {
    expect(isProviderDefault({ path: ['target', 0, 'force_destroy'], before: undefined, after: false })).toBe(
      false,
    );
  });
});

describe('the sides of a resource differ only in defaults', () => {
  const before = { name: 'a', tags: { team: 'b' }, force_destroy: null };
  const after = { name: 'a', tags: { team: 'b' }, force_destroy: false };

  test('if all other values are equal and known', () => {
    expect(differOnlyInDefaults(before, after)).toBe(true);
    expect(differOnlyInDefaults(before, before)).toBe(false);
    expect(differOnlyInDefaults(before, { ...after, name: 'c' })).toBe(false);
    expect(differOnlyInDefaults(before, { ...after, arn: unknownValue })).toBe(false);
  });

  test('but not if a value is hidden, because it may differ', () => {
    const hidden: PlanObject = { tags: { team: sensitiveValue } };
    expect(differOnlyInDefaults({ ...before, ...hidden }, { ...after, ...hidden })).toBe(false);
  });
});

test('a job is unchanged if the provider only adds `force_destroy` to its rule and target', () => {
  const example = exampleAfter((text) => text);
  const environment = planConfigurations({ name: 'app-prod', before: example, after: example }, new Date(0));
  const withDefaults = (add: Readonly<Record<string, PlanValue>>) =>
    reviewJobs({
      ...environment,
      changes: environment.changes.map((change) =>
        change.after !== undefined && /^aws_cloudwatch_event_(?:rule|target)$/.test(change.type)
          ? { ...change, action: 'update', after: { ...change.after, force_destroy: false, ...add } }
          : change,
      ),
    });
  expect(withDefaults({})).toMatchObject({ jobs: [], unchangedJobs: 2, shared: { rows: [] } });
  const other = withDefaults({ event_bus_name: 'other' });
  expect(other.jobs.map(({ name }) => name)).toEqual(['import-claims']);
  expect(JSON.stringify(other.jobs)).toContain('other');
  expect(JSON.stringify(other.jobs)).not.toContain('force_destroy');
});
