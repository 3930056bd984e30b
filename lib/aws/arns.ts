import { deferredString, type DeferredString } from '../values/deferred-values';
import { partitionOf, type Partition } from './regions';

/** Where resources live: what every ARN of ours starts with. */
export interface Location {
  readonly partition: Partition;
  readonly region: string;
  /** 12 digits, or looked up. */
  readonly accountId: DeferredString;
}

/** The place of a region and an account. */
export function locationOf(region: string, accountId: DeferredString): Location {
  return { partition: partitionOf(region), region, accountId };
}

/**
 * `arn:<partition>:<service>:<region>:<account>:<resource>`
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arn(location: Location, service: string, resource: string): DeferredString {
  return deferredString`arn:${location.partition}:${service}:${location.region}:${location.accountId}:${resource}`;
}

/** IAM is global: its ARNs have no region. `path` begins and ends with `/`. */
export function iamArn(
  location: Location,
  kind: 'role' | 'policy',
  path: string,
  name: string,
): DeferredString {
  return deferredString`arn:${location.partition}:iam::${location.accountId}:${kind}${path}${name}`;
}

/** The optimised integrations of Step Functions, such as `ecs:runTask.sync`, have ARNs without region and account. */
export function integrationArn(location: Location, integration: string): string {
  return `arn:${location.partition}:states:::${integration}`;
}

/** What an ARN of a role looks like. The path is part of it. */
export const roleArnPattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;

/** What an ARN of a policy looks like: a customer's own, or one that AWS manages. */
export const policyArnPattern = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]{1,640}$/;

/** What the ARN of a KMS key looks like. An alias is another kind of ARN, which not every service takes. */
export const kmsKeyArnPattern = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,128}$/;

/** What the ARN of an SNS topic looks like, of a standard one. */
export const snsTopicArnPattern = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** The partition, the region and the account in an ARN that matched one of the patterns above. */
export function fieldsOfArn(value: string): { partition: string; region: string; accountId: string } {
  const [, partition = '', , region = '', accountId = ''] = value.split(':');
  return { partition, region, accountId };
}
