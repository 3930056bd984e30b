import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../support/property-tests';
import {
  Lookup,
  deferredString,
  deferredList,
  stringifyJson,
  type Json,
} from '../../lib/values/deferred-values';
import { stackFile, synthesize } from '../../lib/resources/stack/synthesize';
import { buildEnvironmentJobs } from '../../lib/jobs/environment';
import { literal, TerraformText } from '../../lib/resources/terraform-text';
import { JsonText } from '../../lib/resources/terraform-values';
import { ecsClusterTarget, environmentOf, stateMachineTarget } from '../jobs/support/environments';
import { literals, objectKeys, usable } from '../jobs/support/hostile';
import { asRecord, at, resourcesOf } from '../support/stack-json';

/** Renders a string of Terraform's JSON as Terraform does; throws if Terraform would evaluate a part of it. */
function rendered(template: string): string {
  let output = '';
  for (let index = 0; index < template.length;) {
    const rest = template.slice(index, index + 20);
    if (rest.startsWith('$${') || rest.startsWith('%%{')) {
      output += rest.slice(1, 3);
      index += 3;
    } else if (rest.startsWith('%{if true}%{endif}')) {
      index += '%{if true}%{endif}'.length;
    } else {
      if (/^[$%]\{/.test(rest)) throw new Error(`Terraform evaluates ${rest}`);
      output += template.charAt(index);
      index += 1;
    }
  }
  return output;
}

const hostile = fc.oneof(
  objectKeys,
  literals,
  fc.string({ unit: fc.constantFrom('$', '{', '%', '}', 'TfToken', '[', ']', '.', '"', '\\') }),
);

describe('JSON in a string', () => {
  const { json: anyJson } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small' },
      hostile,
      fc.array(tie('json')),
      fc.array(fc.tuple(hostile, tie('json'))).map((entries): Json => Object.fromEntries(entries)),
    ),
  }));

  test('has the escapes of each of its texts, whether all of them are plain or not', () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        const eachText = { literal, lookup: String, list: String, entries: String };
        expect(new TerraformText().string(new JsonText(json))).toBe(stringifyJson(json, eachText));
      }),
    );
  });
});

describe('a user’s text', () => {
  test('is rendered by Terraform as the user wrote it', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(rendered(literal(value))).toBe(value);
      }),
      { numRuns: tries(5000) },
    );
  });

  test('passes through cdktf unchanged, in tags and their keys, descriptions, patterns, definitions and templates', () => {
    // The cut must not divide a surrogate pair.
    const samples = fc
      .sample(hostile, 60)
      .map((value) => usable(value.slice(0, 100)))
      .filter((value) => !/[\ud800-\udfff]$/.test(value));
    const jobs = Object.fromEntries(
      samples.map((value, index) => [
        `job-${index}`,
        {
          description: `d${value}`,
          task_command: ['bin/job', '<object_key>', value.replace(/[<>]/g, '')],
          // A prefix with a wildcard of patterns is rejected.
          path_prefix: `p${value.replace(/[*?]/g, '')}`,
        },
      ]),
    );
    const tags = Object.fromEntries(samples.map((value, index) => [`${index}${value}`, value]));
    const schedules = {
      nightly: {
        schedule_expression: 'rate(1 day)',
        task_command: samples.map((value) => value.replace(/[<>]/g, '')),
      },
    };
    const { config } = environmentOf({ file_upload_jobs: jobs, scheduled_jobs: schedules });
    // AWS and env-config reject such tags, but their escapes must be correct without those checks.
    const environment = buildEnvironmentJobs({ ...config, tags });
    const content = synthesize([environment]).find(({ path }) => path === stackFile('test'))?.content ?? '';
    const values = new Map(resourcesOf(content).map((resource) => [resource.address, resource.values]));
    const valueAt = (address: string, ...path: readonly string[]) =>
      rendered(String(at(values.get(address), ...path)));

    for (const job of environment.jobs) {
      if (job.type === 'scheduled_job') {
        const { definition } = stateMachineTarget(job).stateMachine;
        expect(valueAt('aws_sfn_state_machine.jobs_nightly', 'definition')).toBe(JSON.stringify(definition));
        continue;
      }
      if (job.type === 'queue_worker_job') throw new TypeError(job.name);
      const [rule, target] = ['rule', 'target'].map(
        (type) => `aws_cloudwatch_event_${type}.jobs_${job.name}`,
      );
      expect(valueAt(rule ?? '', 'description')).toBe(job.rule.description);
      expect(valueAt(rule ?? '', 'event_pattern')).toBe(JSON.stringify(job.rule.eventPattern));
      const { inputTemplate } = ecsClusterTarget(job).inputTransformer;
      expect(valueAt(target ?? '', 'input_transformer', 'input_template')).toBe(inputTemplate);
    }
    const synthesized = Object.entries(asRecord(at(values.get('aws_iam_role.states'), 'tags')));
    expect(
      Object.fromEntries(synthesized.map(([key, value]) => [rendered(key), rendered(String(value))])),
    ).toEqual({ ...tags, 'background-jobs:service': 'app-test' });
  });
});

describe('a text with lookups', () => {
  const terraform = new TerraformText();
  const account = '${data.aws_caller_identity.current.account_id}';

  test('has escapes in the user’s part, and no escapes in the expression', () => {
    expect(terraform.string(deferredString`\${x}:${new Lookup('account_id')}:%{y}`)).toBe(
      `$\${x}:${account}:%%{y}`,
    );
    expect(terraform.string(new JsonText({ '${k}': deferredString`"${new Lookup('account_id')}` }))).toBe(
      `{"$\${k}":"\\"${account}"}`,
    );
  });

  test('has sorted lists without duplicates and empty items, for every response of AWS', () => {
    const list = deferredList(['b', 'a', 'b', new Lookup('task_role_arn')]);
    expect(terraform.string(new JsonText({ list }))).toBe(
      '{"list":${jsonencode(sort(distinct(compact(flatten(["a", "b", data.aws_ecs_task_definition.service.task_role_arn])))))}}',
    );
  });
});
