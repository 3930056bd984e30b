import type { EnvConfig } from '../../config/env-config';
import type { NamedPolicy } from '../../jobs/queue-worker/queue-worker';
import type { Lifecycle } from '../resource';
import type { Arguments } from '../resource-types';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';

/** Returns the arguments of an IAM policy of the environment. */
export function policyArguments(
  config: EnvConfig,
  { name, description, policy }: Pick<NamedPolicy, 'name' | 'description' | 'policy'>,
): Arguments<'aws_iam_policy'> {
  return { name, path: config.iamPath, description, policy: new JsonText(policy), tags: tagsOf(config) };
}

/**
 * The lifecycle of every policy. AWS can't change the description of a policy, so a new text would replace the policy.
 * The replacement fails while the policy is attached to a role. An existing policy therefore keeps its description.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const policyLifecycle: Lifecycle = { ignoreChanges: ['description'] };
