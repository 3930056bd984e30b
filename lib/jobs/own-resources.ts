/**
 * Conditions on the service's tag. They exclude the resources of other services whose names begin with the same text,
 * such as `app-dev` for the service `app`.
 */
import type { Conditions } from '../aws/iam/policies';
import { serviceTagKey } from '../aws/tags';
import type { EnvConfig } from '../config/env-config';

/** The condition key whose value is the name of the service in a resource's tag. */
const serviceOfResource = `aws:ResourceTag/${serviceTagKey}`;

/**
 * Returns the condition that a resource has the tag of the service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
export function taggedByService({ service }: Pick<EnvConfig, 'service'>): Conditions {
  return { StringEquals: { [serviceOfResource]: service.name } };
}

/**
 * Returns the condition that a resource does not have the tag of another service. A resource without the tag counts as
 * the service's own: an earlier version created it, or it does not exist yet.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
 */
export function notOfAnotherService({ service }: Pick<EnvConfig, 'service'>): Conditions {
  return { StringEqualsIfExists: { [serviceOfResource]: service.name } };
}
