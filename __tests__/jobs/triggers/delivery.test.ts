import { describe, expect, test } from '@jest/globals';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { maximumRetentionSeconds } from '../../../lib/aws/queues';
import type { Delivery } from '../../../lib/jobs/triggers/triggers';
import type { FileUploadJob } from '../../../lib/jobs/job';
import { asRecord, resourcesOf } from '../../support/stack-json';
import { baseConfig, environmentOf } from '../support/environments';
import { synthesize, manifestFile } from '../../../lib/resources/stack/synthesize';

const account = baseConfig.account_id;
const rule = `arn:aws:events:us-east-1:${account}:rule/app-test-job`;
const queue = `arn:aws:sqs:us-east-1:${account}:app-test-job-dead-letters`;

function jobOf(fields: Readonly<Record<string, unknown>>): FileUploadJob {
  const [job] = environmentOf({ file_upload_jobs: { job: { task_command: ['etl'], ...fields } } }).jobs;
  if (job?.type !== 'file_upload_job') throw new TypeError('no file upload job');
  return job;
}

function deliveryOf(fields: Readonly<Record<string, unknown>>): Delivery | undefined {
  return jobOf({ delivery: fields }).rule.delivery;
}

/** Returns whether the queue's policy lets a principal send. */
async function maySend(principal: string, context: Readonly<Record<string, string>>): Promise<boolean> {
  const policy = deliveryOf({ dead_letter_queue: true })?.deadLetterQueue?.policy;
  const result = await runSimulation(
    {
      request: {
        principal,
        action: 'sqs:SendMessage',
        resource: { resource: queue, accountId: account },
        contextVariables: { 'aws:SecureTransport': 'true', ...context },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policy,
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}

describe('the delivery of an event', () => {
  test('has both of its limits, even if one is configured', () => {
    expect(jobOf({}).rule.delivery).toBeUndefined();
    expect(deliveryOf({})).toMatchObject({ maximumEventAgeSeconds: 86_400, maximumRetryAttempts: 185 });
    expect(deliveryOf({ maximum_event_age_seconds: 60 })).toMatchObject({
      maximumEventAgeSeconds: 60,
      maximumRetryAttempts: 185,
    });
    expect(deliveryOf({ maximum_retry_attempts: 0 })).toMatchObject({
      maximumEventAgeSeconds: 86_400,
      maximumRetryAttempts: 0,
    });
  });

  test('has a dead-letter queue only if the configuration has one', () => {
    expect(deliveryOf({})?.deadLetterQueue).toBeUndefined();
    expect(deliveryOf({ dead_letter_queue: true })?.deadLetterQueue).toMatchObject({
      name: 'app-test-job-dead-letters',
      arn: queue,
    });
  });
});

describe('a dead-letter queue', () => {
  const fromRule = { 'aws:SourceArn': rule, 'aws:SourceAccount': account };

  test('accepts only events that EventBridge sends for its own rule', async () => {
    expect(await maySend('events.amazonaws.com', fromRule)).toBe(true);
    const others = [
      { ...fromRule, 'aws:SourceArn': `${rule}-2` },
      { ...fromRule, 'aws:SourceAccount': '999999999999' },
      { ...fromRule, 'aws:SecureTransport': 'false' },
    ];
    for (const context of others) expect(await maySend('events.amazonaws.com', context)).toBe(false);
    expect(await maySend('sns.amazonaws.com', fromRule)).toBe(false);
    expect(await maySend('arn:aws:iam::999999999999:role/other', fromRule)).toBe(false);
  });

  const resourcesWith = (config: Readonly<Record<string, unknown>>) => {
    const job = { task_command: ['etl'], delivery: { dead_letter_queue: true } };
    return synthesize([environmentOf({ ...config, file_upload_jobs: { job } })])
      .filter(({ path }) => path !== manifestFile)
      .flatMap(({ content }) => resourcesOf(content));
  };
  const queueOf = (config: Readonly<Record<string, unknown>>) =>
    asRecord(resourcesWith(config).find(({ type }) => type === 'aws_sqs_queue')?.values);

  test('keeps events for 14 days, encrypted by SQS or with the configured key', () => {
    const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    expect(queueOf({})).toMatchObject({
      message_retention_seconds: maximumRetentionSeconds,
      sqs_managed_sse_enabled: true,
    });
    expect(queueOf({ kms_key_arn: key })).toMatchObject({ kms_master_key_id: key });
    expect(queueOf({ kms_key_arn: key })).not.toHaveProperty('sqs_managed_sse_enabled');
    expect(maximumRetentionSeconds).toBe(14 * 24 * 60 * 60);
  });

  test('exists before the target that refers to it', () => {
    const target = resourcesWith({}).find(({ type }) => type === 'aws_cloudwatch_event_target');
    expect(target?.values['depends_on']).toContain('aws_sqs_queue.jobs_job-dead-letters');
    expect(target?.values['dead_letter_config']).toEqual({ arn: queue });
    expect(target?.values['retry_policy']).toEqual({
      maximum_event_age_in_seconds: 86_400,
      maximum_retry_attempts: 185,
    });
  });
});
