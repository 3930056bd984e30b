import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { importCopilot, maximumEnvironments } from '../../../lib/import/copilot/import-copilot';
import { parseGoDuration } from '../../../lib/import/copilot/go-duration';
import { convertSchedule } from '../../../lib/import/copilot/schedule';
import { shellWords } from '../../../lib/import/copilot/shell-words';
import { manifestFields, scheduledJobFieldNames } from '../../../lib/import/copilot/manifest-fields';
import { isImportedMap, type ImportedConfiguration } from '../../../lib/import/origin';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { writeConfiguration } from '../../../lib/import/write-configuration';
import { fastGrowingFunctions } from '../../support/count-calls';
import { fc, tries } from '../../support/property-tests';
import { captureReading } from '../../../scripts/docs/run-captured';
import { TemporaryFolder } from '../../support/run-program';

/** Returns the paths of all leaves of a value: single values, and empty maps and lists. */
function leafPaths(value: unknown, path: readonly string[] = []): readonly string[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inner.length === 0
    ? [path.join('.')]
    : inner.flatMap(([key, each]) => leafPaths(each, [...path, key]));
}

/** Imports a workspace with one manifest, for the environment `prod`. */
function importOne(
  manifest: string,
  accountIds = new Map([['prod', '123456789012']]),
): ImportedConfiguration {
  const folder = new TemporaryFolder();
  try {
    folder.write({ 'copilot/.workspace': 'application: app\n', 'copilot/worker/manifest.yml': manifest });
    return importCopilot({ folder: folder.path, region: 'us-east-1', environments: ['prod'], accountIds });
  } finally {
    folder.remove();
  }
}

/** Returns the message of a failed import, without the folder. */
function failureOf(manifest: string): string {
  try {
    importOne(manifest);
    return 'imported';
  } catch (error) {
    return String(error).replace(/\S*copilot\/worker/, 'copilot/worker');
  }
}

const job = 'name: work\ntype: Scheduled Job\non: { schedule: "@daily" }\ncommand: bin/work\n';

describe('a schedule of Copilot', () => {
  // The expected expressions are those of Copilot's own tests and documentation.
  test.each([
    ['@hourly', 'cron(0 * * * ? *)'],
    ['@daily', 'cron(0 0 * * ? *)'],
    ['@midnight', 'cron(0 0 * * ? *)'],
    ['@weekly', 'cron(0 0 ? * 1 *)'],
    ['@monthly', 'cron(0 0 1 * ? *)'],
    ['@yearly', 'cron(0 0 1 1 ? *)'],
    ['@annually', 'cron(0 0 1 1 ? *)'],
    ['@every 1m', 'rate(1 minute)'],
    ['@every 1h30m', 'rate(90 minutes)'],
    ['@every 1h', 'rate(60 minutes)'],
    ['@every 60m', 'rate(60 minutes)'],
    ['0 9 * * 1-5', 'cron(0 9 ? * 2-6 *)'],
    ['0 0 1 * *', 'cron(0 0 1 * ? *)'],
    ['* * * * *', 'cron(* * * * ? *)'],
    ['0 9 3-15 * *', 'cron(0 9 3-15 * ? *)'],
    ['0 9 * * MON-FRI', 'cron(0 9 ? * MON-FRI *)'],
    ['0 9 * * 0,6', 'cron(0 9 ? * 1,7 *)'],
    ['*/5 * * * *', 'cron(*/5 * * * ? *)'],
    ['0 9 ? * 3', 'cron(0 9 ? * 4 *)'],
    ['cron(0 9 3-15 * ? *)', 'cron(0 9 3-15 * ? *)'],
    ['rate(1 minute)', 'rate(1 minute)'],
  ])('%s is %s', (schedule, expression) => {
    expect(convertSchedule(schedule)).toMatchObject({ kind: 'expression', expression });
  });

  test('without a start is disabled', () => {
    expect(convertSchedule('none')).toEqual({ kind: 'disabled' });
  });

  test.each([
    '',
    '@every 30s',
    '@every 1m30s',
    '@every day',
    '@fortnightly',
    '0 9 1 * 1',
    '0 9 * *',
    '60 9 * * *',
    '0 9 * * 7',
    'TZ=Asia/Tokyo 0 9 * * *',
    '0 9 * * 1-5/2',
    '0 9 * * 0/2',
    'cron(0 9 * * *)',
  ])('%s is rejected', (schedule) => {
    expect(convertSchedule(schedule).kind).toBe('invalid');
  });

  test.each([
    ['30 6 */2 * *', /ignores \*\/2/],
    ['0 9 * * */2', /ignores \*\/2/],
  ])('%s runs as in Copilot, with a note', (schedule, note) => {
    expect(convertSchedule(schedule)).toMatchObject({ surprise: expect.stringMatching(note) });
  });
});

test.each([
  ['1h30m', 5_400_000],
  ['250ms', 250],
  ['1.5h', 5_400_000],
  ['0', 0],
  ['-1m', -60_000],
  ['96h', 345_600_000],
])('the duration %s has %d milliseconds', (text, milliseconds) => {
  expect(parseGoDuration(text)).toBe(milliseconds);
});

test.each(['', '1', '1d', 'h', '1h 30m', '1h30'])('%s is no duration', (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});

test.each([
  ['ps au', ['ps', 'au']],
  [`a 'b c' "d \\" e" f\\ g`, ['a', 'b c', 'd " e', 'f g']],
  [`a'b'"c"`, ['abc']],
  [`'' a # comment\nb`, ['', 'a', 'b']],
  ['a#b', ['a#b']],
])('the command %s has the arguments %j', (text, words) => {
  expect(shellWords(text)).toEqual(words);
});

test('a command with an open quote has no arguments', () => {
  expect(shellWords('a "b')).toBeUndefined();
});

describe('a broken manifest', () => {
  test.each([
    ['a: [', /copilot\/worker\/manifest\.yml: line 1: /],
    ['- a\n- b\n', /must contain a map of fields/],
    ['name: "x y"\ntype: Scheduled Job\n', /the name "x y": /],
    ['a: *b\n', /line 1: the alias \*b has no anchor|Unresolved alias/],
    ['a: &a [*a]\n', /is inside its own anchor|Unresolved alias/],
    ['['.repeat(2000), /nesting|line 1/],
    [
      'a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d]\n',
      /more than 20000 values/,
    ],
  ])('gets a clear message: %s', (manifest, message) => {
    expect(failureOf(manifest)).toMatch(message);
  });

  test('of another type is reported with each value', () => {
    const { fields } = importOne('name: web\ntype: Backend Service\nhttp: { path: / }\n');
    expect(fields.map(({ path, outcome }) => [path, outcome.kind])).toEqual([
      ['name', 'not possible'],
      ['type', 'not possible'],
      ['http.path', 'not possible'],
    ]);
  });

  test('with fields that Copilot does not know is imported, with each field in the report', () => {
    const { fields } = importOne(
      `${job}tags: { a: b }\nsubscribe: { topics: [] }\ncpu: { a: 1 }\nvariables: [1]\n`,
    );
    expect(new Map(fields.map(({ path, outcome }) => [path, outcome.kind]))).toEqual(
      new Map([
        ['name', 'changed'],
        ['type', 'changed'],
        ['on.schedule', 'carried'],
        ['command', 'carried'],
        ['tags.a', 'not possible'],
        ['subscribe.topics', 'not possible'],
        ['cpu.a', 'not possible'],
        ['variables.0', 'carried'],
      ]),
    );
  });

  test('of any YAML is imported or rejected with a message, and each value is reported', () => {
    const values = fc.oneof(
      fc.constantFrom(
        'none',
        '"@daily"',
        '1h',
        '90s',
        '1-5',
        '5-1',
        'true',
        '-1',
        '"x"',
        '${X}',
        '[]',
        '{}',
        '~',
        '[a, 1]',
        '{ a: { b: [c] } }',
      ),
      fc.integer().map(String),
    );
    const names = fc.constantFrom(
      ...Object.keys(manifestFields).map((field) => field.replaceAll('*', 'x')),
      'unknown',
      'environments.prod.cpu',
      'environments.other.count',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('Scheduled Job', 'Worker Service', 'Static Site'),
        fc.array(fc.tuple(names, values), { maxLength: 8 }),
        (type, entries) => {
          const root: Record<string, unknown> = { type };
          const lines = entries.filter(([field]) => !field.startsWith('name') && !field.startsWith('type'));
          for (const [field] of lines) root[field.split('.')[0] ?? ''] = true;
          const manifest = `type: ${type}\n${Object.keys(root)
            .filter((key) => key !== 'type')
            .map((key) => {
              const [field = '', value = ''] = lines.find(([each]) => each.split('.')[0] === key) ?? [];
              const steps = field.split('.');
              return `${steps.map((step, index) => `${' '.repeat(index)}${step}:`).join('\n')} ${value}\n`;
            })
            .join('')}`;
          const { fields, defaults, environments } = importOne(manifest);
          expect(fields.map(({ path }) => path).toSorted()).toEqual(leafPaths(parse(manifest)).toSorted());
          expect([defaults, ...environments.values()].every(isImportedMap)).toBe(true);
        },
      ),
      { numRuns: tries(100) },
    );
  });
});

describe('a manifest with any of the documented values', () => {
  const load = (manifest: string) => {
    const folder = new TemporaryFolder();
    try {
      const files = writeConfiguration(importOne(manifest), {
        folder: 'env-config',
        editorLine: '',
        heading: [],
      });
      folder.write(Object.fromEntries(files.map(({ path, content }) => [path, content])));
      const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
      expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
      return environments[0]?.config;
    } finally {
      folder.remove();
    }
  };
  const worker = 'name: work\ntype: Worker Service\ncommand: bin/work\n';

  test.each([
    [
      'a minute of retention',
      `${worker}subscribe: { queue: { retention: 60s, timeout: 12h, delay: 15s } }\n`,
    ],
    [
      'a slow message',
      `${worker}count: { range: 1-3, queue_delay: { acceptable_latency: 1h, msg_processing_time: 20m } }\n`,
    ],
    [
      'a latency below the time of a message',
      `${worker}count: { range: 1-3, queue_delay: { acceptable_latency: 1s, msg_processing_time: 9s } }\n`,
    ],
    [
      'half a FIFO throughput',
      `${worker}subscribe: { queue: { fifo: { deduplication_scope: messageGroup } } }\n`,
    ],
    ['no visibility timeout', `${worker}subscribe: { queue: { timeout: 0s } }\n`],
    ['a range that ends before it begins', `${worker}count: { range: 5-1 }\n`],
    ['no task', `${worker}count: { range: 0-0 }\n`],
    ['a wrong size', `${job}cpu: 256\nmemory: 100\n`],
  ])('becomes a valid configuration: %s', (_, manifest) => {
    expect(load(manifest)).toBeDefined();
  });

  test('keeps the number of messages of each task', () => {
    const config = load(
      `${worker}count: { range: 1-3, queue_delay: { acceptable_latency: 10m, msg_processing_time: 250ms } }\n`,
    );
    expect(config?.queueWorkerJobs['work']).toMatchObject({
      target_latency_seconds: 600,
      seconds_per_message: 0.25,
    });
  });

  test('names the topics in a comment, if nobody gave the account', () => {
    const { environments, fields } = importOne(
      `${worker}subscribe: { topics: [{ name: a, service: b }] }\n`,
      new Map(),
    );
    expect(JSON.stringify([...environments])).not.toContain('arn:aws:sns');
    expect(fields.find(({ path }) => path === 'subscribe.topics.0.name')?.outcome.kind).toBe('not possible');
  });
});

test('the fields of jobs alone are fields of no worker', () => {
  const { fields } = importOne(`name: work\ntype: Worker Service\ncommand: x\nretries: 3\n`);
  expect(scheduledJobFieldNames).toContain('retries');
  expect(fields.find(({ path }) => path === 'retries')?.outcome).toMatchObject({
    kind: 'not possible',
    reason: expect.stringContaining('has no such field'),
  });
});

describe('init --from-copilot', () => {
  const start = process.cwd();
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder().write({
      'copilot/.workspace': 'application: app\n',
      'copilot/worker/manifest.yml': job,
    });
    process.chdir(folder.path);
  });
  afterEach(() => {
    process.chdir(start);
    folder.remove();
  });
  const init = (...options: readonly string[]) => captureReading(['init', ...options], {});

  test('writes the files and the report, and replaces no file', async () => {
    const options = ['--from-copilot', '.', '--region', 'us-east-1', '--environments', 'prod'];
    const first = await init(...options);
    expect(first).toMatchObject({
      status: 0,
      out: expect.stringMatching(/wrote env-config\/prod\.yml[^]*4 values: /),
    });
    const files = folder.files();
    expect(Object.keys(files)).toContain('env-config/prod.yml');
    const second = await init(...options);
    expect(second).toMatchObject({ status: 2, error: expect.stringContaining('env-config') });
    expect(folder.files()).toEqual(files);
  });

  test.each<readonly [options: readonly string[], message: RegExp]>([
    [['--from-copilot', 'nowhere', '--region', 'us-east-1'], /nowhere: the folder can't be read/],
    [['--from-copilot', '.'], /needs --region/],
    [['--from-copilot', '.', '--region', 'us-east-1'], /name no environment; pass --environments/],
    [['--from-copilot', '.', '--region', 'us-east-1', '--account-ids', 'prod=12'], /--account-ids prod=12: /],
    [['--account-ids', 'prod=123456789012'], /--account-ids needs --from-copilot/],
  ])('rejects %j with a message', async (options, message) => {
    const { status, error } = await init(...options);
    expect([status, error]).toEqual([2, expect.stringMatching(message)]);
  });
});

test('a field that Copilot does not know is not carried with the field above it', () => {
  const manifest = 'name: work\ntype: Worker Service\ncount: { queue_delay: { platform: x } }\n';
  const found = importOne(manifest).fields.find(({ path }) => path === 'count.queue_delay.platform');
  expect(found?.outcome.kind).toBe('not possible');
});

test.each([
  ['? [a, b]\n  : one', 'line 6: a key must be a text'],
  ['? \n  : one', 'line 6: a key must be a text'],
  ['<<: one', 'line 6: the value of << must be a map or a list of maps'],
])('the key %j is rejected, because another key could replace its value', (entry, message) => {
  expect(failureOf(`${job}variables:\n  ${entry}\n`)).toContain(message);
});

describe('a manifest with many environments', () => {
  const folder = new TemporaryFolder();
  afterAll(() => {
    folder.remove();
  });
  /** Writes a manifest, each of whose environments has variables and unknown fields of its own. */
  const prepare = (count: number) => {
    const environments = Array.from(
      { length: count },
      (_, index) =>
        `  e${index}: { cpu: ${256 + 256 * (index % 2)}, variables: { A: x${index}, B${index}: b }, x${index}: 1 }\n`,
    );
    const path = `${count}/copilot/nightly/manifest.yml`;
    folder.write({ [path]: `${job}cpu: 256\nenvironments:\n${environments.join('')}` });
    return () =>
      importCopilot({
        folder: join(folder.path, String(count)),
        region: 'us-east-1',
        appName: 'app',
        accountIds: new Map(),
      });
  };

  test('needs work that grows with their number, and not with its square', () => {
    expect(fastGrowingFunctions(maximumEnvironments / 4, prepare)).toEqual([]);
  });

  test('is rejected if there are more than the maximum', () => {
    expect(prepare(maximumEnvironments + 1)).toThrow(
      `there are ${maximumEnvironments + 1} environments, but at most ${maximumEnvironments} are imported at once; pass --environments with some of their names, such as e0,e1`,
    );
    expect(readFileSync('docs/adopting/from-copilot.md', 'utf8')).toContain(
      `At most ${maximumEnvironments} environments are imported at once.`,
    );
  });
});
