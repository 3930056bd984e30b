import { z } from 'zod';
import { maximumObjectKeyBytes } from '../../aws/s3/buckets';
import { eventBusNamePattern } from '../../aws/events/event-buses';
import { parseWildcard } from '../../aws/events/match-value';
import { creationReasons } from '../../aws/s3/object-events';
import { runJobFields } from './job';
import { commandFields } from './task';
import { explainKeyForm, nameHint } from './other-forms';
import { withHint, bucketName, field, integer, oneOrMany } from './values';
import { maximumComparedNumber } from "../../aws/events/limits";
import { delivery } from './delivery';

const everyKey = 'remove the field to accept every key';

/** Returns why a text can't be part of an object key, or `undefined`. */
function explainInvalidKeyPart(text: string): string | undefined {
  if (text === '') return `must have at least 1 character; ${everyKey}`;
  return Buffer.byteLength(text) <= maximumObjectKeyBytes
    ? undefined
    : `must have at most ${maximumObjectKeyBytes} bytes, the maximum of an object key`;
}

/** Returns the function that explains why a text can't be a prefix or a suffix of object keys. */
function explainInvalidAffix(field: 'path_prefix' | 'path_suffix') {
  return (text: string): string | undefined => explainInvalidKeyPart(text) ?? explainKeyForm(text, field);
}

function explainInvalidKeyPattern(text: string): string | undefined {
  const parsed = parseWildcard(text);
  if (!parsed.ok) return parsed.reason;
  const parts = parsed.value;
  if (parts.length === 1)
    return 'must contain *, because a pattern without * matches only one key; add *, or use path_prefix or path_suffix';
  return explainInvalidKeyPart(parts.join(''));
}

const keyOptions = { emptyMessage: `must have at least one text; ${everyKey}` } as const;

/** A prefix or suffix must not have a wildcard. Editors show this too. */
const affixOptions = { ...keyOptions, meta: { minLength: 1, pattern: '^[^*]*$' } } as const;

const bytes = integer({
  minimum: 0,
  maximum: maximumComparedNumber,
  unit: 'bytes',
  maximumNote: 'the largest number in an event pattern',
});

/** Fields that select new objects and configure the delivery of their events. */
export const uploadFields = {
  source_bucket: field(
    bucketName.optional(),
    'Bucket of the new objects. It must send its events to EventBridge. Default: storage.bucket_name.',
    'platform-app-dev',
  ),
  path_prefix: field(
    oneOrMany(explainInvalidAffix('path_prefix'), affixOptions).optional(),
    'Prefix of the object keys, or a list of alternatives. A prefix is literal: * is not allowed, see path_pattern. Keys in S3 usually have no leading slash. Default: every key.',
    'uploads/',
    ['claims/', 'appeals/'],
  ),
  path_suffix: field(
    oneOrMany(explainInvalidAffix('path_suffix'), affixOptions).optional(),
    'Suffix of the object keys, or a list of alternatives. A suffix is literal and case-sensitive. With path_prefix, a key must have a prefix and a suffix, and the suffix must follow the prefix. Default: every key.',
    '.csv',
    ['.csv', '.CSV'],
  ),
  path_pattern: field(
    oneOrMany(explainInvalidKeyPattern, keyOptions).optional(),
    'Pattern of the object keys, or a list of alternatives, instead of path_prefix and path_suffix. * matches any text, including slashes. Write \\* for an asterisk and \\\\ for a backslash. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching',
    'claims/*/scan-*.pdf',
  ),
  minimum_size_bytes: field(
    bytes.optional(),
    'Minimum size of an object in bytes. 1 excludes empty objects. Default: no minimum.',
    1,
  ),
  maximum_size_bytes: field(
    bytes.optional(),
    'Maximum size of an object in bytes. Default: no maximum.',
    104_857_600,
  ),
  reasons: field(
    z
      .array(z.literal(creationReasons, { error: `must be one of ${creationReasons.join(', ')}` }))
      .min(1, 'must have at least one reason; remove the field to accept all reasons')
      .optional(),
    'S3 operations that create an object: PutObject, CopyObject, CompleteMultipartUpload and POST (a form in a browser). Default: all of them.',
    ['PutObject', 'CompleteMultipartUpload'],
  ),
  after_malware_scan: field(
    z.boolean().default(false),
    'Whether to wait until GuardDuty Malware Protection for S3 finds no threat in the object. The bucket must have this protection. Default: false, so the creation of the object is the trigger.',
    true,
  ),
  event_bus_name: field(
    z
      .string()
      .regex(
        eventBusNamePattern,
        withHint('must be the name of an event bus of this account and region, not its ARN, and have only letters, digits, . - _ /', nameHint),
      )
      .optional(),
    'Event bus, in this account and region, that receives the events. Set this field if a rule in the bucket’s account or region forwards the events to another bus. Default: default, the bus for the events of buckets in this account and region.',
    'uploads-from-partners',
  ),
  delivery,
} as const;

/** Fields that only file upload jobs have. `runJobFields` has the fields of every job except queue workers. */
export const fileUploadJobFields = {
  ...uploadFields,
  target: field(
    z.enum(['ecs_cluster', 'state_machine']).optional(),
    'Target of the EventBridge rule. ecs_cluster: the rule starts the task. state_machine: the rule starts a state machine, which runs the task and waits for its end. Default: ecs_cluster, unless another field of the job requires a state machine.',
    'state_machine',
  ),
} as const;

/**
 * A job that a new object in a bucket triggers.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export const fileUploadJob = z.strictObject({ ...fileUploadJobFields, ...runJobFields, ...commandFields });
export type FileUploadJobConfig = z.output<typeof fileUploadJob>;
