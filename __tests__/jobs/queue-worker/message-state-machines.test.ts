import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { fc, randomValues, tries } from '../../support/property-tests';
import type { StateMachineDefinition } from '../../../lib/aws/state-machines/definition';
import { validateDefinition } from '../../../lib/aws/state-machines/validation/validate-definition';
import { attemptsWithin } from '../../../lib/jobs/queue-worker/message-definition';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { stateMachineOf } from '../../../lib/jobs/job';
import { simulateUpload } from '../../../lib/simulate/upload/simulate-upload';
import { isAllowed } from '../../support/simulate-iam';
import { asRecord, at, parsed } from '../../support/stack-json';
import { aslErrors } from '../support/asl';
import { environmentOf, objectCreatedEvent } from '../support/environments';
import { literals, objectKeys } from '../support/hostile';
import { evaluateParameters, inputOfTask } from '../support/intrinsics';
import { executeCalls, serviceError } from '../support/step-functions';

type Fields = Readonly<Record<string, unknown>>;

function workerEnvironment(fields: Fields, sections: Fields = {}): EnvironmentJobs {
  const worker = { task_command: ['bin/worker'], max_processing_seconds: 60, max_tasks: 4, ...fields };
  return environmentOf({
    storage: { bucket_name: 'bucket' },
    ...sections,
    queue_worker_jobs: { work: worker },
  });
}

function definitionOf({ jobs: [job] }: EnvironmentJobs): StateMachineDefinition {
  const target = job === undefined ? undefined : stateMachineOf(job);
  if (target === undefined) throw new TypeError('no state machine');
  return target.stateMachine.definition;
}

/** Returns the call to SQS for an event, by the tests' implementation of intrinsic functions. */
function sentFor(definition: StateMachineDefinition, event: unknown): unknown {
  const { 'MessageBody.$': whole, ...rest } = asRecord(at(definition.States, 'SendMessage', 'Parameters'));
  const input = inputOfTask(definition, event);
  const sent = asRecord(evaluateParameters(rest, input));
  return whole === '$' ? { ...sent, MessageBody: input } : sent;
}

const sha256 = (key: string): string => createHash('sha256').update(key).digest('hex');
const ofKey = { queue: { fifo: true, message_group_id: '<object_key>' } };
const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/app-test-work';

describe('a message group for each key', () => {
  const whole = workerEnvironment({ ...ofKey, file_upload: {} });
  const made = workerEnvironment({ ...ofKey, file_upload: { message: { key: '<object_key>' } } });

  test('is the hash of any key, and a group ID that SQS accepts', () => {
    const [ofWhole, ofMade] = [whole, made].map(definitionOf);
    fc.assert(
      fc.property(objectKeys, (key) => {
        const event = objectCreatedEvent(key, 'bucket');
        const MessageGroupId = sha256(key);
        expect(MessageGroupId).toMatch(/^[0-9a-f]{64}$/);
        expect(ofWhole && sentFor(ofWhole, event)).toEqual({
          QueueUrl: `${url}.fifo`,
          MessageBody: event,
          MessageGroupId,
        });
        expect(ofMade && sentFor(ofMade, event)).toEqual({
          QueueUrl: `${url}.fifo`,
          MessageBody: { key },
          MessageGroupId,
        });
      }),
      { numRuns: tries(500) },
    );
  });

  test('is in the output of the simulation, with the message', () => {
    fc.assert(
      fc.property(objectKeys, (key) => {
        const event = objectCreatedEvent(key, 'bucket');
        const [message, ...others] = simulateUpload(made, [event]).messages;
        expect(others).toEqual([]);
        expect(message).toMatchObject({ messageGroupId: sha256(key), failure: undefined });
        expect(parsed(message?.body)).toEqual({ key });
        expect(parsed(simulateUpload(whole, [event]).messages[0]?.body)).toEqual(event);
      }),
    );
  });

  test('is the scanned object’s for events of GuardDuty', () => {
    const scanned = workerEnvironment({ ...ofKey, file_upload: { after_malware_scan: true } });
    expect(at(definitionOf(scanned).States, 'SendMessage', 'Parameters', 'MessageGroupId.$')).toBe(
      "States.Hash($.detail.s3ObjectDetails.objectKey, 'SHA-256')",
    );
  });

  test('is the job’s name for messages of a schedule, which have no key', () => {
    const { jobs } = workerEnvironment({
      ...ofKey,
      file_upload: {},
      schedule: { schedule_expression: 'rate(1 day)' },
    });
    expect(jobs[0]).toMatchObject({ queue: { messageGroupId: 'work' } });
  });
});

describe('a message that an input template can’t build', () => {
  test('is built by the state machine with any texts and any key', () => {
    const parts = fc.array(fc.record({ before: literals, after: literals, isWhole: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    });
    for (const texts of randomValues(parts, tries(60))) {
      const textOf = (key: string) => [
        `s3://${key}`,
        ...texts.map(({ before, after, isWhole }) => (isWhole ? key : `${before}${key}${after}`)),
      ];
      const message = (key: string) =>
        Object.fromEntries(textOf(key).map((text, index) => [`field "${index}" <x> $`, text]));
      const definition = definitionOf(
        workerEnvironment({ file_upload: { message: message('<object_key>') } }),
      );
      expect(validateDefinition(definition)).toEqual([]);
      expect(aslErrors(definition)).toEqual([]);
      for (const key of randomValues(objectKeys, 8)) {
        expect(sentFor(definition, objectCreatedEvent(key, 'bucket'))).toEqual({
          QueueUrl: url,
          MessageBody: message(key),
        });
      }
    }
  });

  test('has an empty text for a value that the event lacks, and a text for a number', () => {
    const message = { size: '<object_size>', version: '<object_version_id>', fixed: '$.detail' };
    const definition = definitionOf(workerEnvironment({ file_upload: { message } }));
    const event = objectCreatedEvent('k', 'bucket');
    expect(at(sentFor(definition, event), 'MessageBody')).toMatchObject({ version: '', fixed: '$.detail' });
    const sized = { ...event, detail: { bucket: { name: 'bucket' }, object: { key: 'k', size: 12 } } };
    expect(at(sentFor(definition, sized), 'MessageBody')).toMatchObject({ size: '12', version: '' });
  });

  test('needs no state machine if a template can build it', () => {
    const { jobs, roles } = workerEnvironment({
      queue: { fifo: true, message_group_id: 'one' },
      file_upload: { message: { key: '<object_key>' } },
    });
    expect(jobs.map(stateMachineOf)).toEqual([undefined]);
    expect(roles).toEqual([]);
  });
});

describe('a message that the queue rejects', () => {
  const delivery = { dead_letter_queue: true, maximum_retry_attempts: 3 };
  const event = objectCreatedEvent('k', 'bucket');

  /** Returns the calls to SQS in a run in which the queue accepts a message at the nth attempt. */
  async function run(takenAt: number, fields: Fields) {
    const calls: [string, unknown][] = [];
    const answer = (state: string, parameters: unknown): unknown => {
      calls.push([state, parameters]);
      if (state === 'SendMessage' && calls.length < takenAt)
        throw serviceError('SQS.AmazonSQSException', 'no');
      return {};
    };
    const definition = definitionOf(workerEnvironment({ ...ofKey, file_upload: fields }));
    const context = { Execution: { Input: event } };
    const end = executeCalls(definition, { input: event, context, answer }).then(
      () => 'SUCCEEDED',
      (error: unknown) => String(error),
    );
    return { end: await end, calls };
  }

  test('is retried as often as EventBridge would', async () => {
    const { end, calls } = await run(4, { delivery });
    expect(end).toBe('SUCCEEDED');
    expect(calls.map(([state]) => state)).toEqual(Array(4).fill('SendMessage'));
  });

  test('fails the run, and its event goes to the queue for undelivered events', async () => {
    const { end, calls } = await run(Infinity, { delivery });
    expect(end).toContain('no');
    expect(calls.map(([state]) => state)).toEqual([
      ...Array<string>(4).fill('SendMessage'),
      'SendToUndeliveredQueue',
    ]);
    expect(calls.at(-1)?.[1]).toEqual({
      QueueUrl: `${url}-undelivered`,
      MessageBody: event,
      MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'SQS.AmazonSQSException' } },
    });
  });

  test('fails the run if there is no queue for undelivered events', async () => {
    const { end, calls } = await run(Infinity, { delivery: { maximum_retry_attempts: 0 } });
    expect(end).toContain('no');
    expect(calls).toHaveLength(1);
  });

  test('is retried until the maximum age of the event', () => {
    expect(attemptsWithin(60, 185)).toBe(4);
    expect(attemptsWithin(61, 185)).toBe(4);
    expect(attemptsWithin(62, 185)).toBe(5);
    expect(attemptsWithin(86_400, 185)).toBe(185);
    expect(attemptsWithin(86_400, 2)).toBe(2);
    expect(attemptsWithin(60, 0)).toBe(0);
  });
});

test('the state machine’s role can only send to the service’s queues and use their key', async () => {
  const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
  const environment = workerEnvironment({
    queue: { ...ofKey.queue, kms_key_arn: key },
    file_upload: {},
  });
  expect(environment.roles.map(({ kind }) => kind)).toEqual(['events-states', 'states']);
  const policyOf = (kind: string) => environment.roles.find((role) => role.kind === kind)?.policy;
  const may = (kind: string, action: string, resource: string) =>
    isAllowed({ id: '123456789012', partition: 'aws' }, policyOf(kind), action, resource);
  const queue = 'arn:aws:sqs:us-east-1:123456789012:app-test-work.fifo';
  const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:app-test-work';
  expect(await may('events-states', 'states:StartExecution', machine)).toBe(true);
  expect(await may('states', 'sqs:SendMessage', queue)).toBe(true);
  // The key's own policy also decides.
  expect(policyOf('states')?.Statement).toContainEqual(
    expect.objectContaining({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: [key] }),
  );
  expect(await may('states', 'sqs:ReceiveMessage', queue)).toBe(false);
  expect(await may('states', 'sqs:SendMessage', queue.replace('app-test', 'other'))).toBe(false);
  expect(
    await may('states', 'ecs:RunTask', 'arn:aws:ecs:us-east-1:123456789012:task-definition/app-test:1'),
  ).toBe(false);
  expect(JSON.stringify(policyOf('states'))).not.toMatch(/PassRole|RunTask|PutRule/);
  // The rule starts the state machine and sends nothing itself.
  const [job] = environment.jobs;
  expect(JSON.stringify(job?.type === 'queue_worker_job' && job.queue.policy)).not.toContain(
    'events.amazonaws.com',
  );
});
