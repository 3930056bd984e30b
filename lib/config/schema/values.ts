import { z } from 'zod';
import { kmsKeyArnPattern, policyArnPattern, roleArnPattern } from '../../aws/arns';
import { bucketNamePattern, commonNamePattern } from '../../aws/names';

/** What `meta` of a field holds: what editors and the docs show. */
interface FieldMeta {
  /** Shape, unit, default, and the page of AWS or Terraform that it follows. */
  readonly description: string;
  readonly examples?: readonly unknown[];
}

/** A description, and values that somebody might write. */
export function field<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  ...examples: readonly unknown[]
): Schema {
  const meta: FieldMeta = examples.length === 0 ? { description } : { description, examples };
  return schema.meta({ ...meta });
}

/** A name that goes into the names of resources. */
export const name = z
  .string()
  .regex(/^[A-Za-z0-9]/, 'begins with a letter or a digit')
  .regex(commonNamePattern, 'letters, digits, - and _ are allowed')
  .max(255, 'has at most 255 characters');

/** The key of a job: what it is called in every name, address and list. */
export const jobNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
export const jobName = z
  .string()
  .regex(
    jobNamePattern,
    'a job’s name begins with a letter or a digit, and letters, digits, - and _ are allowed in it',
  );

export const accountId = z.string().regex(/^\d{12}$/, 'an account id has 12 digits');

export const bucketName = z
  .string()
  .regex(
    bucketNamePattern,
    'a bucket’s name has 3 to 63 lowercase letters, digits, dots and hyphens, and begins and ends with a letter or a digit',
  );

export const roleArn = z
  .string()
  .regex(roleArnPattern, 'the ARN of a role is arn:aws:iam::123456789012:role/name');

export const policyArn = z
  .string()
  .regex(policyArnPattern, 'the ARN of a policy is arn:aws:iam::123456789012:policy/name');

export const kmsKeyArn = z
  .string()
  .regex(
    kmsKeyArnPattern,
    'the ARN of a key is arn:aws:kms:us-east-1:123456789012:key/id; an alias is not taken everywhere',
  );

/** Tags to put on resources, or to find them by. */
export const tags = z.record(
  z
    .string()
    .min(1, 'a tag’s key has at least 1 character')
    .max(128, 'a tag’s key has at most 128 characters'),
  z.string().max(256, 'a tag’s value has at most 256 characters'),
);

/** A list that holds nothing twice. */
export function listOf(item: z.ZodString, minimum: number, maximum: number) {
  return z
    .array(item)
    .min(minimum, `at least ${minimum} is needed`)
    .max(maximum, `at most ${maximum} are taken`)
    .check(({ value, issues }) => {
      value.forEach((input, index) => {
        if (value.indexOf(input) === index) return;
        issues.push({ code: 'custom', message: 'is in the list already', input, path: [index] });
      });
    });
}
