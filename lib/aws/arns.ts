import { deferredString, type DeferredString } from '../values/deferred-values';
import { partitionOf, type Partition } from './regions';

/** The location of a resource: the partition, region and account in its ARN. */
export interface Location {
  /** The partition of the region. */
  readonly partition: Partition;
  /** The region, such as `us-east-1`. */
  readonly region: string;
  /** The account ID: 12 digits, or a lookup. */
  readonly accountId: DeferredString;
}

/** Returns a location in a region and an account, with the region's partition. */
export function locationOf(region: string, accountId: DeferredString): Location {
  return { partition: partitionOf(region), region, accountId };
}

/**
 * Returns the ARN of a regional resource: `arn:<partition>:<service>:<region>:<account>:<resource>`
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arn(location: Location, service: string, resource: DeferredString): DeferredString {
  return deferredString`arn:${location.partition}:${service}:${location.region}:${location.accountId}:${resource}`;
}

/**
 * Returns the ARN of a role or policy. IAM is global, so the ARN has no region.
 *
 * @param location - The partition and account.
 * @param kind - The type of the resource.
 * @param path - The path of the resource; it must begin and end with `/`.
 * @param name - The name of the resource.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function iamArn(
  location: Location,
  kind: 'role' | 'policy',
  path: string,
  name: string,
): DeferredString {
  return deferredString`arn:${location.partition}:iam::${location.accountId}:${kind}${path}${name}`;
}

/**
 * Returns the principal of an account in the policy of a resource. The account's own policies decide which of its roles
 * have the permission.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
export function accountPrincipal({ partition }: Location, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:root`;
}

/**
 * Returns the ARN of an optimized integration of Step Functions, such as `ecs:runTask.sync`. The ARN has no region or
 * account.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export function integrationArn(location: Location, integration: string): string {
  return `arn:${location.partition}:states:::${integration}`;
}

/** Matches the ARN of a role, including its path. */
export const roleArnPattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;

/** Matches the ARN of a policy, managed by a customer or by AWS. */
export const policyArnPattern = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]{1,640}$/;

/** Matches the ARN of a KMS key. It does not match aliases, which some services reject. */
export const kmsKeyArnPattern = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,128}$/;

/** Matches the ARN of a standard SNS topic. */
export const snsTopicArnPattern = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** Matches the ARN of a standard or FIFO SNS topic. */
export const anyTopicArnPattern =
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:([A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\.fifo)$/;

/** Returns the partition, region and account of an ARN. The ARN must match one of the patterns in this file. */
export function fieldsOfArn(value: string): { partition: string; region: string; accountId: string } {
  const [, partition = '', , region = '', accountId = ''] = value.split(':');
  return { partition, region, accountId };
}
