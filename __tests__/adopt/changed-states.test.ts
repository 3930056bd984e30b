import { describe, expect, test } from '@jest/globals';
import { adoptedOf, forgetFile, importFile, moveFile } from '../../lib/adopt/blocks';
import { planAdoption } from '../../lib/adopt/plan-adoption';
import { parseState } from '../../lib/adopt/state';
import { renderChecklist } from '../../lib/report/adopt/checklist';
import { renderAdoption } from '../../lib/report/adopt/text';
import { baseConfig, environmentOf } from '../jobs/support/environments';
import { fc, tries } from '../support/property-tests';
import { asRecord } from '../support/stack-json';
import { roles, scheduledJob, stateOf, uploadJob } from './support/old-state';

const environment = environmentOf({
  service: { ...baseConfig.service, name: 'app-dev', schedule_group_name: 'default' },
  file_upload_jobs: {
    import: { source_bucket: 'uploads', path_prefix: 'in/', task_command: ['bin/import', '<object_key>'] },
  },
  scheduled_jobs: { nightly: { task_command: ['bin/job'], schedule_expression: 'cron(0 4 * * ? *)' } },
});
const state: unknown = JSON.parse(stateOf([...uploadJob('import'), ...scheduledJob('nightly'), ...roles()]));

/** A line of a file with blocks. */
const line =
  /^(?:|# [^\n]*|(?:import|moved|removed) \{|\}| {2}(?:from|to) += [^\s"]+(?:\["(?:[^"\\]|\\.)*"\][^\s"]*)*| {2}id = "(?:[^"\\]|\\.)*"| {2}lifecycle \{| {4}destroy = false| {2}\})$/;

/** Returns the paths of all values in JSON. */
function pathsOf(value: unknown, above: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [above];
  return [above, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...above, key]))];
}

/** Returns JSON with another value at a path. */
function withValue(json: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(json))
    return json.map((item: unknown, index) => (String(index) === key ? withValue(item, rest, value) : item));
  const record = asRecord(json);
  return { ...record, [key]: withValue(record[key], rest, value) };
}

const hostileTexts = [
  'x"\n}\nresource "a" "b" {',
  '${x}',
  '%{if x}',
  'module.a["b\\"]',
  '| ` |\n',
  '__proto__',
  'constructor',
];

describe('a state with one changed value', () => {
  const paths = pathsOf(state);

  test('is rejected, or each of its resources has one outcome, and the blocks have only valid lines', () => {
    const changed = fc.tuple(
      fc.constantFrom(...paths),
      fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts)),
    );
    let accepted = 0;
    fc.assert(
      fc.property(changed, ([path, value]) => {
        const parsed = parseState(JSON.stringify(withValue(state, path, value)));
        if (!parsed.ok) {
          expect(parsed.reason).not.toContain('\n');
          return;
        }
        accepted += 1;
        const adoption = planAdoption(parsed.value, environment);
        expect(adoption.resources.map(({ resource }) => resource)).toEqual(parsed.value);
        const targets = adoptedOf(adoption).map(({ outcome }) => outcome.to);
        expect(new Set(targets).size).toBe(targets.length);
        const files = [importFile(adoption), forgetFile(adoption), moveFile(adoption, 'module.jobs')];
        for (const { content } of files)
          expect(content.split('\n').filter((written) => !line.test(written))).toEqual([]);
        expect(renderAdoption(adoption)).not.toContain('\u001b');
        const checklist = renderChecklist(adoption, { folder: 'adoption', moduleAddress: undefined });
        expect(checklist.match(/^\| `/gm)).toHaveLength(parsed.value.length);
      }),
      { numRuns: tries(500) },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
