import { describe, expect, test } from '@jest/globals';
import { fc, randomValues, tries } from '../../support/property-tests';
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

  test('passes the exact key in arguments and environment variables, whatever characters it has', () => {
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
      { numRuns: tries(3000) },
    );
  });

  test('passes literal arguments unchanged, and has a template that PutTargets accepts', () => {
    // All jobs are in one large environment, because reading the configuration is slow.
    const commands = randomValues(fc.array(literals, { minLength: 1, maxLength: 5 }), tries(400));
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
      // Another test covers arguments that look like a shell's -c.
      expect(at(task, 'command')).toEqual([...command, '<object_key>"']);
      expect(at(task, 'environment', 0, 'value')).toBe(command[0]);
    });
  });

  test('has sizes in ECS’s types: strings for the task, a number for the container', () => {
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

describe('the renderer of templates in simulations', () => {
  // This program never builds such templates, because a quote in a key would break them.
  const quoted: Transformer = {
    inputPaths: {
      object_key: '$.detail.object.key',
      size: '$.detail.object.size',
      detail: '$.detail.bucket',
    },
    inputTemplate:
      '{"command":["--key=<object_key>","\\"<object_key>\\\\",<object_key>,"<size>",<size>,<detail>]}',
  };

  test('agrees with EventBridge about values inside quotes and dropped fields', () => {
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(objectKeys, (key) => {
        const delivered = deliver(quoted, objectCreatedEvent(key));
        outcomes.add(delivered === undefined);
        expect(renderInput(quoted, objectCreatedEvent(key))).toEqual(delivered);
      }),
      { numRuns: tries(1000) },
    );
    expect(outcomes).toEqual(new Set([true, false]));
  });

  test('shows the injection through a quoted placeholder', () => {
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
  ])('is never built from %s', (_, text) => {
    expect(() => inputTransformer({ list: [text] })).toThrow(TypeError);
  });
});
