import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { alarmKeys } from '../../../lib/jobs/alarms/job-alarm';
import { alarmsOf } from '../../../lib/jobs/job';
import { baseConfig, environmentOf } from '../support/environments';

const base = { ...baseConfig, alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' } };
const event = { task_command: ['x'], event_pattern: { source: ['shop'] } };

describe('an event that EventBridge could not deliver', () => {
  test.each([
    ['a lost event', {}, 'failed-invocations', { RuleName: 'app-test-ship' }],
    [
      'a lost event of another bus',
      { event_bus_name: 'partners' },
      'failed-invocations',
      { EventBusName: 'partners', RuleName: 'app-test-ship' },
    ],
    [
      'a dead letter',
      { delivery: { dead_letter_queue: true } },
      'dead-letters',
      { QueueName: 'app-test-ship-dead-letters' },
    ],
  ])('has one alarm: %s', (_, more, expectedKey, dimensions) => {
    const { jobs } = environmentOf({ event_jobs: { ship: { ...event, ...more } } }, base);
    expect(jobs.flatMap(alarmsOf).map(({ key, alarm }) => [key, alarm.queries])).toEqual([
      [expectedKey, [expect.objectContaining({ dimensions })]],
    ]);
  });
});

describe('the alarm for dropped runs', () => {
  const nightly = { task_command: ['x'], schedule_expression: 'rate(1 day)' };

  test('reads one metric for all schedules', () => {
    const { alarms } = environmentOf({ scheduled_jobs: { nightly, weekly: nightly } }, base);
    expect(alarms.map(({ key, alarm: { queries } }) => [key, queries])).toEqual([
      [
        'dropped-runs',
        [
          expect.objectContaining({
            name: 'InvocationDroppedCount',
            dimensions: { ScheduleGroup: 'app-test' },
          }),
        ],
      ],
    ]);
  });

  test.each([
    ['has no schedule', { event_jobs: { ship: event } }, base],
    ['has no alarms', { scheduled_jobs: { nightly } }, baseConfig],
    ['has only disabled schedules', { scheduled_jobs: { nightly: { ...nightly, state: 'DISABLED' } } }, base],
    ['has no job with alarms', { scheduled_jobs: { nightly: { ...nightly, alarms: false } } }, base],
  ])('is missing if the environment %s', (_, sections, config) => {
    expect(environmentOf(sections, config).alarms).toEqual([]);
  });
});

test('each kind of notification has a section in the runbook', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'alarms.md'), 'utf8');
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
  const ofScaling = new Set<string>(['busy', 'idle']);
  expect(headings).toEqual(
    expect.arrayContaining([
      'failed-run',
      'failed-task',
      'dropped-runs',
      ...alarmKeys.filter((key) => !ofScaling.has(key)),
    ]),
  );
});
