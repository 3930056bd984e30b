import { describe, expect, test } from '@jest/globals';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { alarmsOf } from '../../../lib/jobs/job';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { viewCommands } from '../../../lib/report/aws-commands/view';
import { resourcesOf } from '../../support/stack-json';
import { baseConfig, environmentOf } from '../support/environments';

const account = baseConfig.account_id;
const topic = `arn:aws:sns:us-east-1:${account}:jobs`;
const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;

type Fields = Readonly<Record<string, unknown>>;
const scheduled = (fields: Fields = {}, sections: Fields = {}) =>
  environmentOf({
    ...sections,
    scheduled_jobs: {
      nightly: { task_command: ['report'], schedule_expression: 'rate(1 day)', ...fields },
    },
  });
const worker = (delivery: Fields, upload: Fields = {}) =>
  environmentOf({
    queue_worker_jobs: {
      work: {
        task_command: ['work'],
        max_processing_seconds: 60,
        max_tasks: 1,
        schedule: { schedule_expression: 'rate(1 day)', delivery },
        ...upload,
      },
    },
  });
const resources = (environment: ReturnType<typeof environmentOf>, type: string) =>
  synthesize([environment])
    .filter(({ path }) => path === stackFile(environment.config.name))
    .flatMap(({ content }) => resourcesOf(content))
    .filter((resource) => resource.type === type);

/** Returns whether the policy of the Scheduler's role allows the action on the resource. */
async function maySchedulerDo(
  environment: ReturnType<typeof environmentOf>,
  action: string,
  resource: string,
): Promise<boolean> {
  const role = environment.roles.find(({ kind }) => kind === 'scheduler');
  if (role === undefined) throw new TypeError('no role for the Scheduler');
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/${role.name}`,
        action,
        resource: { resource, accountId: account },
        contextVariables: {},
      },
      identityPolicies: [{ name: role.name, policy: role.policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: undefined,
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}

describe('the delivery of a scheduled run', () => {
  const delivery = { maximum_event_age_seconds: 900, dead_letter_queue: true };

  test('has AWS’s limits and no queue if the job does not set it', () => {
    const [schedule] = resources(scheduled(), 'aws_scheduler_schedule');
    expect(schedule?.values['target']).not.toHaveProperty('retry_policy');
    expect(schedule?.values['target']).not.toHaveProperty('dead_letter_config');
    expect(resources(scheduled(), 'aws_sqs_queue')).toEqual([]);
  });

  test('has both limits, and depends on its dead-letter queue', () => {
    const [schedule] = resources(scheduled({ delivery }), 'aws_scheduler_schedule');
    expect(schedule?.values['target']).toMatchObject({
      retry_policy: { maximum_event_age_in_seconds: 900, maximum_retry_attempts: 185 },
      dead_letter_config: { arn: queueArn('app-test-nightly-dead-letters') },
    });
    expect(schedule?.values['depends_on']).toContain('aws_sqs_queue.jobs_nightly-dead-letters');
  });

  test('has one queue for all schedules of a job', () => {
    const environment = scheduled({
      delivery,
      schedule_expression: ['rate(1 day)', 'cron(0 4 * * ? *)'],
    });
    expect(resources(environment, 'aws_scheduler_schedule')).toHaveLength(2);
    expect(resources(environment, 'aws_sqs_queue')).toHaveLength(1);
  });

  test('is inherited from job_defaults', () => {
    const environment = scheduled({}, { job_defaults: { delivery } });
    expect(resources(environment, 'aws_sqs_queue')).toHaveLength(1);
  });

  test('can be a message that is kept beside the undelivered uploads of its worker', () => {
    const upload = { file_upload: { delivery: { dead_letter_queue: true } } };
    for (const environment of [worker(delivery), worker(delivery, upload)]) {
      const queues = resources(environment, 'aws_sqs_queue').map(({ values }) => values['name']);
      expect(queues.filter((name) => name === 'app-test-work-undelivered')).toHaveLength(1);
      const [schedule] = resources(environment, 'aws_scheduler_schedule');
      expect(schedule?.values['target']).toMatchObject({
        dead_letter_config: { arn: queueArn('app-test-work-undelivered') },
      });
    }
    // The schedule shares the queue, but the queue's policy must still allow the rule.
    const [queue] = resources(worker(delivery, upload), 'aws_sqs_queue').filter(
      ({ values }) => values['name'] === 'app-test-work-undelivered',
    );
    expect(queue?.values['policy']).toContain('SendUndeliveredEvents');
  });
});

describe('the role of the Scheduler', () => {
  const delivery = { dead_letter_queue: true };

  test('may send to the dead-letter queues of scheduled jobs, and to no other queue', async () => {
    const send = async (environment: ReturnType<typeof environmentOf>, queue: string) =>
      maySchedulerDo(environment, 'sqs:SendMessage', queueArn(queue));
    expect(await send(scheduled({ delivery }), 'app-test-nightly-dead-letters')).toBe(true);
    expect(await send(scheduled({ delivery }), 'app-test-nightly')).toBe(false);
    expect(await send(scheduled({ delivery }), 'other-nightly-dead-letters')).toBe(false);
    expect(await send(scheduled(), 'app-test-nightly-dead-letters')).toBe(false);
    expect(await send(worker(delivery), 'app-test-work-undelivered')).toBe(true);
  });

  test('may encrypt dead letters only if there is a queue for them', () => {
    const policyOf = (fields: Fields) =>
      JSON.stringify(scheduled(fields, { kms_key_arn: key }).roles.find(({ kind }) => kind === 'scheduler'));
    expect(policyOf({ delivery })).toContain('kms:GenerateDataKey');
    expect(policyOf({})).not.toContain('kms:GenerateDataKey');
  });
});

describe('the alarm of a dead-letter queue', () => {
  const delivery = { dead_letter_queue: true };
  const alarms = { alarms: { sns_topic_arn: topic } };
  const namesOf = (environment: ReturnType<typeof environmentOf>) =>
    environment.jobs.flatMap(alarmsOf).map(({ alarm }) => alarm.name);

  test('exists for a job of every kind with a queue, if there is a topic', () => {
    expect(namesOf(scheduled({ delivery }, alarms))).toEqual(['app-test-nightly-dead-letters']);
    expect(namesOf(scheduled({ delivery }))).toEqual([]);
    expect(namesOf(scheduled({}, alarms))).toEqual([]);
    const jobs = {
      file_upload_jobs: { etl: { task_command: ['etl'], delivery } },
      event_jobs: { ship: { task_command: ['ship'], event_pattern: { source: ['shop'] }, delivery } },
    };
    expect(namesOf(environmentOf({ ...alarms, ...jobs }))).toEqual([
      'app-test-etl-dead-letters',
      'app-test-ship-dead-letters',
    ]);
  });

  test('notifies the topic of the first dead letter', () => {
    const found = resources(scheduled({ delivery }, alarms), 'aws_cloudwatch_metric_alarm');
    expect(
      found.find(({ values }) => values['metric_name'] !== 'InvocationDroppedCount')?.values,
    ).toMatchObject({
      alarm_actions: [topic],
      threshold: 1,
      metric_name: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: 'app-test-nightly-dead-letters' },
    });
  });
});

describe('commands', () => {
  const delivery = { dead_letter_queue: true };
  const commandsOf = (environment: ReturnType<typeof environmentOf>): string =>
    viewCommands(environment.jobs.map((job) => ({ environment, job })))
      .flatMap(({ commands }) => commands.map(({ command }) => command))
      .join('\n');
  const url = `https://sqs.us-east-1.amazonaws.com/${account}/app-test-nightly-dead-letters`;

  test('read the dead letters of a scheduled job, and start their runs at the scheduled time', () => {
    const plain = commandsOf(scheduled({ delivery }));
    expect(plain).toMatch(new RegExp(`sqs receive-message[^#]*--queue-url '${url}'`));
    expect(plain).toContain('sqs delete-message');
    const timed = commandsOf(scheduled({ delivery, task_command: ['report', '<scheduled_time>'] }));
    expect(timed).toContain(`--input '{"scheduled_time":"TIME"}'`);
    expect(commandsOf(scheduled())).not.toContain('sqs');
  });

  test('read the dead letters of a rule, even if the rule itself starts the task', () => {
    const jobs = { etl: { task_command: ['etl'], delivery } };
    const direct = commandsOf(environmentOf({ file_upload_jobs: jobs }));
    expect(direct).toContain('app-test-etl-dead-letters');
    expect(direct).not.toContain('stepfunctions');
    const tracked = { etl: { ...jobs.etl, target: 'state_machine' } };
    expect(commandsOf(environmentOf({ file_upload_jobs: tracked }))).toContain('--input EVENT');
  });

  test('send the scheduled message of a worker again', () => {
    const commands = commandsOf(worker(delivery));
    expect(commands).toContain('app-test-work-undelivered');
    expect(commands).toContain('--message-body MESSAGE');
  });
});

describe('the log of a state machine', () => {
  const logOf = (fields: Fields) => ({
    group: resources(scheduled(fields), 'aws_cloudwatch_log_group')[0]?.values,
    machine: resources(scheduled(fields), 'aws_sfn_state_machine')[0]?.values['logging_configuration'],
  });

  test('has the data of runs and is deleted with its job by default', () => {
    const { group, machine } = logOf({});
    expect(group).not.toHaveProperty('skip_destroy');
    expect(machine).toMatchObject({ include_execution_data: true, level: 'ALL' });
  });

  test('has no data and is kept after deletion, if the job sets this', () => {
    const { group, machine } = logOf({ log_execution_data: false, keep_logs_after_deletion: true });
    expect(group).toMatchObject({ skip_destroy: true });
    expect(machine).toMatchObject({ include_execution_data: false, level: 'ALL' });
  });
});
