import { z } from 'zod';
import { kmsKeyArnPattern, policyArnPattern, roleArnPattern, snsTopicArnPattern } from '../../aws/arns';
import { bucketNamePattern, explainInvalidBucketName } from '../../aws/s3/buckets';
import { commonNamePattern } from '../../aws/name-limits';
import { caseInsensitiveDuplicates, maximumTags, tagCharacters, maximumTagKeyCharacters, maximumTagValueCharacters, unreservedTag } from '../../aws/tags';

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
  .check(({ value, issues }) => {
    const reason = explainInvalidBucketName(value);
    if (reason !== undefined) issues.push({ code: 'custom', message: reason, input: value });
  })
  // What JSON Schema can say of it.
  .meta({ pattern: bucketNamePattern.source });

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

export const snsTopicArn = z
  .string()
  .regex(
    snsTopicArnPattern,
    'the ARN of a topic is arn:aws:sns:us-east-1:123456789012:name; CloudWatch can’t publish to a FIFO topic',
  );

/** What is said of characters that not every service takes. */
const tagAlphabet = 'letters, digits, spaces and _ . : / = + - @ are what every service takes';
const reservedTag = 'what begins with aws: is AWS’s own';

/** Tags to put on resources. */
export const resourceTags = z
  .record(
    z
      .string()
      .min(maximumTagKeyCharacters.minimum, 'a tag’s key has at least 1 character')
      .max(maximumTagKeyCharacters.maximum, `a tag’s key has at most ${maximumTagKeyCharacters.maximum} characters`)
      .regex(tagCharacters, `in a tag’s key, ${tagAlphabet}`)
      .regex(unreservedTag, `${reservedTag}; give the tag another key`),
    z
      .string()
      .min(maximumTagValueCharacters.minimum, 'a tag’s value has at least 1 character on a schedule group')
      .max(maximumTagValueCharacters.maximum, `a tag’s value has at most ${maximumTagValueCharacters.maximum} characters`)
      .regex(tagCharacters, `in a tag’s value, ${tagAlphabet}`)
      .regex(unreservedTag, `${reservedTag}; give the tag another value`),
  )
  .check(({ value, issues }) => {
    const keys = Object.keys(value);
    if (keys.length > maximumTags) {
      const message = `${keys.length} tags, and a resource has at most ${maximumTags}; leave some out`;
      issues.push({ code: 'custom', message, input: value });
    }
    for (const [key, first] of caseInsensitiveDuplicates(keys)) {
      const message = `the key ${key} differs from ${first} in case alone, and IAM takes them for one; keep one of them`;
      issues.push({ code: 'custom', message, input: value[key], path: [key] });
    }
  });

/** Tags to find resources by, which others put there. */
export const searchedTags = z.record(
  z
    .string()
    .min(maximumTagKeyCharacters.minimum, 'a tag’s key has at least 1 character')
    .max(maximumTagKeyCharacters.maximum, `a tag’s key has at most ${maximumTagKeyCharacters.maximum} characters`),
  z.string().max(maximumTagValueCharacters.maximum, `a tag’s value has at most ${maximumTagValueCharacters.maximum} characters`),
);

/** What JSON Schema can say of a text, and what is said of an empty list. */
interface Several {
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly none: string;
}

/** One text, or several in a list, none of them twice. `refuse` says what is wrong with one. */
export function oneOrMany(refuse: (text: string) => string | undefined, { meta = { minLength: 1 }, none }: Several) {
  const wanted = 'a text, or a list of at least one';
  // The texts are looked into here, so that what is wrong with one of a list is said of that one.
  return z
    .union([z.string().meta(meta), z.array(z.string().meta(meta)).min(1, none)], { error: wanted })
    .check(({ value, issues }) => {
      const texts = typeof value === 'string' ? [value] : value;
      const seen = new Set<string>();
      texts.forEach((input, index) => {
        const isAgain = seen.has(input);
        seen.add(input);
        const message = isAgain ? 'is in the list already' : refuse(input);
        if (message === undefined) return;
        issues.push({ code: 'custom', message, input, path: typeof value === 'string' ? [] : [index] });
      });
    });
}

/** The texts of {@link oneOrMany}, or none. */
export function toArray(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** A list that holds nothing twice. */
export function listOf(item: z.ZodString, minimum: number, maximum: number) {
  return z
    .array(item)
    .min(minimum, `at least ${minimum} is needed`)
    .max(maximum, `at most ${maximum} are taken`)
    .check(({ value, issues }) => {
      const seen = new Set<string>();
      value.forEach((input, index) => {
        const isAgain = seen.has(input);
        seen.add(input);
        if (!isAgain) return;
        issues.push({ code: 'custom', message: 'is in the list already', input, path: [index] });
      });
    });
}
