import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { DeferredString } from '../../../lib/values/deferred-values';
import { AlarmEvaluator, type AlarmState } from '../../../lib/aws/alarms/evaluate-alarm';
import { maximumExcessPercent, maximumSteps, type ScalingStep } from '../../../lib/aws/scaling/scaling';
import { synthesize } from '../../../lib/resources/stack/synthesize';
import type { QueueWorkerJob } from '../../../lib/jobs/queue-worker/queue-worker';
import { backlogPerTask } from '../../../lib/jobs/queue-worker/queue-worker-job';
import { simulateUpload } from '../../../lib/simulate/upload/simulate-upload';
import { parsed } from '../../support/stack-json';
import { baseConfig, environmentOf, objectCreatedEvent } from '../support/environments';
import { least, issuesOfWorker, workerOf } from '../support/workers';

type Fields = Readonly<Record<string, unknown>>;

describe('the queues of a worker', () => {
  test('hide a message during its processing, and keep dead letters', () => {
    const { queue, deadLetterQueue } = workerOf({ stop_timeout_seconds: 120, queue: { fifo: true } });
    expect(queue).toMatchObject({
      name: 'app-test-work.fifo',
      visibilityTimeoutSeconds: 180,
      maxReceiveCount: 5,
      messageGroupId: 'work',
    });
    expect(deadLetterQueue.name).toBe('app-test-work-dead-letters.fifo');
    expect(workerOf({}).queue).toMatchObject({ name: 'app-test-work', messageGroupId: undefined });
  });

  test('are encrypted with the job’s key, or the environment’s', () => {
    const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
    expect(workerOf({}, { kms_key_arn: key('a') }).queue.kmsKeyArn).toBe(key('a'));
    expect(workerOf({ queue: { kms_key_arn: key('b') } }, { kms_key_arn: key('a') }).queue.kmsKeyArn).toBe(
      key('b'),
    );
    expect(workerOf({}).queue.kmsKeyArn).toBeUndefined();
  });

  const plainText = (text: DeferredString): string =>
    typeof text === 'string' ? text : JSON.stringify(text);

  /** Returns the decision of SQS by the queue's policy only, without an identity policy. */
  async function allows(
    job: QueueWorkerJob,
    principal: string,
    action: string,
    context: Record<string, string> = {},
    queue = job.queue,
  ): Promise<boolean> {
    const result = await runSimulation(
      {
        request: {
          principal,
          action,
          resource: { resource: plainText(queue.arn), accountId: '123456789012' },
          contextVariables: { 'aws:SecureTransport': 'true', ...context },
        },
        identityPolicies: [],
        resourcePolicy: queue.policy,
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    );
    if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
    return result.overallResult === 'Allowed';
  }

  const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

  test('let only the worker’s role receive and only the configured roles send', async () => {
    const job = workerOf({ task_role_arn: role('worker'), send_from_role_arns: [role('web')] });
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility']) {
      expect([action, await allows(job, role('worker'), action)]).toEqual([action, true]);
      expect([action, await allows(job, role('web'), action)]).toEqual([action, false]);
      expect([action, await allows(job, role('other'), action)]).toEqual([action, false]);
    }
    expect(await allows(job, role('web'), 'sqs:SendMessage')).toBe(true);
    expect(await allows(job, role('worker'), 'sqs:SendMessage')).toBe(false);
    expect(await allows(job, role('web'), 'sqs:SendMessage', { 'aws:SecureTransport': 'false' })).toBe(false);
    expect(await allows(job, role('worker'), 'sqs:ReceiveMessage', { 'aws:SecureTransport': 'false' })).toBe(
      false,
    );
    expect(await allows(job, role('worker'), 'sqs:DeleteQueue')).toBe(false);
    const deadLetters = { ...job.queue, ...job.deadLetterQueue };
    expect(await allows(job, role('worker'), 'sqs:SendMessage', {}, deadLetters)).toBe(true);
    expect(await allows(job, role('worker'), 'sqs:ReceiveMessage', {}, deadLetters)).toBe(false);
  });

  test('let roles in other accounts send if the job names the role or its account', async () => {
    const foreign = 'arn:aws:iam::210987654321:role/web';
    const job = workerOf({ send_from_role_arns: [foreign], send_from_account_ids: ['333333333333'] });
    const sendAs = (principal: string, action = 'sqs:SendMessage') =>
      runSimulation(
        {
          request: {
            principal,
            action,
            resource: { resource: plainText(job.queue.arn), accountId: '123456789012' },
            contextVariables: { 'aws:SecureTransport': 'true' },
          },
          // The owner of the other account must also let its roles send.
          identityPolicies: [
            {
              name: 'send',
              policy: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }],
              },
            },
          ],
          resourcePolicy: job.queue.policy,
          serviceControlPolicies: [],
          resourceControlPolicies: [],
        },
        {},
      ).then((result) => result.resultType !== 'error' && result.overallResult === 'Allowed');
    expect(await sendAs(foreign)).toBe(true);
    expect(await sendAs('arn:aws:iam::210987654321:role/other')).toBe(false);
    expect(await sendAs('arn:aws:iam::333333333333:role/any')).toBe(true);
    expect(await sendAs('arn:aws:iam::444444444444:role/any')).toBe(false);
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:PurgeQueue'])
      expect([action, await sendAs('arn:aws:iam::333333333333:role/any', action)]).toEqual([action, false]);
  });

  test('need no message groups if they are standard queues, and send a configured group with uploads only', () => {
    const group = (fields: Fields) => {
      const { queue, upload } = workerOf(fields);
      return [
        queue.isFifo,
        queue.messageGroupId,
        upload?.target.kind === 'queue' && upload.target.messageGroupId,
      ];
    };
    expect(group({ file_upload: {} })).toEqual([false, undefined, undefined]);
    expect(group({ file_upload: {}, queue: { message_group_id: 'x' } })).toEqual([false, 'x', 'x']);
    expect(group({ file_upload: {}, queue: { fifo: true } })).toEqual([true, 'work', 'work']);
    const byKey = workerOf({ file_upload: {}, queue: { message_group_id: '<object_key>' } });
    expect([byKey.queue.messageGroupId, byKey.upload?.isGroupedByKey]).toEqual([undefined, true]);
    const stackOf = (queue: Fields) =>
      synthesize([
        environmentOf({
          queue_worker_jobs: {
            work: {
              ...least,
              queue,
              file_upload: { source_bucket: 'bucket' },
              schedule: { schedule_expression: 'rate(1 day)' },
            },
          },
        }),
      ])
        .map(({ content }) => content)
        .join('');
    const standard = stackOf({ message_group_id: 'x' });
    // Only the rule sends the group. In a standard queue, the Scheduler sends none.
    expect(standard.match(/"message_group_id": "x"/g)).toHaveLength(1);
    expect(standard).not.toMatch(/fifo|content_based|deduplication_scope/);
    const fifo = stackOf({ message_group_id: 'x', fifo: true, high_throughput: true });
    expect(fifo.match(/"message_group_id": "x"/g)).toHaveLength(2);
    // Both queues have the setting. Otherwise the dead-letter queue would drop an equal message of another group.
    expect(fifo.match(/"deduplication_scope": "messageGroup"/g)).toHaveLength(2);
    expect(fifo.match(/"fifo_throughput_limit": "perMessageGroupId"/g)).toHaveLength(2);
  });

  test('let EventBridge send only for the job’s own rule of this account', async () => {
    const arn = 'arn:aws:events:us-east-1:123456789012:rule/app-test-work';
    const from = { 'aws:SourceArn': arn, 'aws:SourceAccount': '123456789012' };
    const filled = workerOf({ file_upload: {} });
    expect(await allows(filled, 'events.amazonaws.com', 'sqs:SendMessage', from)).toBe(true);
    expect(
      await allows(filled, 'events.amazonaws.com', 'sqs:SendMessage', {
        ...from,
        'aws:SourceArn': `${arn}x`,
      }),
    ).toBe(false);
    expect(
      await allows(filled, 'events.amazonaws.com', 'sqs:SendMessage', {
        ...from,
        'aws:SourceAccount': '999999999999',
      }),
    ).toBe(false);
    expect(await allows(workerOf({}), 'events.amazonaws.com', 'sqs:SendMessage', from)).toBe(false);
    // The rule starts a state machine, which sends with its own role.
    const throughMachine = workerOf({ file_upload: { message: { uri: 's3://x/<object_key>' } } });
    expect(throughMachine.upload?.target.kind).toBe('state_machine');
    expect(await allows(throughMachine, 'events.amazonaws.com', 'sqs:SendMessage', from)).toBe(false);
  });
});

test.each([
  ['a short message, the minimum', { max_processing_seconds: 10 }, 30, 40],
  ['a message, its time', { max_processing_seconds: 60 }, 60, 120],
  ['a long message, the maximum', { max_processing_seconds: 600, scale_in_protection: false }, 120, 720],
  [
    'a configured visibility timeout, the rest of it',
    { queue: { visibility_timeout_seconds: 100 } },
    40,
    100,
  ],
  [
    'the lowest accepted visibility timeout, the minimum',
    { queue: { visibility_timeout_seconds: 90 } },
    30,
    90,
  ],
  ['the longest accepted message, the minimum', { max_processing_seconds: 43_170 }, 30, 43_200],
])('the default stop timeout is, for %s', (_, fields, stop, visibility) => {
  const { taskDefinition, queue } = workerOf(fields);
  expect([taskDefinition.stopTimeoutSeconds, queue.visibilityTimeoutSeconds]).toEqual([stop, visibility]);
});

describe('the scaling of a worker', () => {
  /** Returns the step that Application Auto Scaling selects: by the distance from the threshold, which is one task. */
  const pick = (steps: readonly ScalingStep[], wanted: number): readonly ScalingStep[] =>
    steps.filter(({ lower = -Infinity, upper = Infinity }) => wanted - 1 >= lower && wanted - 1 < upper);

  test('has enough steps for each number of tasks, at most AWS’s maximum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 100_000 }), (most, wanted) => {
        const { scaling } = workerOf({ max_tasks: most });
        const steps = scaling.rules[0]?.policy.steps ?? [];
        expect(steps.length).toBeLessThanOrEqual(maximumSteps);
        const [picked, ...others] = pick(steps, wanted);
        expect(others).toEqual([]);
        expect(picked?.capacity).toBeGreaterThanOrEqual(Math.min(wanted, most));
        if (most <= maximumSteps) expect(picked?.capacity).toBe(Math.min(wanted, most));
        expect(picked?.capacity).toBeLessThanOrEqual(most);
        // One message starts one task. A step starts at most 1.6 times the needed tasks.
        expect(picked?.capacity).toBeLessThanOrEqual(wanted === 1 ? 1 : 1.6 * wanted);
        const excess = wanted > most ? 0 : 100 * ((picked?.capacity ?? 0) / wanted - 1);
        expect(excess).toBeLessThanOrEqual(maximumExcessPercent(scaling));
      }),
      { numRuns: tries(200) },
    );
  });

  test('has the maximum percentage by which a step exceeds the needed tasks', () => {
    const excess = (most: number) => maximumExcessPercent(workerOf({ max_tasks: most }).scaling);
    expect([1, 20, 21, 100, 1000, 5000].map(excess)).toEqual([0, 0, 5, 23, 44, 58]);
  });

  /** Evaluates an alarm of the worker with the metrics of each minute, the oldest first; `undefined` if one is missing. */
  const evaluateMinutes = (
    job: QueueWorkerJob,
    key: 'busy' | 'idle',
    before: AlarmState,
    minutes: readonly Readonly<Partial<Record<'visible' | 'inFlight' | 'running', number>>>[],
  ) => {
    const rule = job.scaling.rules.find((one) => one.key === key);
    if (rule === undefined) throw new Error(`no alarm ${key}`);
    const evaluator = new AlarmEvaluator(rule.alarm);
    const names = {
      ApproximateNumberOfMessagesVisible: 'visible',
      ApproximateNumberOfMessagesNotVisible: 'inFlight',
      CPUUtilization: 'running',
    } as const;
    const points = [...Array.from({ length: evaluator.range }, () => ({})), ...minutes]
      .slice(-evaluator.range)
      .map((minute: (typeof minutes)[number]) =>
        evaluator.valueOf(
          ({ name }) =>
            Object.entries(names).flatMap(([metric, field]) =>
              metric === name ? (minute[field] ?? []) : [],
            )[0],
        ),
      );
    return evaluator.evaluate(points, before);
  };
  const repeated = <T>(count: number, minute: T): readonly T[] => Array.from({ length: count }, () => minute);

  test('stops no task while metrics are missing', () => {
    for (const before of ['OK', 'ALARM'] as const) {
      for (const key of ['busy', 'idle'] as const)
        expect(evaluateMinutes(workerOf({}), key, before, [])).toEqual({ state: 'OK', value: undefined });
      const outage = [...repeated(2, { visible: 0, running: 4 }), ...repeated(5, {})];
      expect(evaluateMinutes(workerOf({}), 'idle', before, outage).state).toBe('OK');
      // The messages in flight are unknown, but tasks run.
      const withoutQueue = repeated(7, { running: 4 });
      expect(evaluateMinutes(workerOf({}), 'idle', before, withoutQueue).state).toBe('OK');
    }
  });

  test('is idle only as long as more tasks than the minimum run without a message', () => {
    const idle = (job: QueueWorkerJob, running: number | undefined) =>
      evaluateMinutes(
        job,
        'idle',
        'OK',
        repeated(5, { visible: 0, ...(running === undefined ? {} : { running }) }),
      ).state;
    expect([2, 1].map((running) => idle(workerOf({ min_tasks: 1 }), running))).toEqual(['ALARM', 'OK']);
    expect([1, undefined].map((running) => idle(workerOf({ min_tasks: 0 }), running))).toEqual([
      'ALARM',
      'OK',
    ]);
    const scheduled_scaling = [{ schedule_expression: 'rate(1 day)', min_tasks: 3, max_tasks: 4 }];
    // The alarm compares with min_tasks, because it does not know the minimum of a scheduled action.
    expect(idle(workerOf({ min_tasks: 1, scheduled_scaling }), 3)).toBe('ALARM');
    const justArrived = [...repeated(6, { visible: 0, running: 3 }), { visible: 1, running: 3 }];
    expect(evaluateMinutes(workerOf({}), 'idle', 'ALARM', justArrived).state).toBe('OK');
    // No task runs anymore, and the alarm must not keep the first task from starting.
    expect(
      evaluateMinutes(workerOf({}), 'idle', 'ALARM', [...justArrived.slice(1), { visible: 1 }]).state,
    ).toBe('OK');
  });

  test('keeps all tasks while a message is in flight, even if the number of tasks is reported late', () => {
    const busy = (...minutes: Parameters<typeof evaluateMinutes>[3]) =>
      evaluateMinutes(workerOf({ backlog_per_task: 10 }), 'busy', 'ALARM', minutes);
    const working = { visible: 0, inFlight: 4, running: 4 };
    expect(busy(working)).toEqual({ state: 'ALARM', value: 4 });
    expect(busy(working, { visible: 0, inFlight: 4 })).toEqual({ state: 'ALARM', value: 4 });
    expect(busy({ visible: 0, inFlight: 4 })).toEqual({ state: 'OK', value: undefined });
    // Waiting messages start tasks, even if none runs, and stop no running task.
    expect(busy({ visible: 1, running: 4 })).toEqual({ state: 'ALARM', value: 4 });
    expect(busy({ visible: 11 })).toEqual({ state: 'ALARM', value: 2 });
    expect(busy({ visible: 0, inFlight: 0, running: 4 })).toEqual({ state: 'OK', value: 0 });
  });

  test('reaches the highest maximum of all times', () => {
    const scheduled_scaling = [{ schedule_expression: 'rate(1 day)', min_tasks: 0, max_tasks: 12 }];
    const { scaling } = workerOf({ min_tasks: 0, scheduled_scaling });
    expect(scaling.rules[0]?.policy.steps.at(-1)?.capacity).toBe(12);
    expect(scaling).toMatchObject({ minimumCapacity: 0, maximumCapacity: 4 });
  });

  test('calculates the backlog from the latency and the time of a message', () => {
    expect(backlogPerTask({})).toBe(1);
    expect(backlogPerTask({ backlog_per_task: 7 })).toBe(7);
    expect(backlogPerTask({ target_latency_seconds: 60, seconds_per_message: 1.5 })).toBe(40);
    expect(backlogPerTask({ target_latency_seconds: 60, seconds_per_message: 59 })).toBe(1);
  });

  test('has the backlog without an exponent in its formula', () => {
    const formulaOf = (fields: Fields) =>
      workerOf(fields).scaling.rules[0]?.alarm.queries.find(({ id }) => id === 'desired_tasks');
    const formula = (backlog: number) =>
      expect.objectContaining({ expression: `CEIL(messages / ${backlog})` });
    expect(formulaOf({ target_latency_seconds: 43_200, seconds_per_message: 0.001 })).toEqual(
      formula(43_200_000),
    );
    expect(formulaOf({ backlog_per_task: 1_000_000 })).toEqual(formula(1_000_000));
    expect(issuesOfWorker({ target_latency_seconds: 60, seconds_per_message: 1e-320 })).toEqual([
      expect.stringContaining('seconds_per_message: 1e-320: must be at least 0.001 seconds'),
    ]);
    expect(issuesOfWorker({ backlog_per_task: 1_000_001 })).toEqual([
      expect.stringContaining('backlog_per_task: 1000001: must be at most 1000000 messages'),
    ]);
  });

  test('runs no task of a disabled job at any time', () => {
    const scheduled_scaling = [{ schedule_expression: 'rate(1 day)', min_tasks: 2, max_tasks: 4 }];
    const { scaling, service } = workerOf({ state: 'DISABLED', scheduled_scaling });
    expect(scaling).toMatchObject({ minimumCapacity: 0, maximumCapacity: 0, scheduledActions: [] });
    expect(service.desiredCount).toBe(0);
  });

  test('lets a deployment progress with any number of tasks, and doubles only a single task', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 }), (fewest, more) => {
        const most = fewest + more;
        const { service } = workerOf({ min_tasks: fewest, max_tasks: most });
        for (let desired = Math.max(1, fewest); desired <= most; desired += 1) {
          // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
          const running = Math.floor((desired * service.maximumPercent) / 100);
          const healthy = Math.ceil((desired * service.minimumHealthyPercent) / 100);
          expect(running > desired || healthy < desired).toBe(true);
          if (fewest > 1) expect(running).toBeLessThan(2 * desired);
          if (most === 1) expect(running).toBe(1);
        }
      }),
    );
  });

  test('stops all tasks for a deployment only if there is never more than one', () => {
    const scheduled_scaling = [{ schedule_expression: 'rate(1 day)', min_tasks: 4, max_tasks: 10 }];
    const percents = { minimumHealthyPercent: 100, maximumPercent: 200 };
    expect(workerOf({ max_tasks: 1, scheduled_scaling }).service).toMatchObject(percents);
    const never = [{ schedule_expression: 'rate(1 day)', min_tasks: 0, max_tasks: 0 }];
    expect(workerOf({ max_tasks: 1, scheduled_scaling: never }).service).toMatchObject({
      minimumHealthyPercent: 0,
      maximumPercent: 100,
    });
  });
});

test('ECS balances zones only if busy tasks protect themselves, or if the job asks for it', () => {
  const canRebalance = (fields: Fields) => workerOf(fields).service.canRebalance;
  expect(canRebalance({})).toBe(false);
  expect(canRebalance({ scale_in_protection: true })).toBe(true);
  expect(canRebalance({ scale_in_protection: true, max_tasks: 1 })).toBe(false);
  expect(canRebalance({ scale_in_protection: true, availability_zone_rebalancing: false })).toBe(false);
  expect(canRebalance({ availability_zone_rebalancing: true })).toBe(true);
});

test('alarms exist only with an SNS topic', () => {
  expect(workerOf({}).alarms).toEqual([]);
  const topic = 'arn:aws:sns:us-east-1:123456789012:jobs';
  const { alarms } = workerOf({ maximum_message_age_seconds: 900 }, { alarms: { sns_topic_arn: topic } });
  expect(alarms.map(({ key }) => key)).toEqual([
    'dead-letters',
    'message-age',
    'dead-letters-added',
    'stalled',
  ]);
  expect(
    alarms.slice(0, 2).map(({ key, action, alarm }) => [key, action, alarm.threshold, alarm.queries.at(-1)]),
  ).toEqual([
    [
      'dead-letters',
      { kind: 'notify_topic', topic: { arn: topic, isNotified: true } },
      1,
      expect.objectContaining({
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: 'app-test-work-dead-letters' },
      }),
    ],
    [
      'message-age',
      { kind: 'notify_topic', topic: { arn: topic, isNotified: true } },
      900,
      expect.objectContaining({
        name: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: 'app-test-work' },
      }),
    ],
  ]);
});

test('a task role gets the policy for protection only if the job uses it', () => {
  expect(workerOf({}).protection).toBeUndefined();
  const { protection } = workerOf({
    scale_in_protection: true,
    task_role_arn: 'arn:aws:iam::123456789012:role/a/b/worker',
  });
  expect(protection).toEqual({ key: 'worker', roleName: 'worker' });
});

describe('the message of an upload', () => {
  const keys = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
  const uploads = (fields: Fields) => {
    const environment = environmentOf({
      queue_worker_jobs: { work: { ...least, file_upload: { source_bucket: 'bucket', ...fields } } },
    });
    return (key: string) => simulateUpload(environment, [objectCreatedEvent(key, 'bucket')]).messages;
  };

  test('is S3’s event, or the configured message, with any key', () => {
    const whole = uploads({});
    const made = uploads({
      message: { key: '<object_key>', bucket: '<bucket_name>', "it's": 'a "text" \\' },
    });
    fc.assert(
      fc.property(keys, (key) => {
        expect(whole(key).map(({ body }) => parsed(body))).toEqual([objectCreatedEvent(key, 'bucket')]);
        expect(made(key).map(({ body }) => parsed(body))).toEqual([
          { key, bucket: 'bucket', "it's": 'a "text" \\' },
        ]);
      }),
    );
  });

  test('is sent only for uploads that match the filters, even while no task runs', () => {
    const some = uploads({ path_prefix: 'in/', path_suffix: ['.csv', '.txt'] });
    expect(some('in/a.csv')).toHaveLength(1);
    expect(some('in/a.pdf')).toEqual([]);
    expect(some('out/in/a.csv')).toEqual([]);
    expect(workerOf({ state: 'DISABLED', file_upload: {} }).upload?.rule.state).toBe('ENABLED');
  });
});

test('a worker with its own source starts with the execution role of the source', () => {
  const executionRoleOf = (job: QueueWorkerJob) => {
    const { executionRoleArn: arn } = job.taskDefinition;
    return typeof arn === 'string' ? arn : arn.parts;
  };
  expect(executionRoleOf(workerOf({}))).toBe('arn:aws:iam::123456789012:role/execution');
  expect(executionRoleOf(workerOf({ task_definition_family: 'other' }))).toEqual([
    expect.objectContaining({ name: 'execution_role_arn', ofJob: 'work' }),
  ]);
  const { service } = baseConfig;
  const worker = { ...least, task_definition_family: 'other' };
  const looksUp = (jobs: Fields) => {
    const environment = environmentOf(jobs, {
      ...baseConfig,
      service: { ...service, execution_role_arn: undefined },
    });
    return synthesize([environment]).some(({ content }) => content.includes('"task_definition": "app-test"'));
  };
  // Only jobs that need the application's role look it up.
  expect(looksUp({ queue_worker_jobs: { work: worker } })).toBe(false);
  expect(looksUp({ queue_worker_jobs: { work: worker, plain: least } })).toBe(true);
  const job = { task_command: ['x'], schedule_expression: 'rate(1 day)' };
  expect(looksUp({ queue_worker_jobs: { work: worker }, scheduled_jobs: { job } })).toBe(true);
});
