import type { EnvConfig } from '../../config/env-config';
import type { NamedPolicy } from '../../jobs/queue-worker/queue-worker';
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
