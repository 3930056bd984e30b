import { describe, expect, test } from '@jest/globals';
import { topicOf } from '../../../lib/jobs/alarms/topics';
import { alarmsOf, topicOfJob } from '../../../lib/jobs/job';
import { baseConfig, environmentOf } from '../support/environments';

const [critical, warning] = ['critical', 'warning'].map(
  (name) => `arn:aws:sns:us-east-1:123456789012:${name}`,
);
const oneTopic = { ...baseConfig, alarms: { sns_topic_arn: critical } };
const twoTopics = { ...baseConfig, alarms: { topics: { critical, warning } } };

function topic(base: Readonly<Record<string, unknown>>, job: Parameters<typeof topicOf>[1]) {
  return topicOf(environmentOf({}, base).config, job);
}

describe('the topic of a job', () => {
  test.each([
    ['an environment without alarms has none', baseConfig, {}, undefined],
    ['the default is critical', twoTopics, {}, critical],
    ['a severity selects its topic', twoTopics, { alarms: { severity: 'warning' } }, warning],
    ['one topic is for every severity', oneTopic, { alarms: { severity: 'warning' } }, critical],
    ['a job can switch its alarms off', twoTopics, { alarms: false }, undefined],
    ['a disabled job has none', twoTopics, { state: 'DISABLED' }, undefined],
  ] as const)('%s', (_, base, job, expected) => {
    expect(topic(base, job)).toBe(expected);
  });
});

test('the alarms of each job notify the topic of its severity, and those of a disabled job are silent', () => {
  const worker = { task_command: ['x'], max_processing_seconds: 30, max_tasks: 1 };
  const nightly = {
    task_command: ['x'],
    schedule_expression: 'rate(1 day)',
    delivery: { dead_letter_queue: true },
  };
  const { config, jobs } = environmentOf(
    {
      queue_worker_jobs: { loud: worker, quiet: { ...worker, alarms: false } },
      scheduled_jobs: {
        nightly: { ...nightly, alarms: { severity: 'warning' } },
        off: { ...nightly, state: 'DISABLED' },
      },
    },
    twoTopics,
  );
  const topics = jobs.flatMap((job) =>
    alarmsOf(job).flatMap(({ key, action }) =>
      action.kind === 'notify_topic' ? [[job.name, key, action.topic]] : [],
    ),
  );
  expect(topics).toEqual([
    ['nightly', 'dead-letters', { arn: warning, isNotified: true }],
    ['off', 'dead-letters', { arn: critical, isNotified: false }],
    ['loud', 'dead-letters', { arn: critical, isNotified: true }],
    ['loud', 'message-age', { arn: critical, isNotified: true }],
    ['loud', 'dead-letters-added', { arn: critical, isNotified: true }],
    ['loud', 'stalled', { arn: critical, isNotified: true }],
  ]);
  expect(jobs.map((job) => [job.name, topicOfJob(config, job)])).toEqual([
    ['nightly', warning],
    ['off', undefined],
    ['loud', critical],
    ['quiet', undefined],
  ]);
});
