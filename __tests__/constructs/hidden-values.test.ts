import { describe, expect, test } from '@jest/globals';
import {
  Testing,
  Tokenization,
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformStack,
} from 'cdktf';
import { expectEnough, fc, tries } from '../support/property-tests';
import { BackgroundJobs, EnvironmentStack } from '../../lib';
import { encodedNumberIn } from '../../lib/config/encoded-numbers';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { synthesizeWithCdktf } from '../../lib/constructs/synthesize-with-cdktf';
import { stackFile, synthesize } from '../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../lib/jobs/environment';
import { baseConfig, environmentOf, load } from '../jobs/support/environments';
import { asRecord, at } from '../support/stack-json';

const encodedNumber = '-8.109562212591379e+298';

/** Texts that cdktf replaces, rejects, or searches in quadratic time. */
const meaningful: readonly (readonly [what: string, text: string])[] = [
  ['the value of an encoded map', 'Any Map Token Value'],
  ['the value of an encoded map of strings', 'String Map Token Value'],
  ['an encoded number', encodedNumber],
  ['an encoded number inside a text', `x ${encodedNumber} y`],
  ['an encoded number without a point', 'x-82e297'],
  ['an encoded list of numbers', '-4.7e+289'],
  ['an encoded string', '${TfToken[TOKEN.0]}'],
  ['an encoded list', '#{TfToken[TOKEN.0]}'],
  ['an encoded map', '&{TfToken[TOKEN.0]}'],
  ['a substitute of this program', 'background_jobs_hidden_value_0_'],
  ['a long number', '1'.repeat(1500)],
  ['many numbers', '1e5 '.repeat(375).trim()],
];

/** Returns an environment with the text in tags, lookups, descriptions, commands, variables, patterns and messages. */
function environmentWith(text: string): EnvironmentJobs {
  const short = text.slice(0, 250);
  const job = {
    description: short,
    task_command: [text],
    environment_variables: { A: text, [`A${short.replace(/[\s=]/g, '_')}`]: 'x' },
  };
  const scheduled = { ...job, schedule_expression: 'rate(1 day)' };
  return environmentOf(
    {
      scheduled_jobs: { nightly: scheduled, 'a-82e297': { ...scheduled, overlap: 'skip' } },
      file_upload_jobs: {
        upload: { ...job, path_prefix: short },
        'b-82e297': {
          ...job,
          task_command: ['x', '<object_key>', short],
          delivery: { dead_letter_queue: true },
        },
      },
      event_jobs: { '82e297': { ...job, event_pattern: { source: [short], detail: { [short]: [short] } } } },
      queue_worker_jobs: {
        'w-82e297': {
          ...job,
          max_processing_seconds: 60,
          max_tasks: 2,
          schedule: { schedule_expression: 'rate(1 day)', message: { [short]: text } },
        },
      },
    },
    {
      ...baseConfig,
      tags: { [short.replace(/[^\w .:/=+@-]/g, '').slice(0, 120)]: short.replace(/[^\w .:/=+@-]/g, '') },
      service: {
        name: 's-82e297',
        subnet_tags: { [short.slice(0, 128)]: short },
        security_group_names: [short],
      },
    },
  );
}

function blocksIn(stack: string): unknown {
  const { resource, data, moved } = asRecord(JSON.parse(stack));
  return { resource, data, moved };
}

describe('a text that has a meaning for cdktf', () => {
  test.each(meaningful)('is written unchanged by synth, and in a user’s stack: %s', (_, text) => {
    const environment = environmentWith(text);
    const files = synthesize([environment]);
    expect(synthesizeWithCdktf([environment])).toEqual(files);

    const stack = new TerraformStack(Testing.app(), 'own');
    new BackgroundJobs(stack, 'jobs', { environment });
    const written = blocksIn(Testing.synth(stack));
    // A stack can be written several times.
    expect(blocksIn(Testing.synth(stack))).toEqual(written);
    const content = files.find(({ path }) => path === stackFile('test'))?.content ?? '';
    expect(written).toEqual(withoutMetadata(blocksIn(content)));
  });

  test.each(meaningful)(
    'is written without escapes in the state backend, which Terraform reads literally: %s',
    (_, text) => {
      const environment = environmentOf({
        state_backend: {
          s3: {
            bucket: 'bbb',
            region: 'us-east-1',
            key: text,
            assume_role: {
              role_arn: 'arn:aws:iam::123456789012:role/x',
              tags: { [text]: `\${x} %{y} ${text}` },
            },
          },
        },
      });
      const backend = at(
        JSON.parse(Testing.synth(new EnvironmentStack(Testing.app(), 'test', { environment }))),
        'terraform',
        'backend',
        's3',
      );
      expect(at(backend, 'key')).toBe(text);
      expect(at(backend, 'assume_role', 'tags')).toEqual({ [text]: `\${x} %{y} ${text}` });
    },
  );

  test('is in the construct until the synthesis, so that your code can read it', () => {
    const environment = environmentWith('Any Map Token Value');
    const stack = new TerraformStack(Testing.app(), 'own');
    const { resources } = new BackgroundJobs(stack, 'jobs', { environment });
    const machine = resources.get('aws_sfn_state_machine.jobs_nightly');
    if (!(machine instanceof SfnStateMachine)) throw new TypeError('not a state machine');
    expect(machine.definitionInput).toContain('"Comment":"Any Map Token Value"');
    expect(machine.tagsInput).toMatchObject({ 'Any Map Token Value': 'Any Map Token Value' });
  });

  test('does not hide the tokens that a user adds to a resource', () => {
    const environment = environmentWith(encodedNumber);
    const stack = new TerraformStack(Testing.app(), 'own');
    const { resources } = new BackgroundJobs(stack, 'jobs', { environment });
    const machine = resources.get('aws_sfn_state_machine.jobs_nightly');
    if (!(machine instanceof SfnStateMachine)) throw new TypeError('not a state machine');
    machine.addOverride('tags.arn', machine.arn);
    const written = at(
      JSON.parse(Testing.synth(stack)),
      'resource',
      'aws_sfn_state_machine',
      'jobs_nightly',
      'tags',
      'arn',
    );
    expect(written).toBe('${aws_sfn_state_machine.jobs_nightly.arn}');
  });
});

test('cdktf never searches a text of more than 256 characters for tokens', () => {
  const environment = environmentWith('1'.repeat(1500));
  const stack = new EnvironmentStack(Testing.app(), 'test', { environment });
  const texts: string[] = [];
  for (const construct of stack.node.findAll()) {
    if (!(construct instanceof TerraformElement)) continue;
    const toTerraform: () => unknown = construct.toTerraform.bind(construct);
    construct.toTerraform = () => {
      const json = toTerraform();
      texts.push(...textsOf(json));
      return json;
    };
  }
  Testing.synth(stack);
  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter((text) => text.length > 256)).toEqual([]);
});

describe('the name of an environment', () => {
  const digits = fc.string({
    unit: fc.constantFrom('8', '2', '9', '7', 'e', '-', '_', 'a', '82e297', '81e298'),
    minLength: 1,
    maxLength: 12,
  });

  test('is rejected exactly if cdktf can’t resolve it', () => {
    let rejected = 0;
    fc.assert(
      fc.property(digits, (name) => {
        const resolver = new DefaultTokenResolver(new StringConcat());
        const scope = Testing.app();
        const resolve = (): unknown => Tokenization.resolve(name, { scope, resolver, preparing: true });
        const token = encodedNumberIn(name);
        if (token === undefined) expect(resolve()).toBe(name);
        else {
          rejected += 1;
          expect(resolve).toThrow('unknown number Token');
          expect(name).toContain(token);
        }
      }),
      { numRuns: tries(2000) },
    );
    expectEnough(rejected, 0);
  });

  test('that cdktf can’t resolve is reported with its part', () => {
    expect(load({ ...baseConfig, app_name: 'app-82e297' }).issues.map(({ message }) => message)).toEqual([
      'app-82e297: must not contain -82e297, which cdktf reads as one of its own tokens; change the name',
    ]);
  });
});

/** Returns all strings and keys of plain data. */
function textsOf(tree: unknown): readonly string[] {
  if (typeof tree === 'string') return [tree];
  if (Array.isArray(tree)) return tree.flatMap(textsOf);
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => [key, ...textsOf(value)]);
}

/** Removes the metadata that `Testing.synth` does not write. */
function withoutMetadata(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutMetadata);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) => (key === '//' ? [] : [[key, withoutMetadata(value)]])),
  );
}
