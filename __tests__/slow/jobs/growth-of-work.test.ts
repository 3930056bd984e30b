import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { runChecks } from '../../../lib/checks/run-checks';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { growthOfCalls } from '../../support/count-calls';
import { run, TemporaryFolder } from '../../support/run-program';
import { baseConfig } from '../../jobs/support/environments';
import { least } from '../../jobs/support/workers';

type Fields = Readonly<Record<string, unknown>>;

const upload = { task_command: ['bin/import'] };
const scheduled = { task_command: ['bin/job'], schedule_expression: 'rate(1 day)' };
const key = 'arn:aws:kms:us-east-1:123456789012:key';

function many(
  count: number,
  entryOf: (index: number) => readonly [name: string, value: Fields | null],
): Fields {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => entryOf(index)));
}

/** Returns an environment with this number of workers. */
function workers(
  fieldsOf: (index: number, count: number) => Fields,
  nameOf = (index: number) => `work-${index}`,
) {
  return (count: number): Fields => ({
    test: {
      ...baseConfig,
      queue_worker_jobs: many(count, (index) => [nameOf(index), { ...least, ...fieldsOf(index, count) }]),
    },
  });
}

/** Returns this number of environments, which differ in the name of their service. */
function environments(jobs: Fields) {
  return (count: number): Fields => ({
    defaults: { ...baseConfig, ...jobs },
    ...many(count, (index) => [`env-${index}`, {}]),
  });
}

/** The kinds of folders: a name, and a function from a number of parts to the files. */
const cases: readonly (readonly [what: string, filesOf: (count: number) => Fields])[] = [
  ['workers', workers(() => ({}))],
  ['workers with uploads', workers((index) => ({ file_upload: { path_prefix: `${index}/` } }))],
  [
    'workers with a key each',
    workers((index) => ({
      queue: { kms_key_arn: `${key}/${index}` },
      file_upload: { path_prefix: `${index}/` },
    })),
  ],
  ['workers that each have an unknown field', workers(() => ({ max_task: 1 }))],
  ['workers that each have a field of a wrong type', workers(() => ({ max_tasks: 'x' }))],
  ['workers that each break a rule', workers(() => ({ min_tasks: 5 }))],
  [
    'workers with the name of another’s queue',
    workers(
      () => ({}),
      (index) => `work-${index >> 1}${index % 2 === 0 ? '' : '-dead-letters'}`,
    ),
  ],
  [
    'workers with an output of the name of another’s',
    workers(
      () => ({}),
      (index) => `work-${index >> 1}${index % 2 === 0 ? '' : '_dead_letter'}`,
    ),
  ],
  [
    'workers whose sources are other workers',
    workers((index, count) => ({ task_definition_family: `app-test-work-${(index + 1) % count}` })),
  ],
  [
    'scheduled jobs',
    (count) => ({
      test: { ...baseConfig, scheduled_jobs: many(count, (index) => [`job-${index}`, scheduled]) },
    }),
  ],
  [
    'schedules of one job',
    (count) => {
      const expressions = Array.from({ length: count }, (_, index) => `rate(${index + 1} minutes)`);
      return {
        test: { ...baseConfig, scheduled_jobs: { job: { ...scheduled, schedule_expression: expressions } } },
      };
    },
  ],
  [
    'the same schedule in one job',
    (count) => {
      const expressions = Array.from({ length: count }, () => 'rate(1 day)');
      return {
        test: { ...baseConfig, scheduled_jobs: { job: { ...scheduled, schedule_expression: expressions } } },
      };
    },
  ],
  [
    'upload jobs',
    (count) => ({
      test: {
        ...baseConfig,
        file_upload_jobs: many(count, (index) => [`job-${index}`, { ...upload, path_prefix: `${index}/` }]),
      },
    }),
  ],
  [
    'jobs that an environment removes',
    (count) => ({
      defaults: { ...baseConfig, scheduled_jobs: many(count, (index) => [`job-${index}`, scheduled]) },
      test: { scheduled_jobs: many(count, (index) => [`job-${index}`, null]) },
    }),
  ],
  ['environments', environments({})],
  ['environments with a worker', environments({ queue_worker_jobs: { work: least } })],
  ['environments with a mistake of defaults.yml', environments({ tracing: 1 })],
];

describe('the time of a check is proportional to the number of', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder();
  });
  afterAll(() => {
    folder.remove();
  });

  const files = /\/lib\//;

  test.each(cases)('%s', (what, filesOf) => {
    const prepare = (count: number) => {
      const below = `${what}-${count}`;
      for (const [name, content] of Object.entries(filesOf(count)))
        folder.write({ [`${below}/${name}.yml`]: JSON.stringify(content) });
      const config = join(folder.path, below);
      return () => runChecks(loadEnvironments(config), new Date('2027-01-01T00:00:00Z'));
    };
    expect(growthOfCalls(40, prepare, files)).toBeLessThan(4.1);
  });
});

/** Returns an environment with a third of this number of jobs of each kind, with alarms and a dashboard. */
function mixed(count: number): Fields {
  const third = Math.floor(count / 3);
  return {
    test: {
      ...baseConfig,
      alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:alarms', dashboard: true },
      scheduled_jobs: many(third, (index) => [`scheduled-${index}`, { ...scheduled, timeout_seconds: 60 }]),
      file_upload_jobs: many(third, (index) => [`upload-${index}`, { ...upload, path_prefix: `${index}/` }]),
      queue_worker_jobs: many(third, (index) => [`worker-${index}`, least]),
    },
  };
}

describe('the work is proportional to the number of jobs of', () => {
  let folder: TemporaryFolder;
  beforeAll(() => {
    folder = new TemporaryFolder();
  });
  afterAll(() => {
    folder.remove();
  });

  test.each([
    ['validate', ['validate']],
    ['synth', ['synth', '--out', 'OUT']],
    ['synth --module', ['synth', '--module', '--out', 'MODULES']],
    ['list', ['list']],
    ['list --format json', ['list', '--format', 'json']],
    ['list --on', ['list', '--on', '2027-03-14']],
    ['permissions', ['permissions']],
  ])('%s', (_, programArguments) => {
    const prepare = (count: number) => {
      for (const [name, content] of Object.entries(mixed(count)))
        folder.write({ [`${count}/${name}.yml`]: JSON.stringify(content) });
      const config = ['--config', join(folder.path, String(count))];
      const withFolders = programArguments.map((argument) =>
        /^[A-Z]+$/.test(argument) ? join(folder.path, argument, String(count)) : argument,
      );
      return () => {
        expect(run(...withFolders, ...config).status).toBe(0);
      };
    };
    expect(growthOfCalls(120, prepare, /\/lib\//)).toBeLessThan(4.1);
  });
});
