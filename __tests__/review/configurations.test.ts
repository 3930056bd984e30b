import { describe, expect, test } from '@jest/globals';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { planConfigurations } from '../../lib/review/configurations/configurations';
import type { PlannedEnvironment } from '../../lib/review/planned-environment';
import { validFixtures } from '../support/fixtures';
import { smallConfig, TemporaryFolder } from '../support/run-program';

const at = new Date('2027-03-01T00:00:00Z');

/** Returns the only environment of the small configuration named `prod`, after a change of its text. */
function prodAfter(change: (text: string) => string) {
  const folder = new TemporaryFolder().write(
    Object.fromEntries(Object.entries(smallConfig).map(([path, text]) => [path, change(text)])),
  );
  try {
    return loadEnvironments(`${folder.path}/env-config`, ['prod']).environments[0];
  } finally {
    folder.remove();
  }
}

function changesOf({ changes }: PlannedEnvironment): readonly string[] {
  return changes
    .filter(({ action }) => action !== 'no-op')
    .map(({ action, address, replacedBecauseOf }) => [action, address, ...replacedBecauseOf].join(' '));
}

describe('the change between two configurations', () => {
  test.each(validFixtures().map(({ name, config }) => [name, config]))(
    '%s: nothing changes if the configurations are equal, and everything is created or deleted if one is missing',
    (_, config) => {
      for (const environment of loadEnvironments(config).environments) {
        const { name } = environment.config;
        const same = planConfigurations({ name, before: environment, after: environment }, at);
        expect(changesOf(same)).toEqual([]);
        expect(same.changes.filter(({ owner }) => owner === undefined)).toEqual([]);
        for (const [action, change] of [
          ['create', { name, before: undefined, after: environment }],
          ['delete', { name, before: environment, after: undefined }],
        ] as const)
          expect(planConfigurations(change, at).changes.map((each) => each.action)).toEqual(
            same.changes.map(() => action),
          );
      }
    },
  );

  test('a changed argument is an update, and a renamed job is a deletion and a creation', () => {
    const before = prodAfter((text) => text);
    const daily = prodAfter((text) =>
      text.replace(/schedule_expression: .*/, 'schedule_expression: rate(2 days)'),
    );
    expect(changesOf(planConfigurations({ name: 'prod', before, after: daily }, at))).toEqual([
      'update aws_scheduler_schedule.jobs_nightly',
    ]);
    const renamed = prodAfter((text) => text.replace(/^( +)nightly:/m, '$1renamed:'));
    expect(changesOf(planConfigurations({ name: 'prod', before, after: renamed }, at))).toContain(
      'delete aws_scheduler_schedule.jobs_nightly',
    );
  });

  test('an argument that AWS cannot change forces a replacement', () => {
    const before = prodAfter((text) => text);
    const moved = prodAfter((text) => text.replace('app_name: app', 'app_name: other'));
    expect(changesOf(planConfigurations({ name: 'prod', before, after: moved }, at))).toContain(
      'replace aws_scheduler_schedule_group.scheduled_jobs name',
    );
  });

  test('a block is a list with one item, as in a plan', () => {
    const after = prodAfter((text) => text);
    const { changes } = planConfigurations({ name: 'prod', before: undefined, after }, at);
    const schedule = changes.find(({ type }) => type === 'aws_scheduler_schedule');
    expect(schedule?.after?.['flexible_time_window']).toEqual([{ mode: 'OFF' }]);
  });
});
