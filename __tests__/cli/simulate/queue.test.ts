import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommandError } from '../../../lib/cli/command-error';
import { simulateQueues, type SimulateQueueOptions } from '../../../lib/cli/commands/simulate-queue';
import { baseConfig } from '../../jobs/support/environments';
import { contextAt } from '../../support/command-context';

const options: SimulateQueueOptions = {
  config: [],
  environment: ['batch'],
  format: 'text',
  arrivals: 'burst of 100',
  secondsPerMessage: '20',
  idleQueue: false,
  fillLateMetrics: false,
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrivals-'));
  const worker = {
    task_command: ['resize'],
    max_processing_seconds: 30,
    min_tasks: 0,
    max_tasks: 10,
    backlog_per_task: 10,
  };
  const job = { task_command: ['report'], schedule_expression: 'rate(1 day)' };
  const jobs = { queue_worker_jobs: { resize: worker }, scheduled_jobs: { report: job } };
  mkdirSync(join(folder, 'env-config'));
  for (const [name, of] of [
    ['batch', jobs],
    ['other', { ...jobs, service: { ...baseConfig.service, name: 'app-other' } }],
  ] as const)
    writeFileSync(join(folder, 'env-config', `${name}.yml`), JSON.stringify({ ...baseConfig, ...of }));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const context = contextAt(new Date());
const simulated = (changes: Partial<SimulateQueueOptions> = {}, job = 'resize'): string =>
  simulateQueues({ ...options, config: [join(folder, 'env-config')], ...changes }, context, job).output;

function messageOf(changes: Partial<SimulateQueueOptions>, job?: string): string {
  try {
    simulated(changes, job);
    return 'it is accepted';
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return `${error.status} ${error.message}`;
  }
}

describe('simulate queue', () => {
  test('prints each environment', () => {
    const printed = simulated({ environment: [] });
    expect(printed).toMatch(/^batch\n {2}resize\n[^]*\n\nother\n {2}resize\n/);
  });

  test('prints JSON and an image', () => {
    expect(simulated({ format: 'json' })).toMatch(/^\{\n {2}"simulations": \[/);
    expect(simulated({ format: 'svg' })).toMatch(/^<svg [^]*<\/svg>\n$/);
  });

  test('reads arrivals from a file, and prints the line number of a problem', () => {
    const file = join(folder, 'arrivals.txt');
    writeFileSync(file, '0 100\n');
    expect(simulated({ arrivals: file })).toBe(simulated());
    writeFileSync(file, '0 100\nsoon 1\n');
    expect(messageOf({ arrivals: file })).toContain(
      `2 ${file}:2: got the time "soon"; it must be in seconds`,
    );
  });

  test('accepts each option', () => {
    const changes = { concurrency: '2', startSeconds: '30', metricDelaySeconds: '0', durationSeconds: '600' };
    const printed = simulated({ ...changes, idleQueue: true });
    expect(printed).toContain('the idle queue becomes active; it has metrics again by 00:15:00');
    expect(printed).toContain('ends after 00:10:00, the requested duration');
  });

  test('explains every invalid number', () => {
    expect(messageOf({ secondsPerMessage: '0.5', concurrency: 'two' })).toBe(
      [
        '2 --seconds-per-message 0.5: must be a whole number from 1 to 43200; instead of 0.5 seconds, use 1 second and a concurrency of 2',
        '--concurrency two: must be a whole number from 1 to 10000',
      ].join('\n'),
    );
  });

  test.each([
    [
      { arrivals: 'no such file' },
      '2 --arrivals no such file: not a rate such as 10/minute or "burst of 500", and the file does not exist; check the path',
    ],
    [
      { arrivals: '10/day' },
      '2 --arrivals: got 10/day; the unit must be second, minute, hour, such as 10/minute',
    ],
    [
      { from: 'now' },
      '2 --from now: a date must be yyyy-mm-ddThh:mm:ss with Z or an offset at the end, such as 2027-01-01T00:00:00-05:00',
    ],
  ])('rejects %j', (changes, message) => {
    expect(messageOf(changes)).toBe(message);
  });

  test('rejects a job that has no queue, and one that does not exist', () => {
    expect(messageOf({}, 'report')).toBe('2 report: not a queue worker; use simulate run');
    expect(messageOf({}, 'resizes')).toBe('2 resizes: no such job; did you mean resize?');
  });

  test('draws one environment only', () => {
    expect(messageOf({ format: 'svg', environment: [] })).toBe(
      '2 --format svg: an image shows one environment; select it with --environment',
    );
  });
});
