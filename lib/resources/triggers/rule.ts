import { defaultEventBus } from '../../aws/events/event-buses';
import type { InputTransformer } from '../../aws/events/input-transformer';
import { objectPattern } from '../../aws/s3/object-events';
import type { DeferredString, Json } from '../../values/deferred-values';
import type { EventRule } from '../../jobs/triggers/triggers';
import { describeJobResource, type JobContext } from '../job-resource';
import type { PlainResource } from '../resource';
import type { Arguments } from '../resource-types';
import { tagsOf } from '../tags';
import { JsonText, TerraformMap } from '../terraform-values';
import { deadLetterConfigOf, retryPolicyOf } from './delivery';

/** The arguments of a rule's target that depend on the kind of the target. */
export type TargetArguments = Omit<Arguments<'aws_cloudwatch_event_target'>, 'rule'>;

/** The target of a rule: its arguments and its dependencies. */
export interface TargetBinding {
  /** The arguments, without the name of the rule. */
  readonly arguments: TargetArguments;
  /** Addresses of the resources that the target needs. */
  readonly dependsOn: readonly string[];
}

/** Describes the rule of a job. */
export function ruleResource(
  { config, job, bucket }: JobContext,
  rule: EventRule,
): PlainResource<'aws_cloudwatch_event_rule'> {
  return describeJobResource(
    job,
    { part: 'rule', path: ['rule'] },
    {
      name: rule.name,
      description: rule.description,
      state: rule.state,
      eventBusName: busNameOf(rule),
      eventPattern: new JsonText(patternOf(rule, config.bucketName, bucket)),
      tags: tagsOf(config),
    },
  );
}

/**
 * Returns the event pattern of a rule. In a module, a variable replaces the name of the environment's bucket.
 *
 * @param rule - The rule.
 * @param configuredName - The name of the bucket in the configuration.
 * @param bucket - The name of the same bucket in the output.
 */
function patternOf(
  rule: EventRule,
  configuredName: string | undefined,
  bucket: DeferredString | undefined,
): Json {
  const { source, eventPattern } = rule;
  if (source.kind !== 'objects' || bucket === undefined || configuredName !== source.filter.bucketName)
    return eventPattern;
  return objectPattern(source.event, { ...source.filter, bucketName: bucket });
}

/** Describes the target of a rule. */
export function targetResource(
  { job }: JobContext,
  rule: EventRule,
  { arguments: targetArguments, dependsOn }: TargetBinding,
): PlainResource<'aws_cloudwatch_event_target'> {
  return describeJobResource(
    job,
    { part: 'target', path: ['target'] },
    {
      rule: rule.name,
      eventBusName: busNameOf(rule),
      retryPolicy: retryPolicyOf(rule),
      deadLetterConfig: deadLetterConfigOf(rule),
      ...targetArguments,
    },
    { dependsOn },
  );
}

/** Returns the bus of a rule; `undefined` for the default bus, which is also the provider's default. */
function busNameOf({ eventBusName }: EventRule): string | undefined {
  return eventBusName === defaultEventBus ? undefined : eventBusName;
}

/** Returns an input transformer as an argument of a target. */
export function inputTransformerOf({ inputPaths, inputTemplate }: InputTransformer) {
  return {
    // AWS returns no map for a template without placeholders. An empty map would be a change in every plan.
    inputPaths: Object.keys(inputPaths).length === 0 ? undefined : new TerraformMap(inputPaths),
    inputTemplate,
  };
}
