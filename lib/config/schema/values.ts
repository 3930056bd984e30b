import { z } from 'zod';
import { kmsKeyArnPattern, policyArnPattern, roleArnPattern, snsTopicArnPattern } from '../../aws/arns';
import { maximumExecutionSeconds } from '../../aws/state-machines/limits';
import { bucketNamePattern, explainInvalidBucketName } from '../../aws/s3/buckets';
import { accountHint, arnHint, bucketHint, nameHint } from './other-forms';
import { commonNamePattern } from '../../aws/name-limits';
import { versionConstraintPattern } from '../../text/version-constraints';
import { encodedNumberIn } from '../encoded-numbers';
import { explainInvalidProviderVersion } from '../provider-versions';

/** Metadata of a field, for editors and the reference. */
interface FieldMeta {
  /** Purpose, unit, range and default of the field, and the page of AWS or Terraform that documents it. */
  readonly description: string;
  /**
   * Valid values.
   *
   * @default no examples
   */
  readonly examples?: readonly unknown[];
}

/**
 * Adds a description and examples to a schema.
 *
 * @param schema - The schema of the value of the field.
 * @param description - One line. A message about a missing field quotes its first sentence.
 * @param examples - Valid values.
 */
export function field<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  ...examples: readonly unknown[]
): Schema {
  const meta: FieldMeta = examples.length === 0 ? { description } : { description, examples };
  return schema.meta({ ...meta });
}

/** Bounds of a whole number, with their texts for messages. */
interface IntegerBounds {
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Plural of the unit, such as `seconds`.
   *
   * @default a number without unit
   */
  readonly unit?: string;
  /**
   * Reason for the maximum, or the maximum in another unit.
   *
   * @default the message has only the number
   */
  readonly maximumNote?: string;
}

/** Returns the schema of a whole number between two bounds. Its messages name the unit. */
export function integer({ minimum, maximum, unit, maximumNote }: IntegerBounds): z.ZodInt {
  const quantity = (amount: number) =>
    unit === undefined ? String(amount) : `${amount} ${amount === 1 ? unit.replace(/s$/, '') : unit}`;
  const note = maximumNote === undefined ? '' : ` (${maximumNote})`;
  return z
    .int(unit === undefined ? 'must be a whole number' : `must be a whole number of ${unit}`)
    .min(minimum, `must be at least ${quantity(minimum)}`)
    .max(maximum, `must be at most ${quantity(maximum)}${note}`);
}

/** Returns the schema of a duration, from 1 second to `maximum` seconds. */
export function seconds(maximum: number): z.ZodInt {
  return integer({ minimum: 1, maximum, unit: 'seconds' });
}

/** Returns the schema of a duration inside a run. Its maximum is one year, because Step Functions then ends the run. */
export function secondsOfRun(): z.ZodInt {
  return integer({
    minimum: 1,
    maximum: maximumExecutionSeconds,
    unit: 'seconds',
    maximumNote: 'one year, after which Step Functions ends a run',
  });
}

/** Returns the error option of a schema: the message, and a hint if the value has a different form. */
export function withHint(message: string, hintOf: (text: string) => string) {
  return { error: ({ input }: { readonly input?: unknown }) => message + (typeof input === 'string' ? hintOf(input) : '') };
}

/**
 * A text without the control characters that XML can't contain. EC2 returns names and tags in XML, so no resource can have
 * them.
 */
 
export const noControlCharacters = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/;
export const controlCharacter = 'must not have control characters, because names and tags in EC2 can’t contain them; remove them';

/** A name that becomes part of the names of AWS resources. */
export const name = z
  .string()
  .regex(/^[A-Za-z0-9]/, 'must begin with a letter or a digit')
  .regex(commonNamePattern, withHint('must have only letters, digits, - and _', nameHint))
  .max(255, 'must have at most 255 characters');

/** The name of the application. With several folders, the names of stacks begin with it. */
export const appName = name.check(({ value, issues }) => {
  const token = encodedNumberIn(value);
  if (token === undefined) return;
  const message = `must not contain ${token}, which cdktf reads as one of its own tokens; change the name`;
  issues.push({ code: 'custom', message, input: value });
});

/** Pattern of a job's key, which is part of resource names, of Terraform addresses, and of the output of `list`. */
export const jobNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
export const jobName = z
  .string()
  .regex(
    jobNamePattern,
    'a job’s name must begin with a letter or a digit and have only letters, digits, - and _',
  );

export const accountId = z.string().regex(/^\d{12}$/, withHint('must be the ID of an AWS account, which has 12 digits', accountHint));

export const bucketName = z
  .string()
  .check(({ value, issues }) => {
    const reason = explainInvalidBucketName(value);
    if (reason !== undefined) issues.push({ code: 'custom', message: reason + bucketHint(value), input: value });
  })
  // JSON Schema can't express the rest of the rules.
  .meta({ pattern: bucketNamePattern.source });

/** A version constraint for hashicorp/aws. */
export const providerVersion = z
  .string()
  .check(({ value, issues }) => {
    const message = explainInvalidProviderVersion(value);
    if (message !== undefined) issues.push({ code: 'custom', message, input: value });
  })
  // JSON Schema can't compare versions.
  .meta({ pattern: versionConstraintPattern.source });

export const roleArn = z
  .string()
  .regex(roleArnPattern, withHint('must be the ARN of a role, such as arn:aws:iam::123456789012:role/name', (text) => arnHint(text, { resource: 'role', prefix: 'arn:aws:iam::<account>:role/' })));

export const policyArn = z
  .string()
  .regex(policyArnPattern, withHint('must be the ARN of a policy, such as arn:aws:iam::123456789012:policy/name', (text) => arnHint(text, { resource: 'policy', prefix: 'arn:aws:iam::<account>:policy/' })));

export const kmsKeyArn = z
  .string()
  .regex(
    kmsKeyArnPattern,
    withHint(
      'must be the ARN of a KMS key, such as arn:aws:kms:us-east-1:123456789012:key/id, and not of an alias',
      (text) => text.includes('alias/') ? '' : arnHint(text, { resource: 'key', prefix: 'arn:aws:kms:<region>:<account>:key/' }),
    ),
  );

function topicHint(text: string): string {
  if (/^[^\s:]+@[^\s:]+$/.test(text)) return '; subscribe the address to a topic, and write the ARN of the topic';
  if (/^arn:[^:]*:sns:[^:]*:[^:]*:[^:]+:[0-9a-f-]{36}$/.test(text)) return '; it is the ARN of a subscription, so remove its last part';
  if (/^arn:[^:]*:(?!sns:)/.test(text)) return '; it is the ARN of another resource';
  return text.includes('.fifo') ? '' : arnHint(text, { resource: '', prefix: 'arn:aws:sns:<region>:<account>:' });
}

export const snsTopicArn = z
  .string()
  .regex(
    snsTopicArnPattern,
    withHint(
      'must be the ARN of an SNS topic, such as arn:aws:sns:us-east-1:123456789012:name, and not of a FIFO topic, to which CloudWatch can’t publish',
      topicHint,
    ),
  );

/**
 * Returns the schema of a map that `false` switches off.
 *
 * @param map - The schema of the map.
 * @param message - Error for a value that is neither false nor a map.
 */
export function falseOr<Map extends z.ZodObject>(map: Map, message: string) {
  return z.union([z.literal(false), map], { error: message });
}

const duplicateItem = 'duplicate item; remove it';

/** Returns a function that finds duplicates: it returns whether an earlier call had the same argument. */
function duplicateFinder(): (value: unknown) => boolean {
  const seen = new Set<unknown>();
  return (value) => {
    const isDuplicate = seen.has(value);
    seen.add(value);
    return isDuplicate;
  };
}

interface OneOrManyOptions {
  /**
   * JSON Schema keywords that restrict each text.
   *
   * @default at least 1 character
   */
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Message for an empty list. */
  readonly emptyMessage: string;
  /**
   * Finds mistakes that concern several items together. The result has the index of each item of such a mistake, with a
   * message, or `undefined` if the item needs no message of its own. These items are not checked alone.
   *
   * @default each item is checked alone
   */
  readonly explainItems?: (texts: readonly string[]) => ReadonlyMap<number, string | undefined>;
}

/**
 * Returns the schema of one text, or of a list of different texts.
 *
 * @param explainInvalid - Returns why a text is invalid, or `undefined`.
 */
export function oneOrMany(
  explainInvalid: (text: string) => string | undefined,
  { meta = { minLength: 1 }, emptyMessage, explainItems }: OneOrManyOptions,
) {
  // This check gets the value of either alternative. The issue of a text has the path of the field, and the issue of a
  // list item has the path of the item.
  return z
    .union([z.string().meta(meta), z.array(z.string().meta(meta)).min(1, emptyMessage)], {
      error: 'must be a text, or a list of at least one text',
    })
    .check(({ value, issues }) => {
      const texts = typeof value === 'string' ? [value] : value;
      const isDuplicate = duplicateFinder();
      const together = explainItems?.(texts) ?? new Map<number, string | undefined>();
      texts.forEach((input, index) => {
        const explainAlone = () => (isDuplicate(input) ? duplicateItem : explainInvalid(input));
        const message = together.has(index) ? together.get(index) : explainAlone();
        if (message === undefined) return;
        issues.push({ code: 'custom', message, input, path: typeof value === 'string' ? [] : [index] });
      });
    });
}

/** Returns the texts of {@link oneOrMany} as a list. */
export function toArray(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

interface ListBounds {
  readonly minimum: number;
  /**
   * The maximum number of items.
   *
   * @default no maximum
   */
  readonly maximum?: number;
  /** Noun for the items in messages, in the plural. */
  readonly items: string;
  /**
   * Text to add to the message for too few items.
   *
   * @default the message has only the number
   */
  readonly minimumNote?: string;
}

/** Returns the schema of a list of different items. */
export function listOf<Item extends z.ZodString | z.ZodInt>(item: Item, bounds: ListBounds) {
  const { minimum, maximum, items, minimumNote } = bounds;
  const quantity = (count: number) => (count === 1 ? `one ${items.replace(/s$/, '')}` : `${count} ${items}`);
  const list = z
    .array(item)
    .min(minimum, `must have at least ${quantity(minimum)}${minimumNote === undefined ? '' : `; ${minimumNote}`}`);
  return (
    maximum === undefined ? list : list.max(maximum, `must have at most ${quantity(maximum)}`)
  ).check(({ value, issues }) => {
    const isDuplicate = duplicateFinder();
    value.forEach((input, index) => {
      if (!isDuplicate(input)) return;
      issues.push({ code: 'custom', message: duplicateItem, input, path: [index] });
    });
  });
}
