/** What has to be allowed, and the words that it is said in. */
import type { Context } from '../../__tests__/support/simulate-iam';
import { partitionOf } from '../../lib/aws/regions';
import type { Aws } from './aws';

/** Something that has to be allowed. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Calls by AWS account and region, with the path of roles that the calls themselves don't say. */
export interface Place {
  readonly aws: Pick<Aws, 'accountId' | 'region'>;
  readonly iamPath: string;
}

export function passRole(role: unknown, service: string): readonly Permission[] {
  return role === undefined ? [] : [allow('iam:PassRole', text(role), { 'iam:PassedToService': service })];
}

export function allow(action: string, resource: string, context: Context = {}): Permission {
  return { action, resource, context };
}

export function arn({ aws }: Place, service: string, resource: string): string {
  return `arn:${partitionOf(aws.region)}:${service}:${aws.region}:${aws.accountId}:${resource}`;
}

export function hasTags(tags: unknown): boolean {
  return typeof tags === 'object' && tags !== null && Object.keys(tags).length > 0;
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`no text: ${JSON.stringify(value)}`);
  return value;
}
