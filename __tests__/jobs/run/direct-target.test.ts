import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { objectValues } from '../../../lib/aws/s3/object-events';
import { inputTransformer } from '../../../lib/aws/events/input-transformer';
import { renderInput } from '../../../lib/aws/events/render-input-template';
import { asList, at } from '../../support/stack-json';
import { ecsClusterTarget, environmentOf, objectCreatedEvent, uploadJob } from '../support/environments';
import { deliver, putTargets, type Transformer } from '../support/event-bridge';
import { literals, objectKeys } from '../support/hostile';

const container = (input: unknown) => at(input, 'containerOverrides', 0);

describe('the direct target', () => {
  const { inputTransformer: transformer } = ecsClusterTarget(
    uploadJob({
      task_command: [
        'etl',
        '--bucket',
        '<bucket_name>',
        '--',
        '<object_key>',
        'it\'s "literal"',
        '<object_key>',
      ],
      environment_variables: { KEY: '<object_key>', BUCKET: '<bucket_name>', PLAIN: '\\ "quoted"\n' },
    }),
  );

  test('hands the task exactly the key, whatever it is, in arguments and in environment variables', () => {
    putTargets(transformer);
    fc.assert(
      fc.property(objectKeys, (key) => {
        const delivered = deliver(transformer, objectCreatedEvent(key));
        expect(container(delivered)).toEqual({
          name: 'app-test',
          command: ['etl', '--bucket', 'platform-app-test', '--', key, 'it\'s "literal"', key],
          environment: [
            { name: 'BUCKET', value: 'platform-app-test' },
            { name: 'KEY', value: key },
            { name: 'PLAIN', value: '\\ "quoted"\n' },
          ],
        });
        expect(renderInput(transformer, objectCreatedEvent(key))).toEqual(delivered);
      }),
      { numRuns: 3000 },
    );
  });

  test('hands over literal arguments as they are configured, and PutTargets takes its template', () => {
    // Every job of one big environment: reading the configuration is what takes time.
    const commands = fc.sample(fc.array(literals, { minLength: 1, maxLength: 5 }), 400);
    const { jobs } = environmentOf({
      file_upload_jobs: Object.fromEntries(
        commands.map((command, index) => [
          `job-${index}`,
          { task_command: [...command, '<object_key>'], environment_variables: { TEXT: command[0] } },
        ]),
      ),
    });
    const received = new Map(
      jobs.map((job) => {
        const { inputTransformer: own } = ecsClusterTarget(job);
        putTargets(own);
        return [job.name, container(deliver(own, objectCreatedEvent('<object_key>"')))];
      }),
    );
    commands.forEach((command, index) => {
      const task = received.get(`job-${index}`);
      // What only looks like a shell's -c in between is the business of another test.
      expect(at(task, 'command')).toEqual([...command, '<object_key>"']);
      expect(at(task, 'environment', 0, 'value')).toBe(command[0]);
    });
  });

  test('says its sizes as ECS takes them: of the task as strings, of the container as a number', () => {
    const job = uploadJob({
      task_command: ['etl'],
      cpu: 256,
      memory: 512,
      ephemeral_storage_gib: 21,
      task_role_arn: 'arn:aws:iam::123456789012:role/etl',
    });
    expect(deliver(ecsClusterTarget(job).inputTransformer, objectCreatedEvent('k'))).toEqual({
      containerOverrides: [{ name: 'app-test', command: ['etl'], memory: 512 }],
      cpu: '256',
      memory: '512',
      ephemeralStorage: { sizeInGiB: 21 },
      taskRoleArn: 'arn:aws:iam::123456789012:role/etl',
    });
  });
});

describe('the reading of a template that simulations use', () => {
  // Templates that we never make, since a quote in a key would break them.
  const quoted: Transformer = {
    inputPaths: {
      object_key: '$.detail.object.key',
      size: '$.detail.object.size',
      detail: '$.detail.bucket',
    },
    inputTemplate:
      '{"command":["--key=<object_key>","\\"<object_key>\\\\",<object_key>,"<size>",<size>,<detail>]}',
  };

  test('agrees with EventBridge about values inside quotes, and about what is dropped', () => {
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(objectKeys, (key) => {
        const delivered = deliver(quoted, objectCreatedEvent(key));
        outcomes.add(delivered === undefined);
        expect(renderInput(quoted, objectCreatedEvent(key))).toEqual(delivered);
      }),
      { numRuns: 1000 },
    );
    expect(outcomes).toEqual(new Set([true, false]));
  });

  test('shows the injection that a quoted placeholder would be', () => {
    const rendered = renderInput(quoted, objectCreatedEvent('x","--delete'));
    expect(asList(at(rendered, 'command')).slice(0, 2)).toEqual(['--key=x', '--delete']);
  });
});

describe('an input template', () => {
  const value = objectValues.created.object_key;

  test.each([
    ['a placeholder inside a longer text', ['--key=', value]],
    ['an opening bracket', 'a < b'],
    ['a closing bracket', 'a > b'],
  ])('is never made of %s', (_, text) => {
    expect(() => inputTransformer({ list: [text] })).toThrow(TypeError);
  });
});
