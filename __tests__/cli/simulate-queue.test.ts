import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CommandError } from '../../lib/cli/command-error';
import { simulateQueues, type SimulateQueueOptions } from '../../lib/cli/simulate-queue';
import { baseConfig } from '../jobs/support/environments';

const options: SimulateQueueOptions = {
  config: '',
  environment: ['batch'],
  format: 'text',
  arrivals: 'burst of 100',
  secondsPerMessage: '20',
  idleQueue: false,
  fillsUnseen: false,
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

const simulated = (wished: Partial<SimulateQueueOptions> = {}, job = 'resize'): string =>
  simulateQueues(job, { ...options, config: join(folder, 'env-config'), ...wished });

function messageOf(wished: Partial<SimulateQueueOptions>, job?: string): string {
  try {
    simulated(wished, job);
    return 'it is taken';
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

  test('prints JSON and a picture', () => {
    expect(simulated({ format: 'json' })).toMatch(/^\{\n {2}"simulations": \[/);
    expect(simulated({ format: 'svg' })).toMatch(/^<svg [^]*<\/svg>\n$/);
  });

  test('reads arrivals from a file, and says what is wrong in which line', () => {
    const file = join(folder, 'arrivals.txt');
    writeFileSync(file, '0 100\n');
    expect(simulated({ arrivals: file })).toBe(simulated());
    writeFileSync(file, '0 100\nsoon 1\n');
    expect(messageOf({ arrivals: file })).toContain(`2 ${file}:2: got the time "soon"`);
  });

  test('takes each option', () => {
    const wished = { concurrency: '2', startSeconds: '30', metricDelaySeconds: '0', durationSeconds: '600' };
    const printed = simulated({ ...wished, idleQueue: true });
    expect(printed).toContain('the queue wakes: at the worst, it has metrics again from 00:15:00 on');
    expect(printed).toContain('ended after 00:10:00');
  });

  test('says everything that is wrong with the numbers', () => {
    expect(messageOf({ secondsPerMessage: '0.5', concurrency: 'two' })).toBe(
      [
        '2 --seconds-per-message 0.5: it is a whole number from 1 to 43200; for 0.5 seconds, give 1 and a concurrency of 2',
        '--concurrency two: it is a whole number from 1 to 10000',
      ].join('\n'),
    );
  });

  test.each([
    [
      { arrivals: 'no such file' },
      '2 --arrivals no such file: neither a file nor a rate such as 10/minute or burst of 500',
    ],
    [
      { arrivals: '10/day' },
      '2 --arrivals: got 10/day; a rate is per second, minute, hour, such as 10/minute',
    ],
    [
      { from: 'now' },
      '2 --from now: a date must be yyyy-mm-ddThh:mm:ss with Z or an offset at the end, such as 2027-01-01T00:00:00-05:00',
    ],
  ])('refuses %j', (wished, message) => {
    expect(messageOf(wished)).toBe(message);
  });

  test('refuses a job that has no queue, or is not there', () => {
    expect(messageOf({}, 'report')).toBe('2 report: no queue worker; simulate run shows what its runs do');
    expect(messageOf({}, 'resizes')).toBe('2 resizes: there is no such job; did you mean resize?');
  });

  test('draws one environment alone', () => {
    expect(messageOf({ format: 'svg', environment: [] })).toBe(
      '2 --format svg: a picture is of one environment; say which with --environment',
    );
  });
});
