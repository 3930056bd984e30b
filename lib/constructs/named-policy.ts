import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import type { Construct } from 'constructs';
import type { NamedPolicy } from '../jobs/queue-worker/queue-worker';
import type { JobContext } from './job-context';
import { literal, literalMap } from './terraform-text';

/** A policy of IAM, among those of the environment. */
export function createPolicy(
  scope: Construct,
  id: string,
  { config, terraform }: Pick<JobContext, 'config' | 'terraform'>,
  { name, description, policy }: NamedPolicy,
): IamPolicy {
  const tags = literalMap(config.tags);
  return new IamPolicy(scope, id, {
    name,
    path: config.iamPath,
    description: literal(description),
    policy: terraform.json(policy),
    ...(tags === undefined ? {} : { tags }),
  });
}
