/** Permissions of IAM, and functions that create them. */
import type { Context } from '../../__tests__/support/simulate-iam';
import { partitionOf } from '../../lib/aws/regions';
import type { Aws } from './aws';

/** An action on a resource that a policy must allow. */
export interface Permission {
  /** The action, such as `iam:CreateRole`. */
  readonly action: string;
  /** The ARN of the resource, or `*`. */
  readonly resource: string;
  /** The condition keys of the request. */
  readonly context: Context;
}

/** The account and region of calls, with the IAM path of the roles, which calls do not contain. */
export interface CallScope {
  /** The account and region. */
  readonly aws: Pick<Aws, 'accountId' | 'region'>;
  /** The IAM path of roles and policies, such as `/`. */
  readonly iamPath: string;
}

/** Returns the permission to pass a role to a service, or nothing without a role. */
export function passRole(role: unknown, service: string): readonly Permission[] {
  return role === undefined
    ? []
    : [allow('iam:PassRole', requireString(role), { 'iam:PassedToService': service })];
}

/** Creates a permission. */
export function allow(action: string, resource: string, context: Context = {}): Permission {
  return { action, resource, context };
}

/** Returns the ARN of a resource in the account and region. */
export function arn({ aws }: CallScope, service: string, resource: string): string {
  return `arn:${partitionOf(aws.region)}:${service}:${aws.region}:${aws.accountId}:${resource}`;
}

/** Returns whether a parameter contains tags. */
export function hasTags(tags: unknown): boolean {
  return typeof tags === 'object' && tags !== null && Object.keys(tags).length > 0;
}

/**
 * Returns the value if it is a string.
 *
 * @throws TypeError for any other value.
 */
export function requireString(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`not a string: ${JSON.stringify(value)}`);
  return value;
}
