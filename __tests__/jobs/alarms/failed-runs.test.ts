import { describe, expect, test } from '@jest/globals';
import { defaultEventPatternBytes } from '../../../lib/aws/events/limits';
import { matchesPattern } from '../../../lib/aws/events/match-event-pattern';
import { renderInput } from '../../../lib/aws/events/render-input-template';
import { isEventPattern, validatePattern } from '../../../lib/aws/events/validate-event-pattern';
import { validateInputTransformer } from '../../../lib/aws/events/validate-input-transformer';
import type { FailureRule } from '../../../lib/jobs/alarms/failed-runs';
import { failureRuleName, failureRulePattern } from '../../../lib/jobs/resource-names';
import { renderedBytes } from '../../../lib/jobs/rendered-size';
import { baseConfig, environmentOf } from '../support/environments';
import {
  deployment,
  execution,
  serviceAction,
  serviceEvents,
  task,
  type Container,
} from './support/failure-events';

const config = { ...baseConfig, alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' } };
const daily = { task_command: ['x'], schedule_expression: 'rate(1 day)' };

type Fields = Readonly<Record<string, unknown>>;

function rulesOf(sections: Fields, base: Fields = config): readonly FailureRule[] {
  return environmentOf(sections, base).failureRules;
}

/** Returns the messages that the rules publish for an event. */
function messages(rules: readonly FailureRule[], event: object): readonly unknown[] {
  return rules.flatMap(({ eventPattern, message }) => {
    const pattern: unknown = JSON.parse(JSON.stringify(eventPattern));
    if (!isEventPattern(pattern)) throw new TypeError(validatePattern(pattern).join());
    expect(validateInputTransformer(message)).toEqual([]);
    return matchesPattern(pattern, event) ? [renderInput(message, event)] : [];
  });
}

describe('an environment without an SNS topic', () => {
  test('has no rule', () => {
    expect(rulesOf({ scheduled_jobs: { nightly: daily } }, baseConfig)).toEqual([]);
  });
});

describe('the rule for runs', () => {
  const rules = rulesOf({
    scheduled_jobs: {
      nightly: daily,
      off: { ...daily, state: 'DISABLED' },
      mute: { ...daily, alarms: false },
    },
    file_upload_jobs: { etl: { task_command: ['x'], target: 'state_machine' } },
  });

  test('has a name that no rule of a job can have', () => {
    expect(rules.map(({ key, name }) => [key, name])).toEqual([['runs', 'app-test.failed-runs']]);
  });

  test('publishes the failure of a check of runs', () => {
    expect(messages(rules, execution('app-test--watch', 'FAILED'))).toHaveLength(1);
    expect(messages(rules, execution('app-test--watch', 'SUCCEEDED'))).toEqual([]);
    const unwatched = rulesOf({ scheduled_jobs: { nightly: { ...daily, missed_run: false } } });
    expect(messages(unwatched, execution('app-test--watch', 'FAILED'))).toEqual([]);
  });

  test.each(['FAILED', 'TIMED_OUT', 'ABORTED'])('publishes the status %s of each job', (status) => {
    for (const machine of ['app-test-nightly', 'app-test-etl'])
      expect(messages(rules, execution(machine, status))).toEqual([
        `A run of a background job ended with the status ${status} at 2026-03-01T03:04:05Z, in the environment test. | Job: arn:aws:states:us-east-1:123456789012:stateMachine:${machine} | Run: https://console.aws.amazon.com/states/home?region=us-east-1#/v2/executions/details/arn:aws:states:us-east-1:123456789012:execution:${machine}:one | Show the log: npx background-jobs commands --execution arn:aws:states:us-east-1:123456789012:execution:${machine}:one | Runbook: docs/alarms.md#failed-run`,
      ]);
  });

  test.each([
    ['another status', execution('app-test-nightly', 'SUCCEEDED')],
    ['the start', execution('app-test-nightly', 'RUNNING')],
    ['the machine of another service', execution('app-test-2-nightly', 'FAILED')],
    ['a longer name', execution('app-test-nightly-2', 'FAILED')],
    ['a disabled job', execution('app-test-off', 'FAILED')],
    ['a job without alarms', execution('app-test-mute', 'FAILED')],
    ['a task of a state machine', task('AWS Step Functions', [{ name: 'app-test', exitCode: 1 }])],
  ])('publishes nothing for %s', (_, event) => {
    expect(messages(rules, event)).toEqual([]);
  });
});

describe('the rule for tasks', () => {
  const rules = rulesOf({
    file_upload_jobs: { etl: { task_command: ['x'] }, off: { task_command: ['x'], state: 'DISABLED' } },
  });
  const own = (exitCode?: number): Container => ({
    name: 'app-test',
    ...(exitCode === undefined ? {} : { exitCode }),
  });

  test.each([
    ['a failed container', task('events-rule/app-test-etl', [{ name: 'proxy', exitCode: 0 }, own(1)])],
    [
      'a container that never started',
      task('events-rule/app-test-etl', [own()], { stopCode: 'TaskFailedToStart' }),
    ],
  ])('publishes %s', (_, event) => {
    const { stopCode } = event.detail;
    expect(messages(rules, event)).toEqual([
      `A task of a background job failed or did not start (${stopCode}) at 2026-03-01T03:04:05Z, in the environment test. | Job: events-rule/app-test-etl | Task: arn:aws:ecs:us-east-1:123456789012:task/app-test/1 | Show the log: npx background-jobs commands --task arn:aws:ecs:us-east-1:123456789012:task/app-test/1 | Runbook: docs/alarms.md#failed-task`,
    ]);
  });

  test.each([
    ['a success', task('events-rule/app-test-etl', [own(0)])],
    ['a failed sidecar', task('events-rule/app-test-etl', [own(0), { name: 'proxy', exitCode: 1 }])],
    ['a running task', task('events-rule/app-test-etl', [own()], { lastStatus: 'PENDING' })],
    ['a task of the service', task('ecs-svc/1234567890123456789', [own(1)])],
    ['a disabled job', task('events-rule/app-test-off', [own(1)])],
    [
      'another cluster',
      task('events-rule/app-test-etl', [own(1)], {
        clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/other',
      }),
    ],
  ])('publishes nothing for %s', (_, event) => {
    expect(messages(rules, event)).toEqual([]);
  });
});

describe('the rule for workers', () => {
  const worker = { task_command: ['x'], max_processing_seconds: 60, max_tasks: 4 };
  const queue_worker_jobs = {
    pages: worker,
    off: { ...worker, state: 'DISABLED' },
    mute: { ...worker, alarms: false },
  };
  const rules = rulesOf({ queue_worker_jobs });

  test('publishes a message if tasks do not start, and if a deployment fails', () => {
    const service = 'arn:aws:ecs:us-east-1:123456789012:service/app-test/app-test-pages';
    const events = {
      SERVICE_TASK_START_IMPAIRED: serviceAction,
      SERVICE_DEPLOYMENT_FAILED: deployment,
    };
    for (const [name, eventOf] of Object.entries(events))
      expect(messages(rules, eventOf('app-test/app-test-pages', name))).toEqual([
        `A queue worker can't start its tasks, or its deployment failed (${name}) at 2026-03-01T03:04:05Z, in the environment test. | Job: ${service} | Services: https://console.aws.amazon.com/ecs/v2/clusters/app-test/services?region=us-east-1 | Show the reason: npx background-jobs commands --service ${service} | Runbook: docs/alarms.md#failed-worker`,
      ]);
  });

  test.each(serviceEvents)('publishes exactly the failures of enabled workers: %j', (event, isReported) => {
    expect(messages(rules, event)).toHaveLength(isReported ? 1 : 0);
  });
});

test('many workers have several rules, and each worker is in exactly one', () => {
  const names = Array.from({ length: 40 }, (_, index) => `job-${index}`);
  const worker = { task_command: ['x'], max_processing_seconds: 60, max_tasks: 4 };
  const rules = rulesOf({ queue_worker_jobs: Object.fromEntries(names.map((name) => [name, worker])) });
  expect(rules.map(({ key }) => key)).toEqual(['workers', 'workers-2']);
  for (const { eventPattern } of rules)
    expect(renderedBytes(eventPattern)).toBeLessThanOrEqual(defaultEventPatternBytes);
  for (const name of names)
    expect(
      messages(rules, deployment(`app-test/app-test-${name}`, 'SERVICE_DEPLOYMENT_FAILED')),
    ).toHaveLength(1);
});

test('many jobs have several rules, and each job is in exactly one', () => {
  const names = Array.from({ length: 60 }, (_, index) => `job-${index}`);
  const rules = rulesOf({ scheduled_jobs: Object.fromEntries(names.map((name) => [name, daily])) });
  expect(rules.map(({ key }) => key)).toEqual(['runs', 'runs-2', 'runs-3']);
  for (const { eventPattern } of rules)
    expect(renderedBytes(eventPattern)).toBeLessThanOrEqual(defaultEventPatternBytes);
  for (const name of names) expect(messages(rules, execution(`app-test-${name}`, 'FAILED'))).toHaveLength(1);
});

test('a run that a newer run replaces is not a failure', () => {
  const rules = rulesOf({ scheduled_jobs: { nightly: { ...daily, overlap: 'replace', missed_run: false } } });
  expect(rules.map(({ key }) => key)).toEqual(['replaceable-runs']);
  expect(messages(rules, execution('app-test-nightly', 'ABORTED'))).toEqual([]);
  for (const status of ['FAILED', 'TIMED_OUT'])
    expect(messages(rules, execution('app-test-nightly', status))).toHaveLength(1);
});

test('each severity has its own rule and topic', () => {
  const topics = {
    critical: 'arn:aws:sns:us-east-1:123456789012:a',
    warning: 'arn:aws:sns:us-east-1:123456789012:b',
  };
  const rules = rulesOf(
    { scheduled_jobs: { nightly: daily, weekly: { ...daily, alarms: { severity: 'warning' } } } },
    { ...baseConfig, alarms: { topics } },
  );
  expect(rules.map(({ key, topicArn }) => [key, topicArn])).toEqual([
    ['runs', topics.critical],
    ['runs-warning', topics.warning],
  ]);
  const [critical = [], warning = []] = rules.map((rule) =>
    messages([rule], execution('app-test-weekly', 'FAILED')),
  );
  expect([critical.length, warning.length]).toEqual([0, 1]);
});

test('a long name of a service gives a name that EventBridge accepts, and that CI may manage', () => {
  const service = 's'.repeat(55);
  const name = failureRuleName(service, 'replaceable-runs-warning-12');
  expect(name.length).toBeLessThanOrEqual(64);
  expect(name.startsWith(failureRulePattern(service).replace('*', ''))).toBe(true);
});

test('AWS’s fields with quotes never reach a message', () => {
  const paths = rulesOf({
    scheduled_jobs: { nightly: daily },
    file_upload_jobs: { etl: { task_command: ['x'] } },
  }).flatMap(({ message }) => Object.values(message.inputPaths));
  expect(new Set(paths)).toEqual(
    new Set([
      '$.detail.executionArn',
      '$.detail.stateMachineArn',
      '$.detail.status',
      '$.detail.startedBy',
      '$.detail.stopCode',
      '$.detail.taskArn',
      '$.time',
    ]),
  );
});
