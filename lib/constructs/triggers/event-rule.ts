import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import type { CloudwatchEventTargetConfig } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { Construct } from 'constructs';
import { defaultEventBus } from '../../aws/events/event-buses';
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { UploadRule } from '../../jobs/triggers/triggers';
import type { JobContext } from '../job-context';
import { literal, literalMap } from '../terraform-text';

function busOf({ eventBusName }: UploadRule) {
  return eventBusName === defaultEventBus ? {} : { eventBusName };
}

/** A rule on a bucket's events. */
export function createRule(
  scope: Construct,
  { config, terraform }: JobContext,
  rule: UploadRule,
): CloudwatchEventRule {
  const tags = literalMap(config.tags);
  return new CloudwatchEventRule(scope, 'rule', {
    name: rule.name,
    ...(rule.description === undefined ? {} : { description: literal(rule.description) }),
    state: rule.state,
    ...busOf(rule),
    eventPattern: terraform.json(rule.eventPattern),
    ...(tags === undefined ? {} : { tags }),
  });
}

/** What the target of a rule says of the rule, and of how hard EventBridge tries. */
export function targetOptions({ terraform }: JobContext, rule: UploadRule) {
  const { delivery } = rule;
  const queue = delivery?.deadLetterQueue;
  return {
    rule: rule.name,
    ...busOf(rule),
    ...(delivery === undefined
      ? {}
      : {
          retryPolicy: {
            maximumEventAgeInSeconds: delivery.maximumEventAgeSeconds,
            maximumRetryAttempts: delivery.maximumRetryAttempts,
          },
        }),
    ...(queue === undefined ? {} : { deadLetterConfig: { arn: terraform.text(queue.arn) } }),
  } satisfies Pick<CloudwatchEventTargetConfig, 'rule'> & Partial<CloudwatchEventTargetConfig>;
}

/** An input transformer as the target of a rule has it. */
export function inputTransformerOf({ inputPaths, inputTemplate }: InputTransformer) {
  return {
    // Without a placeholder, an empty map would differ from the none that AWS answers with.
    ...(Object.keys(inputPaths).length === 0 ? {} : { inputPaths: { ...inputPaths } }),
    inputTemplate: literal(inputTemplate),
  };
}
