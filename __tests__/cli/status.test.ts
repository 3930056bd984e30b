import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { AwsReadError, type AwsReader } from '../../lib/observe/aws-reader';
import { captureReading, type Outcome } from '../../scripts/docs/run-captured';
import { fakeAws } from '../observe/support/fake-aws';
import { brokenShop, now, shop } from '../observe/support/shop';
import { harmOf, hostileText } from '../support/hostile-text';
import { TemporaryFolder } from '../support/run-program';
import { asRecord, at, parsed } from '../support/stack-json';

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder().write({ 'env-config/dev.yml': shop });
});
afterAll(() => {
  folder.remove();
});

const status = (reader: AwsReader, ...options: readonly string[]): Promise<Outcome> =>
  captureReading(['status', ...options, '--config', join(folder.path, 'env-config')], {
    now,
    openAws: () => Promise.resolve(reader),
  });
const schedules: Readonly<Record<string, string>> = {
  'shop-dev-nightly': 'cron(0 */6 * * ? *)',
  'shop-dev-slow': 'rate(6 hours)',
  'shop-dev-off': 'rate(1 hour)',
};
const healthy = fakeAws({
  schedule: (_, name) =>
    Promise.resolve({ expression: schedules[name] ?? '', isEnabled: name !== 'shop-dev-off', changed: now }),
});

describe('status', () => {
  test('shows what is wrong in 80 columns, and exits with 1', async () => {
    const { status: exit, out, error } = await status(brokenShop);
    expect([exit, error]).toEqual([1, '']);
    expect(out).toMatchSnapshot();
    const long = out.split('\n').filter((line) => line.length > 80 && !line.includes('https://'));
    expect(long).toEqual([]);
  });

  test('exits with 0 if there is no problem', async () => {
    const { status: exit, out } = await status(healthy);
    expect(exit).toBe(0);
    expect(out).toMatch(/\nno problems\n$/);
  });

  test('prints the same facts as JSON', async () => {
    const { status: exit, out } = await status(brokenShop, '--format', 'json');
    expect(exit).toBe(1);
    const jobs = parsed(out);
    const codes = (index: number): readonly unknown[] =>
      [at(jobs, 'environments', 0, 'jobs', index, 'problems')].flat().map((problem) => at(problem, 'code'));
    expect([0, 1, 2, 3, 4].map((index) => at(jobs, 'environments', 0, 'jobs', index, 'name'))).toEqual([
      'import',
      'nightly',
      'off',
      'slow',
      'resize',
    ]);
    expect([0, 1, 2, 3, 4].map(codes)).toEqual([
      ['failed_runs'],
      ['failed_runs', 'missed_runs'],
      ['schedule'],
      ['only_skipped_runs'],
      ['dead_letters', 'no_running_tasks', 'alarm'],
    ]);
    expect(at(jobs, 'environments', 0, 'jobs', 1, 'runs', 1)).toEqual({
      arn: 'arn:aws:states:eu-central-1:123456789012:execution:shop-dev-nightly:b',
      result: 'failed',
      started: '2026-11-30T06:00:36Z',
      ended: '2026-11-30T06:12:36Z',
      seconds: 720,
      exit_code: 3,
      reason: 'Essential container in task exited',
      link: 'https://console.aws.amazon.com/states/home?region=eu-central-1#/v2/executions/details/arn:aws:states:eu-central-1:123456789012:execution:shop-dev-nightly:b',
    });
    expect(at(jobs, 'environments', 0, 'jobs', 1, 'missed_runs')).toEqual([
      { due: '2026-11-29T12:00:00Z', schedule: 'shop-dev-nightly' },
      { due: '2026-11-30T00:00:00Z', schedule: 'shop-dev-nightly' },
    ]);
  });

  test.each(['text', 'json'])('shows no environment variable of a task as %s', async (format) => {
    const { out, error } = await status(brokenShop, '--format', format);
    expect(out + error).not.toMatch(/hunter2|PASSWORD/);
  });

  test('shows one job, and the log of its last run only with --logs', async () => {
    expect((await status(brokenShop, 'nightly')).out).not.toContain('no such table');
    const { out } = await status(brokenShop, 'nightly', '--logs');
    expect(out).not.toContain('resize');
    expect(out).toContain('    log service/shop-dev app/shop-dev/0123abcd\n');
    expect(out).toContain('2026-11-30T06:06:00.000Z \\u001b[31mno such table: invoices\\u001b[0m\n');
    const json = parsed((await status(brokenShop, 'nightly', '--logs', '--format', 'json')).out);
    expect(asRecord(at(json, 'environments', 0, 'jobs', 0, 'log'))).toMatchObject({
      group: 'service/shop-dev',
      stream: 'app/shop-dev/0123abcd',
    });
  });

  test('reads the tasks of a family once, and describes at most 20 runs of a job', async () => {
    const jobs = Array.from(
      { length: 12 },
      (_, index) =>
        `  job-${index}: { source_bucket: uploads, path_prefix: "p${index}/", task_command: [x] }`,
    );
    const [before = ''] = shop.split('scheduled_jobs:');
    const nightly = 'scheduled_jobs: { n: { task_command: [x], schedule_expression: rate(1 day) } }';
    folder.write({ 'many/dev.yml': [before, 'file_upload_jobs:', ...jobs, nightly].join('\n') });
    const calls: string[] = [];
    let active = 0;
    let most = 0;
    const counted = async <Value>(name: string, value: Value): Promise<Value> => {
      calls.push(name);
      active += 1;
      most = Math.max(most, active);
      await new Promise(setImmediate);
      active -= 1;
      return value;
    };
    const arn = 'arn:aws:states:eu-central-1:123456789012:execution:shop-dev-n:1';
    const execution = { arn, status: 'FAILED', started: now, ended: now } as const;
    const items = Array.from({ length: 300 }, () => execution);
    const reader = fakeAws({
      tasks: () => counted('tasks', { items: [], isComplete: true }),
      executions: () => counted('executions', { items, isComplete: false }),
      executionEnd: () => counted('end', undefined),
    });
    const { error } = await captureReading(['status', '--config', join(folder.path, 'many')], {
      now,
      openAws: () => Promise.resolve(reader),
    });
    expect(error).toBe('');
    const count = (name: string): number => calls.filter((each) => each === name).length;
    expect([count('tasks'), count('executions'), count('end')]).toEqual([1, 1, 20]);
    expect(most).toBe(8);
  });

  test.each(['text', 'json'])('lets no text of AWS control the reader of %s', async (format) => {
    const later = <Value>(value: Value) => Promise.resolve(value);
    const execution = { arn: 'arn:e', status: 'FAILED', started: now, ended: now } as const;
    const hostile = fakeAws({
      executions: () => later({ items: [execution], isComplete: true }),
      executionEnd: () => later({ error: hostileText, cause: hostileText, output: undefined }),
      lastTaskOf: () => later({ arn: 'arn:task', taskDefinitionArn: 'arn:definition' }),
      containerLog: () => later({ groupName: hostileText, streamPrefix: hostileText }),
      logLines: () => later({ items: [{ time: now, text: hostileText }], isComplete: true }),
      activeAlarms: (names) => later(names.map((name) => ({ name, since: now, description: hostileText }))),
    });
    const all = await status(hostile, '--format', format);
    const one = await status(hostile, 'nightly', '--logs', '--format', format);
    for (const { out, error } of [all, one]) {
      expect(error).toBe('');
      expect(harmOf(out, format)).toEqual([]);
      if (format === 'text') expect(out).not.toMatch(/^FORGED-LINE/m);
    }
  });

  test('prints the reason why there is no log', async () => {
    const { out } = await status(healthy, 'nightly', '--logs');
    expect(out).toContain('no log: no run started in this period; --since 7d reads a longer period');
  });

  test('does not expect runs before the last change of a schedule', async () => {
    const { out } = await status(healthy, 'nightly', '--since', '90d');
    expect(out).toContain('no problems');
  });

  test.each([
    ['--logs needs the name of a job: background-jobs status JOB --logs', ['--logs']],
    [
      '--since 91d: must be a number of minutes, hours or days from 1m to 90d, such as 90m, 24h or 7d',
      ['--since', '91d'],
    ],
    ['nightli: no such job; did you mean nightly?', ['nightli']],
  ])('ends with 2 and: %s', async (sentence, options) => {
    expect(await status(healthy, ...options)).toEqual({ status: 2, out: '', error: `${sentence}\n` });
  });

  test('ends with 2 if AWS can’t be read', async () => {
    const reader = fakeAws({ accountId: () => Promise.reject(new AwsReadError('AWS is\nfar away')) });
    expect(await status(reader)).toEqual({ status: 2, out: '', error: 'AWS is\\nfar away\n' });
  });

  test('ends with 2 if the credentials belong to another account', async () => {
    const reader = fakeAws({ accountId: () => Promise.resolve('999999999999') });
    expect((await status(reader)).error).toBe(
      'dev: the credentials belong to the account 999999999999, but account_id is 123456789012; use credentials of 123456789012, or select another environment with --environment\n',
    );
  });
});
