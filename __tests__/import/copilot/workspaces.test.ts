import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { renderImportReport } from '../../../lib/cli/init/import-report';
import { importCopilot } from '../../../lib/import/copilot/import-copilot';
import { writeConfiguration } from '../../../lib/import/write-configuration';
import { nextRunsOf } from '../../../lib/aws/schedules/schedule-runs';
import { parseScheduleExpression } from '../../../lib/aws/schedules/expressions/parse-schedule-expression';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { golden } from '../../support/fixtures';
import { TemporaryFolder } from '../../support/run-program';
import { asRecord } from '../../support/stack-json';
import { fieldOf } from '../../../lib/values/json';
import { argumentsOf, runsOf } from './support/copilot-runs';

const accountIds = new Map([
  ['prod', '123456789012'],
  ['test', '210987654321'],
]);
const workspaces = join(__dirname, 'workspaces');
const from = new Date('2027-01-01T00:00:00Z');

/** Imports a workspace with the paths of its files relative to the workspaces. */
function imported(name: string) {
  const folder = join(workspaces, name);
  const { fields, ...rest } = importCopilot({
    folder,
    region: 'eu-west-1',
    accountIds,
    ...(name === 'documented' || name === 'jobs' ? {} : { environments: ['prod', 'test'] }),
  });
  return {
    ...rest,
    fields: fields.map((field) => ({
      ...field,
      location: { ...field.location, file: field.location.file.replace(`${workspaces}/`, '') },
    })),
  };
}

const filesOf = (name: string) =>
  writeConfiguration(imported(name), {
    folder: 'env-config',
    editorLine: '',
    heading: ['Written by a test.'],
  });

describe.each(['jobs', 'workers', 'documented'])('the workspace %s', (name) => {
  test('becomes the expected files and report', () => {
    const expected = join(__dirname, 'expected', name);
    for (const { path, content } of filesOf(name))
      expect(content).toBe(golden(join(expected, path.replace('env-config/', '')), content));
    const report = renderImportReport(imported(name));
    expect(report).toBe(golden(join(expected, 'report.txt'), report));
  });

  test('becomes a valid configuration whose runs and arguments are those of Copilot', () => {
    const folder = new TemporaryFolder();
    try {
      folder.write(Object.fromEntries(filesOf(name).map(({ path, content }) => [path, content])));
      const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
      expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(environments.map(({ config }) => config.name)).toEqual(['prod', 'test']);
      for (const { config } of environments) {
        for (const manifest of manifestsOf(name)) {
          const overridden = fieldOf(fieldOf(manifest, 'environments'), config.name) ?? {};
          const own = { ...manifest, ...asRecord(overridden) };
          const key = String(manifest['name']);
          const job = config.scheduledJobs[key] ?? config.queueWorkerJobs[key];
          if (job === undefined) continue;
          const argv = argumentsOf(own);
          if (argv !== undefined) expect([key, job.task_command]).toEqual([key, argv]);
          const scheduled = config.scheduledJobs[key];
          if (scheduled === undefined) continue;
          const runs = runsOf(String(scheduleOf(own)), from, 5);
          const expression = parseScheduleExpression(String(scheduled.schedule_expression));
          if (!expression.ok) throw new Error(expression.reason);
          const isEnabled = scheduled.state === 'ENABLED';
          if (runs !== undefined)
            expect([
              key,
              nextRunsOf(
                { expression: expression.value, timezone: 'UTC', startDate: undefined, endDate: undefined },
                from,
                5,
              ).map((run) => run.toISOString()),
            ]).toEqual([key, runs]);
          expect([key, isEnabled]).toEqual([
            key,
            scheduleOf(own) !== undefined && scheduleOf(own) !== 'none' && argv !== undefined,
          ]);
        }
      }
    } finally {
      folder.remove();
    }
  });

  test('has every leaf in its report exactly once', () => {
    const paths = imported(name).fields.map(({ path, location: { file } }) => `${file} ${path}`);
    const leaves = fileNamesOf(name).flatMap((file) =>
      leafPaths(parse(readFileSync(join(workspaces, file), 'utf8'), { merge: true })).map(
        (path) => `${file} ${path}`,
      ),
    );
    expect(paths.toSorted()).toEqual(leaves.toSorted());
  });
});

const scheduleOf = (manifest: Readonly<Record<string, unknown>>): unknown =>
  fieldOf(fieldOf(manifest, 'on'), 'schedule');

function fileNamesOf(name: string): readonly string[] {
  return readdirSync(join(workspaces, name, 'copilot'))
    .map((workload) => `${name}/copilot/${workload}/manifest.yml`)
    .filter((file) => !file.includes('/environments/') && existsSync(join(workspaces, file)));
}

function manifestsOf(name: string): readonly Readonly<Record<string, unknown>>[] {
  return fileNamesOf(name).map((file) =>
    asRecord(parse(readFileSync(join(workspaces, file), 'utf8'), { merge: true })),
  );
}

/** Returns the paths of all leaves of a value: single values, and empty maps and lists. */
function leafPaths(value: unknown, path: readonly string[] = []): readonly string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inner.length === 0
    ? [path.join('.')]
    : inner.flatMap(([key, each]) => leafPaths(each, [...path, key]));
}

test('an account of an environment that is not imported is an error', () => {
  const folder = join(workspaces, 'documented');
  const unknown = new Map([...accountIds, ['staging', '111122223333']]);
  expect(() => importCopilot({ folder, region: 'eu-west-1', accountIds: unknown })).toThrow(
    '--account-ids has staging, but the environments are prod, test; to import others too, pass --environments',
  );
});

test('a single environment keeps its values, so that later environments do not get its account', () => {
  const folder = join(workspaces, 'jobs');
  const one = importCopilot({ folder, region: 'eu-west-1', environments: ['prod'], accountIds: new Map() });
  expect(one.defaults.entries).toEqual([]);
  const two = importCopilot({
    folder,
    region: 'eu-west-1',
    environments: ['prod', 'test'],
    accountIds: new Map(),
  });
  expect(two.defaults.entries).not.toEqual([]);
});
