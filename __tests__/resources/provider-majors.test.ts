import { describe, expect, test } from '@jest/globals';
import { synthesize } from '../../lib/resources/stack/synthesize';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { validFixtures } from '../support/fixtures';
import { asRecord, parsed } from '../support/stack-json';

/**
 * Arguments that version 5.100 or a version 6 of the provider lacks, or for which one of them prints a warning
 * (docs/decisions/0044-two-majors-of-the-provider.md).
 */
const differing = [
  // Version 6 deprecates these, or has removed them.
  'data.aws_region',
  'resource.aws_cloudwatch_event_rule.is_enabled',
  'resource.aws_dynamodb_table.global_secondary_index',
  'resource.aws_ecs_task_definition.inference_accelerator',
  'resource.aws_iam_role.inline_policy',
  'resource.aws_iam_role.managed_policy_arns',
  // Version 5.100 lacks these.
  'resource.aws_cloudwatch_log_group.deletion_protection_enabled',
  'resource.aws_scheduler_schedule.action_after_completion',
];

/** Returns the types of resources in a stack, and the arguments of each type: `resource.aws_sqs_queue.name`. */
function argumentsIn(content: string): readonly string[] {
  const stack = asRecord(parsed(content));
  return ['data', 'resource'].flatMap((kind) =>
    Object.entries(asRecord(stack[kind] ?? {})).flatMap(([type, resources]) => [
      `${kind}.${type}`,
      ...Object.values(asRecord(resources)).flatMap((resource) =>
        Object.keys(asRecord(resource)).map((argument) => `${kind}.${type}.${argument}`),
      ),
    ]),
  );
}

describe('the generated arguments', () => {
  const used = validFixtures().flatMap(({ config }) =>
    synthesize(loadEnvironments(config).environments).flatMap(({ path, content }) =>
      path.endsWith('.tf.json') ? argumentsIn(content) : [],
    ),
  );

  test('are known to both majors of the provider, and not deprecated', () => {
    expect(used.filter((argument) => differing.includes(argument))).toEqual([]);
    expect(used.filter((argument) => /^(data|resource)\.[^.]+\.region$/.test(argument))).toEqual([]);
  });

  test('include the ones that replace deprecated arguments', () => {
    expect(used).toEqual(
      expect.arrayContaining([
        'resource.aws_cloudwatch_event_rule.state',
        'resource.aws_iam_role_policy_attachment.policy_arn',
      ]),
    );
  });
});
