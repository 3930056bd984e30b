import { describe, expect, test } from '@jest/globals';
import { drawQueues } from '../../../lib/report/simulate-queue/svg';
import { queuesToJson } from '../../../lib/report/simulate-queue/json';
import { renderQueues } from '../../../lib/report/simulate-queue/text';
import { simulateQueue } from '../../../lib/simulate/queue/simulate-queue';
import type { QueueSimulationOptions } from '../../../lib/simulate/queue/queue-simulation';
import { valueTicks } from '../../../lib/report/simulate-queue/chart-scales';
import { scalingOf } from '../../simulate/queue/support/scaling';

function simulated(options: Partial<QueueSimulationOptions> = {}, job = 'resize', maximum = 10) {
  const arrivals = [{ atSeconds: 0, count: 100 }];
  const simulation = simulateQueue(scalingOf({ maximum }), { arrivals, secondsPerMessage: 20, ...options });
  return { environment: 'batch', job, simulation };
}

describe('the text', () => {
  test('has the minutes that change, the events between them, and the totals', () => {
    expect(renderQueues([simulated()])).toBe(`batch
  resize
    time        waiting  in flight    running    desired     oldest
    00:00:00        100          0          0          0   00:00:00
    00:01:00        100          0          0          0   00:01:00
    00:02:00  > alarm busy changes to ALARM (value 10)
    00:02:00  > scales from 0 to 10 tasks (alarm busy, value 10)
    00:02:00        100          0          0         10   00:02:00
    00:03:00         90         10         10         10   00:03:00
    00:04:00         60         10         10         10   00:04:00
    00:05:00         30         10         10         10   00:05:00
    00:06:00          0         10         10         10   00:06:00
    00:07:00          0          0         10         10          -
    00:08:00  > alarm busy changes to OK (value 0)
    00:08:00          0          0         10         10          -
    00:12:00  > alarm idle changes to ALARM (value 10)
    …
    00:12:00          0          0         10         10          -
    …
    00:16:00          0          0         10         10          -
    00:17:00  > scales from 10 to 0 tasks (alarm idle, value 10)
    00:17:00          0          0          0          0          -
  100 messages: all processed
  the first message waits 00:03:00; the longest wait is 00:06:00
  at most 100 messages in the backlog, at most 10 tasks, 2.5 task hours in total
  no message is interrupted
  ends after 00:17:00: the queue is empty and the minimum number of tasks runs
`);
  });

  test('has interrupted and unprocessed messages, and assumptions', () => {
    const arrivals = [
      { atSeconds: 0, count: 100 },
      { atSeconds: 1015, count: 100 },
    ];
    const printed = renderQueues([
      simulated({ arrivals, durationSeconds: 1070, visibilityTimeoutSeconds: 20 }),
    ]);
    expect(printed).toContain(`
    00:17:00  > tasks stop before they finish 10 messages
`);
    expect(printed).toContain('200 messages: 100 processed, 100 not processed\n');
    expect(printed).toContain(
      'up to 10 messages interrupted, because ECS can stop a busy task that has no scale-in protection; each interruption counts as a receive\n',
    );
    expect(printed).toContain(
      '  ends after 00:17:50, the requested duration\n  note: a task processes a message in 20 seconds',
    );
  });

  test('has the deployment, and the dead letters that it causes', () => {
    const printed = renderQueues([simulated({ deployAt: 210, maxReceiveCount: 1 })]);
    expect(printed).toContain('    00:03:30  > a deployment begins to replace all tasks\n');
    expect(printed).toContain('    00:04:30  > the deployment has replaced all tasks\n');
    expect(printed).toContain('10 messages received too often: moved to the dead-letter queue\n');
    expect(printed).toContain('100 messages: 90 processed, 10 not processed (10 dead letters)\n');
    const events: unknown = JSON.parse(queuesToJson([simulated({ deployAt: 210, maxReceiveCount: 1 })]));
    expect(events).toMatchObject({ simulations: [{ totals: { dead_letters: 10, interruptions: 10 } }] });
  });

  test('has at most sixty rows, however long the simulation is', () => {
    const arrivals = Array.from({ length: 5000 }, (_, index) => ({
      atSeconds: index,
      count: 1 + (index % 3),
    }));
    const printed = renderQueues([simulated({ arrivals }, 'resize', 20)]);
    expect(printed).toMatch(/^ {2}resize, a row for every \d+ minutes and for each change$/m);
    expect(
      printed.split('\n').filter((line) => /^ {4}\d\d:\d\d:\d\d +\d/.test(line)).length,
    ).toBeLessThanOrEqual(60);
  });
});

test('JSON has every minute', () => {
  const parsed: unknown = JSON.parse(queuesToJson([simulated()]));
  expect(parsed).toMatchObject({
    simulations: [
      {
        environment: 'batch',
        job: 'resize',
        events: [
          { kind: 'alarm', at_seconds: 120, alarm: 'busy', state: 'ALARM', value: 10 },
          {
            kind: 'scaled',
            at_seconds: 120,
            from: 0,
            to: 10,
            by: { kind: 'alarm', alarm: 'busy', value: 10 },
          },
          { kind: 'alarm', at_seconds: 480 },
          { kind: 'alarm', at_seconds: 720 },
          { kind: 'scaled', at_seconds: 1020, from: 10, to: 0 },
        ],
        totals: {
          messages: 100,
          processed: 100,
          interruptions: 0,
          dead_letters: 0,
          longest_wait_seconds: 360,
          first_begun_after_seconds: 180,
          highest_backlog: 100,
          most_tasks: 10,
          task_seconds: 9000,
          seconds: 1020,
        },
        end: 'at-rest',
        notes: [],
      },
    ],
  });
  const [minutes] = [simulated().simulation.minutes];
  expect(minutes.map(({ minute }) => minute)).toEqual(Array.from({ length: 18 }, (_, minute) => minute));
  expect(queuesToJson([simulated()])).toContain(`        {
          "minute": 7,
          "waiting": 0,
          "in_flight": 0,
          "tasks_running": 10,
          "tasks_desired": 10,
          "oldest_seconds": null
        }`);
});

describe('the image', () => {
  test('is deterministic, and has a title and a description', () => {
    const picture = drawQueues([simulated()]);
    expect(drawQueues([simulated()])).toBe(picture);
    expect(picture).toContain('<title id="title">Queue of resize in batch, by time</title>');
    expect(picture).toContain(
      '<desc id="description">100 messages in 00:17:00: at most 100 wait, at most 10 tasks exist, the longest wait is 6 minutes, and 0 messages are interrupted.</desc>',
    );
  });

  test('is self-contained, and has no scripts', () => {
    expect(drawQueues([simulated()])).not.toMatch(
      /<script|<image|<use|href|url\(|@import|@font-face|\son\w+=/i,
    );
  });

  test('escapes text that could be markup', () => {
    const picture = drawQueues([simulated({}, '"><script>alert(1)</script>&\u0000\u001b')]);
    expect(picture).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\\u0000\\u001b in batch');
    expect(picture).not.toContain('<script');
    expect(picture).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('draws each value from its minute', () => {
    // The width is 860, with margins of 66 and 24: 45.3 for each of 17 minutes. The height of 10 tasks is 130.
    expect(drawQueues([simulated()])).toContain('<path class="first" d="M66 374H201.9V244H836V374"/>');
  });

  test('marks interrupted messages', () => {
    const arrivals = [
      { atSeconds: 0, count: 100 },
      { atSeconds: 1015, count: 100 },
    ];
    expect(drawQueues([simulated({ arrivals })]).match(/class="interrupted"/g)).toHaveLength(2);
    expect(drawQueues([simulated()])).not.toContain('class="interrupted"');
  });

  test.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [10, [0, 5, 10]],
    [101, [0, 50, 100, 150]],
    [1_000_000, [0, 500_000, 1_000_000]],
  ])('a scale up to %s has round numbers', (largest, ticks) => {
    expect(valueTicks(largest)).toEqual(ticks);
  });
});
