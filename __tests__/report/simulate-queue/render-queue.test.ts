import { describe, expect, test } from '@jest/globals';
import { drawQueue } from '../../../lib/report/simulate-queue/queue-chart-svg';
import { queuesToJson } from '../../../lib/report/simulate-queue/queue-to-json';
import { renderQueues } from '../../../lib/report/simulate-queue/render-queue';
import { simulateQueue } from '../../../lib/simulate/queue/simulate-queue';
import type { QueueSimulationOptions } from '../../../lib/simulate/queue/queue-simulation';
import { valueTicks } from '../../../lib/report/simulate-queue/chart-scales';
import { scalingOf } from '../../simulate/queue/support/scaling';

function simulated(options: Partial<QueueSimulationOptions> = {}, job = 'resize', maximum = 10) {
  const arrivals = [{ atSeconds: 0, count: 100 }];
  const simulation = simulateQueue(scalingOf({ maximum }), { arrivals, secondsPerMessage: 20, ...options });
  return { environment: 'batch', job, simulation };
}

describe('for people', () => {
  test('there are the minutes in which something changes, what happens, and what it comes to', () => {
    expect(renderQueues([simulated()])).toBe(`batch
  resize
    time        waiting  in flight    running    desired     oldest
    00:00:00        100          0          0          0   00:00:00
    00:01:00        100          0          0          0   00:01:00
    00:02:00  > alarm busy is in alarm, with 10
    00:02:00  > scaled from 0 to 10 tasks by alarm busy, with 10
    00:02:00  > alarm idle is ok, with 100
    00:02:00        100          0          0         10   00:02:00
    00:03:00         90         10         10         10   00:03:00
    00:04:00         60         10         10         10   00:04:00
    00:05:00         30         10         10         10   00:05:00
    00:06:00          0         10         10         10   00:06:00
    00:07:00          0          0         10         10          -
    00:08:00  > alarm busy is ok, with 0
    00:08:00          0          0         10         10          -
    …
    00:11:00          0          0         10         10          -
    00:12:00  > alarm idle is in alarm, with 0
    00:12:00  > scaled from 10 to 0 tasks by alarm idle, with 0
    00:12:00          0          0          0          0          -
    …
    00:14:00          0          0          0          0          -
  100 messages come, all are processed
  the first is begun after 00:03:00, and none waits longer than 00:06:00
  at the most 100 wait at once, and 10 tasks are there, for 1.67 task hours together
  no work is interrupted
  after 00:14:00 nothing is left to do, and the fewest tasks run
`);
  });

  test('what is interrupted, not done and assumed is said', () => {
    const arrivals = [
      { atSeconds: 0, count: 100 },
      { atSeconds: 715, count: 100 },
    ];
    const printed = renderQueues([
      simulated({ arrivals, durationSeconds: 770, visibilityTimeoutSeconds: 20 }),
    ]);
    expect(printed).toContain(`
    00:12:00  > tasks are stopped in the middle of 10 messages
`);
    expect(printed).toContain('200 messages come, 100 are processed, 100 are not\n');
    expect(printed).toContain(
      'work on 10 messages is interrupted at the worst, and done again: ECS stops any task that does not protect itself\n',
    );
    expect(printed).toContain('  ended after 00:12:50, as was asked\n  note: a message takes 20 seconds');
  });

  test('however long it is, nobody has to read more than some sixty minutes', () => {
    const arrivals = Array.from({ length: 20_000 }, (_, index) => ({
      atSeconds: index,
      count: 1 + (index % 3),
    }));
    const printed = renderQueues([simulated({ arrivals }, 'resize', 20)]);
    expect(printed).toMatch(/^ {2}resize, every \d+ minutes and where something happens$/m);
    expect(
      printed.split('\n').filter((line) => /^ {4}\d\d:\d\d:\d\d +\d/.test(line)).length,
    ).toBeLessThanOrEqual(60);
  });
});

test('for programs there is every minute', () => {
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
          { kind: 'alarm', at_seconds: 120, alarm: 'idle', state: 'OK', value: 100 },
          { kind: 'alarm', at_seconds: 480 },
          { kind: 'alarm', at_seconds: 720 },
          { kind: 'scaled', at_seconds: 720, from: 10, to: 0 },
        ],
        totals: {
          messages: 100,
          processed: 100,
          interruptions: 0,
          longest_wait_seconds: 360,
          first_begun_after_seconds: 180,
          highest_backlog: 100,
          most_tasks: 10,
          task_seconds: 6000,
          seconds: 840,
        },
        end: 'at-rest',
        notes: [],
      },
    ],
  });
  const [minutes] = [simulated().simulation.minutes];
  expect(minutes.map(({ minute }) => minute)).toEqual(Array.from({ length: 15 }, (_, minute) => minute));
  expect(queuesToJson([simulated()])).toContain(`        {
          "minute": 7,
          "waiting": 0,
          "in_flight": 0,
          "tasks_running": 10,
          "tasks_desired": 10,
          "oldest_seconds": null
        }`);
});

describe('the picture', () => {
  test('is the same for the same, and says what it shows', () => {
    const picture = drawQueue(simulated());
    expect(drawQueue(simulated())).toBe(picture);
    expect(picture).toContain('<title id="title">The queue of resize in batch, over time</title>');
    expect(picture).toContain(
      '<desc id="description">100 messages within 00:14:00: at the most 100 wait and 10 tasks are there; the longest wait is 6 minutes; 0 are interrupted.</desc>',
    );
  });

  test('needs nothing from elsewhere, and runs nothing', () => {
    expect(drawQueue(simulated())).not.toMatch(/<script|<image|<use|href|url\(|@import|@font-face|\son\w+=/i);
  });

  test('has no text that could be markup', () => {
    const picture = drawQueue(simulated({}, '"><script>alert(1)</script>&\u0000\u001b'));
    expect(picture).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\\u0000\\u001b in batch');
    expect(picture).not.toContain('<script');
    expect(picture).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('draws each value from its minute on', () => {
    // 860 wide, 66 and 24 left free: 55 for each of 14 minutes; 10 tasks are 130 high.
    expect(drawQueue(simulated())).toContain('<path class="first" d="M66 374H231V244H726V374H836V374"/>');
  });

  test('marks what is interrupted', () => {
    const arrivals = [
      { atSeconds: 0, count: 100 },
      { atSeconds: 715, count: 100 },
    ];
    expect(drawQueue(simulated({ arrivals })).match(/class="lost"/g)).toHaveLength(2);
    expect(drawQueue(simulated())).not.toContain('class="lost"');
  });

  test.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [10, [0, 5, 10]],
    [101, [0, 50, 100, 150]],
    [1_000_000, [0, 500_000, 1_000_000]],
  ])('a scale to %s has round numbers', (largest, ticks) => {
    expect(valueTicks(largest)).toEqual(ticks);
  });
});
