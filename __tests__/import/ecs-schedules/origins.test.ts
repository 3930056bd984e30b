import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nextRunsOf } from '../../../lib/aws/schedules/schedule-runs';
import { parseScheduleExpression } from '../../../lib/aws/schedules/expressions/parse-schedule-expression';
import { renderImportReport } from '../../../lib/cli/init/import-report';
import { importEcsSchedules } from '../../../lib/import/ecs-schedules/import-ecs-schedules';
import { writeConfiguration } from '../../../lib/import/write-configuration';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { golden } from '../../support/fixtures';
import { TemporaryFolder } from '../../support/run-program';
import { contentOf, filesBelow, runsOf, tasksBelow } from './support/source-tasks';

const origins = join(__dirname, 'origins');
const from = new Date('2027-01-01T00:00:00Z');

/** An origin: the path of each environment, and the jobs that must start. All other jobs are off. */
interface Origin {
  readonly name: string;
  readonly paths: Readonly<Record<string, string>>;
  readonly enabled: readonly string[];
}

const cases: readonly Origin[] = [
  { name: 'evening', paths: { prod: 'evening/ecschedule.yaml' }, enabled: [] },
  {
    name: 'nightly-batch',
    paths: { prod: 'nightly-batch/ecschedule.prod.yaml', test: 'nightly-batch/ecschedule.test.yaml' },
    enabled: ['prod invoices', 'test invoices'],
  },
  {
    name: 'templates',
    paths: { dev: 'templates/ecschedule.yaml', prod: 'templates/ecschedule.yaml' },
    enabled: [],
  },
  { name: 'evaluated-jsonnet', paths: { prod: 'dumped/ecschedule.json' }, enabled: ['prod weekly'] },
  { name: 'rules', paths: { prod: 'rules' }, enabled: ['prod orders-export'] },
  { name: 'schedules', paths: { prod: 'schedules' }, enabled: ['prod stock-count', 'prod stock-once'] },
  { name: 'one-file', paths: { prod: 'mixed/all.json' }, enabled: ['prod hello'] },
];

/** Imports an origin with the paths of its files relative to all origins. */
function imported({ paths }: Origin) {
  const configuration = importEcsSchedules({
    paths: new Map(Object.entries(paths).map(([name, path]) => [name, join(origins, path)])),
    appName: 'shop',
  });
  return {
    ...configuration,
    fields: configuration.fields.map((field) => ({
      ...field,
      location: { ...field.location, file: field.location.file.replace(`${origins}/`, '') },
    })),
  };
}

const filesOf = (origin: Origin) =>
  writeConfiguration(imported(origin), {
    folder: 'env-config',
    editorLine: '',
    heading: ['Written by a test.'],
  });

/** Returns the paths of all leaves of a value: single values, and empty maps and lists. */
function leafPaths(value: unknown, path: readonly string[] = []): readonly string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inner.length === 0
    ? [path.join('.')]
    : inner.flatMap(([key, each]) => leafPaths(each, [...path, key]));
}

describe.each(cases)('the origin $name', (origin) => {
  test('becomes the expected files and report', () => {
    const expected = join(__dirname, 'expected', origin.name);
    for (const { path, content } of filesOf(origin))
      expect(content).toBe(golden(join(expected, path.replace('env-config/', '')), content));
    const report = renderImportReport(imported(origin));
    expect(report).toBe(golden(join(expected, 'report.txt'), report));
  });

  test('becomes a valid configuration whose runs and arguments are those of the origin', () => {
    const folder = new TemporaryFolder();
    try {
      folder.write(Object.fromEntries(filesOf(origin).map(({ path, content }) => [path, content])));
      const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
      expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
      const enabled: string[] = [];
      for (const { config } of environments) {
        const tasks = tasksBelow(join(origins, origin.paths[config.name] ?? ''));
        expect(Object.keys(config.scheduledJobs)).toEqual(tasks.map(({ name }) => name));
        for (const task of tasks) {
          const job = config.scheduledJobs[task.name];
          if (job?.state === 'ENABLED') {
            enabled.push(`${config.name} ${task.name}`);
            expect([task.name, job.task_command]).toEqual([
              task.name,
              task.command?.map((text) => text.replace('<aws.scheduler.scheduled-time>', '<scheduled_time>')),
            ]);
          }
          const expression = parseScheduleExpression(String(job?.schedule_expression));
          if (!expression.ok) throw new Error(expression.reason);
          const runs = task.expression.includes('* * * *)') ? undefined : runsOf(task, from, 3);
          if (runs === undefined) {
            if (/^(rate|at)/.test(task.expression)) expect(job?.schedule_expression).toBe(task.expression);
            continue;
          }
          const timezone = String(job?.schedule_expression_timezone);
          const timing = { expression: expression.value, timezone, startDate: undefined, endDate: undefined };
          expect([task.name, nextRunsOf(timing, from, 3).map((run) => run.toISOString())]).toEqual([
            task.name,
            runs,
          ]);
        }
      }
      expect(enabled.toSorted()).toEqual(origin.enabled);
    } finally {
      folder.remove();
    }
  });

  test('has every leaf in its report exactly once', () => {
    const paths = imported(origin).fields.map(({ path, location: { file } }) => `${file} ${path}`);
    const leaves = [...new Set(Object.values(origin.paths))].flatMap((path) =>
      filesBelow(join(origins, path)).flatMap((file) =>
        leafPaths(contentOf(file)).map((each) => `${file.replace(`${origins}/`, '')} ${each}`),
      ),
    );
    expect(paths.toSorted()).toEqual(leaves.toSorted());
  });

  test('shows no value of a variable in its report', () => {
    expect(renderImportReport(imported(origin))).not.toMatch(/not-a-real-one|api\.example\.com/);
  });
});
