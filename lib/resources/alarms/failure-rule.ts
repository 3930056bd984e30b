import type { EnvConfig } from '../../config/env-config';
import { addressText, sharedAddress } from '../../jobs/addresses';
import type { FailureRule } from '../../jobs/alarms/failed-runs';
import { describeResource, type TerraformResource } from '../resource';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';
import { inputTransformerOf } from '../triggers/rule';

/** Describes a rule that publishes a message about each failed run, and its target, the SNS topic. */
export function failureRuleResources(
  config: EnvConfig,
  { key, name, description, eventPattern, message, topicArn }: FailureRule,
): readonly TerraformResource[] {
  const rule = sharedAddress('failure_rule', key);
  return [
    describeResource(rule, ['alarms', key, 'rule'], {
      name,
      description,
      eventPattern: new JsonText(eventPattern),
      tags: tagsOf(config),
    }),
    describeResource(
      sharedAddress('failure_target', key),
      ['alarms', key, 'target'],
      { rule: name, targetId: 'topic', arn: topicArn, inputTransformer: inputTransformerOf(message) },
      { dependsOn: [addressText(rule)] },
    ),
  ];
}
