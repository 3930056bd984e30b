import { describe, expect, test } from '@jest/globals';
import { fc, randomValues, tries } from '../../support/property-tests';
import { locationOf } from '../../../lib/aws/arns';
import { objectEvent, type UploadedObject } from '../../../lib/aws/s3/sample-events';
import { runSuccessfully } from '../../../lib/aws/state-machines/interpreter/run-successfully';
import { validateDefinition } from '../../../lib/aws/state-machines/validation/validate-definition';
import type { StateMachineDefinition } from '../../../lib/aws/state-machines/definition';
import type { FileUploadJob } from '../../../lib/jobs/job';
import { asList, asRecord, at } from '../../support/stack-json';
import { aslErrors } from '../support/asl';
import { environmentOf, issuesOf, stateMachineTarget } from '../support/environments';
import { objectKeys } from '../support/hostile';
import { evaluateParameters, inputOfTask } from '../support/intrinsics';
import { execute } from '../support/step-functions';

const place = locationOf('us-east-1', '123456789012');
const maybe = fc.option(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 20 }), { nil: undefined });
const uploads: fc.Arbitrary<UploadedObject> = fc.record({
  bucketName: fc.constant('platform-app-test'),
  key: objectKeys,
  size: fc.nat(),
  reason: fc.constant('PutObject' as const),
  versionId: maybe,
  etag: maybe,
  sequencer: maybe,
});

function jobOf(fields: Readonly<Record<string, unknown>>): FileUploadJob {
  const [job] = environmentOf({ file_upload_jobs: { job: fields } }).jobs;
  if (job?.type !== 'file_upload_job') throw new TypeError('no file upload job');
  return job;
}

const definitionOf = (job: FileUploadJob): StateMachineDefinition =>
  stateMachineTarget(job).stateMachine.definition;

const everyPlaceholder = {
  task_command: ['etl', '<object_version_id>', '--size=<object_size>', '<object_key>', '<object_size>'],
  environment_variables: {
    ETAG: 'tag <object_etag>',
    SEQUENCER: '<sequencer>',
    EVENT: '<event_id>',
    TIME: '<event_time>',
    VERSION: '<object_version_id>',
  },
};

/** Returns the command and the variables of the container in the parameters of RunTask. */
function containerOf(parameters: unknown) {
  const container = at(parameters, 'Overrides', 'ContainerOverrides', 0);
  const variables = asList(at(container, 'Environment')).map(asRecord);
  return {
    command: at(container, 'Command'),
    variables: Object.fromEntries(variables.map(({ Name, Value }) => [String(Name), Value])),
  };
}

describe('the values of an object in a task', () => {
  const created = definitionOf(jobOf(everyPlaceholder));
  const scanned = definitionOf(
    jobOf({
      after_malware_scan: true,
      task_command: ['etl', '<object_version_id>', '<object_key>'],
      environment_variables: { ETAG: 'tag <object_etag>', EVENT: '<event_id>', TIME: '<event_time>' },
    }),
  );

  test('are the exact values of the event, and empty for values that the event lacks', () => {
    fc.assert(
      fc.property(uploads, (upload) => {
        const event = objectEvent('created', upload, place);
        const parameters = at(created.States, 'RunTask', 'Parameters');
        const seen = evaluateParameters(parameters, inputOfTask(created, event));
        const { versionId = '', etag = '', sequencer = '', size, key } = upload;
        expect(containerOf(seen)).toEqual({
          command: ['etl', versionId, `--size=${size}`, key, String(size)],
          variables: {
            ETAG: `tag ${etag}`,
            SEQUENCER: sequencer,
            EVENT: event['id'],
            TIME: event['time'],
            VERSION: versionId,
          },
        });
        expect(callsOf(created, event)).toMatchObject([{ state: 'RunTask', parameters: seen }]);
      }),
      { numRuns: tries(1000) },
    );
  });

  test('are passed for a scanned object too', () => {
    fc.assert(
      fc.property(uploads, (upload) => {
        const event = objectEvent('scanned', upload, place);
        const { versionId = '', etag = '', key } = upload;
        const [task] = callsOf(scanned, event);
        expect(containerOf(task?.parameters)).toEqual({
          command: ['etl', versionId, key],
          variables: { ETAG: `tag ${etag}`, EVENT: event['id'], TIME: event['time'] },
        });
        const parameters = at(scanned.States, 'RunTask', 'Parameters');
        expect(evaluateParameters(parameters, inputOfTask(scanned, event))).toEqual(task?.parameters);
      }),
      { numRuns: tries(300) },
    );
  });

  test('are the same if aws-local-stepfunctions runs the definition', async () => {
    // It removes backslashes from the arguments of States.Format.
    const plain = (text: string | undefined) => text?.replaceAll('\\', '/');
    for (const upload of randomValues(uploads, tries(60))) {
      const { key, versionId, etag, sequencer } = upload;
      const without = {
        ...upload,
        key: plain(key) ?? '',
        versionId: plain(versionId),
        etag: plain(etag),
        sequencer: plain(sequencer),
      };
      const event = objectEvent('created', without, place);
      const seen = await execute(created, event, (parameters) => Promise.resolve(parameters));
      const [task] = callsOf(created, event);
      expect(seen).toEqual(task?.parameters);
    }
  });

  test('come from definitions that AWS and asl-validator accept', () => {
    for (const definition of [created, scanned]) {
      expect(validateDefinition(definition)).toEqual([]);
      expect(aslErrors(definition)).toEqual([]);
    }
  });

  test('do not fail a run if a value is null instead of a text', () => {
    const event = objectEvent('scanned', randomValues(uploads, 1)[0] ?? fail(), place);
    const details = { ...asRecord(at(event, 'detail', 's3ObjectDetails')), versionId: null };
    const detail = { ...asRecord(event['detail']), s3ObjectDetails: details };
    const [task] = callsOf(scanned, { ...event, detail });
    expect(at(containerOf(task?.parameters).command, 1)).toBe('null');
  });
});

function callsOf(definition: unknown, input: unknown) {
  return runSuccessfully(definition, { input, context: {} }).calls;
}

function fail(): never {
  throw new Error('no sample');
}

test.each(['<constructor>', '<toString>'])('%s is an unknown placeholder', (text) => {
  const job = { task_command: ['etl', text] };
  expect(issuesOf({ file_upload_jobs: { job } })).toEqual([
    expect.stringContaining(`${text} is not a placeholder of this job; use one of <bucket_name>, `),
  ]);
});

describe('a job with values that some events lack', () => {
  test.each([
    ['<object_version_id>', /a placeholder whose value some events lack/],
    ['<object_size>', /a placeholder whose value some events lack/],
  ])('needs a state machine: %s', (text, reason) => {
    const job = { task_command: ['etl', text], target: 'ecs_cluster' };
    expect(issuesOf({ file_upload_jobs: { job } })).toEqual([expect.stringMatching(reason)]);
    expect(jobOf({ task_command: ['etl', text] }).target.kind).toBe('state_machine');
  });

  test.each(['<event_id>', '<event_time>'])(
    'does not need one for a value that every event has: %s',
    (text) => {
      expect(jobOf({ task_command: ['etl', text], target: 'ecs_cluster' }).target.kind).toBe('ecs_cluster');
    },
  );

  test.each(['<object_size>', '<sequencer>'])('gets an error after a scan, whose event lacks %s', (text) => {
    const job = { task_command: ['etl', text], after_malware_scan: true };
    expect(issuesOf({ file_upload_jobs: { job } })).toEqual([
      `file_upload_jobs.job.task_command[1]: ${text} is not a placeholder of this job; remove it, because GuardDuty’s event of a scan does not have this value`,
    ]);
  });
});
